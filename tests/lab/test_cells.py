"""Writing a cell into its file: its own lines change, and not a byte beside them."""

from __future__ import annotations

import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Catalogue, load_catalogue
from framework_compare.catalogue.evidence import Measurable, StatusCell
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.grading import Graded, graded_cells
from framework_compare.errors import DataError
from framework_compare.lab.cells import advance_date, write_cell
from tests.strategies import FRAMEWORKS

BEFORE = """\
# a card

[needs.maps]
status = "absent"  # so far
kind = "judged"
sources = ["A1"]  # read twice
why = "None."

# out of order on purpose
[other]
a = [ 1,2 ]

[needs.forms]
status = "present"
kind = "judged"
sources = ["A1"]
why = \"""
  Many
  lines.\"""
"""
MAPS = StatusCell(status="absent", kind="judged", sources=("A1",), why="None.")
WRITTEN = ("why", "measurements")


def text_of(framework: str) -> str:
    return (DATA / "frameworks" / f"{framework}.toml").read_text(encoding="utf-8")


def written(text: str, path: str, cell: Measurable, now: Measurable) -> str:
    document = tomlkit.parse(text)
    write_cell(document, "a.toml", path, cell, now)
    return document.as_string()


def graded(catalogue: Catalogue, framework: str) -> list[Graded]:
    """Return a cell of each kind of table, among those that follow from measurements."""
    cells = [cell for cell in graded_cells(catalogue) if cell.framework == framework]
    return list({cell.path.split(".")[0]: cell for cell in cells}.values())


def block(text: str, path: str) -> tuple[int, int]:
    """Return where a table begins and ends, its header and its last statement included."""
    begin = text.index(f"[{path}]\n")
    following = text.find("\n[", begin)
    whole = text[begin : following if following > 0 else None]
    return begin, begin + len(whole.rstrip("\n"))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_is_current_is_written_as_it_is(catalogue: Catalogue, framework: str) -> None:
    """Every byte of the shipped file stays."""
    text = text_of(framework)
    cell = graded(catalogue, framework)[0]

    assert text == written(text, cell.path, cell.now, cell.now)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_one_cell_changes_its_own_lines_only(catalogue: Catalogue, framework: str) -> None:
    """Of the shipped files: nothing before its table, nothing behind it, and in it two lines."""
    text = text_of(framework)
    for cell in graded(catalogue, framework):
        changed = cell.now.model_copy(
            update={"why": 'Ä "word" \\ [x] # y.', "measurements": ("E1/a/b", "E1/a, b/c")}
        )
        made = written(text, cell.path, changed, cell.now)
        (begin, end), (_, now) = block(text, cell.path), block(made, cell.path)
        table, lines = text[begin:end].split("\nwhy = ")[0], made[begin:now].splitlines()

        assert text[:begin] == made[:begin]
        assert text[end:] == made[now:]
        assert [line for line in table.splitlines() if not line.startswith(WRITTEN)] == [
            line for line in lines if not line.startswith(WRITTEN)
        ]
        assert [line for line in lines if line.startswith(WRITTEN)] == [
            'measurements = ["E1/a/b", "E1/a, b/c"]',
            r'why = "Ä \"word\" \\ [x] # y."',
        ]


def test_a_new_value_stands_where_a_hand_would_put_it() -> None:
    """Measurements after the sources; the comments of a line and of the next table stay."""
    cell = MAPS.model_copy(update={"status": "add_on", "measurements": ("E1/a/b",)})
    wanted = BEFORE.replace(
        'status = "absent"  # so far\nkind = "judged"\nsources = ["A1"]  # read twice\n',
        'status = "add_on"  # so far\nkind = "judged"\nsources = ["A1"]  # read twice\n'
        'measurements = ["E1/a/b"]\n',
    )

    assert wanted == written(BEFORE, "needs.maps", cell, MAPS)


def test_without_sources_a_new_value_ends_the_table() -> None:
    """Before the blank line and the comment that follow it."""
    before = BEFORE.replace('sources = ["A1"]  # read twice\n', "")
    cell = MAPS.model_copy(update={"measurements": ("E1/a/b",)})
    wanted = before.replace('why = "None."\n', 'why = "None."\nmeasurements = ["E1/a/b"]\n')

    assert wanted == written(before, "needs.maps", cell, MAPS)


def test_a_text_of_many_lines_becomes_one() -> None:
    """All its lines go, in a table that lies apart from the others of its kind."""
    now = MAPS.model_copy(update={"status": "present", "why": "  Many\n  lines."})
    cell = now.model_copy(update={"why": "One.", "measurements": ("E1/a/b",)})
    made = written(BEFORE.rstrip("\n"), "needs.forms", cell, now)

    assert made.endswith('sources = ["A1"]\nmeasurements = ["E1/a/b"]\nwhy = "One."')


@pytest.mark.parametrize("path", ["needs.seo", "blocks.maps", "other.a.b"])
def test_a_table_that_is_not_there_is_named(path: str) -> None:
    """With its file."""
    with pytest.raises(DataError, match=rf"^a\.toml: {path}: must be there as a table of its own"):
        written(BEFORE, path, MAPS, MAPS)


@given(st.floats(0, 1).map(lambda value: round(value, 2)), st.text('äb"\\#[]= ', max_size=12))
def test_a_written_cell_reads_back(value: float, words: str) -> None:
    """Whatever the words hold, the file says just that afterwards."""
    text = text_of("dash")
    begin, end = block(text, "capability.maturity")
    now = load_catalogue().frameworks["dash"].capability["maturity"]
    cell = now.model_copy(
        update={
            "low": value,
            "mid": value,
            "high": value,
            "why": f"{words}.",
            "measurements": ("E1/a/b",),
        }
    )
    made = written(text[begin:end], "capability.maturity", cell, now)
    table = tomllib.loads(made)["capability"]["maturity"]

    assert (value, f"{words}.", ["E1/a/b"]) == (table["low"], table["why"], table["measurements"])


def test_the_day_of_the_evidence_follows_the_newest_measurement() -> None:
    """And never goes back."""
    text = (DATA / "model.toml").read_text(encoding="utf-8")
    model = tomlkit.parse(text)
    today = tomllib.loads(text)["as_of"]
    later, earlier = today.replace(year=today.year + 1), today.replace(year=today.year - 1)

    advance_date(model, earlier)
    assert text == model.as_string()

    advance_date(model, later)
    assert text.replace(f"as_of = {today}", f"as_of = {later}", 1) == model.as_string()
    assert later == tomllib.loads(model.as_string())["as_of"]
