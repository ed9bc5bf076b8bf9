"""One quantity, one value: what texts say of memory and uploads is what the lab measured."""

from __future__ import annotations

import re
from statistics import median

import pytest

from framework_compare import Catalogue
from framework_compare.catalogue.folder import DATA

FIRST_TRIAL = re.compile(r"first\s+(\\\s+)?trial")
TEXTS = ("article.toml", "claims.toml", "faq.toml")


def paragraphs(name: str) -> list[str]:
    """The strings of a file, line breaks taken out."""
    text = (DATA / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [re.sub(r"\s+", " ", line) for line in re.split(r"\n\s*\n|\n(?=\w+ = )", text)]


@pytest.mark.parametrize("name", TEXTS)
def test_half_or_more_of_the_uploads_failed(catalogue: Catalogue, name: str):
    """In words, since each run counts others; a count is said to be of a first trial."""
    assert catalogue.measurements is not None
    measured = catalogue.measurements.measured
    failed, tried = (
        sum(measured[f"E11/streamlit/random/upload_{of}"].values) for of in ("failures", "attempts")
    )
    counted = [
        text for text in paragraphs(name) if re.search(r"\d+ of \d+ (?:uploads|were|in)", text)
    ]

    assert any("half or more of the uploads" in text for text in paragraphs(name))
    assert failed / tried >= 0.5
    assert all(FIRST_TRIAL.search(text) for text in counted), counted


@pytest.mark.parametrize("name", TEXTS)
def test_a_bare_session_takes_next_to_nothing(catalogue: Catalogue, name: str):
    """In words, with its sentence beside the claim; numbers are said to be of a first trial."""
    assert catalogue.measurements is not None
    slope = median(catalogue.measurements.measured["E7/streamlit/0 MB/per_session_mb"].values)
    said = [text for text in paragraphs(name) if "0.05 MB" in text or "next to nothing" in text]

    assert said
    assert slope < 0.5
    assert all(FIRST_TRIAL.search(text) for text in said if "0.05" in text)


@pytest.mark.parametrize("name", ["article.toml", "claims.toml"])
def test_memory_of_two_workers_has_its_conditions(catalogue: Catalogue, name: str):
    """The reference app takes several times what two idle workers took in a first trial."""
    assert catalogue.measurements is not None
    rows = catalogue.measurements.measured[
        "E10/flask/answer, 2 workers, preloaded/memory_mb"
    ].values
    said = [text for text in paragraphs(name) if "52 MB" in text]

    assert said
    assert median(rows) > 3 * 52
    assert all("several times that" in text and FIRST_TRIAL.search(text) for text in said)
