"""Async events; a background event outlives the page and writes into the state, which a reload finds again."""

import asyncio

import reflex as rx

from effects import JOB, WAIT, note


class State(rx.State):
    waited: str = ""
    received: str = ""
    done: str = ""

    @rx.event
    async def wait(self):
        note("waiting")
        await asyncio.sleep(WAIT)
        note("waited")
        self.waited = "Waited"

    @rx.event
    async def receive(self, files: list[rx.UploadFile]):
        size = sum([len(await file.read()) for file in files])
        note("received", size)
        self.received = f"Received {size}"

    @rx.event(background=True)
    async def job(self):
        async with self:
            self.done = "Job started"
        await asyncio.sleep(JOB)
        async with self:
            self.done = "Job done"
        note("done")


@rx.page("/", title="Jobs")
def index() -> rx.Component:
    return rx.vstack(
        rx.heading("Jobs"),
        rx.button("Wait", on_click=State.wait),
        rx.text(State.waited),
        rx.upload(rx.text("File"), id="file"),
        rx.button("Send", on_click=State.receive(rx.upload_files("file"))),
        rx.text(State.received),
        rx.button("Start job", on_click=State.job),
        rx.text(State.done),
    )


app = rx.App()
