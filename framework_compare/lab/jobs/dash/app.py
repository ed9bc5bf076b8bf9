"""Callbacks; the job is a background callback in a process of its own, its result goes to a store of the tab."""

import time

import diskcache
from dash import Dash, DiskcacheManager, Input, Output, State, callback, dcc, html

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
        html.P(id="started"),
        html.P(id="done"),
        dcc.Store(id="kept", storage_type="session"),
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


@callback(
    Output("kept", "data"),
    Input("job", "n_clicks"),
    background=True,
    running=[(Output("started", "children"), "Job started", "")],
    prevent_initial_call=True,
)
def job(_clicks):
    time.sleep(JOB)
    note("done")
    return "Job done"


# The store is in the tab before the page is: only its time stamp says that there is something in it.
@callback(Output("done", "children"), Input("kept", "modified_timestamp"), State("kept", "data"))
def show(_written, kept):
    return kept or ""
