"""The pages in the order of the story: titles, icons and help in one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

_FOLDER: Final = Path(__file__).resolve().parents[3] / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file's stem is its id and its address."""

    id: str
    title: str
    icon: str
    help: str
    listed: bool = True
    """Whether the menu shows it; another page leads to the others."""


ENTRIES: Final = (
    PageEntry(
        "project",
        "Your project",
        ":material/edit_note:",
        "Answer what you know and see at once what fits.",
    ),
    PageEntry(
        "verdict",
        "Verdict",
        ":material/gavel:",
        "What fits best, how sure that is, why, and what to build.",
    ),
    PageEntry(
        "compare",
        "Compare",
        ":material/table_chart:",
        "The options side by side, down to the evidence behind each cell.",
    ),
    PageEntry(
        "what_if",
        "What would change it",
        ":material/tune:",
        "What turns the verdict, by how much, and what is worth finding out.",
    ),
    PageEntry(
        "capacity",
        "Capacity and cost",
        ":material/payments:",
        "Processes, memory and a month's cost for each option, from what was measured.",
    ),
    PageEntry(
        "evidence",
        "Evidence",
        ":material/fact_check:",
        "Every fact with its source, and how the verdicts did on real decisions.",
    ),
    PageEntry(
        "stakeholders",
        "Stakeholders",
        ":material/groups:",
        "Several people's answers side by side: who agrees, and what all can accept.",
    ),
    PageEntry(
        "method",
        "Method and FAQ",
        ":material/menu_book:",
        "How a score is made, and the questions people ask.",
    ),
    PageEntry(
        "presenter",
        "Presenter view",
        ":material/slideshow:",
        "The story in large type, one screen a step.",
        listed=False,
    ),
)


SECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "compare": {
        "fit": "Fit and evidence",
        "article": "The article's table",
        "radar": "Radar",
        "philosophies": "Philosophies",
        "own": "Your own framework",
    },
    "what_if": {
        "flips": "What flips it",
        "map": "Decision map",
        "worth": "What to find out",
        "weights": "Your weights",
    },
    "capacity": {
        "costs": "Cost over users",
        "needs": "Processes and memory",
        "routing": "Routing and data",
        "trust": "How far to trust it",
    },
    "evidence": {
        "claims": "The article's claims",
        "measurements": "Measurements",
        "all": "All evidence",
        "decisions": "Real decisions",
        "next": "What to check next",
    },
    "stakeholders": {
        "people": "Side by side",
        "agreement": "Who agrees, and about what",
        "accept": "What all can accept",
        "believe": "What each would have to believe",
    },
    "method": {
        "steps": "In five steps",
        "score": "Your score, step by step",
        "scales": "Scales",
        "numbers": "Numbers and reasons",
        "methods": "Other methods",
        "overlaps": "Double counting",
        "faq": "Questions people ask",
        "deployment": "Deployment, then and now",
    },
}
"""The sections of each page that has some: their words in a link and titles, in their order."""


def title_of(name: str) -> str:
    """Return what a page is called."""
    return next(entry.title for entry in ENTRIES if entry.id == name)


class _Target(st.Page):
    """A page to link to: to a browser the landing page's empty address means the page it is on."""

    @property
    def url_path(self) -> str:
        """The address as a browser resolves it from any page."""
        return super().url_path or "./"


def make_page(name: str) -> st.Page:
    """Return one page, to be run.

    Made anew in each run, since a page holds the state of its run.
    """
    return _make(st.Page, name)


def make_link(name: str) -> st.Page:
    """Return one page as the target of `st.page_link`, right in a new tab too."""
    return _make(_Target, name)


def _make(kind: type[st.Page], name: str) -> st.Page:
    entry = next(entry for entry in ENTRIES if entry.id == name)
    return kind(
        _FOLDER / f"{entry.id}.py",
        title=entry.title,
        icon=entry.icon,
        url_path=entry.id,
        default=entry is ENTRIES[0],
        help=entry.help,
    )


def is_listed(name: str) -> bool:
    """Return whether the menu shows a page."""
    return next(entry.listed for entry in ENTRIES if entry.id == name)


def make_pages() -> dict[str, st.Page]:
    """Return all pages by id, the landing page first."""
    return {entry.id: make_page(entry.id) for entry in ENTRIES}
