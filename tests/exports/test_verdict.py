"""What others decided, in the verdict's JSON: counts, and the decisions most like this one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.decisions.cases import load_decisions
from framework_compare.decisions.likeness import Likeness, load_likeness
from framework_compare.decisions.precedent import precedent
from framework_compare.exports.verdict import verdict_json, verdict_record

SERVICE = Requirement(goal="rest_api", needs=("async_io", "openapi_docs"), hosting=("serverless",))


def record(requirement: Requirement, catalogue: Catalogue, *more: Any) -> dict[str, Any]:
    """Return the JSON object of a requirement's verdict."""
    return verdict_record("it", recommend(requirement, catalogue, draws=200), (), *more)


def test_precedent_is_counted_by_class_of_goal(catalogue: Catalogue) -> None:
    """The documented keys, with the counts of the recorded decisions."""
    found = precedent("rest_api", load_decisions())

    assert found is not None
    assert record(SERVICE, catalogue)["precedent"] == {
        "goal_class": "service",
        "n": found.n,
        "taken": dict(found.taken),
    }


def test_each_near_decision_says_in_what(catalogue: Catalogue) -> None:
    """In the requirement's own fields and words, and nothing of what either left open."""
    nearest = load_likeness().nearest(SERVICE)
    like = record(SERVICE, catalogue)["like"]

    assert [one["id"] for one in like] == [near.case.id for near in nearest]
    assert like[0].keys() == {
        "id", "chosen", "considered", "summary", "reasons", "shared", "differs", "date", "source",
    }  # fmt: skip
    for one in like:
        assert {"field": "goal", "value": "rest_api"} in one["shared"]
        assert {said["field"] for said in one["shared"]} <= {"goal", "needs", "hosting"}
        assert {said["field"] for said in one["differs"]} <= {"goal", "hosting"}
        assert all(said["yours"] != said["theirs"] for said in one["differs"])
        assert one["reasons"]
        assert one["source"]


@pytest.mark.parametrize("requirement", [Requirement(), Requirement(needs=("offline", "maps"))])
def test_without_a_goal_there_is_neither(catalogue: Catalogue, requirement: Requirement) -> None:
    """Nothing is comparable before it is known what is built."""
    found = record(requirement, catalogue)

    assert found["precedent"] is None
    assert found["like"] == []


def test_other_decisions_may_be_asked(catalogue: Catalogue) -> None:
    """Such as those that the app has taken up; a text keeps what the record holds."""
    nobody = Likeness([])
    verdict = recommend(SERVICE, catalogue, draws=200)
    text = verdict_json(verdict, "it", likeness=nobody)

    assert json.loads(text)["precedent"] == {"goal_class": "service", "n": 0, "taken": {}}
    assert json.loads(text) == json.loads(json.dumps(record(SERVICE, catalogue, nobody)))
