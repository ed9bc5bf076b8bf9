"""Async callbacks; what outlives a page is kept in the cache of the server's state."""

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
    await asyncio.sleep(JOB)
    pn.state.cache["job"] = "Job done"
    note("done")


def look():
    done.object = pn.state.cache.get("job", "")


wait_button = pn.widgets.Button(name="Wait", on_click=wait)
file = pn.widgets.FileDropper()
file.param.watch(receive, "value")
job_button = pn.widgets.Button(name="Start job", on_click=job)
pn.state.add_periodic_callback(look, period=500)

pn.Column("# Jobs", wait_button, waited, file, received, job_button, done).servable()
