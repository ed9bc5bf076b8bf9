"""Real decisions like yours: what comparable teams took, and what the nearest had in common."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.decisions.likeness import Fact, Likeness, Near
from framework_compare.decisions.precedent import Precedent, precedent
from framework_compare.present.briefing import answer_in_words
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.theme import colour
from framework_compare.requirement.model import Requirement
from framework_compare.text import counted, listed
from framework_compare.vocabulary import GOAL_CLASS_WORDS, FrameworkId

_NAMED: Final = 3
"""How many frameworks a sentence gives the count of; the chart has them all."""
_REFUSED: Final = "not needed"
_KINDS: Final = {"ADR": "decision record"}
"""Kinds of source that readers outside of the trade do not know by their short name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One near decision in words."""

    title: str
    """What the team took."""
    rather_than: str
    """What it had considered besides; empty where nothing is known of that."""
    summary: str
    reasons: str
    same: tuple[str, ...]
    """What both state alike, each question with its answers."""
    different: tuple[str, ...]
    when: str
    """Kind of source and date; empty where the words for the source have them."""
    source: str
    """The name of the place that the address leads to, or where it was found in words."""
    address: str
    """Empty where none is known."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What comparable teams took, in words and drawn."""

    sentence: str
    drawing: Drawing | None
    """None where nobody took anything."""


def taken(goal: str | None, cases: Sequence[Case], catalogue: Catalogue) -> Taken | None:
    """Return what the recorded teams with a comparable goal took; None where none is stated."""
    found = precedent(goal, cases)
    if found is None:
        return None
    rows = taken_rows(found, catalogue)
    if rows.empty:
        return Taken(sentence(found, catalogue), None)
    title = "What comparable teams took"
    bars = drawn(title, taken_bars, taken_alt, rows, 26 * len(rows))
    return Taken(sentence(found, catalogue), bars)


def nearest(requirement: Requirement, likeness: Likeness, catalogue: Catalogue) -> tuple[Told, ...]:
    """Return the nearest decisions in words; none where none is near."""
    return tuple(told(near, catalogue) for near in likeness.nearest(requirement))


def sentence(found: Precedent, catalogue: Catalogue) -> str:
    """Return how many recorded teams took what."""
    did = GOAL_CLASS_WORDS[found.goal_class]
    if not found.n:
        return f"No recorded team {did}."
    names = [_name(framework, catalogue) for framework in found.taken]
    counts = [f"{count} {name}" for name, count in zip(names, found.taken.values(), strict=True)]
    counts[0] = counts[0].replace(" ", " took ", 1)
    rest = names[_NAMED:]
    further = f" Others took {listed(rest)}." if rest else ""
    if sum(found.taken.values()) > found.n:
        further += " A team that took two counts under both."
    teams = counted(found.n, "recorded team", "recorded teams")
    return f"Of {teams} that {did}, {listed(counts[:_NAMED])}.{further}"


def taken_rows(found: Precedent, catalogue: Catalogue) -> pd.DataFrame:
    """Return the frameworks that were taken: name, teams, figure, label and colour, most first."""
    rows = [
        (
            _name(framework, catalogue),
            count,
            str(count),
            f"{count} of {found.n}",
            colour(framework, catalogue),
        )
        for framework, count in found.taken.items()
        if framework in catalogue.frameworks
    ]
    return pd.DataFrame(rows, columns=["name", "teams", "figure", "label", "colour"])


def taken_bars(taken: pd.DataFrame) -> alt.LayerChart:
    """Return horizontal bars, the most frequent first, each with its count in figures.

    Parameters
    ----------
    taken
        columns name, teams (a count), figure (the same as text), label (the count of how many) and
        colour; one row a framework.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelOverlap=False))
    teams = alt.X("teams:Q", scale=alt.Scale(padding=30, nice=False, zero=True), axis=None)
    hint = [alt.Tooltip("name:N", title="Framework"), alt.Tooltip("label:N", title="Teams")]
    base = alt.Chart(inline(taken)).encode(x=teams, y=name)
    bars = base.mark_bar(height=alt.RelativeBandSize(0.62), cornerRadiusEnd=2).encode(
        color=by_row(), tooltip=hint
    )
    figures = base.mark_text(**text_mark(align="left", dx=5)).encode(text=alt.Text("figure:N"))
    chart: alt.LayerChart = alt.layer(bars, figures).properties(height=120).configure(view=NO_FRAME)
    return chart


def taken_alt(taken: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    parts = [f"{name} {label}" for name, label in zip(taken["name"], taken["label"], strict=True)]
    return "What comparable teams took: " + "; ".join(parts) + "."


def told(near: Near, catalogue: Catalogue) -> Told:
    """Return a near decision in the words of the questions."""
    case = near.case
    others = [name for name in case.considered if name not in case.chosen]
    return Told(
        title=_choice(case, catalogue),
        rather_than=listed([_name(name, catalogue) for name in others], "or"),
        summary=case.summary,
        reasons=case.reasons,
        same=_same(near.shared, catalogue),
        different=tuple(_difference(fact, catalogue) for fact in near.differing),
        when=_when(case),
        source=_place(case.source) if _is_address(case.source) else case.source,
        address=case.source if _is_address(case.source) else "",
    )


def _when(case: Case) -> str:
    """Return the kind of source and its date; nothing where the source's own words say both."""
    if not _is_address(case.source) and case.kind in case.source:
        return ""
    kind, date = _KINDS.get(case.kind, case.kind), date_in_words(case.date)
    said = f"{kind}, {date}" if kind else date
    return said[:1].upper() + said[1:]


def _is_address(source: str) -> bool:
    return source.startswith(("https://", "http://"))


def _place(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _choice(case: Case, catalogue: Catalogue) -> str:
    """Return what was chosen, the UI first: ``Streamlit with FastAPI``."""
    screens = listed([_name(name, catalogue) for name in case.taken])
    behind = listed([_name(name, catalogue) for name in case.chosen if name not in case.taken])
    return f"{screens} with {behind}" if behind else screens


def _name(framework: FrameworkId, catalogue: Catalogue) -> str:
    known = catalogue.frameworks.get(framework)
    return known.name if known else framework


def date_in_words(date: str | None) -> str:
    """Return a date as exactly as it is known: ``15 October 2024``, ``May 2024``, ``2024``."""
    if date is None:
        return "undated"
    exact = ("%Y", "%B %Y", "%d %B %Y")[date.count("-")]
    return f"{datetime.date.fromisoformat(f'{date}-01-01'[:10]):{exact}}".lstrip("0")


def _same(facts: Sequence[Fact], catalogue: Catalogue) -> tuple[str, ...]:
    """Return what is shared, the answers to one question together."""
    answers: dict[str, list[str]] = {}
    for fact in facts:
        said = answer_in_words(fact.field, fact.theirs, catalogue)
        if fact.yours != fact.theirs:
            said = f"{said} (yours: {answer_in_words(fact.field, fact.yours, catalogue)})"
        answers.setdefault(fact.field, []).append(said)
    return tuple(
        f"{catalogue.questions[field].short}: {', '.join(said)}" for field, said in answers.items()
    )


def _difference(fact: Fact, catalogue: Catalogue) -> str:
    theirs, yours = (
        answer_in_words(fact.field, answer, catalogue) or _REFUSED
        for answer in (fact.theirs, fact.yours)
    )
    return f"{catalogue.questions[fact.field].short}: {theirs} (yours: {yours})"
