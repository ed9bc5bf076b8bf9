"""People, in Panel: a filterable table with its chart, and a prediction from four numbers."""

import panel as pn
import panel_material_ui as pmui
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure

import reference

pn.extension("tabulator")


@pn.cache
def shared():
    """Return the people and their model: loaded once, while this file runs once for each visitor."""
    people = reference.load_people()
    return people, reference.fitted_model(people)


people, model = shared()

youngest, oldest = reference.AGES
group = pmui.Select(label="Group", options=[reference.ALL, *reference.GROUPS])
minimum_age = pmui.IntSlider(label="Minimum age", start=youngest, end=oldest, value=youngest)
rows = pn.rx(reference.filtered)(people, group, minimum_age)

count = pn.pane.Markdown(rows.rx.pipe(lambda rows: f"### {len(rows):,} rows"))
table = pn.widgets.Tabulator(
    rows.head(reference.ROWS_SHOWN), disabled=True, show_index=False, height=320, sizing_mode="stretch_width"
)

source = ColumnDataSource(reference.by_decade(people))
chart = figure(height=300, sizing_mode="stretch_width", toolbar_location=None)
chart.vbar(x="decade", top="people", width=8, source=source)
chart.xaxis.axis_label, chart.yaxis.axis_label = "Decade of age", "People"
chart.xaxis.ticker.desired_num_ticks = 10
chart.y_range.start = 0


def draw(rows):
    """Give the chart the bars of these rows; the figure itself stays."""
    source.data = ColumnDataSource.from_df(reference.by_decade(rows))


pn.bind(draw, rows, watch=True)

numbers = [
    pmui.FloatInput(label=name.title(), value=value, format="0[.]0", width=220)
    for name, value in reference.DEFAULTS.items()
]
button = pmui.Button(label="Predict", color="primary")


def prediction(pressed):
    """Return the spend of the person whom the four numbers describe, once somebody asks."""
    answers = [number.value for number in numbers]
    if not pressed:
        return ""
    if None in answers:
        return "Please fill in all four numbers."
    return f"### Predicted spend: {reference.predicted(model, *answers):.2f}"


answer = pn.pane.Markdown(pn.bind(prediction, button))

pn.template.FastListTemplate(
    title="People",
    busy_indicator=None,  # it would tell every visitor of each action of any other
    main_max_width="1100px",
    main=[
        pn.Column(
            pmui.FlexBox(group, minimum_age), count, table, pn.pane.Bokeh(chart, sizing_mode="stretch_width")
        ),
        pn.Column("## Predict", pmui.FlexBox(*numbers), button, answer),
    ],
).servable()
