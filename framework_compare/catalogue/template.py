"""A framework's file as text: the commented template to start from, and a file with cells set.

The template holds the cells of the framework that is nearest, each as a judgement that says so:
what is known of one framework is no evidence about another. Every cell stands below a comment on
what it means, and the file loads as it is.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CELL_TABLES, CellPath
from framework_compare.catalogue.criteria import Block, Criterion
from framework_compare.catalogue.evidence import Status
from framework_compare.catalogue.frameworks import AnyCell, Framework
from framework_compare.catalogue.own import OwnFramework, id_of
from framework_compare.vocabulary import ROUTING, SURFACE_WORDS, FrameworkId

CellValue = tuple[float, float, float] | Status
"""What is set: low, mid and high from 0 to 1, or a word."""

START: Final = "My framework"
"""What the template calls itself until somebody names it."""
_RELEASE: Final = "1.0"
_BY_HAND: Final = "Set by hand in the form: a judgement of our own."
_KNOWN: Final = (0.0, 0.01, 0.05)
_WHO_KNOWS: Final = "Hardly anybody outside of our own team uses it."
_HEAD: Final = (
    "A framework of your own, to compare beside the others.",
    "",
    "The name of this file is its id: lower-case letters, digits and underscores, a letter first.",
    "All of the card must stay; every cell may go: what is not said is not known, and counts so.",
    "All texts are plain: no Markdown, HTML or addresses.",
    'kind is "judged", or "documented" or "measured_elsewhere" where sources names an entry of',
    "data/sources.toml.",
)
_CARD: Final[Mapping[str, Any]] = {
    "name": START,
    "version": _RELEASE,
    "licence": "Not stated",
    "homepage": "https://example.com",
    "maintainer": "Our own team",
    "definition": "What it is has not been written down yet.",
    "commercial_focus": "What it is made for has not been written down yet.",
    "architecture": "How it works has not been written down yet.",
    "strengths": [{"text": "What speaks for it has not been written down yet."}],
    "watch_out": [{"text": "What to watch out for has not been written down yet."}],
}
_CARD_KEYS: Final = (
    *("name", "version", "released", "licence", "requires_python", "homepage", "maintainer"),
    *("definition", "commercial_focus", "architecture", "strengths", "watch_out"),
)
_ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "build": ("How it is built with, in sentences; what is left out, the cells say.",),
    "capability": (
        "What it can do, on fixed scales from 0 to 1: low and high are the lowest and highest",
        "value that a fair reviewer could defend, mid is as likely too low as too high.",
        "version and as_of: the release and the day that it is true of.",
    ),
    "speed": ("Development speed by what is built, on the same kind of scale.",),
    "blocks": (
        "Building blocks of the goals: status is present, add_on, absent or unknown.",
        "Each comment says when a block counts as present.",
    ),
    "needs": ("What a project may need beyond its goal: the same words.",),
    "hosts": ("Where it runs: present is without more, add_on with work, absent is not.",),
    "demands": (
        "How much of the ordinary work on what is built calls for each skill: low, mid, high,",
        "from 0 (never) to 1 (constantly). A skill that is left out is not called for.",
    ),
    "familiarity": (
        "Share of Python developers who build such things and already use it: low, mid, high, from",
        "0 to 1. Whether your team knows it is one of the questions, and counts beside this.",
    ),
    "kept": (
        "Which share of existing code and knowledge survives a move from each framework to this",
        "one: low, mid, high, from 0 (nothing) to 1 (all).",
    ),
}


def template(
    catalogue: Catalogue, nearest: FrameworkId, name: str = START, definition: str = ""
) -> OwnFramework:
    """Return a framework of one's own to start from, with the cells of the nearest framework.

    Parameters
    ----------
    nearest
        whose cells; the comments say what is known of it.
    name
        what the new framework is called: its id follows from it.
    definition
        what it is, in one sentence, where somebody said so.
    """
    known = catalogue.frameworks[nearest]
    why = f"As in {known.name} until somebody says otherwise."
    content: dict[str, Any] = {**_CARD, "name": name}
    content["definition"] = definition or _CARD["definition"]
    for table in CELL_TABLES:
        content[table] = {
            key: _judged(cell, why, catalogue.model.as_of)
            for key, cell in known.table(table).items()
        }
    content["familiarity"] = {"share": _KNOWN, "kind": "judged", "why": _WHO_KNOWS}
    return OwnFramework(id_of(name), _text(content, catalogue, known))


def _judged(cell: AnyCell, why: str, as_of: datetime.date) -> dict[str, Any]:
    """Return a cell's value as a judgement that rests on no source of another framework."""
    kept = cell.model_dump(include={"low", "mid", "high", "status", "skills", "share"})
    found = {**kept, "kind": "judged", "why": why}
    return found | {"version": _RELEASE, "as_of": as_of} if "low" in kept else found


def with_cells_set(
    own: OwnFramework, cells: Mapping[CellPath, CellValue], catalogue: Catalogue
) -> OwnFramework:
    """Return a framework of one's own with some cells otherwise, the others as they are.

    What is set is a judgement, and says so; a value that stands already stays with its reasons. The
    text is written anew, with the template's comments in the place of its own.
    """
    content = own.tables()
    for path, value in cells.items():
        held = content.setdefault(path.table, {})
        before = held.get(path.key, {})
        wanted = _written(value)
        if any(before.get(key) != item for key, item in wanted.items()):
            held[path.key] = wanted | {"kind": "judged", "why": _BY_HAND}
            if "low" in wanted:
                version = before.get("version", content.get("version", _RELEASE))
                held[path.key] |= {"version": version, "as_of": catalogue.model.as_of}
    return own if content == own.tables() else OwnFramework(own.id, _text(content, catalogue))


def _written(value: CellValue) -> dict[str, Any]:
    if isinstance(value, str):
        return {"status": value}
    return dict(zip(("low", "mid", "high"), value, strict=True))


def _text(content: Mapping[str, Any], catalogue: Catalogue, like: Framework | None = None) -> str:
    """Return a framework's content as TOML, each cell below what it means."""
    lines = [f"# {line}".rstrip() for line in _HEAD]
    lines += ["", *(f"{key} = {_toml(content[key])}" for key in _CARD_KEYS if key in content)]
    for table, about in _ABOUT.items():
        cells = content.get(table)
        if cells:
            lines += ["", *(f"# {line}" for line in about), f"[{table}]"]
            for key, cell in cells.items():
                lines += _comment(table, key, catalogue, like)
                lines.append(f"{key} = {_toml(cell)}")
    return "\n".join(lines) + "\n"


def _comment(table: str, key: str, catalogue: Catalogue, like: Framework | None) -> Iterator[str]:
    """Yield what a cell means, and what is known of the framework that it was taken from."""
    if table not in CELL_TABLES:
        return
    path = CellPath.within("", f"{table}.{key}")
    yield f"\n# {meaning(path, catalogue)}"
    levels = criterion_of_grade(path, catalogue)
    if levels:
        said = "; ".join(f"{anchor.at:g} {anchor.text}" for anchor in levels.anchors)
        yield f"# {said}"
    known = like.table(path.table).get(key) if like else None
    if like and known:
        yield f"# {like.name}: {' '.join(known.why.split())}"


def criterion_of_grade(path: CellPath, catalogue: Catalogue) -> Criterion | None:
    """Return the criterion on whose scale a cell is graded; None where it is a word or a share."""
    if path.table == "speed":
        return catalogue.criterion("development_speed")
    return catalogue.criterion(path.key) if path.table == "capability" else None


def meaning(path: CellPath, catalogue: Catalogue) -> str:
    """Return what a cell says something about, in one sentence."""
    match path.table:
        case "capability":
            criterion = catalogue.criterion(path.key)
            return f"{criterion.name}. {criterion.question}"
        case "speed":
            criterion = catalogue.criterion("development_speed")
            return f"{criterion.name}, {_built(path.key)}. {criterion.question}"
        case "demands":
            return f"Building {_built(path.key)}."
        case "kept":
            other = catalogue.frameworks.get(path.key)
            return f"Coming from {other.name if other else path.key}."
    row = item_of(path, catalogue)
    return f"{row.label}. {row.present_means.split('; add-on:')[0]}." if row else path.key


def item_of(path: CellPath, catalogue: Catalogue) -> Block | None:
    """Return the item that a word is about, such as a building block; None where it is none."""
    rows: Mapping[str, Block] = {
        **(catalogue.hosts if path.table == "hosts" else {}),
        **(catalogue.blocks if path.table == "blocks" else {}),
        **(catalogue.needs if path.table == "needs" else {}),
    }
    return catalogue.routing if path.key == ROUTING else rows.get(path.key)


def _built(surface: str) -> str:
    return next((words for word, words in SURFACE_WORDS.items() if word == surface), surface)


def _toml(value: Any) -> str:
    """Return a value of a framework's file as TOML on one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    # JSON leaves this control character as it is, which TOML does not take.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key.replace("_", "a").isalnum() and key.isascii() else json.dumps(key)
