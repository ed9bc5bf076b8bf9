"""What all visitors share: app.py runs once for each of them, this module once for each server."""

import altair

import reference

altair.JupyterChart.enable_offline()  # the browser gets the drawing program from here, not from a public server
people = reference.load_people()
model = reference.fitted_model(people)


def bars(rows):
    """Return the chart of how many of these people there are in each decade of age."""
    return (
        altair.Chart(reference.by_decade(rows), width="container", height="container")
        .mark_bar()
        .encode(
            x=altair.X("decade:O", title="Decade of age", axis=altair.Axis(labelAngle=0)),
            y=altair.Y("people:Q", title="People"),
        )
    )
