"""The numbers and words of the cross-check, as read from ``cross_check.toml``."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.evidence import Share, Strict, Text
from framework_compare.vocabulary import METHODS, Method


class LoweringRule(Strict):
    """When the other methods lower the confidence by one step."""

    differing: Annotated[int, Field(ge=1, le=len(METHODS))]
    """How many of them must name another family."""
    lowers: bool
    """Whether they do; where not, it is only tried on real decisions."""
    why: Text


class Described(Strict):
    """A method as readers meet it."""

    name: Text
    text: Text
    """What it punishes or rewards, so why it may differ."""
    reference: Text
    why: Text
    """Why its numbers are what they are."""


class WeightedProductEntry(Described):
    """The least fit that the product counts."""

    floor: Annotated[float, Field(gt=0, lt=1)]


class TopsisEntry(Described):
    """The two fixed points, on the scale of fits."""

    ideal: Share
    anti_ideal: Share

    @model_validator(mode="after")
    def _lie_apart(self) -> Self:
        if self.ideal <= self.anti_ideal:
            raise ValueError(
                f"ideal must be above anti_ideal, got {self.ideal:g} and {self.anti_ideal:g}"
            )
        return self


class PrometheeEntry(Described):
    """Which lead on one criterion is none, and which is a whole one, on the scale of fits."""

    indifference: Share
    preference: Share

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if self.preference <= self.indifference:
            raise ValueError(
                f"preference must be above indifference, got {self.preference:g} and"
                f" {self.indifference:g}"
            )
        return self


class VikorEntry(Described):
    """What the whole counts against the worst single shortfall."""

    v: Share


class CrossCheckRules(Strict):
    """Everything in ``cross_check.toml``."""

    rule: LoweringRule
    weighted_sum: Described
    """The primary method, for comparison."""
    weighted_product: WeightedProductEntry
    topsis: TopsisEntry
    promethee_ii: PrometheeEntry
    vikor: VikorEntry

    def method(self, method: Method) -> Described:
        """Return one method's entry."""
        entry: Described = getattr(self, method)
        return entry
