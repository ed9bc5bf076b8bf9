"""How what a model refuses is said: one wording, whatever was read."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framework_compare.errors import Problem, problems_of


class Cell(BaseModel):
    """Something with a bound, a word, and one of two shapes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    points: int = Field(ge=0)
    word: Literal["low", "high"] = "low"
    either: tuple[int, ...] | int = 0


def refused(raw: object, **more: str) -> list[str]:
    """What is said of something that is no cell."""
    with pytest.raises(ValidationError) as error:
        Cell.model_validate(raw)
    return [str(problem) for problem in problems_of(error.value, "a.toml", raw=raw, **more)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "a.toml: points: Field required"),
        ({"points": -1}, "a.toml: points: must be greater than or equal to 0, got -1"),
        ({"points": 1, "word": "mid"}, "a.toml: word: must be 'low' or 'high', got 'mid'"),
        ({"points": 1, "colour": 2}, "a.toml: colour: is not a key here"),
    ],
)
def test_a_refusal_names_place_rule_and_finding(raw: object, said: str) -> None:
    """A key that is missing was not found, so only the others say what they got."""
    assert refused(raw) == [said]


def test_the_place_is_in_what_was_written() -> None:
    """Both shapes refuse the text; neither's name is a step of the path."""
    assert [line.split(": ")[1] for line in refused({"points": 1, "either": "x"})] == ["either"]


def test_the_path_so_far_and_the_cure_are_said_too() -> None:
    """For one table of a file, and for a file that a command writes."""
    assert refused({"points": 1, "x": 2}, path="cell.first", cure="write it anew") == [
        "a.toml: cell.first.x: is not a key here; write it anew"
    ]


def test_unknown_keys_are_answered_by_the_known_ones() -> None:
    """Where the caller knows them."""
    with pytest.raises(ValidationError) as error:
        Cell.model_validate({"points": 1, "x": 2})

    assert problems_of(error.value, "", keys=Cell.model_fields) == (
        Problem("", "x", "is not a key here; the keys are points, word, either"),
    )


def test_text_that_is_no_json_is_said_to_be_none() -> None:
    """Before anything is said of what it should hold."""
    with pytest.raises(ValidationError) as error:
        Cell.model_validate_json("{")
    (problem,) = problems_of(error.value, "a.json")

    assert problem.message.startswith("must be JSON: EOF while parsing")
