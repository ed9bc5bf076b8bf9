"""People, in Dash: a filterable table with its chart, and a prediction from four numbers."""

import plotly.express as px
from dash import Dash, Input, Output, Patch, State, callback, dcc, html
from dash_ag_grid import AgGrid

import reference

people = reference.load_people()
model = reference.fitted_model(people)

app = Dash(title="People", health_endpoint="health")
server = app.server


def bars(decades):
    """Draw how many people there are in each decade of age."""
    return px.bar(
        decades,
        x="decade",
        y="people",
        labels={"decade": "Decade of age", "people": "People"},
        template="plotly_white",
    )


def moved_bars(decades):
    """Change what the bars show; the rest of the chart is in the browser already."""
    chart = Patch()
    chart["data"][0]["x"] = decades["decade"].to_list()
    chart["data"][0]["y"] = decades["people"].to_list()
    return chart


app.layout = html.Main(
    [
        html.H1("People"),
        html.Label("Group", htmlFor="group"),
        dcc.Dropdown([reference.ALL, *reference.GROUPS], reference.ALL, id="group", clearable=False),
        html.Label("Minimum age", htmlFor="minimum-age"),
        dcc.Slider(*reference.AGES, step=1, value=reference.AGES[0], marks=None, id="minimum-age"),
        html.P(id="count", role="status"),
        AgGrid(
            id="table",
            columnDefs=[{"field": column} for column in people],
            columnSize="responsiveSizeToFit",
            defaultColDef={"minWidth": 120},
        ),
        dcc.Graph(id="chart", figure=bars(reference.by_decade(people)), config={"displayModeBar": False}),
        html.H2("Predict"),
        html.Div(
            [
                html.Div([html.Label(name.title(), htmlFor=name), dcc.Input(default, "number", id=name, step="any")])
                for name, default in reference.DEFAULTS.items()
            ],
            className="questions",
        ),
        dcc.Button("Predict", id="predict"),
        html.P(id="prediction", role="status"),
    ]
)


@callback(
    Output("count", "children"),
    Output("table", "rowData"),
    Output("chart", "figure"),
    Input("group", "value"),
    Input("minimum-age", "value"),
)
def show_people(group, minimum_age):
    """Draw everything that follows from the two filters."""
    rows = reference.filtered(people, group, minimum_age)
    chart = moved_bars(reference.by_decade(rows))
    return f"{len(rows):,} rows", rows.head(reference.ROWS_SHOWN).to_dict("records"), chart


@callback(
    Output("prediction", "children"),
    Input("predict", "n_clicks"),
    *[State(name, "value") for name in reference.DEFAULTS],
    prevent_initial_call=True,
)
def show_prediction(_clicks, *answers):
    """Predict the spend of the person whom the four numbers describe."""
    if None in answers:
        return "Please fill in all four numbers."
    return f"Predicted spend: {reference.predicted(model, *answers):.2f}"


if __name__ == "__main__":
    app.run(debug=True)
