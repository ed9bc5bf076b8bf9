# Effects wait, or an extended task does; both belong to the session. No docstring, since Express would show it.

import asyncio
import os

from shiny import reactive
from shiny.express import input, render, ui

from effects import JOB, WAIT, note

ui.h1("Jobs")
ui.input_action_button("wait", "Wait")
ui.input_file("file", "File")
ui.input_action_button("job", "Start job")
said = reactive.value("")


async def waiting():
    note("waiting")
    await asyncio.sleep(WAIT)
    note("waited")


extended_waiting = reactive.extended_task(waiting)


@reactive.effect
@reactive.event(input.wait)
async def _():
    if os.environ.get("LAB_MANY"):
        extended_waiting()
    else:
        await waiting()
        said.set("Waited")


@render.text
def answer():
    return said()


@render.text
def received():
    file = input.file()
    if not file:
        return ""
    note("received", file[0]["size"])
    return f"Received {file[0]['size']}"


@reactive.extended_task
async def work():
    await asyncio.sleep(JOB)
    note("done")


@reactive.effect
@reactive.event(input.job)
def _():
    work()


@render.text
def done():
    return {"running": "Job started", "success": "Job done"}.get(work.status(), "")
