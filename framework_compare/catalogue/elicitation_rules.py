"""How weights are asked for: the numbers of ``elicitation.toml``, each with its reason."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.evidence import Cited, Positive, Share, Strict, Text

Members = Annotated[int, Field(strict=False)]
"""How many members are compared: a key, which TOML can only hold as text."""


class Swing(Strict):
    """When a swing from the worst to the best option is too small to matter."""

    hardly_differ: Share
    """Difference in expected fit below which a weight decides nothing."""
    kind: Literal["judged"]
    why: Text


class Step(Strict):
    """One word for how much more one thing matters than another."""

    value: Annotated[float, Field(ge=1, le=9)]
    """Its ratio on Saaty's scale."""
    label: Text


class RandomIndex(Cited):
    """The mean consistency index of random answers, by how many members are compared."""

    name: Text
    """The table's name, shown beside every ratio: tables differ."""
    values: dict[Members, Positive]


class Consistency(Strict):
    """When answers are called hard to reconcile."""

    kind: Literal["judged"]
    why: Text
    sources: tuple[str, ...]
    limits: dict[Members, Share]
    """The largest ratio that passes, by how many members are compared."""
    triad: Share
    """The largest inconsistency of three answers that passes where no ratio can be given."""
    triad_why: Text


class Pairwise(Strict):
    """Comparisons of two members at a time."""

    kind: Literal["judged"]
    why: Text
    most_members: Annotated[int, Field(ge=3, le=9)]
    most_members_why: Text
    steps: tuple[Step, ...] = Field(min_length=3)
    random_index: RandomIndex
    consistency: Consistency

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        values = [step.value for step in self.steps]
        if values[0] != 1 or any(left >= right for left, right in pairwise(values)):
            raise ValueError(f"steps must ascend from 1, got {values}")
        sizes = set(range(3, self.most_members + 1))
        for name, found in (
            ("random_index.values", self.random_index.values),
            ("limits", self.consistency.limits),
        ):
            if set(found) != sizes:
                raise ValueError(f"{name} must name {sorted(sizes)}, got {sorted(found)}")
        return self

    @property
    def scale(self) -> tuple[float, ...]:
        """Every ratio that can be answered, ascending: 1/9 to 9."""
        values = [step.value for step in self.steps]
        return (*(1 / value for value in reversed(values[1:])), *values)


class Elicitation(Strict):
    """Everything in ``elicitation.toml``."""

    swing: Swing
    pairwise: Pairwise
