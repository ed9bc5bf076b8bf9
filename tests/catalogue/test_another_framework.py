"""A framework more: one file, or one that is handed in, and everything else stays as it is."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from framework_compare import (
    Catalogue,
    DataError,
    Requirement,
    RequirementError,
    from_query,
    load_catalogue,
    parse_requirement,
    to_query,
)
from framework_compare.__main__ import main
from framework_compare.catalogue.cells import CELL_TABLES, CellPath
from framework_compare.catalogue.folder import DATA, framework_ids
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.requirement.model import FRAMEWORK_FIELDS

CARD = """
name = "Solara"
version = "1.50.0"
licence = "MIT"
homepage = "https://solara.dev"
maintainer = "Widgetti"
definition = "A Python library for reactive web apps made of components."
commercial_focus = "Dashboards and tools that grow out of notebooks."
architecture = "A server keeps each visitor's components and sends what changed."
strengths = [{ text = "The same components run in a notebook and in an app." }]
watch_out = [{ text = "Few people know it." }]
"""
"""All that a file must say."""
CELL = """
[capability.maturity]
low = 0.2
mid = 0.3
high = 0.5
kind = "judged"
version = "1.50.0"
as_of = 2026-01-01
why = "Few releases."

[needs.routing]
status = "present"
kind = "judged"
why = "Routes are built in."

[kept.streamlit]
share = [0.1, 0.2, 0.4]
kind = "judged"
why = "Only the code around the screens survives."
"""
"""Some of what a file may say."""
TEN = (
    "streamlit",
    "flask",
    "fastapi",
    "django",
    "dash",
    "gradio",
    "panel",
    "nicegui",
    "shiny",
    "reflex",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to add to."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def added(folder: Path, text: str, name: str = "solara") -> Path:
    """The folder with a framework's file more."""
    (folder / "frameworks" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def handed_in(text: str = CARD, name: str = "solara") -> dict[str, dict[str, Any]]:
    return {name: tomllib.loads(text)}


def problems_of(extra: dict[str, Any]) -> list[str]:
    with pytest.raises(DataError) as raised:
        load_catalogue(extra=extra)
    return [str(problem) for problem in raised.value.problems]


def test_the_set_is_the_files_in_the_order_of_the_shortlist(folder: Path) -> None:
    """What the question does not list comes after, by name.

    So does everything where no question can be read.
    """
    added(added(folder, CARD), CARD.replace("Solara", "Anvil"), "anvil")

    assert framework_ids() == TEN
    assert framework_ids(folder) == (*TEN, "anvil", "solara")
    assert tuple(load_catalogue(folder).frameworks) == (*TEN, "anvil", "solara")
    (folder / "questions.toml").write_text("[[")
    framework_ids.cache_clear()
    assert framework_ids(folder) == tuple(sorted((*TEN, "anvil", "solara")))
    framework_ids.cache_clear()


@pytest.mark.parametrize("text", [CARD, CARD + CELL], ids=["card", "some cells"])
def test_a_file_needs_its_card_only(
    folder: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing else in the folder is touched, and `check` is content."""
    added(folder, text)

    assert read_catalogue(folder)[1] == ()
    assert main(["check", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("data: no problems in ")


def test_what_is_handed_in_is_what_a_file_would_be(folder: Path, catalogue: Catalogue) -> None:
    """The same framework, the same place, the same questions; only its digest is its own."""
    of_file = load_catalogue(added(folder, CARD + CELL))
    of_hand = load_catalogue(extra=handed_in(CARD + CELL))

    assert of_hand.frameworks == of_file.frameworks
    assert tuple(of_hand.frameworks) == tuple(of_file.frameworks)
    assert of_hand.questions == of_file.questions
    assert len({of_hand.digest, of_file.digest, catalogue.digest}) == 3
    assert of_hand.digest != load_catalogue(extra=handed_in(CARD)).digest
    assert of_hand.digest == load_catalogue(extra=handed_in(CARD + CELL)).digest
    assert of_file.file_of("solara") == "data/frameworks/solara.toml"
    assert of_hand.file_of("solara") == "extra/solara"
    assert load_catalogue() is load_catalogue()


def test_what_a_file_leaves_out_is_not_known() -> None:
    """No cell, no skill, nothing of a move from or to it; and what it says is there."""
    solara = load_catalogue(extra=handed_in(CARD)).frameworks["solara"]
    more = load_catalogue(extra=handed_in(CARD + CELL))

    assert all(not solara.table(table) for table in CELL_TABLES)
    assert solara.familiarity is None
    assert more.row("solara") == 10
    assert more.row("flask") == 1
    known = more.cell(CellPath.parse("solara.capability.maturity"))
    assert known is not None
    assert known.why == "Few releases."
    assert more.cell(CellPath("solara", "hosts", "containers")) is None
    assert more.cell(CellPath("anvil", "hosts", "containers")) is None


def test_the_questions_offer_it() -> None:
    """Under its name, after those that they list; other questions are as they were."""
    more, usual = load_catalogue(extra=handed_in()), load_catalogue()
    for field, question in more.questions.items():
        further = question.answer[len(usual.questions[field].answer) :]

        assert question.answer[: -len(further) or None] == usual.questions[field].answer
        assert [(answer.value, answer.label) for answer in further] == (
            [("solara", "Solara")] if field in FRAMEWORK_FIELDS else []
        )


def test_requirements_may_name_it_where_it_is_there() -> None:
    """In files and in links; in the order of the catalogue."""
    known = tuple(load_catalogue(extra=handed_in()).frameworks)
    raw = {
        "considered": ["solara", "flask"],
        "known_frameworks": ["solara"],
        "existing_framework": "solara",
    }
    requirement = parse_requirement(raw, frameworks=known)

    assert requirement.considered == ("flask", "solara")
    assert requirement == Requirement.model_validate(raw)
    assert from_query(to_query(requirement), frameworks=known) == (requirement, ())


@pytest.mark.parametrize("field", FRAMEWORK_FIELDS)
def test_an_unknown_framework_is_refused_with_those_that_there_are(field: str) -> None:
    """Whether it is one elsewhere or nowhere; a slip of the finger is told."""
    listed = field != "existing_framework"
    for name, known, end in (
        ("solara", None, ", reflex, got 'solara'"),
        ("solra", (*TEN, "solara"), ", reflex, solara, got 'solra' (did you mean solara?)"),
    ):
        with pytest.raises(RequirementError) as raised:
            parse_requirement({field: [name] if listed else name}, frameworks=known)
        requirement, told = from_query({field: [name]}, frameworks=known)

        for problem in (*raised.value.problems, *told):
            assert problem.message.startswith("must be one of streamlit, flask, ")
            assert problem.message.endswith(end)
            assert problem.field == field
        assert len(told) == 1
        assert requirement == Requirement()


@pytest.mark.parametrize("name", ["Solara", "so lara", "so-lara", "1solara", ""])
def test_an_id_is_a_plain_word(name: str, folder: Path) -> None:
    """Neither handed in, nor as a file's name, nor in a requirement."""
    (said,) = problems_of(handed_in(name=name))
    *_, problem = read_catalogue(added(folder, CARD, name))[1] if name else (None,)

    assert said.startswith(f"extra/{name}: must be named with lower-case letters, digits")
    assert problem is None or problem.where == f"data/frameworks/{name}.toml"
    with pytest.raises(ValueError, match="pattern"):
        Requirement(considered=(name,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CARD.replace("licence", "license"), "extra/solara: license: is not a key here"),
        (CARD.replace('version = "1.50.0"\n', ""), "extra/solara: version: Field required"),
        (
            CARD + CELL.replace("maturity", "charm"),
            "extra/solara: capability.charm",
        ),
        (
            CARD + CELL.replace("[kept.streamlit]", "[kept.anvil]"),
            "extra/solara: kept.anvil: must be one of streamlit, flask, ",
        ),
        (
            CARD + CELL.replace("[kept.streamlit]", "[kept.solara]"),
            "extra/solara: kept.solara: must be one of streamlit, flask, ",
        ),
        (CARD + CELL.replace("[0.1, 0.2", "[0.3, 0.2"), "extra/solara: kept.streamlit.share: must"),
        (
            CARD + CELL.replace("2026-01-01", str(datetime.date(2100, 1, 1))),
            "extra/solara: capability.maturity.as_of: must be at most ",
        ),
        (
            CARD.replace('notebook and in an app." }', 'app.", sources = ["S"] }'),
            "names 'S', which",
        ),
    ],
)
def test_what_is_handed_in_is_checked_like_a_file(text: str, said: str) -> None:
    """Each mistake with its place."""
    assert any(said in message for message in problems_of(handed_in(text)))


def test_two_frameworks_have_two_names() -> None:
    """Tables and charts go by names: a copied file that keeps its name would hide another."""
    (said,) = problems_of(handed_in(CARD.replace('"Solara"', '"Flask"')))

    assert said == "extra/solara: name: must be its own, got 'Flask', which flask has"


def test_long_ids_are_told_apart() -> None:
    """What is kept for one catalogue is never shown of another."""
    one, other = (load_catalogue(extra=handed_in(name="a" * 200 + end)) for end in "xy")

    assert one.digest != other.digest


@pytest.mark.parametrize("content", [None, {}, [], "name", 7])
def test_what_is_no_table_is_refused(content: object) -> None:
    """With what was found."""
    (said,) = problems_of({"solara": content})

    assert said.startswith("extra/solara: must be a table that holds something, got ")


def test_a_framework_cannot_be_handed_in_for_another() -> None:
    """Whose file is there already."""
    (said,) = problems_of(handed_in(name="flask"))

    assert said == "extra/flask: must have an id of its own, got flask, which has a file"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("article.toml", 'framework = "flask"', 'framework = "flasks"'),
        ("capacity.toml", "[worker.reflex]", "[worker.reflexes]"),
        ("lab.toml", "variants = { streamlit = [", "variants = { streamlits = ["),
        ("measured.toml", 'frameworks = ["', 'frameworks = ["reflexes", "'),
        ("pairings.toml", 'ui = "dash"', 'ui = "dashes"'),
        ("presets.toml", 'known_frameworks = ["', 'known_frameworks = ["reflexes", "'),
        ("questions.toml", 'value = "reflex"', 'value = "reflexes"'),
    ],
)
def test_no_file_may_name_a_framework_that_is_not_there(
    folder: Path, name: str, old: str, new: str
) -> None:
    """Those that there are, and what was found."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the words do not occur"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(problem) for problem in read_catalogue(folder)[1]]

    assert any(
        message.startswith(f"data/{name}: ") and "must be one of streamlit, flask, " in message
        for message in found
    ), found


def test_a_framework_that_the_shortlist_lists_has_its_file(folder: Path) -> None:
    """Its absence is one problem, whatever else names it."""
    (folder / "frameworks" / "panel.toml").unlink()
    (problem,) = read_catalogue(folder)[1]

    assert str(problem) == (
        "data/frameworks/panel.toml: must be there, since questions.toml lists panel, found no file"
    )


def test_what_the_shipped_ten_say_is_whole(catalogue: Catalogue) -> None:
    """Every cell of every table: 120 each."""
    for name, framework in catalogue.frameworks.items():
        for table in CELL_TABLES:
            keys = set(catalogue.cell_keys(table)) - ({name} if table == "kept" else set())

            assert set(framework.table(table)) == keys, (name, table)
        assert framework.familiarity is not None
    cells = [
        (name, table, key)
        for name, framework in catalogue.frameworks.items()
        for table in CELL_TABLES
        for key in framework.table(table)
    ]

    assert len(cells) == 1200
    assert all(text for framework in catalogue.frameworks.values() for _, text in framework.build)
    assert set(catalogue.capacity.worker) == set(TEN)
    assert {name for design in catalogue.measured.design for name in design.frameworks} == set(TEN)


@pytest.mark.parametrize("table", CELL_TABLES)
def test_a_path_reads_back(table: str) -> None:
    """As text with its framework, and as what stands in the file."""
    path = CellPath.parse(f"flask.{table}.some_key")

    assert str(path) == f"flask.{table}.some_key"
    assert path.inside == f"{table}.some_key"
    assert CellPath.within("flask", path.inside) == path


@pytest.mark.parametrize("text", ["", "flask", "flask.capability", "flask.charm.x", "flask..x"])
def test_what_is_no_path_is_refused(text: str) -> None:
    """Instead of a path that leads nowhere."""
    with pytest.raises(ValueError, match="must be a table and a key"):
        CellPath.parse(text)
