"""What is made of a study or of the data is made once, and belongs to nobody."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached, turns

MADE: list[tuple[object, ...]] = []


def goal_of(study: Study, more: str = "") -> tuple[str | None, str, str]:
    MADE.append((study.requirement.goal, more))
    return study.requirement.goal, study.requirement.name, more


def count_of(catalogue: Catalogue, least: int) -> int:
    MADE.append((least,))
    return max(least, len(catalogue.frameworks))


def slowly(study: Study) -> str | None:
    return study.requirement.goal


@pytest.fixture(autouse=True)
def _nothing_made() -> None:
    MADE.clear()
    cached.take_up_edits()


def test_of_a_study_a_thing_is_made_once():
    """For each requirement and whatever else the function takes."""
    service = Requirement(goal="rest_api")
    found = [cached.of_study(goal_of, service, word) for word in ("a", "a", "b")]
    found.append(cached.of_study(goal_of, Requirement(goal="ml_model_demo"), "a"))

    assert found == [
        ("rest_api", "", "a"),
        ("rest_api", "", "a"),
        ("rest_api", "", "b"),
        ("ml_model_demo", "", "a"),
    ]
    assert MADE == [("rest_api", "a"), ("rest_api", "b"), ("ml_model_demo", "a")]


def test_what_people_typed_is_not_kept():
    """A name and notes change nothing that is shown of a study."""
    named = Requirement(goal="content_website", name="Jo's", notes="private")

    assert cached.study(named) is cached.study(Requirement(goal="content_website"))
    assert cached.of_study(goal_of, named) == ("content_website", "", "")


def test_of_the_data_a_thing_is_made_once():
    """Whoever asks."""
    assert cached.of_data(count_of, 3) == cached.of_data(count_of, 3) == 10
    assert cached.of_data(count_of, 99) == 99
    assert MADE == [(3,), (99,)]


def test_what_is_slow_lets_others_go_first(monkeypatch: pytest.MonkeyPatch):
    """Before it is made, not where it is there already."""
    waited = []
    monkeypatch.setattr(turns, "step_aside", lambda: waited.append(1))
    monkeypatch.setattr(cached, "_SLOW", frozenset({slowly}))
    for _ in range(2):
        cached.of_study(slowly, Requirement(goal="rest_api"))

    assert len(waited) == 1
