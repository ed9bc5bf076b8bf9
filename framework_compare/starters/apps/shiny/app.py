# People, in Shiny: a filterable table with its chart, and a prediction from four numbers.
# Not a docstring, since Shiny Express shows every bare expression on the page.

from shared import bars, model, people
from shiny import reactive
from shiny.express import input, render, ui
from shinywidgets import render_altair

import reference

ui.page_opts(title="People")

with ui.sidebar(open={"desktop": "open", "mobile": "always-above"}):
    ui.input_select("group", "Group", [reference.ALL, *reference.GROUPS])
    ui.input_slider("minimum_age", "Minimum age", *reference.AGES, value=reference.AGES[0])


@reactive.calc
def rows():
    """The people who pass both filters; computed once, though three outputs read it."""
    return reference.filtered(people, input.group(), input.minimum_age())


with ui.h4():

    @render.text
    def count():
        return f"{len(rows()):,} rows"


@render.data_frame
def table():
    return render.DataGrid(rows().head(reference.ROWS_SHOWN), width="100%", height="320px")


@render_altair
def chart():
    with reactive.isolate():  # drawn once; what follows gives it other bars
        return bars(rows())


@reactive.effect
@reactive.event(rows, ignore_init=True)
def change_bars():
    chart.widget.chart = bars(rows())


with ui.card():
    ui.card_header("Predict")
    with ui.layout_columns():
        for name, default in reference.DEFAULTS.items():
            ui.input_numeric(name, name.title(), default)
    ui.input_action_button("predict", "Predict", class_="btn-primary")

    with ui.h4():

        @render.text
        @reactive.event(input.predict)
        def prediction():
            answers = [input[name]() for name in reference.DEFAULTS]
            if None in answers:
                return "Please fill in all four numbers."
            return f"Predicted spend: {reference.predicted(model, *answers):.2f}"
