"""Callbacks; the job is a background callback that diskcache runs in a process of its own."""

import time

import diskcache
from dash import Dash, DiskcacheManager, Input, Output, callback, dcc, html

from effects import JOB, WAIT, note

app = Dash(background_callback_manager=DiskcacheManager(diskcache.Cache("cache")))
server = app.server
app.layout = html.Main(
    [
        html.H1("Jobs"),
        html.Button("Wait", id="wait"),
        html.P(id="waited"),
        dcc.Upload("File", id="file"),
        html.P(id="received"),
        html.Button("Start job", id="job"),
        html.P(id="done"),
    ]
)


@callback(Output("waited", "children"), Input("wait", "n_clicks"), prevent_initial_call=True)
def wait(_clicks):
    note("waiting")
    time.sleep(WAIT)
    note("waited")
    return "Waited"


@callback(Output("received", "children"), Input("file", "contents"), prevent_initial_call=True)
def receive(contents):
    encoded = contents.partition(",")[2]
    size = len(encoded) * 3 // 4 - encoded.count("=")
    note("received", size)
    return f"Received {size}"


@callback(Output("done", "children"), Input("job", "n_clicks"), background=True, prevent_initial_call=True)
def job(_clicks):
    time.sleep(JOB)
    note("done")
    return "Job done"
