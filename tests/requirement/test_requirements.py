"""Requirements: what is read, what is refused, and how that is said."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Requirement, RequirementError, from_query, parse_requirement, to_query
from framework_compare.requirement.parsing import parse_json
from tests.strategies import requirements

FIELDS = tuple(Requirement.model_fields)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=8,
)
WEIGHTS = {"weights": {"product": [0.2, 0.6], "maturity": [0, 0.5]}}


def problems(raw: object, **options: bool) -> list[str]:
    with pytest.raises(RequirementError) as caught:
        parse_requirement(raw, "file.json", **options)
    return [str(problem) for problem in caught.value.problems]


@given(requirements(musts=True, **WEIGHTS))
def test_a_link_holds_the_whole_requirement(requirement: Requirement) -> None:
    """Written to a link and read back, it is the same, and nothing is complained of."""
    assert from_query(to_query(requirement)) == (requirement, ())


@given(requirements(musts=True, **WEIGHTS))
def test_json_holds_the_whole_requirement(requirement: Requirement) -> None:
    """Saved and read again, it is the same."""
    assert parse_requirement(json.loads(json.dumps(requirement.answers()))) == requirement


def test_a_link_names_only_what_is_known() -> None:
    """An empty requirement is an empty link."""
    assert to_query(Requirement()) == {}


def test_every_problem_is_named_at_once_with_place_finding_and_allowance() -> None:
    """Four wrong fields are four messages."""
    found = problems(
        {"goal": "webshop", "peak_concurrent_users": 0, "colour": "red", "needs": ["seo", 7]}
    )

    assert len(found) == 4
    assert found[0].startswith("file.json: goal: must be one of interactive_dashboard, ")
    assert found[0].endswith("got 'webshop'")
    assert (
        found[1]
        == "file.json: peak_concurrent_users: must be a whole number from 1 to 10000000, got 0"
    )
    assert "colour: is not a field" in found[2]
    assert found[3].startswith("file.json: needs.1: must be one of programmatic_api, ")
    assert found[3].endswith("got 7")


@pytest.mark.parametrize(
    "value", [True, -1, 0, 10**7 + 1, 1.5, "12", float("nan"), float("inf"), 10**400, [5]]
)
def test_users_are_a_whole_number_in_range(value: object) -> None:
    """Everything else is refused."""
    assert problems({"peak_concurrent_users": value})[0].startswith(
        "file.json: peak_concurrent_users: must be a whole number"
    )


@pytest.mark.parametrize("value", [True, 0, -3, 521, float("nan"), float("-inf"), "soon", {}])
def test_weeks_are_a_number_above_zero(value: object) -> None:
    """Everything else is refused."""
    assert (
        "must be a number above 0 and at most 520" in problems({"weeks_to_first_release": value})[0]
    )


@pytest.mark.parametrize("value", ["public", {"public": 1}, 3])
def test_a_list_is_a_list(value: object) -> None:
    """A word alone is no list."""
    assert "audience: must be a list of words" in problems({"audience": value})[0]


def test_a_must_on_an_unanswered_question_is_refused_in_a_file_and_inert_in_the_app() -> None:
    """The app keeps it and waits for the answer."""
    raw = {"must_haves": ["auth", "seo"]}

    assert problems(raw) == ["file.json: must_haves.auth: needs an answer to auth, got none"]
    assert parse_requirement(raw, inert_musts=True).inert_musts == ("auth",)
    assert parse_requirement(raw, inert_musts=True).stated_needs == ("seo",)


def test_a_need_cannot_be_needed_and_not_needed() -> None:
    """The contradiction is named."""
    assert (
        "not_needed.seo: must not be in needs as well"
        in problems({"needs": ["seo"], "not_needed": ["seo"]})[0]
    )


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (
            {"product": [0.7, 0.8], "team": [0.5, 0.6]},
            "lows of the groups must sum to at most 1, got 1.2",
        ),
        ({"maturity": [0.5, 0.4]}, "must have low at most high"),
        ({"maturity": [0, 1.2]}, "two shares from 0 to 1"),
        ({"maturity": 0.5}, "must be [low, high]"),
        ({"beauty": [0, 1]}, "must be one of product, engineering"),
        (
            {
                "product": [0, 0.1],
                "engineering": [0, 0.1],
                "team": [0, 0.1],
                "operations": [0, 0.1],
            },
            "highs of the groups must sum to at least 1, got 0.4",
        ),
    ],
)
def test_weights_that_cannot_be_met_are_refused_with_their_path(weights: dict, said: str) -> None:
    """Sums and bounds."""
    found = problems({"weights": weights})

    assert said in found[0]
    assert found[0].startswith("file.json: weights")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1,]",
        '{"a": NaN}',
        '{"a": Infinity}',
        "nul",
        b"\xff\xfe",
        '{"a": 1' + "0" * 5000 + "}",
    ],
)
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    """With the place in the text."""
    with pytest.raises(RequirementError, match=r"f\.json: .*must be"):
        parse_json(text, "f.json")


def test_json_nested_beyond_reason_is_refused() -> None:
    """Instead of a RecursionError."""
    with pytest.raises(RequirementError):
        parse_requirement(
            parse_json('{"notes":' + "[" * 100_000 + "]" * 100_000 + "}", "deep.json")
        )


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), JSON, max_size=6) | JSON)
def test_any_json_is_read_or_refused(raw: object) -> None:
    """Nothing else is ever raised."""
    with contextlib.suppress(RequirementError):
        assert isinstance(parse_requirement(raw, "any"), Requirement)


@given(
    st.dictionaries(st.sampled_from(FIELDS), st.lists(st.text(max_size=30), max_size=3), max_size=6)
)
def test_any_link_is_read(query: dict[str, list[str]]) -> None:
    """A bad value is named; a requirement comes out whatever stands in the link."""
    requirement, found = from_query(query)

    assert isinstance(requirement, Requirement)
    assert all(problem.path and problem.message for problem in found)


def test_a_bad_value_in_a_link_leaves_the_rest() -> None:
    """One bad goal, one bad need: users and the good need stand."""
    requirement, found = from_query(
        {
            "goal": ["shop"],
            "needs": ["seo", "fame"],
            "peak_concurrent_users": ["50"],
            "weights": ["team:0.1:0.5", "x:1"],
        }
    )

    assert requirement.answers() == {
        "peak_concurrent_users": 50,
        "needs": ["seo"],
        "weights": {"team": [0.1, 0.5]},
    }
    assert {problem.path.partition(".")[0] for problem in found} == {"goal", "needs", "weights"}


def test_equal_answers_are_equal_objects() -> None:
    """Order and repetition in a list say nothing."""
    assert Requirement(needs=("seo", "forms")) == Requirement(needs=("forms", "seo", "forms"))
    assert hash(Requirement(needs=("seo", "forms"))) == hash(Requirement(needs=("forms", "seo")))
