"""What to build: each layer of the champion's architecture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.present.architecture import architecture, architecture_lines
from framework_compare.scoring.study import Study

TOOL = Requirement(goal="internal_data_tool")
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)


def study_of(option: str, catalogue: Catalogue, requirement: Requirement = TOOL) -> Study:
    """A study whose champion is this option: nothing else is on the list."""
    listed = requirement.with_answers(considered=catalogue.parts(option))
    study = Study(listed, catalogue)
    if study.champion != option:
        study.__dict__["verdict"] = replace(study.verdict, champion=option)
    return study


@pytest.mark.parametrize("option", ["streamlit", "flask", "streamlit+fastapi"])
def test_an_architecture_has_a_sentence_for_each_part(catalogue: Catalogue, option: str):
    """Server, proxy, hosting, sign-in, data, scaling."""
    layers = architecture(study_of(option, catalogue))

    assert len(layers) == 6
    for _, said in layers:
        assert [name for name, _ in said] == [
            catalogue.frameworks[part].name for part in catalogue.parts(option)
        ]
        assert all(text for _, text in said)


def test_what_is_not_described_is_left_out(catalogue: Catalogue):
    """A framework without a chapter of its own has no layers, its partner in a pairing has."""
    known = catalogue.article
    article = known.model_copy(
        update={"layer": tuple(layer for layer in known.layer if layer.option != "streamlit")}
    )
    without = replace(catalogue, article=article)
    pairing = architecture(study_of("streamlit+fastapi", without))

    assert architecture(study_of("streamlit", without)) == ()
    assert {name for _, said in pairing for name, _ in said} == {"FastAPI"}


def test_nothing_is_built_where_none_fits(catalogue: Catalogue):
    """Neither layers nor lines."""
    study = Study(NONE_FITS, catalogue)

    assert architecture(study) == ()
    assert not list(architecture_lines(study))
