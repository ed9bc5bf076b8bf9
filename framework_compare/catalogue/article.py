"""The founding article's content and its examination, the FAQ and the presets."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from framework_compare.catalogue.evidence import Strict, Text
from framework_compare.measured.quotations import ClaimTest
from framework_compare.vocabulary import CriterionId, FrameworkId

Holds = Literal["yes", "partly", "no", "unclear"]


class Claim(Strict):
    """One claim of the founding article and how it stands today."""

    id: Text
    text: Text
    section: Literal["introduction", "philosophy", "comparison", "deployment", "decision", "faq"]
    quote: str = ""
    """A short verbatim quotation that carries the claim."""
    feature: CriterionId | Literal[""] = ""
    holds: Holds
    currency: Text
    why: Text
    sources: tuple[str, ...]
    how_to_measure: Text
    measured: ClaimTest | None = None
    """What the lab found, where an experiment answers it."""


class Philosophy(Strict):
    """What the article says a framework is."""

    definition: Text
    commercial_focus: Text
    architecture: Text


class ComparisonRow(Strict):
    """One row of the article's comparison table, with how it stands today."""

    feature: CriterionId
    article_name: Text
    streamlit_level: Text
    streamlit_text: Text
    flask_level: Text
    flask_text: Text
    implication: Text
    """The commercial implication that the article draws."""
    today: Text
    sources: tuple[str, ...]
    claims: tuple[str, ...]


class DeploymentPoint(Strict):
    """One point of the article's deployment section."""

    framework: FrameworkId
    title: Text
    point: Text
    today: Text
    claims: tuple[str, ...]


class Choice(Strict):
    """One row of the article's two-column decision table."""

    dimension: Literal["goal", "user_base", "skills", "key_requirement"]
    streamlit: Text
    flask: Text


class Both(Strict):
    """The article's closing advice to use both."""

    text: Text
    claims: tuple[str, ...]
    today: str = ""


class Article(Strict):
    """The founding article's structure."""

    publisher: Text
    """Whose article it is."""
    philosophy: dict[FrameworkId, Philosophy]
    comparison: tuple[ComparisonRow, ...] = Field(min_length=6)
    deployment: tuple[DeploymentPoint, ...] = Field(min_length=1)
    choose: tuple[Choice, ...] = Field(min_length=1)
    both: Both


class FaqEntry(Strict):
    """A question that people ask, answered from the data."""

    id: Text
    question: Text
    article_answer: str = ""
    answer: Text
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    criteria: tuple[CriterionId, ...] = ()


class Preset(Strict):
    """A typical project to start from."""

    id: Text
    title: Text
    text: Text
    requirement: dict[str, Any]
