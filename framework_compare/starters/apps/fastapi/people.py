"""The data and the model, loaded once when a worker starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypedDict

import pandas as pd
from fastapi import FastAPI

import reference


class Loaded(TypedDict):
    """What every request finds in its `state`."""

    people: pd.DataFrame
    model: Any


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[Loaded]:
    """Load before the first request."""
    people = reference.load_people()
    yield {"people": people, "model": reference.fitted_model(people)}
