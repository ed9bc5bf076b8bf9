"""Small marks that several pages set beside what they say.

A source's link, the age of the evidence, the sign of a verdict's confidence, weights in force.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from framework_compare.catalogue.evidence import Source
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import menu, state
from framework_compare.vocabulary import Confidence

Colour = Literal["green", "blue", "orange", "gray", "red"]
CONFIDENCE_SIGNS: Final[dict[Confidence, tuple[str, Colour]]] = {
    "clear": (":material/check_circle:", "green"),
    "leaning": (":material/trending_up:", "blue"),
    "too_close": (":material/balance:", "orange"),
    "not_enough_evidence": (":material/help:", "gray"),
    "none_fits": (":material/block:", "red"),
}
"""Icon and colour of each word of confidence."""
_OLD: Final = 6
"""Months after which the age of the evidence is shown."""
_MARKUP: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]$~<>#|"})
_TICKS: Final = re.compile("`+")
_BRACKETS: Final = str.maketrans({"[": "\\[", "]": "\\]"})


def source_links(sources: Sequence[Source]) -> str:
    """Return sources as one line of Markdown: a link where there is an address, words where not."""
    return " · ".join(_linked(source) for source in sources)


def _linked(source: Source) -> str:
    title = source.title.translate(_BRACKETS)
    if source.url.startswith("https://"):
        return f"[{title}]({source.url})"
    return f"{title} ({source.package})" if source.package else title


def plain(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return text.translate(_MARKUP)


def code(text: str) -> str:
    """Return a text as code that Markdown leaves alone, whatever backticks it has in it."""
    fence = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def trust(source: Source) -> str:
    """Return how far a source can be trusted, in words."""
    return f"{source.reliability} reliability"


def age_badge(as_of: datetime.date) -> str:
    """Return a badge with the evidence's age by the clock, or nothing while it is fresh.

    It changes no verdict.
    """
    months = (datetime.datetime.now(tz=datetime.UTC).date() - as_of).days // 30
    return f":orange-badge[:material/history: {months} months old]" if months >= _OLD else ""


def render_own_weights(requirement: Requirement) -> None:
    """Show in one short line that the visitor's own weights are in force, where they are."""
    if not requirement.weights:
        return
    said, icon = "Your own weights are in force", ":material/tune:"
    if any(entry.id == "what_if" for entry in menu.ENTRIES):
        page = menu.make_link("what_if")
        st.page_link(page, label=said, icon=icon, query_params=state.link_of(requirement))
    else:
        st.caption(f"{icon} {said}")
