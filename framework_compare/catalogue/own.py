"""A framework of one's own: one TOML file that lies outside of ``data/`` and is never trusted.

It is read in two steps. `read_own` takes the bytes and refuses what is no small, flat TOML file
with a name that may be an id; `with_own` holds what it says against the catalogue. Either raises
with all that it finds, and nothing is half taken.

Names and sentences of such a file stand on pages that read Markdown, in tables that a spreadsheet
opens and in reports. They are made safe in one place, here: whatever any of these could take for
more than text is refused, so that nobody further on has to think of it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue, handed_in_name
from framework_compare.catalogue.cells import CELL_TABLES
from framework_compare.catalogue.folder import DATA, is_framework_id
from framework_compare.catalogue.loading import load_catalogue, with_frameworks
from framework_compare.catalogue.reading import first_of_each
from framework_compare.errors import DataError, Problem, clipped, shown
from framework_compare.vocabulary import FrameworkId

LONGEST_OWN: Final = 64_000
"""Bytes that a file may hold; the shipped ones have some 25,000."""
MOST_OWN: Final = 3
"""How many frameworks of one's own stand beside the others at once."""
MARK: Final = "(own)"
"""Stands behind the name wherever it is shown: no page, chart or export has to remember it."""
_SUFFIX: Final = ".toml"
_LONGEST_ID: Final = 40
_LONGEST_NAME: Final = 40
_LONGEST_TEXT: Final = 600
_LONGEST_PATH: Final = 120
_DIGITS: Final = 20
_MOST_DIGITS: Final = 18
"""Of a whole number: more means nothing here, and from 4,300 on Python refuses to write one."""
_DEEPEST: Final = 6
"""Tables and arrays within each other; a cell's list of shares is the fourth."""
_MOST_DOTS: Final = 100
"""Dots in one line: the time that a dotted key takes grows with the square of its parts."""

_NAME: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ .+&'/-])*")
_URL: Final = re.compile(r"https?://[^\s<>()\[\]{}\"'`\\|]+")
_PYTHONS: Final = re.compile(r"[<>=!]=?\d+(\.\d+)*(, ?[<>=!]=?\d+(\.\d+)*)*")
_MARKUP: Final = re.compile(
    r"[\[\]{}`*~$|\\^]"  # links, pictures, code, emphasis, formulas, tables
    r"|<(?=[A-Za-z/!?])"  # tags
    r"|&(?=#|\w+;)"  # characters by their names
    r"|(?<!\w)_|_(?!\w)"  # emphasis at the edge of a word
    r"|:(?=[A-Za-z_+][\w+/-]*:)"  # icons
    r"|://|\bwww\.|\S@(?=\S+\.\S)"  # what is made a link though nobody wrote one
)
_NO_BEGINNING: Final = re.compile(r"[^\w\"'“‘(]|\d+[.)]\s")
"""Formulas of a spreadsheet, and lists, titles and quotations of Markdown."""
_WORDS: Final = frozenset({"kind", "status", "sources"})
"""What closed sets of words and the sources hold against what there is."""
_STAND_INS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("name", "licence", "homepage", "maintainer"), "x"),
    **dict.fromkeys(("definition", "commercial_focus", "architecture", "version"), "x"),
    "strengths": [{"text": "x"}],
    "watch_out": [{"text": "x"}],
}


@dataclass(frozen=True, slots=True)
class OwnFramework:
    """A framework's file as it came: whoever keeps it keeps it byte for byte."""

    id: FrameworkId
    """The file's stem."""
    text: str

    @property
    def file(self) -> str:
        """What the file is called."""
        return f"{self.id}{_SUFFIX}"

    @property
    def digest(self) -> str:
        """Twenty hexadecimal digits that stand for this id and this text."""
        return hashlib.sha256(f"{self.id}\0{self.text}".encode()).hexdigest()[:_DIGITS]

    def tables(self) -> dict[str, Any]:
        """Return what the text says."""
        return tomllib.loads(self.text)

    @property
    def name(self) -> str:
        """How pages call it."""
        return marked(str(self.tables().get("name", self.id)))


def marked(name: str) -> str:
    """Return a name as pages show it: with the mark that it is nobody's but the reader's own."""
    return f"{name} {MARK}"


def read_own(name: str, raw: bytes) -> OwnFramework:
    """Return a file as a framework of one's own, or say all that keeps it from being read.

    Parameters
    ----------
    name
        the file's name, with or without a path: its stem is the framework's id.
    raw
        what the file holds.

    Raises
    ------
    DataError
        with everything that is wrong with the name and the bytes.
    """
    stem = re.split(r"[/\\]", name)[-1].removesuffix(_SUFFIX)
    where = clipped("".join(sign if sign.isprintable() else "�" for sign in stem)) + _SUFFIX
    text, said = _text_of(raw)
    found = [*_wrong_id(stem), said or _wrong_form(text)]
    problems = [Problem(where, "", message) for message in found if message]
    if problems:
        raise DataError(problems)
    return OwnFramework(stem, text)


def _wrong_id(stem: str) -> Iterator[str]:
    if not is_framework_id(stem) or len(stem) > _LONGEST_ID:
        yield (
            "must be named with lower-case letters, digits and underscores, a letter first, at"
            f" most {_LONGEST_ID}, got {shown(stem)}; {id_of(stem)}{_SUFFIX} would do"
        )


def id_of(name: str) -> FrameworkId:
    """Return an id that is like a name: ``my_framework`` of "My framework"."""
    plain = unicodedata.normalize("NFKD", name[: 2 * _LONGEST_ID]).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "_", plain.decode().lower()).strip("_")
    found = words if is_framework_id(words) else f"own_{words}".rstrip("_")
    return found[:_LONGEST_ID].rstrip("_")


def _text_of(raw: bytes) -> tuple[str, str]:
    """Return a file's text, or what keeps it from being one."""
    if len(raw) > LONGEST_OWN:
        most = f"{LONGEST_OWN // 1000} kB"
        return "", f"must be at most {most} long, got {len(raw) / 1000:,.0f} kB"
    try:
        # Some editors put a mark before the first letter, which no TOML may begin with.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", f"must be UTF-8 text, found byte {error.start}; save it anew with that encoding"
    if "\0" in text:
        return "", f"must be text, found a null character at {text.index(chr(0)) + 1}"
    return text, ""


def _wrong_form(text: str) -> str:
    dots = max((line.count(".") for line in text.splitlines()), default=0)
    if dots > _MOST_DOTS:
        return f"must have at most {_MOST_DOTS} dots in a line, found {dots:,}"
    deep = f"must be TOML with at most {_DEEPEST} tables and arrays within each other"
    try:
        content = tomllib.loads(text)
    except RecursionError:
        return f"{deep}, found more"
    # This is text that is no TOML, or a number of more digits than Python reads.
    except ValueError as error:
        return f"must be TOML: {clipped(str(error), _LONGEST_PATH)}"
    if not content:
        return "must hold something, found nothing"
    if _holds_huge(content):
        return f"must hold whole numbers of at most {_MOST_DIGITS} digits, found a longer one"
    return f"{deep}, found more" if _is_deeper(content, _DEEPEST) else ""


def _holds_huge(content: object) -> bool:
    """Return whether a whole number is longer than any that means something, or can be written."""
    found = [content]
    while found:
        each = found.pop()
        if isinstance(each, int) and abs(each) >= 10**_MOST_DIGITS:
            return True
        found += _inside(each)
    return False


def _is_deeper(content: object, most: int) -> bool:
    """Return whether something nests more than so deep; no deeper is looked."""
    layer = [content]
    for _ in range(most + 1):
        layer = [inner for outer in layer for inner in _inside(outer)]
    return bool(layer)


def _inside(value: object) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def with_own(own: Sequence[OwnFramework], folder: Path = DATA) -> Catalogue:
    """Return the catalogue of a folder with frameworks of one's own beside the others.

    Raises
    ------
    DataError
        with everything that is wrong with them; with what is wrong with the folder, where it is.
    """
    return joined(load_catalogue(folder), own)


def joined(catalogue: Catalogue, own: Sequence[OwnFramework]) -> Catalogue:
    """Return a catalogue with frameworks of one's own beside the others, each marked as such.

    Its other frameworks, their rows and their draws stay what they are.

    Raises
    ------
    DataError
        with everything that is wrong with them, file by file.
    """
    if not own:
        return catalogue
    problems = [*_too_many(own), *(wrong for one in own for wrong in _wrong(one, catalogue))]
    # One that shadows another is refused, and all the rest of it is looked at just the same.
    names = {one.id: f"{one.id}_" * (one.id in catalogue.frameworks) or one.id for one in own}
    extra = {names[one.id]: _as_shown(one.tables()) for one in own}
    found, wrong = with_frameworks(catalogue, extra)
    if found and not wrong and not problems:
        return found
    problems += wrong
    if found is None:
        # What is refused is taken out, so that the rest is held against the catalogue too.
        sound = {name: _without(content, name, wrong) for name, content in extra.items()}
        problems += with_frameworks(catalogue, sound)[1]
    files = {handed_in_name(name): f"{id_}{_SUFFIX}" for id_, name in names.items()}
    raise DataError(first_of_each(dict.fromkeys(_told(problem, files) for problem in problems)))


def _too_many(own: Sequence[OwnFramework]) -> Iterator[Problem]:
    ids = [one.id for one in own]
    if len(own) > MOST_OWN:
        yield Problem(
            own[MOST_OWN].file,
            "",
            f"must be one of at most {MOST_OWN} frameworks of one's own, got {len(own)}",
        )
    for name in dict.fromkeys(name for place, name in enumerate(ids) if name in ids[:place]):
        yield Problem(f"{name}{_SUFFIX}", "", "must be named once, found twice")


def _wrong(own: OwnFramework, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what no file of ours would be refused for: what only a stranger's may not hold."""
    if own.id in catalogue.frameworks:
        said = f"must have an id of its own, got {own.id}, which is there already; rename the file"
        yield Problem(own.file, "", said)
    content = own.tables()
    for path, message in _wrong_texts(content, ()):
        yield Problem(own.file, ".".join(path), message)
    for table, key, cell in _cells(content):
        if cell.get("kind") == "measured_here":
            said = (
                "must be one of measured_elsewhere, documented, judged, got 'measured_here': the"
                " lab has not measured it"
            )
            yield Problem(own.file, f"{table}.{key}.kind", said)
        if "measurements" in cell:
            said = "is not a key of a framework of one's own: the lab has not measured it"
            yield Problem(own.file, f"{table}.{key}.measurements", said)


def _cells(content: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for table in CELL_TABLES:
        cells = content.get(table)
        for key, cell in cells.items() if isinstance(cells, Mapping) else ():
            if isinstance(cell, Mapping):
                yield table, key, cell


def _wrong_texts(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield where a text could be taken for more than text, and what was found."""
    if isinstance(value, str):
        message = _wrong_text(value, path)
        if message:
            yield path, message
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _WORDS:
                yield from _wrong_texts(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _wrong_texts(item, (*path, str(place)))


def _wrong_text(text: str, path: tuple[str, ...]) -> str:
    text = text.strip()
    match path:
        case ("name",):
            good = len(text) <= _LONGEST_NAME and _NAME.fullmatch(text)
            said = (
                "must be a letter, then letters, digits, spaces and . - + & ' /, at most"
                f" {_LONGEST_NAME}"
            )
        case ("homepage",):
            good = len(text) <= 3 * _LONGEST_NAME and _URL.fullmatch(text)
            said = "must be an address that begins with https:// or http://, without brackets"
        case ("requires_python",):
            good, said = _PYTHONS.fullmatch(text), "must be like >=3.11"
        case _:
            return _no_plain_text(text)
    return "" if good else f"{said}, got {shown(text)}"


def _no_plain_text(text: str) -> str:
    """Return why a sentence is more than one line of plain text; nothing where it is that."""
    if len(text) > _LONGEST_TEXT:
        return f"must be at most {_LONGEST_TEXT} characters long, got {len(text):,}"
    hidden = next((sign for sign in text if not sign.isprintable()), "")
    if hidden:
        return f"must be one line of visible characters, found {shown(hidden)}"
    markup = _MARKUP.search(text) or (_NO_BEGINNING.match(text) if text else None)
    if markup is None:
        return ""
    return (
        "must be plain text, without Markdown, HTML, addresses or formulas, found"
        f" {shown(markup[0])} at character {markup.start() + 1}"
    )


def _as_shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a file's content with its name marked, and without what is said of it already."""
    found = {**content}
    if isinstance(content.get("name"), str):
        found["name"] = marked(content["name"].strip())
    for table, key, cell in _cells(content):
        if cell.get("kind") == "measured_here" or "measurements" in cell:
            left = {name: item for name, item in cell.items() if name != "measurements"}
            found[table] = {**found[table], key: left | {"kind": "judged"}}
    return found


def _without(
    content: Mapping[str, Any], name: FrameworkId, problems: Sequence[Problem]
) -> dict[str, Any]:
    """Return a file's content without what was refused, and with something where a card needs it.

    A cell goes as a whole, and so does a table that is none.
    """
    refused = {
        start
        for problem in problems
        if problem.where == handed_in_name(name)
        for start in _starts(problem.path)
    }
    whole = {problem.path for problem in problems if problem.where == handed_in_name(name)}
    left: dict[str, Any] = {key: held for key, held in content.items() if key not in whole}
    for head, held in left.items():
        if head in refused and isinstance(held, Mapping):
            left[head] = {k: v for k, v in held.items() if f"{head}.{k}" not in refused}
    for head in _STAND_INS:
        if head in refused:
            left[head] = _STAND_INS[head]
    return left


def _starts(path: str) -> Iterator[str]:
    """Yield a path and all that it begins with, step by step."""
    parts = path.split(".")
    yield from (".".join(parts[: place + 1]) for place in range(len(parts)))


def _told(problem: Problem, files: Mapping[str, str]) -> Problem:
    """Return a problem under the name of the file that it is in, of a length that can be read."""
    return Problem(
        files.get(problem.where, problem.where),
        clipped(problem.path, _LONGEST_PATH),
        clipped(problem.message, _LONGEST_TEXT),
    )
