"""What every version of the app shares: the people, the filter, the counts by decade and the model of their spending.

It lies beside ``app.py`` and imports pandas and scikit-learn only, so that a project stays complete when it is moved.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

__all__ = [
    "AGES",
    "ALL",
    "DEFAULTS",
    "FEATURES",
    "GROUPS",
    "ROWS_SHOWN",
    "by_decade",
    "filtered",
    "fitted_model",
    "load_people",
    "predicted",
]

PEOPLE = Path(__file__).with_name("people.csv")
ALL = "All"
"""The choice that keeps every group."""
GROUPS = ("Families", "Professionals", "Retired", "Students", "Travellers")
FEATURES = ("age", "income", "visits", "tenure")
DEFAULTS = {"age": 40, "income": 50_000, "visits": 12, "tenure": 5}
"""What the four inputs hold at first."""
AGES = (18, 90)
"""The youngest and the oldest."""
ROWS_SHOWN = 200
"""How many rows the table shows at most."""


def load_people() -> pd.DataFrame:
    """Return the 2,000 made-up people, one to a row.

    Returns
    -------
    DataFrame
        id, name, group, age (years), income (a year), visits (a year), tenure (years as a customer), spend (a month).
    """
    return pd.read_csv(PEOPLE)


def filtered(people: pd.DataFrame, group: str = ALL, minimum_age: float = AGES[0]) -> pd.DataFrame:
    """Return the people of one group, or of all, who are at least this old, in their order.

    Raises
    ------
    ValueError
        where the group is not one.
    """
    if group != ALL and group not in GROUPS:
        raise ValueError(f"group: must be one of {', '.join((ALL, *GROUPS))}, got {group!r}")
    old_enough = people[people["age"] >= minimum_age]
    return old_enough if group == ALL else old_enough[old_enough["group"] == group]


def by_decade(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many people there are in each decade of age.

    Returns
    -------
    DataFrame
        decade (its first year: 10, 20, …) and people (a count), only decades that occur, in order.
    """
    decades = (rows["age"] // 10 * 10).rename("decade")
    return decades.value_counts().sort_index().rename("people").reset_index()


def fitted_model(people: pd.DataFrame) -> Any:
    """Return a ridge regression of spend on age, income, visits and tenure.

    It is fitted on plain arrays: a prediction then costs tenths of a millisecond, and what is left is the framework's.
    """
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    features = people[list(FEATURES)].to_numpy(dtype=float)
    return make_pipeline(StandardScaler(), Ridge()).fit(features, people["spend"].to_numpy())


def predicted(model: Any, age: float, income: float, visits: float, tenure: float) -> float:
    """Return the spend a month that the model expects, in whole cents."""
    return round(float(model.predict([[age, income, visits, tenure]])[0]), 2)
