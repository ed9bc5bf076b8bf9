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
def test_failed_uploads_are_those_of_the_experiment(catalogue: Catalogue, name: str):
    """Other counts are said to be of a first trial."""
    assert catalogue.measurements is not None
    measured = catalogue.measurements.measured
    failed, tried = (
        round(sum(measured[f"E11/streamlit/random/upload_{of}"].values))
        for of in ("failures", "attempts")
    )
    found = [
        (text, pair)
        for text in paragraphs(name)
        for pair in re.findall(r"(\d+) of (\d+) (?:uploads|were)", text)
    ]

    assert found
    for text, pair in found:
        assert pair == (str(failed), str(tried)) or FIRST_TRIAL.search(text), text


@pytest.mark.parametrize("name", TEXTS)
def test_memory_of_a_session_is_that_of_the_experiment(catalogue: Catalogue, name: str):
    """To the digits that are said; the first trial's trivial page is called so."""
    assert catalogue.measurements is not None
    slope = median(catalogue.measurements.measured["E7/streamlit/0 MB/per_session_mb"].values)
    said = [text for text in paragraphs(name) if "0.08 " in text or "0.05 MB" in text]

    assert said
    assert f"{slope:.2f}" == "0.08"
    assert all(
        "0.08 " in text and (FIRST_TRIAL.search(text) or "0.05" not in text) for text in said
    )


@pytest.mark.parametrize("name", ["article.toml", "claims.toml"])
def test_memory_of_two_workers_has_its_conditions(catalogue: Catalogue, name: str):
    """What two of the reference app take stands beside what two idle ones took in a first trial."""
    assert catalogue.measurements is not None
    rows = catalogue.measurements.measured[
        "E10/flask/answer, 2 workers, preloaded/memory_mb"
    ].values
    said = [text for text in paragraphs(name) if "52 MB" in text]

    assert said
    assert all(f"{median(rows):.0f} MB" in text and FIRST_TRIAL.search(text) for text in said)
