"""Every page speaks English: no id, no wrong plural, no sentence that a machine has glued.

The pages walked are those of `WALKED`, each section once for every project; a page joins the walk
by a line there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, load_catalogue
from framework_compare.requirement.links import to_query
from framework_compare.vocabulary import CRITERIA, GOALS, GROUPS, HOSTS, NEEDS
from tests.projects import NONE_FITS
from tests.ui.conftest import ROOT, open_link, open_section

CATALOGUE = load_catalogue()
PROJECTS: Final = {
    **{
        preset.id: Requirement.model_validate(preset.requirement)
        for preset in list(CATALOGUE.presets.values())[::3]  # the others say the same sentences
    },
    "nothing": Requirement(),
    "contradictions": Requirement(
        goal="ecommerce",
        hosting=("static_site", "notebook_server"),
        needs=("payments", "offline"),
        peak_concurrent_users=100_000,
        weeks_to_first_release=0.2,
        devops_capacity="low",
    ),
    "none fits": NONE_FITS,
}
WALKED: Final = {
    "project": ("",),
    "verdict": ("",),
    "what_if": ("What flips it", "Decision map", "What to find out", "Your weights"),
    "compare": ("Fit and evidence", "The article's table", "Radar", "Philosophies"),
    "capacity": ("Cost over users", "Processes and memory", "Routing and data"),
    "evidence": ("What to check next",),
    "method": ("In five steps", "Your score, step by step", "Other methods", "Double counting"),
}
"""Pages with their sections that differ from project to project."""
ALWAYS_THE_SAME: Final = {
    "capacity": ("How far to trust it",),
    "evidence": ("The article's claims", "Measurements", "All evidence", "Real decisions"),
    "method": ("Scales", "Numbers and reasons", "Questions people ask", "Deployment, then and now"),
}
"""Sections that no answer changes: walked once."""
IDS: Final = {
    name
    for name in (*CRITERIA, *GOALS, *GROUPS, *HOSTS, *NEEDS, *CATALOGUE.questions)
    if "_" in name
}
REFUSED: Final = (
    r"(?<![\d.,])1 (options|cells|times|points|weeks|answers|entries|scales)\b",
    r"\breadings\b",
    r"\bd-[0-9a-f]{2}[0-9a-f]*\b",
    r"\bin only (under|over)\b",
    r"\S  +\S",
    r" [,;.](\s|$)",
    r"\.\.",
    r"^None$|[a-z:] None\b",
    r"\bnan\b",
    r"\bRuns better on\b",
    r"\bbrings (a|an|the) click\b",
    r"\bsilent 0\.",
    r"(?i)\bdry run\b",
    r"\bE\d+\)",
    r"%%",
)
"""What no reader should meet."""
_SPOKEN: Final = (
    "header",
    "subheader",
    "markdown",
    "caption",
    "text",
    "info",
    "success",
    "warning",
    "error",
)
_LABELLED: Final = ("expander", "button", "selectbox", "pills", "multiselect", "slider")


def said(app: AppTest) -> Iterator[str]:
    """Every text on screen, as its reader sees it: elements, labels, tables and charts' words."""
    for kind in _SPOKEN:
        yield from (str(element.value) for element in getattr(app, kind))
    for kind in _LABELLED:
        yield from (str(element.label) for element in getattr(app, kind))
    for table in (*app.dataframe, *app.table):
        frame = pd.DataFrame(table.value)
        for column in frame.select_dtypes(include=["object", "string"]).columns:
            if str(column) not in ("id", "sources", "measurements", "Link"):
                yield from (str(value) for value in frame[column].dropna())
    yield from (chart.proto.alt for chart in app.get("vega_lite_chart"))


def plain(text: str) -> str:
    """A text without code, icons, addresses and the line breaks of Markdown."""
    text = re.sub(r"`[^`]*`", "code", text)
    text = re.sub(r":material/\w+: ?|:[a-z-]+(?=\[)", "", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"https?://\S+", "address", text)
    return re.sub(r" *\n\s*", "\n", text)


def complaints(app: AppTest) -> list[str]:
    """What a reader would stumble over on the page as it is."""
    texts = [plain(text) for text in said(app)]
    found = [
        f"{pattern}: {text[:200]}"
        for text in texts
        for pattern in REFUSED
        if re.search(pattern, text)
    ]
    found += [
        f"id {word}: {text[:200]}"
        for text in texts
        for word in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", text)
        if word in IDS
    ]
    often = sum(text.lower().count("founding article") for text in texts)
    return found + (["founding article, more than once"] if often > 1 else [])


def walked(app: AppTest, requirement: Requirement, pages: dict[str, tuple[str, ...]]) -> list[str]:
    """The complaints of every section of some pages."""
    open_link(app, to_query(requirement))
    found = []
    for page, sections in pages.items():
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        for section in sections:
            if section:
                open_section(app, page, section)
            assert not app.exception
            found += [f"{page}, {section}: {complaint}" for complaint in complaints(app)]
    return found


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_is_told_in_english(app: AppTest, name: str) -> None:
    """On every section that depends on it."""
    assert walked(app, PROJECTS[name], WALKED) == []


def test_what_no_answer_changes_is_told_in_english(app: AppTest) -> None:
    """Claims, measurements, entries, decisions, scales, numbers and questions."""
    assert walked(app, Requirement(), ALWAYS_THE_SAME) == []


@pytest.mark.parametrize(
    "stilted",
    [
        "1 options are out",
        "1 times less than Streamlit",
        "in 41% of the readings",
        "in only under 1% of them",
        "d-56008a1795",
        "It works , mostly",
        "It ends twice..",
        "two  spaces",
        "nan",
        "None",
        "Asked: use_case_fit",
        "Runs better on Notebook server than Django.",
    ],
)
def test_what_is_stilted_would_be_seen(stilted: str) -> None:
    """A net without holes where it was once needed."""
    shown = AppTest.from_string(f"import streamlit as st\nst.text({stilted!r})").run()

    assert complaints(shown)
