"""A visit's state in a store of the browser, a download made for it, an upload; callbacks keep nothing."""

import base64
import io
import secrets

import pandas as pd
from dash import Dash, Input, Output, State, callback, dcc, html
from dash.exceptions import PreventUpdate

app = Dash()
server = app.server
app.title = "Visit"


def layout():
    """Return the page of a new visit."""
    return [
        dcc.Store(id="kept", data={"visit": secrets.token_hex(4), "count": 0}),
        html.Button("Count", id="count"),
        html.P(id="visit"),
        html.P(id="counted"),
        html.Button("Download", id="download"),
        dcc.Download(id="file"),
        dcc.Upload("Table", id="table"),
        html.P(id="rows"),
    ]


app.layout = layout


@callback(Output("kept", "data"), Input("count", "n_clicks"), State("kept", "data"), prevent_initial_call=True)
def count(_, kept):
    return {**kept, "count": kept["count"] + 1}


@callback(Output("visit", "children"), Output("counted", "children"), Input("kept", "data"))
def show(kept):
    return f"Visit: {kept['visit']}", f"Count: {kept['count']}"


@callback(Output("file", "data"), Input("download", "n_clicks"), State("kept", "data"), prevent_initial_call=True)
def download(_, kept):
    return dcc.send_string(f"{kept['visit']} {kept['count']}", "visit.txt")


@callback(Output("rows", "children"), Input("table", "contents"))
def upload(contents):
    if contents is None:
        raise PreventUpdate
    return f"rows: {len(pd.read_csv(io.BytesIO(base64.b64decode(contents.split(',')[1]))))}"


@server.get("/health")
def health():
    return "ok"
