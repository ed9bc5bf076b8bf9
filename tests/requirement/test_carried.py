"""People as one text in a link, and from files: nothing lost, nothing hostile let in."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from framework_compare import Requirement
from framework_compare.errors import RequirementError
from framework_compare.exports.verdict import requirement_json
from framework_compare.requirement.carried import (
    LONGEST_TEXT,
    name_of,
    packed,
    people_in,
    told_apart,
    unpacked,
)
from framework_compare.requirement.people import LONGEST_NAME, Person
from framework_compare.vocabulary import NEEDS
from tests.people import ANALYST, FIVE, TWELVE
from tests.strategies import requirements

NAMES = st.text(min_size=1, max_size=LONGEST_NAME).map(lambda text: name_of(text, 0))


def made(raw: object) -> str:
    """Return whatever somebody puts in the place of people, packed as people are."""
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@given(st.lists(st.builds(Person, NAMES, requirements(musts=True)), max_size=4))
@hypothesis_settings(max_examples=25)
def test_a_text_gives_back_who_was_put_into_it(people: list[Person]):
    """Names of any script, and every answer."""
    read, problems = unpacked(packed(told_apart(people)))

    assert problems == ()
    assert read == told_apart(people)


def test_an_address_leaves_the_text_as_it_is():
    """No letter of it needs to be escaped, so its length is what it takes."""
    assert set(packed(FIVE)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_twelve_people_who_say_much_stay_short():
    """Every question answered otherwise, weights, names of forty characters, a line of notes."""
    rich = [
        Person(
            f"{place} of the committee on tools, seat {place}"[:LONGEST_NAME],
            person.requirement.with_answers(
                needs=NEEDS[place : place + 12],
                must_haves=[],
                weights={"product": [0.1 + place / 100, 0.4], "engineering": [0.1, 0.2]},
                name=f"Project {place} of department {37 * place}",
                notes=f"Costs {place * 7919} euros a month at most, says controlling.",
            ),
        )
        for place, person in enumerate(TWELVE)
    ]

    assert len(packed(rich)) < LONGEST_TEXT / 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%%%", "must be the people of a link that this app made, got “%%%”"),
        ("a", "must be the people of a link"),
        ("QUJD", "must be the people of a link"),
        (made({"a": 1}), "must be the people of a link"),
        (made(b"[1,"), "must be the people of a link"),
        (made(b"[" * 3000 + b"]" * 3000), "must be the people of a link"),
        ("A" * 7000, "must be at most 6,000 characters, got 7,000"),
        (made(b" " * 200_000 + b"[]"), "must be the people of a link"),
        (made(b"\xff\xfe"), "must be the people of a link"),
        (packed(FIVE)[:-9], "must be the people of a link"),
        (made([["Ann"]]), "person 1: must be the people of a link"),
        (made([["Ann", 7]]), "person 1: must be the people of a link"),
        (made([["Ann", "&".join(["goal=rest_api"] * 500)]]), "Ann: must be the people of a link"),
        (made([["Ann", "goal=rest_apy"]]), "Ann: goal: must be one of"),
        (made([["Ann", ""]] * 13), "must be at most 12 people, got 13; the first 12 count"),
    ],
)
def test_what_is_no_people_is_refused_in_words(text: str, said: str):
    """Other people's bytes, cut ones, bombs, and what does not fit."""
    _, problems = unpacked(text)

    assert said in "; ".join(map(str, problems))


def test_a_bad_answer_costs_only_itself():
    """Of one person; the others and the rest of the answers count."""
    text = made([["Ann", "goal=rest_apy&auth=sso"], ["Ben", "goal=rest_api"], "Cleo"])
    people, problems = unpacked(text)

    assert people == (
        Person("Ann", Requirement(auth="sso")),
        Person("Ben", Requirement(goal="rest_api")),
    )
    assert len(problems) == 2


def test_the_same_name_is_told_apart():
    """However it is written, and within its length."""
    long = "x" * LONGEST_NAME
    named = told_apart([Person(name, Requirement()) for name in ("Ann", "ann", "Ann", long, long)])

    assert [person.name for person in named] == [
        "Ann",
        "ann (2)",
        "Ann (3)",
        long,
        f"{'x' * 36} (2)",
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ann \n B. ", "Ann B."),
        ("\u202eevil\x00", "evil"),
        ("\n", "Person 4"),
        ("<b>*x*</b>", "<b>*x*</b>"),
        ("y" * 99, "y" * LONGEST_NAME),
    ],
)
def test_a_name_is_one_short_line(typed: str, name: str):
    """Of characters that show; what is markup elsewhere stays text."""
    assert name_of(typed, 3) == name


def test_a_file_of_one_persons_answers_is_that_person():
    """As the app itself writes it: by the project's name, or by the file's."""
    named = ANALYST.requirement.with_answers(name="Ann")

    assert people_in(requirement_json(named).encode(), "a.json") == (Person("Ann", named),)
    unnamed = requirement_json(ANALYST.requirement).encode()
    assert people_in(unnamed, "ben.v2.json") == (Person("ben.v2", ANALYST.requirement),)


def test_a_list_of_requirements_is_several_people():
    """As on the command line, shortlists included."""
    content = json.dumps(
        [
            {"id": "Ann", "requirements": {"goal": "rest_api"}, "why": "ignored"},
            {"id": "Ben", "requirements": {"auth": "sso"}, "considered": ["dash", "panel"]},
        ]
    ).encode()

    assert people_in(content, "board.json") == (
        Person("Ann", Requirement(goal="rest_api")),
        Person("Ben", Requirement(auth="sso", considered=("dash", "panel"))),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "board.json: line 1"),
        (b"\xff", "board.json: must be UTF-8"),
        (b"7", "board.json: must be a JSON object"),
        (b'{"goal": "rest_apy"}', "board.json: goal: must be one of"),
        (b'[{"id": "A", "requirements": {"auth": "soo"}}, 7]', "board.json[0]: auth: must be one"),
        (b'[{"id": "A", "requirements": {}}, 7]', "board.json[1]: must be an object with id"),
        (json.dumps([{"requirements": {}}] * 13).encode(), "must hold at most 12 people, got 13"),
    ],
)
def test_a_file_with_a_problem_says_where(content: bytes, said: str):
    """And nobody is taken from it."""
    with pytest.raises(RequirementError) as caught:
        people_in(content, "board.json")

    assert said in "; ".join(map(str, caught.value.problems))
