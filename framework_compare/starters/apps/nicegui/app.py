"""People, in NiceGUI: a filterable table with its chart, and a prediction from four numbers."""

import os

from nicegui import ui

import reference

people = reference.load_people()
model = reference.fitted_model(people)


@ui.page("/")
def page():
    """Draw the page of one visitor; it lives on the server for as long as the visitor stays."""
    youngest, oldest = reference.AGES

    def show_people():
        rows = reference.filtered(people, group.value, minimum_age.value)
        bars = reference.by_decade(rows)
        count.text = f"{len(rows):,} rows"
        table.rows = rows.head(reference.ROWS_SHOWN).to_dict("records")
        chart.options["xAxis"]["data"] = bars["decade"].tolist()
        chart.options["series"][0]["data"] = bars["people"].tolist()

    def show_prediction():
        answers = [number.value for number in numbers]
        if None in answers:
            answer.text = "Please fill in all four numbers."
        else:
            answer.text = f"Predicted spend: {reference.predicted(model, *answers):.2f}"

    with ui.column().classes("w-full max-w-5xl mx-auto items-stretch"):
        ui.label("People").classes("text-3xl")
        with ui.grid().classes("w-full grid-cols-1 sm:grid-cols-2 gap-8"):
            choices = [reference.ALL, *reference.GROUPS]
            group = ui.select(choices, value=reference.ALL, label="Group", on_change=show_people)
            with ui.column().classes("gap-0"):
                caption = ui.label()
                minimum_age = ui.slider(min=youngest, max=oldest, value=youngest, on_change=show_people)
                minimum_age.props('aria-label="Minimum age"')
                caption.bind_text_from(minimum_age, "value", "Minimum age: {}".format)
        count = ui.label().classes("text-xl")
        columns = [{"name": name, "label": name, "field": name, "sortable": True} for name in people]
        table = ui.table(columns=columns, rows=[]).classes("h-80").props("virtual-scroll")
        chart = ui.echart(
            {
                "xAxis": {"type": "category", "name": "Decade of age", "nameLocation": "middle", "nameGap": 30},
                "yAxis": {"type": "value", "name": "People"},
                "series": [{"type": "bar"}],
                "tooltip": {},
            }
        ).classes("h-80")

        ui.label("Predict").classes("text-2xl")
        with ui.grid().classes("w-full grid-cols-2 sm:grid-cols-4"):
            numbers = [ui.number(name.title(), value=value) for name, value in reference.DEFAULTS.items()]
        ui.button("Predict", on_click=show_prediction).classes("self-start")
        answer = ui.label().classes("text-xl").props('role="status"')

    show_people()


ui.run(
    title="People",
    host=os.environ.get("HOST", "127.0.0.1"),
    port=int(os.environ.get("PORT", "8080")),
    reload=False,  # True while you write: the server then starts anew whenever a file is saved
    show=False,
)
