"""A framework of one's own: read from a file that nobody trusts, all problems at once."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, DataError, Requirement, load_catalogue, recommend
from framework_compare.catalogue.cells import CELL_TABLES, CellPath
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.own import (
    LONGEST_OWN,
    MOST_OWN,
    OwnFramework,
    id_of,
    joined,
    read_own,
    with_own,
)
from framework_compare.catalogue.template import CellValue, template, with_cells_set
from framework_compare.errors import Problem
from framework_compare.scoring.study import Study
from tests.catalogue.test_another_framework import CARD, CELL

SOLARA = OwnFramework("solara", CARD + CELL)
_CARDS = st.sampled_from(CARD.splitlines())
_SNIPPETS = st.sampled_from(
    ["[x](javascript:alert(1))", "[[", "{", '"', "\n", "9" * 500, "nan", "\u202e", "<b>", "=", "-1"]
)


def read(text: str | bytes, name: str = "solara.toml") -> OwnFramework:
    return read_own(name, text.encode() if isinstance(text, str) else text)


def refused(text: str | bytes, catalogue: Catalogue, name: str = "solara.toml") -> list[str]:
    """What is said of a file that is not taken."""
    with pytest.raises(DataError) as raised:
        joined(catalogue, [read(text, name)])
    return [str(problem) for problem in raised.value.problems]


def test_a_file_is_kept_as_it_came() -> None:
    """Byte for byte, under the file's stem; its digest is that of both."""
    text = "# mine\r\n" + CARD
    own = read(text, "C:\\down\\solara.toml")

    assert own == OwnFramework("solara", text)
    assert own.file == "solara.toml"
    assert len(own.digest) == 20
    assert len({own.digest, read(text, "other.toml").digest, read(CARD).digest}) == 3


def test_it_stands_beside_the_others_and_says_whose_it_is(catalogue: Catalogue) -> None:
    """As one that is handed in does, with the mark behind its name."""
    more = with_own([SOLARA])
    usual = load_catalogue(extra={"solara": tomllib.loads(SOLARA.text)})
    solara = more.frameworks["solara"]

    assert tuple(more.frameworks) == (*catalogue.frameworks, "solara")
    assert solara == usual.frameworks["solara"].model_copy(update={"name": "Solara (own)"})
    assert SOLARA.name == more.option_name("solara") == "Solara (own)"
    assert more.questions["considered"].answer[-1].label == "Solara (own)"
    assert more.handed_in == {"solara"}
    assert more.digest not in (catalogue.digest, usual.digest)


def test_nothing_is_read_anew_and_nobody_else_is_scored_otherwise(catalogue: Catalogue) -> None:
    """The others are the very same objects, with the same scores."""
    more = joined(catalogue, [SOLARA])
    requirement = Requirement(goal="internal_data_tool")
    before, after = Study(requirement, catalogue), Study(requirement, more)
    scores = dict(zip(after.options.names, after.scores.tolist(), strict=True))

    assert all(more.frameworks[name] is known for name, known in catalogue.frameworks.items())
    for name, score in zip(before.options.names, before.scores.tolist(), strict=True):
        assert scores[name] == score


def test_without_any_it_is_the_catalogue_itself(catalogue: Catalogue) -> None:
    """So that nobody pays for what they did not bring."""
    assert joined(catalogue, []) is catalogue


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a = 1\n" * 12_000, "must be at most 64 kB long, got 72 kB"),
        ("name = 'x'".encode("utf-16"), "must be UTF-8 text, found byte 0"),
        (b"name = 'x\0'", "must be text, found a null character at 10"),
        (b"", "must hold something, found nothing"),
        (b"# only a comment", "must hold something, found nothing"),
        (b"<html>", "must be TOML: Invalid statement"),
        (b"x = " + b"9" * 60_000, "must be TOML: Exceeds the limit"),
        (b"x = " + b"[" * 60_000, "at most 6 tables and arrays within each other"),
        (b"x = " + b"{a = " * 12_000, "at most 6 tables and arrays within each other"),
        (b"x = " + b"[" * 90 + b"]" * 90, "at most 6 tables and arrays within each other"),
        (b"a" + b".a" * 30_000 + b" = 1", "must have at most 100 dots in a line, found 30,000"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_is_no_small_flat_text_is_refused(raw: bytes, said: str) -> None:
    """With what was found and what is allowed, before anything of it is looked at."""
    with pytest.raises(DataError) as raised:
        read(raw)
    (problem,) = raised.value.problems

    assert problem.where == "solara.toml"
    assert said in problem.message


def test_a_mark_before_the_first_letter_is_no_fault() -> None:
    """Some editors put it there, and no TOML may begin with it."""
    assert read(b"\xef\xbb\xbf" + CARD.encode()).text == CARD


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("My Framework (1).toml", "my_framework_1.toml"),
        ("=cmd|calc.toml", "cmd_calc.toml"),
        ("<img src=x>.toml", "img_src_x.toml"),
        ("\x1b[31m.toml", "own_31m.toml"),
        ("Über.toml", "uber.toml"),
        (".toml", "own.toml"),
        ("a" * 300, "a" * 40 + ".toml"),
    ],
)
def test_a_file_is_named_like_an_id(name: str, better: str) -> None:
    """Else it is said what would do, and that would."""
    with pytest.raises(DataError) as raised:
        read(CARD, name)
    (problem,) = raised.value.problems

    assert f"got {problem.message.split(' got ')[1]}".endswith(f"; {better} would do")
    assert problem.where.isprintable()
    assert len(problem.where) < 80
    assert read(CARD, better).id == better.removesuffix(".toml")


def test_name_and_content_are_told_together() -> None:
    """Not one after the other."""
    with pytest.raises(DataError) as raised:
        read(b"\xff", "My file.toml")

    assert len(raised.value.problems) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("<b>Solara</b>", "[Solara](http://x.example)", "**Solara**", "=1+1", "+1", "-1", "@SUM"),
        *("Solara (own)", "#Solara", "So|ara", "`Solara`", "$x$", ":red[x]", "1. Solara", "x" * 41),
        *(
            "Sol\u202eara",
            "Sol\u200bara",
            "Sol\tara",
            "",
            " ",
            "Sol\nara",
            "!x",
            "So:smile:",
            "x_y",
        ),
    ],
)
def test_a_name_is_letters_and_little_else(name: str, catalogue: Catalogue) -> None:
    """It stands in titles, charts, tables and spreadsheets."""
    quoted = name.encode("unicode_escape").decode().replace("\\x", "\\u00")
    said = refused(CARD.replace("Solara", quoted), catalogue)

    assert any(message.startswith("solara.toml: name: must be a letter, then") for message in said)


@pytest.mark.parametrize("name", ["R&D Boards", "Plot.ly 2", "C++/Qt", "O'Neill-App", "Größe"])
def test_names_that_things_have_are_taken(name: str, catalogue: Catalogue) -> None:
    """Letters of any script among them."""
    more = joined(catalogue, [read(CARD.replace("Solara", name))])

    assert more.option_name("solara") == f"{name} (own)"


@pytest.mark.parametrize(
    "text",
    [
        *("a [link](https://x.example) there", "an ![x](y)", "some <script>", "</b>", "<!-- x"),
        *("`code`", "*so*", "a _so_", "_so", "~~so~~", "$x$", "a|b", "a\\\\b", "see https://x.y"),
        *("www.x.example", "me@x.example", "&lt;b&gt;", "&#60;", "an :smile: here", ":red[x]"),
        *("= 1 + 1", "+ 1", "- 1", "@SUM", "# Title", "> quoted", "1. first", "2) second"),
        *("two\\nlines", "tab\\there", "zero\\u200bwidth", "turned\\u202earound", "x" * 601),
    ],
)
def test_a_sentence_is_plain_text(text: str, catalogue: Catalogue) -> None:
    """Whatever Markdown, a browser or a spreadsheet would take for more is named."""
    (said,) = refused((CARD + CELL).replace("Few releases.", text), catalogue)

    assert said.startswith("solara.toml: capability.maturity.why: must be ")


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("A Python library for reactive web apps made of components.", "definition"),
        ("Few people know it.", "watch_out.0.text"),
        ("1.50.0", "version"),
        ("Widgetti", "maintainer"),
        ("MIT", "licence"),
        ("Only the code around the screens survives.", "kept.streamlit.why"),
    ],
)
def test_every_text_is_looked_at(old: str, place: str, catalogue: Catalogue) -> None:
    """On the card and in the cells."""
    said = refused((CARD + CELL).replace(old, "[x](y)"), catalogue)

    assert any(message.startswith(f"solara.toml: {place}: must be plain") for message in said)


@pytest.mark.parametrize(
    "text",
    [
        "It takes 3.5 to 4 s (twice), i.e. 10 % less than snake_case_names need; why? A/B!",
        "“Quoted” at first, R&D in the end, x < 5 and y > 3, 10:30 to 11:00, C++ and a+b = c.",
    ],
)
def test_ordinary_sentences_are_taken(text: str, catalogue: Catalogue) -> None:
    """What people write is no markup."""
    more = joined(catalogue, [read((CARD + CELL).replace("Few releases.", text))])
    maturity = more.grade(CellPath("solara", "capability", "maturity"))

    assert maturity is not None
    assert maturity.why == text


def test_what_we_say_ourselves_would_be_taken(catalogue: Catalogue) -> None:
    """The shipped files pass but for their measurements, so the rule asks nothing odd."""
    for path in sorted((DATA / "frameworks").glob("*.toml")):
        text = path.read_text(encoding="utf-8").replace('"measured_here"', '"judged"')
        text = re.sub(r"^measurements = .*$", "", text, flags=re.MULTILINE)
        copy = read(re.sub(r"^name = .*$", 'name = "Copy"', text, flags=re.MULTILINE), "copy.toml")

        assert joined(catalogue, [copy]).option_name("copy") == "Copy (own)"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("https://solara.dev", "javascript:alert(1)", "homepage: must be an address that begins"),
        ("https://solara.dev", "https://x.example/a)b", "homepage: must be an address"),
        ("https://solara.dev", "//x.example", "homepage: must be an address that begins"),
        ('licence = "MIT"', 'licence = "MIT"\nrequires_python = "[x](y)"', "like >=3.11, got"),
        ('kind = "judged"\nversion', 'kind = "judged"\nsources = ["ZZ9"]\nversion', "names 'ZZ9'"),
        ('kind = "judged"\nversion', 'kind = "documented"\nversion', "needs at least one source"),
        (
            'kind = "judged"\nversion',
            'kind = "measured_here"\nversion',
            "maturity.kind: must be one of measured_elsewhere, documented, judged",
        ),
        (
            'kind = "judged"\nversion',
            'kind = "judged"\nmeasurements = ["E5/streamlit/predict/cpu_ms"]\nversion',
            "maturity.measurements: is not a key of a framework of one's own",
        ),
        ("low = 0.2", "low = 1e400", "capability.maturity.low: must be"),
        ("low = 0.2", "low = nan", "capability.maturity.low: must be"),
        ("2026-01-01", "2999-01-01", "capability.maturity.as_of: must be at most"),
        ("[needs.routing]", '[needs."<b>"]', "needs.<b>"),
    ],
)
def test_what_it_says_is_held_against_what_there_is(
    old: str, new: str, said: str, catalogue: Catalogue
) -> None:
    """Addresses, sources, kinds, numbers and days."""
    found = refused((CARD + CELL).replace(old, new), catalogue)

    assert len(found) == 1, found
    assert said in found[0]


def test_all_problems_are_told_at_once(catalogue: Catalogue) -> None:
    """Of the name, the texts, the card, the cells, and of what other files would have to hold."""
    text = (CARD + CELL).replace("low = 0.2", "low = 7").replace("Solara", "=Solara")
    text = text.replace('licence = "MIT"\n', "").replace("[kept.streamlit]", "[kept.anvil]")
    text += '\n[blocks.charm]\nstatus = "present"\nkind = "documented"\nsources = ["Z"]\nwhy = "x"'
    found = refused(text, catalogue, "flask.toml")

    for path in (
        *(": must have an id of its own, got flask", ": name: ", ": licence: Field required"),
        *(": capability.maturity.low: ", ": kept.anvil: ", ": blocks.charm: "),
        ": blocks.charm.sources: names 'Z'",
    ):
        assert [message.startswith(f"flask.toml{path}") for message in found].count(True) == 1, path
    assert len(found) == 7


def test_several_stand_beside_each_other_up_to_a_few(catalogue: Catalogue) -> None:
    """Each with a name and an id of its own."""
    some = [template(catalogue, "flask", f"Mine {letter}") for letter in "ABCD"]

    assert {own.id for own in some[:MOST_OWN]} <= {*joined(catalogue, some[:MOST_OWN]).frameworks}
    with pytest.raises(DataError, match=r"mine_d\.toml: must be one of at most 3 frameworks"):
        joined(catalogue, some)
    with pytest.raises(DataError, match=r"mine_a\.toml: must be named once, found twice"):
        joined(catalogue, [some[0], some[0]])
    with pytest.raises(DataError, match=r"x\.toml: name: must be its own, got 'Mine A \(own\)'"):
        joined(catalogue, [some[0], OwnFramework("x", some[0].text)])


@settings(max_examples=25)
@given(st.lists(st.one_of(_CARDS, _SNIPPETS, st.text(max_size=20)), max_size=14), st.text())
def test_whatever_it_holds_it_is_taken_or_refused_in_words(lines: list[str], name: str) -> None:
    """Nothing else is raised, and no message is a wall."""
    catalogue = load_catalogue()
    raw = "\n".join(lines).encode(errors="surrogatepass")
    problems: tuple[Problem, ...] = ()
    try:
        joined(catalogue, [read(raw, f"{name}.toml"), read(raw)])
    except DataError as error:
        problems = error.problems

    assert problems
    assert all(len(str(problem)) < 1000 for problem in problems)


def test_many_mistakes_are_told_in_time_that_grows_with_the_file(catalogue: Catalogue) -> None:
    """Ten are named, the others counted."""
    lines = "\n".join(f"k{number} = {{}}" for number in range(4000))
    found = refused(f"[blocks]\n{lines}", catalogue)

    assert len(found) == 11
    assert found[-1].endswith("more problems")


@pytest.mark.parametrize("nearest", load_catalogue().frameworks)
def test_every_template_loads_as_it_is(nearest: str, catalogue: Catalogue) -> None:
    """Small enough, with all cells of its model, none of which claims what that one's sources say.

    It comes close to it in a project, as it should.
    """
    own = template(catalogue, nearest)
    raw = own.text.encode()
    more = joined(catalogue, [read_own(own.file, raw)])
    mine, model = more.frameworks[own.id], more.frameworks[nearest]

    assert len(raw) < LONGEST_OWN
    assert mine.name == "My framework (own)"
    for table in CELL_TABLES:
        assert mine.table(table).keys() == model.table(table).keys()
        assert {cell.kind for cell in mine.table(table).values()} == {"judged"}
        assert not any(cell.sources for cell in mine.table(table).values())
    assert mine.capability["scalability"].bounds() == model.capability["scalability"].bounds()
    assert all(cell.why in own.text for cell in model.capability.values())


def test_a_template_explains_every_cell(catalogue: Catalogue) -> None:
    """The scale's levels, the item's words, and what is known of the nearest, above each."""
    lines = template(catalogue, "flask").text.splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("scalability = "))
    above = "\n".join(lines[place - 3 : place])
    block = next(at for at, line in enumerate(lines) if line.startswith("login_sessions = "))

    assert "Scalability. How many people at the same time" in above
    assert "0.5 a hundred; 0.7 a thousand" in above
    assert f"# Flask: {catalogue.frameworks['flask'].capability['scalability'].why}" in above
    assert "Present: " in lines[block - 2]
    assert all(line[:1] in ("", "#", "[") or " = " in line for line in lines)


def test_setting_cells_changes_these_and_no_other(catalogue: Catalogue) -> None:
    """They become judgements that say so; what stands already stays with its reasons."""
    own = OwnFramework("solara", CARD + CELL)
    maturity = CellPath("solara", "capability", "maturity")
    cells: dict[CellPath, CellValue] = {
        maturity: (0.2, 0.3, 0.5),
        CellPath("solara", "capability", "scalability"): (0.4, 0.6, 0.9),
        CellPath("solara", "blocks", "login_sessions"): "absent",
        CellPath("solara", "needs", "routing"): "unknown",
    }
    after = with_cells_set(own, cells, catalogue)
    more = joined(catalogue, [read_own(after.file, after.text.encode())])
    solara = more.frameworks["solara"]

    assert solara.capability["maturity"].why == "Few releases."
    assert solara.capability["scalability"].bounds() == (0.4, 0.6, 0.9)
    assert solara.capability["scalability"].version == "1.50.0"
    assert more.status(CellPath("solara", "blocks", "login_sessions")) == "absent"
    assert more.status(CellPath("solara", "needs", "routing")) == "unknown"
    assert solara.kept["streamlit"].share == (0.1, 0.2, 0.4)
    assert after.tables()["watch_out"] == own.tables()["watch_out"]
    assert with_cells_set(after, cells, catalogue) is after


def test_an_own_framework_can_lead(catalogue: Catalogue) -> None:
    """Nothing holds it back but what it says and what nobody has taken yet."""
    own = template(catalogue, "streamlit", "Acme Boards", "The boards of Acme.")
    cells: dict[CellPath, CellValue] = {
        CellPath(own.id, "capability", key): (0.9, 0.95, 1.0) for key in own.tables()["capability"]
    }
    more = joined(catalogue, [with_cells_set(own, cells, catalogue)])
    requirement = Requirement(
        goal="interactive_dashboard",
        ui_customization="high",
        auth="rbac",
        known_frameworks=(own.id,),
        considered=("streamlit", own.id),
    )

    assert recommend(requirement, more).champion == "acme_boards"
    assert more.frameworks[own.id].definition == "The boards of Acme."


@pytest.mark.parametrize(
    ("name", "id_"), [("My framework", "my_framework"), ("Größe 2", "groe_2"), ("", "own")]
)
def test_an_id_is_like_its_name(name: str, id_: str) -> None:
    """As far as plain letters say it."""
    assert id_of(name) == id_
