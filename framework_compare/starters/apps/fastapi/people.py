"""The data and the model, loaded once when a worker starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, TypedDict

import pandas as pd
from fastapi import Depends, FastAPI, Request

import reference


class Loaded(TypedDict):
    """What every request can use."""

    people: pd.DataFrame
    model: Any


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[Loaded]:
    """Load before the first request."""
    people = reference.load_people()
    yield {"people": people, "model": reference.fitted_model(people)}


def _people(request: Request) -> pd.DataFrame:
    return request.state.people


def _model(request: Request) -> Any:
    return request.state.model


People = Annotated[pd.DataFrame, Depends(_people)]
Model = Annotated[Any, Depends(_model)]
