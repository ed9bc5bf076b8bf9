"""People: choose some of them, see how old they are, and predict what one of them spends."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field

import reference
from people import lifespan

YOUNGEST, OLDEST = reference.AGES
Group = Literal[(reference.ALL, *reference.GROUPS)]
Amount = Annotated[float, Field(ge=0, le=1_000_000_000)]


class Filters(BaseModel):
    """Who is shown."""

    model_config = ConfigDict(extra="forbid")

    group: Group = reference.ALL
    minimum_age: Annotated[int, Field(ge=YOUNGEST, le=OLDEST)] = YOUNGEST


class Person(BaseModel):
    """What the prediction rests on."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [reference.DEFAULTS]})

    age: Amount
    income: Amount
    visits: Amount
    tenure: Amount


class Row(BaseModel):
    """One of the people: amounts are a year, the spend is a month."""

    id: int
    name: str
    group: str
    age: int
    income: int
    visits: int
    tenure: float
    spend: float


class Decade(BaseModel):
    """How many people are in their twenties, say: `decade` is then 20."""

    decade: int
    people: int


class Selection(BaseModel):
    """The chosen people: how many, the first of them, and how many in each decade of age."""

    count: int
    people: list[Row]
    decades: list[Decade]


class Prediction(BaseModel):
    """What one person spends a month."""

    spend: float


app = FastAPI(title="People", version="1.0", lifespan=lifespan)


# A plain function runs in the thread pool: others are served while pandas computes for some milliseconds.
@app.get("/api/people")
def select(filters: Annotated[Filters, Query()], request: Request) -> Selection:
    """Return the people of one group, or of all, who are at least this old."""
    rows = reference.filtered(request.state.people, filters.group, filters.minimum_age)
    return Selection(
        count=len(rows),
        people=rows.head(reference.ROWS_SHOWN).to_dict("records"),
        decades=reference.by_decade(rows).to_dict("records"),
    )


# This one is done sooner than a thread of the pool would begin, and waits for nothing, so it is async.
@app.post("/api/predict")
async def predict(person: Person, request: Request) -> Prediction:
    """Return what a person is predicted to spend a month."""
    return Prediction(spend=reference.predicted(request.state.model, **person.model_dump()))


@app.get("/health", include_in_schema=False)
async def health() -> dict[str, str]:
    """Answer as soon as the server is up."""
    return {"status": "ok"}


app.mount("/", StaticFiles(directory="static", html=True), name="page")
