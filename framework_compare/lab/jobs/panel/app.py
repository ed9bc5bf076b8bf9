"""Async callbacks; what a visit keeps belongs to the page and goes with it."""

import asyncio

import panel as pn

from effects import JOB, WAIT, note

pn.extension("filedropper")

waited, received, done = pn.pane.Markdown(), pn.pane.Markdown(), pn.pane.Markdown()


async def wait(_event):
    note("waiting")
    await asyncio.sleep(WAIT)
    note("waited")
    waited.object = "Waited"


def receive(event):
    size = sum(map(len, event.new.values()))
    note("received", size)
    received.object = f"Received {size}"


async def job(_event):
    done.object = "Job started"
    await asyncio.sleep(JOB)
    note("done")
    done.object = "Job done"


wait_button = pn.widgets.Button(name="Wait", on_click=wait)
file = pn.widgets.FileDropper()
file.param.watch(receive, "value")
job_button = pn.widgets.Button(name="Start job", on_click=job)

pn.Column("# Jobs", wait_button, waited, file, received, job_button, done).servable()
