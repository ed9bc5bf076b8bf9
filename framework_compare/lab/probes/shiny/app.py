# A visit's state in a reactive value, a download made for it, an upload.
# Not a docstring, since Shiny Express shows every bare expression on the page.

import secrets

import pandas as pd
from shiny import reactive
from shiny.express import input, render, ui

ui.page_opts(title="Visit")

visit = secrets.token_hex(4)
counted = reactive.value(0)

ui.input_action_button("count", "Count")

@render.text
def which():
    return f"Visit: {visit}"


@reactive.effect
@reactive.event(input.count)
def raise_count():
    counted.set(counted() + 1)


@render.text
def shown():
    return f"Count: {counted()}"


@render.download_button(label="Download", filename="visit.txt")
def download():
    yield f"{visit} {counted()}"


ui.input_file("table", "Table", accept=".csv")


@render.text
def rows():
    files = input.table()
    return f"rows: {len(pd.read_csv(files[0]['datapath']))}" if files else ""
