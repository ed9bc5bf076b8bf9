"""A visit's state in the session, a download made for it, an upload; the page reconnects by itself."""

import io
import secrets

import pandas as pd
import panel as pn
import panel_material_ui as pmui

pn.extension(reconnect=True, notifications=True)

visit = secrets.token_hex(4)
count = pn.rx(0)


def raise_count(_):
    count.rx.value += 1


def file():
    return io.StringIO(f"{visit} {count.rx.value}")


def rows(content):
    return f"rows: {len(pd.read_csv(io.BytesIO(content)))}" if content else ""


table = pmui.FileInput(accept=".csv", label="Table")
pmui.Container(
    pmui.Button(label="Count", on_click=raise_count),
    f"Visit: {visit}",
    pn.pane.Markdown(count.rx.pipe("Count: {}".format)),
    pmui.FileDownload(callback=file, filename="visit.txt", label="Download"),
    table,
    pn.pane.Markdown(pn.bind(rows, table)),
).servable(title="Visit")
