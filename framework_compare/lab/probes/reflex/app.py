"""A visit's state in Reflex's state, a download made for it, an upload."""

import io
import secrets

import pandas as pd
import reflex as rx


class Visit(rx.State):
    """What one visitor's tab has on the server."""

    visit: str = ""
    count: int = 0
    rows: int = -1

    @rx.event
    def begin(self):
        self.visit = self.visit or secrets.token_hex(4)

    @rx.event
    def raise_count(self):
        self.count += 1

    @rx.event
    def download(self):
        return rx.download(data=f"{self.visit} {self.count}", filename="visit.txt")

    @rx.event
    async def upload(self, files: list[rx.UploadFile]):
        self.rows = len(pd.read_csv(io.BytesIO(await files[0].read())))


def index() -> rx.Component:
    """Return the page."""
    return rx.container(
        rx.button("Count", on_click=Visit.raise_count),
        rx.text(f"Visit: {Visit.visit}"),
        rx.text(f"Count: {Visit.count}"),
        rx.button("Download", on_click=Visit.download),
        rx.upload(rx.text("Table"), id="table"),
        rx.button("Send", on_click=Visit.upload(rx.upload_files(upload_id="table"))),
        rx.cond(Visit.rows >= 0, rx.text(f"rows: {Visit.rows}")),
    )


app = rx.App()
app.add_page(index, route="/", title="Visit", on_load=Visit.begin)
