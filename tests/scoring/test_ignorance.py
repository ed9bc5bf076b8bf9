"""No option leads on ignorance, whatever it is that nobody knows."""

from __future__ import annotations

import datetime
import tomllib
from bisect import bisect_left
from typing import Any

import pytest

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.scoring.ignorance import unknown_cells
from framework_compare.scoring.reasons import contributions, reasons
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import HOSTS, ITEMS, SKILLS, SURFACES
from tests.catalogue.test_another_framework import CARD
from tests.strategies import FRAMEWORKS

JUDGED = {"kind": "judged", "why": "Made up."}
GRADE = {**JUDGED, "version": "1", "as_of": datetime.date(2026, 1, 1)}
PROJECT = Requirement(
    goal="internal_data_tool",
    existing_framework="flask",
    existing_size="medium",
    considered=(*FRAMEWORKS, "solara"),
)
"""On a shortlist, so that what comparable teams took does not count against a newcomer."""
MOVE = PROJECT.with_answers(existing_size="large")


def best_known(catalogue: Catalogue, *unknown: str, grade: float = 0.98) -> Catalogue:
    """The catalogue with a framework that is best at everything but what nobody knows of it."""
    top = {"low": grade - 0.01, "mid": grade, "high": grade + 0.01, **GRADE}
    there = {"status": "present", **JUDGED}
    nothing_asked = {"skills": {skill: [0.0, 0.01, 0.02] for skill in SKILLS}, **JUDGED}
    said: dict[str, Any] = {
        "capability": {c.id: top for c in catalogue.criteria if c.basis == "cell"},
        "speed": dict.fromkeys(SURFACES, top),
        "blocks": dict.fromkeys(catalogue.blocks, there),
        "needs": dict.fromkeys(ITEMS, there),
        "hosts": dict.fromkeys(HOSTS, there),
        "demands": dict.fromkeys(SURFACES, nothing_asked),
        "familiarity": {"share": [0.9, 0.95, 1.0], **JUDGED},
        "kept": {name: {"share": [0.9, 0.95, 1.0], **JUDGED} for name in catalogue.frameworks},
    }
    for table in unknown:
        del said[table]
    return load_catalogue(extra={"solara": tomllib.loads(CARD) | said})


def test_a_lead_that_rests_on_what_is_known_is_none_on_ignorance(catalogue: Catalogue) -> None:
    """Nothing is unknown, and nothing is said of it."""
    known = best_known(catalogue)

    assert Study(PROJECT, known, draws=500).verdict.champion == "solara"
    assert Study(PROJECT, known, draws=500).verdict.confidence != "not_enough_evidence"
    assert set(unknown_cells(known, "flask")) == set(unknown_cells(catalogue, "flask")) | {
        path for path in unknown_cells(known, "flask") if path.key == "solara"
    }


@pytest.mark.parametrize(
    ("unknown", "named"),
    [
        ("speed", "Development speed (data screens)"),
        ("demands", "Skills fit (data screens)"),
        ("kept", "Switching cost (from Flask)"),
        ("familiarity", "Skills fit (how many know it)"),
        ("capability", "Customization and UX"),
    ],
)
def test_a_lead_that_rests_on_the_unknown_is_said_to(
    catalogue: Catalogue, unknown: str, named: str
) -> None:
    """By the name of the fact; with that fact known, it is a lead like any other.

    The framework is graded down until its lead is small enough to rest on what nobody knows.
    """
    # Where all grades are unknown, what an internal tool asks for is more than the rest makes up.
    asked = PROJECT.with_answers(goal="data_exploration") if unknown == "capability" else MOVE

    def with_grade(step: int) -> Study:
        return Study(asked, best_known(catalogue, unknown, grade=step / 100), draws=500)

    def rests_on_it(step: int) -> bool:
        study = with_grade(step)
        return study.champion != "solara" or study.verdict.confidence == "not_enough_evidence"

    steps = range(98, 20, -1)
    step = steps[bisect_left(steps, True, key=rests_on_it)]
    study = with_grade(step)
    known = Study(asked, best_known(catalogue, grade=step / 100), draws=500)

    assert known.champion == study.champion == "solara"
    assert known.verdict.confidence != "not_enough_evidence"
    assert study.verdict.confidence == "not_enough_evidence"
    assert study.verdict.confidence_text.startswith("The lead rests on ")
    assert named in study.verdict.confidence_text


def test_what_nobody_else_could_take_is_held_against_nobody(catalogue: Catalogue) -> None:
    """That no team took it says nothing: it counts as frameworks do on average, and is told so."""
    asked = Requirement(goal="interactive_dashboard", known_frameworks=("solara",))
    study = Study(asked, best_known(catalogue), draws=500)
    points = study.catalogue.learnt.precedent["dashboard"]
    own = study.options.names.index("solara")
    rival = study.options.names.index("gradio")

    assert min(points.values()) < study.precedent[own] < max(points.values())
    assert study.precedent[own] == pytest.approx(sum(points.values()) / len(points))
    assert study.precedent[rival] == points["gradio"]
    (said,) = [
        reason.text
        for reason in reasons(study, contributions(study, rival), rival)
        if reason.criterion == "precedent"
    ]
    assert said == (
        "Nobody else could take Solara, so it counts as frameworks do on average; comparable teams"
        " took Gradio less often than that, beyond what fit explains."
    )
