"""A visit's state in the storage of the tab, a download made for it, an upload."""

import io
import os
import secrets

import pandas as pd
from nicegui import app, ui


@ui.page("/")
async def page():
    """Draw the page of one visitor, once the tab has said which it is."""
    await ui.context.client.connected()
    kept = app.storage.tab
    kept.setdefault("visit", secrets.token_hex(4))
    kept.setdefault("count", 0)

    def count():
        kept["count"] += 1

    def download():
        ui.download.content(f"{kept['visit']} {kept['count']}", "visit.txt")

    async def show_rows(sent):
        said.text = f"rows: {len(pd.read_csv(io.BytesIO(await sent.file.read())))}"

    ui.button("Count", on_click=count).props("no-caps")
    ui.label(f"Visit: {kept['visit']}")
    ui.label().bind_text_from(kept, "count", "Count: {}".format)
    ui.button("Download", on_click=download).props("no-caps")
    ui.upload(label="Table", auto_upload=True, on_upload=show_rows)
    said = ui.label()


ui.run(
    host=os.environ["HOST"],
    port=int(os.environ["PORT"]),
    title="Visit",
    reload=False,
    show=False,
)
