"""Verdicts as JSON: the shape that the command line prints and other programs read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framework_compare.errors import Problem, RequirementError, shown
from framework_compare.parsing import parse_json, parse_requirement
from framework_compare.requirements import Requirement
from framework_compare.scoring.results import Flip, Verdict

__all__ = ["Item", "items_of", "verdict_record"]

Item = tuple[str, Requirement | RequirementError]
"""An id, with its requirement or with what is wrong with it."""


def verdict_record(id_: str, verdict: Verdict, flips: tuple[Flip, ...] = ()) -> dict[str, Any]:
    """Return a verdict as one JSON object, its keys in the documented order."""
    return {
        "id": id_,
        "champion": verdict.champion,
        "runner_up": verdict.runner_up,
        "confidence": verdict.confidence,
        "ranking": [
            {
                "option": standing.option,
                "frameworks": list(standing.frameworks),
                "score": standing.score,
                "p_best": standing.p_best,
                "rank_low": standing.rank_low,
                "rank_high": standing.rank_high,
            }
            for standing in verdict.ranking
        ],
        "excluded": [{"option": item.option, "reason": item.reason} for item in verdict.excluded],
        "reasons": [
            {"criterion": reason.criterion, "points": reason.points, "text": reason.text} for reason in verdict.reasons
        ],
        "flips": [
            {
                "kind": flip.kind,
                "field": flip.field,
                "from": flip.before,
                "to": flip.after,
                "champion": flip.champion,
                "text": flip.text,
            }
            for flip in flips
        ],
    }


def items_of(path: Path) -> Iterator[Item]:
    """Yield the requirements of one file: a single object, or a list of objects with ids.

    Parameters
    ----------
    path
        a JSON file. A list's items hold ``id``, ``requirements`` and perhaps ``considered``; other keys are left
        to whoever wrote them.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        yield path.stem, RequirementError([Problem(str(path), "", f"must be readable, got {error.strerror}")])
        return
    try:
        raw = parse_json(content, str(path))
    except RequirementError as error:
        yield path.stem, error
        return
    if not isinstance(raw, list):
        yield path.stem, _parsed(raw, str(path))
        return
    for index, entry in enumerate(raw):
        yield _entry(entry, f"{path}[{index}]")


def _parsed(raw: object, where: str) -> Requirement | RequirementError:
    try:
        return parse_requirement(raw, where)
    except RequirementError as error:
        return error


def _is_text(text: str) -> bool:
    """Return whether UTF-8 can hold it: half a character, as JSON may name one, it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _entry(entry: object, where: str) -> Item:
    if not isinstance(entry, dict) or "requirements" not in entry:
        message = f"must be an object with id and requirements, got {shown(entry)}"
        return where, RequirementError([Problem(where, "", message)])
    if not isinstance(entry.get("id"), str) or not _is_text(entry["id"]):
        return where, RequirementError([Problem(where, "id", f"must be text, got {shown(entry.get('id'))}")])
    requirements = entry["requirements"]
    if "considered" in entry and isinstance(requirements, dict):
        requirements = {**requirements, "considered": entry["considered"]}
    return entry["id"], _parsed(requirements, where)
