"""Async handlers; a background task outlives the page and writes into the visitor's storage."""

import asyncio
import os

from nicegui import app, background_tasks, ui

from effects import JOB, WAIT, note


@ui.page("/")
def page():
    async def wait():
        note("waiting")
        await asyncio.sleep(WAIT)
        note("waited")
        waited.text = "Waited"

    def receive(event):
        size = event.file.size()
        note("received", size)
        received.text = f"Received {size}"

    async def work():
        kept["job"] = "Job started"
        await asyncio.sleep(JOB)
        kept["job"] = "Job done"
        note("done")

    kept = app.storage.user
    ui.label("Jobs")
    ui.button("Wait", on_click=wait)
    waited = ui.label()
    ui.upload(on_upload=receive, auto_upload=True)
    received = ui.label()
    ui.button("Start job", on_click=lambda: background_tasks.create(work()))
    ui.label().bind_text_from(kept, "job", lambda job: job or "")


ui.run(
    host=os.environ["HOST"],
    port=int(os.environ["PORT"]),
    storage_secret="of a probe that keeps no secrets",
    reload=False,
    show=False,
)
