"""A bundle brings everything back, and says exactly what changed where it does not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framework_compare import Catalogue, Requirement, RequirementError, load_catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.likeness import Likeness, load_likeness
from framework_compare.exports.bundle import Bundle, bundle_json, is_bundle, read_bundle
from framework_compare.exports.replay import replay
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study
from tests.catalogue.test_another_framework import CARD, CELL, handed_in

ASKED = Requirement(
    goal="internal_data_tool",
    considered=("streamlit", "flask", "solara"),
    weights={"use_case_fit": (0.3, 0.5)},
    name="Börse <b>*x*",
    notes="Line one\nline two",
)
PEOPLE = (Person("Ann", Requirement(goal="rest_api")), Person("=cmd()", Requirement()))
OWN = {"solara": CARD + CELL}
LINK = "https://example.org/?goal=internal_data_tool"


@pytest.fixture(scope="module")
def eleven() -> Catalogue:
    """The catalogue with a framework of one's own."""
    return load_catalogue(extra=handed_in(OWN["solara"]))


@pytest.fixture(scope="module")
def text(eleven: Catalogue) -> str:
    """A whole project as a bundle."""
    return bundle_json(
        Study(ASKED, eleven),
        ASKED,
        likeness=load_likeness(),
        people=PEOPLE,
        frameworks=OWN,
        link=LINK,
    )


@pytest.fixture
def bundle(text: str, catalogue: Catalogue) -> Bundle:
    """The same, read again by who knows the shipped frameworks only."""
    return read_bundle(text, "bundle.json", tuple(catalogue.frameworks))


def test_everything_comes_back(bundle: Bundle) -> None:
    """The answers with name and notes, the people, and one's own framework byte for byte."""
    assert bundle.requirement == ASKED
    assert bundle.people == PEOPLE
    assert bundle.frameworks == OWN
    assert bundle.link == LINK


def test_it_says_what_it_rests_on(text: str, eleven: Catalogue) -> None:
    """Under keys that other programs may rely on."""
    found = json.loads(text)

    assert (found["kind"], found["schema"]) == ("framework_compare bundle", 1)
    assert (found["seed"], found["digest"]) == (eleven.model.draws.seed, eleven.digest)
    assert found["as_of"] == eleven.model.as_of.isoformat()
    assert {"frameworks/flask.toml", "learnt.toml", "extra/solara"} <= set(found["files"])
    assert set(found["packages"]) == {"python", "numpy", "pandas", "pydantic"}
    assert sum(found["weights"].values()) == pytest.approx(1.0)
    assert found["verdict"]["flips"]
    assert [each["name"] for each in found["stakeholders"]] == ["Ann", "=cmd()"]
    assert is_bundle(found)
    assert not is_bundle(ASKED.answers())


def test_it_replays_byte_for_byte(bundle: Bundle, text: str, eleven: Catalogue) -> None:
    """Made again from what was read, it is the same file."""
    again = bundle_json(
        Study(bundle.requirement, eleven),
        bundle.requirement,
        likeness=load_likeness(),
        people=bundle.people,
        frameworks=bundle.frameworks,
        link=bundle.link,
    )

    assert again == text
    assert replay(bundle, eleven, load_likeness()).lines() == ("same",)


def test_a_changed_cell_is_named_with_how_the_verdict_moved(bundle: Bundle, tmp_path: Path) -> None:
    """The file by its path, and the scores before and after."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = folder / "frameworks" / "streamlit.toml"
    file.write_text(
        file.read_text().replace('definition = "', 'definition = "Today, ', 1), encoding="utf-8"
    )
    same_scores = replay(
        bundle, load_catalogue(folder, extra=handed_in(OWN["solara"])), load_likeness()
    )

    assert not same_scores.same
    assert same_scores.changed == ("data/frameworks/streamlit.toml changed since.",)
    assert same_scores.moved == ("The verdict is the same.",)


def test_a_verdict_that_was_lower_is_said_to_have_risen(text: str, eleven: Catalogue) -> None:
    """With the figures of the file and of now; by hand, since nothing else changed."""
    raw = json.loads(text)
    rows = raw["verdict"]["ranking"]
    now = rows[0]["score"]
    rows[0]["score"] = now - 10
    raw["verdict"]["champion"] = "flask"
    found = replay(_read(raw, eleven), eleven, load_likeness())

    assert len(found.changed) == 1
    assert "changed by hand" in found.changed[0]
    name = eleven.option_name(rows[0]["option"])
    assert f"{name} scored {now - 10:.1f}, and scores {now:.1f}." in found.moved
    assert f"{name} leads; Flask did." in found.moved


def test_versions_seeds_files_and_decisions_are_told(text: str, eleven: Catalogue) -> None:
    """Each in a sentence of its own."""
    raw = json.loads(text)
    raw["version"], raw["seed"] = "0.0.1", 7
    raw["packages"]["numpy"] = "1.0"
    raw["files"].pop("faq.toml")
    raw["files"]["old.toml"] = raw["files"]["learnt.toml"] = "0" * 64
    lines = replay(_read(raw, eleven), eleven, Likeness(())).changed

    assert any(line.startswith("framework_compare was 0.0.1, and is ") for line in lines)
    assert f"The seed of the draws was 7, and is {eleven.model.draws.seed}." in lines
    assert any(line.startswith("numpy was 1.0, and is ") for line in lines)
    assert "data/faq.toml is new." in lines
    assert "data/old.toml is gone." in lines
    assert any("weights learnt from decisions" in line for line in lines)
    assert "The recorded decisions of teams changed." in lines


def test_a_person_s_verdict_is_told_by_name(text: str, eleven: Catalogue) -> None:
    """Only of those whose verdict moved."""
    raw = json.loads(text)
    raw["stakeholders"][0]["verdict"]["champion"] = "dash"
    moved = replay(_read(raw, eleven), eleven, load_likeness()).moved

    assert any(line.startswith("For Ann: ") and "Dash did" in line for line in moved)
    assert not any(line.startswith("For =cmd()") for line in moved)


def _read(raw: dict[str, Any], catalogue: Catalogue) -> Bundle:
    return read_bundle(json.dumps(raw), "bundle.json", tuple(catalogue.frameworks))


def _without_seed(raw: dict[str, Any]) -> None:
    del raw["seed"]


def _another_goal(raw: dict[str, Any]) -> None:
    raw["requirement"]["goal"] = "dashbord"


def _thirteen(raw: dict[str, Any]) -> None:
    raw["stakeholders"] = [raw["stakeholders"][0]] * 13


def _long_name(raw: dict[str, Any]) -> None:
    raw["stakeholders"][0]["name"] = "x" * 41


def _a_person_s_answer(raw: dict[str, Any]) -> None:
    raw["stakeholders"][1]["requirement"]["auth"] = "maybe"


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (lambda raw: raw.update(kind="a list"), "kind", "must be a bundle"),
        (lambda raw: raw.update(schema=2), "schema", "a later version of this program made it"),
        (lambda raw: raw.update(schema=True), "schema", "must be 1, which this version reads"),
        (lambda raw: raw.update(surprise=1), "surprise", "is not a key"),
        (_without_seed, "seed", ""),
        (_another_goal, "requirement: goal", "did you mean interactive_dashboard?"),
        (_a_person_s_answer, "stakeholders.1: auth", "must be one of"),
        (_thirteen, "stakeholders", "12"),
        (lambda raw: raw.update(link="javascript:alert(1)"), "link", "pattern"),
        (lambda raw: raw.update(link="https://a/\n\n# Approved"), "link", "pattern"),
        (lambda raw: raw["frameworks"].update(x="\ud800"), "bundle.json", "UTF-8"),
        (_long_name, "stakeholders.0.name", "40"),
    ],
)
def test_what_cannot_be_read_is_named(
    text: str, catalogue: Catalogue, change: Callable[[dict[str, Any]], None], where: str, said: str
) -> None:
    """With the file, the place, and what is allowed."""
    raw = json.loads(text)
    change(raw)
    with pytest.raises(RequirementError) as error:
        _read(raw, catalogue)

    assert "bundle.json" in str(error.value)
    assert where in str(error.value)
    assert said in str(error.value)


def test_a_file_too_long_is_refused_unread(catalogue: Catalogue) -> None:
    """Whatever it holds."""
    with pytest.raises(RequirementError, match="1,000,000 bytes"):
        read_bundle("[" * 1_000_001, "b.json", tuple(catalogue.frameworks))


def test_where_nothing_fits_nobody_leads(text: str, eleven: Catalogue) -> None:
    """Before or now, or both."""
    raw = json.loads(text)
    raw["verdict"]["champion"] = None
    moved = replay(_read(raw, eleven), eleven, load_likeness()).moved

    assert moved[0].endswith(" leads; nothing fitted.")


def test_a_score_that_none_can_be_is_left_out(text: str, eleven: Catalogue) -> None:
    """However long its number is; what a file may hold is printed on one short line."""
    raw = json.loads(text)
    raw["verdict"]["ranking"][0]["score"] = 10**400
    raw["files"]["\x1b[31mred\n" + "x" * 500] = ""
    lines = replay(_read(raw, eleven), eleven, load_likeness()).lines()

    assert all(line.isprintable() and len(line) < 200 for line in lines)
    assert any("is gone" in line for line in lines)


def test_a_number_written_otherwise_is_not_the_same_file(text: str, eleven: Catalogue) -> None:
    """Byte for byte means that."""
    raw = json.loads(text)
    raw["verdict"]["ranking"].reverse()

    assert not replay(_read(raw, eleven), eleven, load_likeness()).same


def test_a_name_changes_nothing_but_itself(eleven: Catalogue) -> None:
    """The verdict of the same answers is the same under any name."""
    made = [
        json.loads(
            bundle_json(
                Study(ASKED, eleven),
                ASKED.with_answers(name=name),
                likeness=load_likeness(),
                frameworks=OWN,
            )
        )
        for name in ("", "<script>")
    ]
    names = [one["requirement"].pop("name", "") for one in made]

    assert names == ["", "<script>"]
    assert made[0] == made[1]
