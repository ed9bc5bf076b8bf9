"""What comparable teams took: counted by class of goal, a team once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.precedent import Precedent, precedent
from framework_compare.vocabulary import GOAL_CLASS_WORDS, GOAL_CLASSES, GOALS
from tests.decisions.samples import DEMO


def case(id_: str, goal: str | None, *chosen: str, **more: Any) -> Case:
    """Return a decision of a team of its own."""
    own = {"id": id_, "team": id_, "requirements": {"goal": goal}, "chosen": chosen}
    return Case.model_validate({**DEMO, "accepted": chosen, **own, **more})


def test_every_goal_is_of_one_class() -> None:
    """A goal that is added must be put into one; a class may hold goals that are not there yet."""
    classed = [goal for goals in GOAL_CLASSES.values() for goal in goals]

    assert set(GOALS) <= set(classed)
    assert len(classed) == len(set(classed))
    assert set(GOAL_CLASS_WORDS) == set(GOAL_CLASSES)


def test_teams_are_counted_by_class_and_by_the_ui_they_took() -> None:
    """Counted by hand: four teams with a dashboard or data to look into; a service adds nothing."""
    cases = [
        case("a", "interactive_dashboard", "dash"),
        case("b", "data_exploration", "streamlit"),
        case("c", "interactive_dashboard", "fastapi", "streamlit", accepted=["streamlit"]),
        case("d", "data_exploration", "panel"),
        case("e", "rest_api", "fastapi"),
        case("f", None, "flask"),
    ]

    assert precedent("interactive_dashboard", cases) == Precedent(
        "dashboard", 4, {"streamlit": 2, "dash": 1, "panel": 1}
    )
    assert precedent("microservice", cases) == Precedent("service", 1, {"fastapi": 1})
    assert precedent("ecommerce", cases) == Precedent("web_app", 0, {})


def test_a_team_with_two_decisions_counts_once() -> None:
    """And under both frameworks where it took two."""
    cases = [
        case("a1", "internal_data_tool", "streamlit", team="a"),
        case("a2", "internal_data_tool", "streamlit", team="a"),
        case("b1", "internal_data_tool", "panel", team="b"),
        case("b2", "internal_data_tool", "streamlit", team="b"),
    ]

    assert precedent("internal_data_tool", cases) == Precedent(
        "internal_tool", 2, {"streamlit": 2, "panel": 1}
    )


def test_the_most_frequent_comes_first() -> None:
    """Of two as frequent the one whose id comes first."""
    chosen = ("gradio", "streamlit", "flask", "streamlit")
    cases = [case(str(n), "ml_model_demo", name) for n, name in enumerate(chosen)]
    found = precedent("ml_model_demo", cases)

    assert found is not None
    assert list(found.taken) == ["streamlit", "flask", "gradio"]


@pytest.mark.parametrize("goal", [None, "nobody's"])
def test_without_a_goal_there_is_none(goal: str | None) -> None:
    """Nor with one that no class holds."""
    assert precedent(goal, load_decisions()) is None


def test_the_shipped_services_are_counted_right() -> None:
    """All took one framework, so that the counts add up to the teams."""
    raw = json.loads((DATA / "decisions.json").read_text(encoding="utf-8"))
    services = [c for c in raw if c["requirements"]["goal"] in ("rest_api", "microservice")]
    found = precedent("rest_api", load_decisions())

    assert found is not None
    assert found.n == len({c["team"] for c in services}) == sum(found.taken.values())
    assert found.taken["fastapi"] == sum(c["chosen"] == ["fastapi"] for c in services)
