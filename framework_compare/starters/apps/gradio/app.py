"""People, in Gradio: a filterable table with its chart, and a prediction from four numbers."""

import gradio as gr

import reference

people = reference.load_people()
model = reference.fitted_model(people)


def show_people(group, minimum_age):
    """Return what follows from the two filters: the count, the table and the bars."""
    rows = reference.filtered(people, group, minimum_age)
    bars = reference.by_decade(rows).astype({"decade": str})
    return f"### {len(rows):,} rows", rows.head(reference.ROWS_SHOWN), bars


def show_prediction(age, income, visits, tenure):
    """Return the spend of the person whom the four numbers describe."""
    if None in (age, income, visits, tenure):
        raise gr.Error("Please fill in all four numbers.")
    return f"### Predicted spend: {reference.predicted(model, age, income, visits, tenure):.2f}"


with gr.Blocks(title="People") as demo:
    gr.Markdown("# People")
    with gr.Row():
        group = gr.Dropdown([reference.ALL, *reference.GROUPS], value=reference.ALL, label="Group")
        minimum_age = gr.Slider(*reference.AGES, value=reference.AGES[0], step=1, label="Minimum age")
    count = gr.Markdown()
    table = gr.Dataframe(label="People", max_height=320, interactive=False)
    chart = gr.BarPlot(x="decade", y="people", x_title="Decade of age", y_title="People", height=300)

    gr.Markdown("## Predict")
    with gr.Row():
        numbers = [gr.Number(default, label=name.title()) for name, default in reference.DEFAULTS.items()]
    button = gr.Button("Predict", variant="primary")
    prediction = gr.Markdown()

    gr.on(
        [demo.load, group.change, minimum_age.change],
        show_people,
        [group, minimum_age],
        [count, table, chart],
        trigger_mode="always_last",  # a slider that is dragged asks for every age it passes; only the last one matters
        show_progress="hidden",
        queue=False,  # the queue is for what takes seconds; this takes milliseconds
    )
    button.click(show_prediction, numbers, prediction, queue=False)

if __name__ == "__main__":
    demo.launch()
