"""What an experiment means for a load: said from the numbers, or not said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pydantic import ValidationError

from framework_compare import Catalogue
from framework_compare.catalogue.measured_rules import LOAD_NAMES, Summary
from framework_compare.measured.measurements import Measurements
from framework_compare.present.experiment_summary import sentences
from tests.measured_files import measurements, with_measurements

SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
CPU = {"cpu": "E5/{framework}/predict/cpu_ms"}
CLICKS = {
    "E5/streamlit/predict/cpu_ms": (100.0, 130.0, 100.0),
    "E5/flask/predict/cpu_ms": (10.0, 10.0, 12.0),
    "E5/dash/predict/cpu_ms": (0.0, 0.0, 0.0),
    "E5/streamlit/predict, as it comes/cpu_ms": (1600.0,),
    "E5/flask/predict, as it comes/cpu_ms": (20.0,),
    "E12/flask/click/served_users": (40.0,),
    "E12/streamlit/click/served_users": (40.0,),
    "E12/dash/click/served_users": (40.0,),
    "E7/panel/0 MB/per_session_mb": (15.0,),
    "E11/streamlit/random/upload_failures": (52.0,),
    "E11/streamlit/random/upload_attempts": (100.0,),
}


def said(
    catalogue: Catalogue,
    says: str,
    quotes: dict[str, str],
    found: Measurements | None = None,
    users: int | None = None,
) -> tuple[str, ...]:
    """Return what one summary says of these numbers."""
    summary = Summary(experiment="E5", says=says, quotes=quotes)
    rules = catalogue.measured.model_copy(update={"summary": (summary,)})
    seen = with_measurements(catalogue, found or measurements(CLICKS))
    return sentences(replace(seen, measured=rules), "E5", users)


@pytest.mark.parametrize(
    ("says", "quotes", "expected"),
    [
        ("{cpu:least}, {cpu:most}", CPU, "0 ms (Dash), 100 ms (Streamlit)"),
        ("{cpu:none} of {cpu:count}, {cpu:some}", CPU, "one of three, two"),
        ("{cpu:most_cores}", CPU, "2.5 cores (Streamlit)"),
        (
            "{comes/cpu:most}",
            CPU | {"comes": "E5/{framework}/predict, as it comes/cpu_ms"},
            "16 times (Streamlit)",
        ),
        (
            "{served:least_processes}, {served:times}",
            {"served": "E12/{framework}/click/served_users"},
            "3 processes (three frameworks), 1",
        ),
        ("{mb:most_all}", {"mb": "E7/{framework}/0 MB/per_session_mb"}, "1.5 GB (Panel)"),
        (
            "{up/tried:most}",
            {
                "up": "E11/{framework}/random/upload_failures",
                "tried": "E11/{framework}/random/upload_attempts",
            },
            "52% (Streamlit)",
        ),
        ("{one}, {one:range}", {"one": "E5/flask/predict/cpu_ms"}, "10 ms, 10 to 12 ms"),
        (
            "{people}, {think}, {own_work}, {filled}",
            {},
            "100 people (assumed), 10 seconds, 50 ms, 60%",
        ),
    ],
)
def test_a_place_is_filled_from_the_numbers(
    catalogue: Catalogue, says: str, quotes: dict[str, str], expected: str
) -> None:
    """2.5 cores: 10 clicks a second of 100 and 50 ms are 1.5 cores, filled to 60 per cent."""
    assert (expected,) == said(catalogue, says, quotes)


def test_the_project_s_own_people_count(catalogue: Catalogue) -> None:
    """Where they were told; a hundred are an assumption otherwise."""
    found = said(catalogue, "{people}: {cpu:most_cores}", CPU, users=1000)

    assert found == ("your 1,000 people: 25 cores (Streamlit)",)


@pytest.mark.parametrize(
    ("says", "quotes"),
    [
        ("{one}", {"one": "E5/gradio/predict/cpu_ms"}),
        ("{cpu:most}", {"cpu": "E5/{framework}/answer/cpu_ms"}),
        ("{cpu:times}", CPU),  # of one that took nothing, nobody takes some times as much
    ],
)
def test_a_sentence_without_its_numbers_is_not_said(
    catalogue: Catalogue, says: str, quotes: dict[str, str]
) -> None:
    """Rather nothing than a guess."""
    assert said(catalogue, says, quotes) == ()


@pytest.mark.parametrize(
    ("says", "quotes", "wrong"),
    [
        ("{cpu}", CPU, "the format of {cpu} must be one of least"),
        ("{one:most}", {"one": "E5/flask/predict/cpu_ms"}, "must be for one framework"),
        ("{one:wide}", {"one": "E5/flask/predict/cpu_ms"}, "a format must be one of"),
        ("{other:most}", CPU, "says names {other}"),
    ],
)
def test_a_place_and_its_format_agree(says: str, quotes: dict[str, str], wrong: str) -> None:
    """One framework has no least, and all have no single number."""
    with pytest.raises(ValidationError, match=wrong):
        Summary(experiment="E5", says=says, quotes=quotes)


def test_every_experiment_that_is_published_is_summed_up(catalogue: Catalogue) -> None:
    """In two sentences at least, in none of which a place is left open."""
    found = catalogue.measurements
    assert found is not None
    there = {key.split("/", 1)[0] for key in found.measured}
    made = {name: " ".join(sentences(catalogue, name)) for name in there}

    assert [name for name, text in made.items() if len(SENTENCE_END.findall(text)) < 2] == []
    assert [name for name, text in made.items() if "{" in text] == []


def test_no_summary_quotes_a_click_and_a_bare_answer(catalogue: Catalogue) -> None:
    """The two tasks are never held against each other."""
    tasks = [
        {part.split(", ")[0] for key in summary.quotes.values() for part in key.split("/")}
        for summary in catalogue.measured.summary
    ]

    assert not [one for one in tasks if "answer" in one and one & {"click", "predict", "filter"}]
    assert (
        set(LOAD_NAMES) & {name for one in catalogue.measured.summary for name in one.quotes}
        == set()
    )
