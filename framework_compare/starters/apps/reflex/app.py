"""People, in Reflex: a filterable table with its chart, and a prediction from four numbers."""

import reflex as rx

import reference

people = reference.load_people()
model = reference.fitted_model(people)


class Filters(rx.State):
    """What one visitor filters by, and what follows from it."""

    group: str = reference.ALL
    minimum_age: int = reference.AGES[0]

    @rx.event
    def choose_group(self, group: str):
        """Take the choice of the select."""
        self.group = group

    @rx.event
    def choose_minimum_age(self, ages: list[int | float]):
        """Take the position of the slider."""
        self.minimum_age = int(ages[0])

    def _rows(self):
        return reference.filtered(people, self.group, self.minimum_age)

    @rx.var
    def count(self) -> str:
        """How many people pass the filters."""
        return f"{len(self._rows()):,} rows"

    @rx.var
    def table(self) -> list[list[str]]:
        """The first of them, as the table shows them."""
        return self._rows().head(reference.ROWS_SHOWN).astype(str).values.tolist()

    @rx.var
    def bars(self) -> list[dict[str, int]]:
        """How many of them there are in each decade of age."""
        return reference.by_decade(self._rows()).to_dict("records")


class Prediction(rx.State):
    """The answer to the form."""

    answer: str = ""

    @rx.event
    def predict(self, form: dict[str, str]):
        """Predict the spend of the person whom the four numbers describe."""
        try:
            answers = [float(form[name]) for name in reference.DEFAULTS]
        except ValueError:
            self.answer = "Please fill in all four numbers."
        else:
            self.answer = f"Predicted spend: {reference.predicted(model, *answers):.2f}"


def filters() -> rx.Component:
    """Return the two inputs that choose the people."""
    youngest, oldest = reference.AGES
    return rx.grid(
        rx.el.label(
            rx.text("Group"),
            rx.select(
                [reference.ALL, *reference.GROUPS], value=Filters.group, on_change=Filters.choose_group, width="100%"
            ),
        ),
        rx.box(
            rx.text("Minimum age: ", Filters.minimum_age, margin_bottom="0.75rem"),
            rx.slider(
                min=youngest,
                max=oldest,
                value=[Filters.minimum_age],
                on_change=Filters.choose_minimum_age.throttle(50),
                aria_label="Minimum age",
            ),
        ),
        columns=rx.breakpoints(initial="1", sm="2"),
        spacing="5",
        width="100%",
    )


def chart() -> rx.Component:
    """Return a bar for each decade."""
    return rx.recharts.bar_chart(
        rx.recharts.bar(data_key="people", fill=rx.color("accent", 9)),
        rx.recharts.x_axis(
            data_key="decade", label={"value": "Decade of age", "position": "insideBottom", "offset": -12}
        ),
        rx.recharts.y_axis(label={"value": "People", "angle": -90, "position": "insideLeft"}),
        data=Filters.bars,
        margin={"bottom": 20},
        width="100%",
        height=300,
    )


def table() -> rx.Component:
    """Return the table of those who pass the filters."""
    return rx.scroll_area(
        rx.table.root(
            rx.table.header(rx.table.row(*[rx.table.column_header_cell(name) for name in people])),
            rx.table.body(rx.foreach(Filters.table, lambda row: rx.table.row(rx.foreach(row, rx.table.cell)))),
            size="1",
        ),
        height="20rem",
        type="auto",
    )


def form() -> rx.Component:
    """Return the four questions and their answer."""
    return rx.form(
        rx.grid(
            *[
                rx.el.label(
                    rx.text(name.title()),
                    rx.input(name=name, type="number", step="any", default_value=str(default)),
                )
                for name, default in reference.DEFAULTS.items()
            ],
            columns=rx.breakpoints(initial="2", sm="4"),
            spacing="4",
        ),
        rx.button("Predict", type="submit", margin_y="1rem"),
        rx.text(Prediction.answer, size="5", weight="medium", role="status"),
        on_submit=Prediction.predict,
    )


@rx.page("/", title="People")
def index() -> rx.Component:
    """Return the page."""
    return rx.container(
        rx.vstack(
            rx.heading("People", size="8"),
            filters(),
            rx.text(Filters.count, size="5", weight="medium", role="status"),
            table(),
            chart(),
            rx.heading("Predict", size="6"),
            form(),
            align="stretch",
            spacing="4",
        )
    )


app = rx.App()
