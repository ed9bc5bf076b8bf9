"""Verdicts and requirements as JSON: what the command line prints and other programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, Verdict


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
            {"criterion": reason.criterion, "points": reason.points, "text": reason.text}
            for reason in verdict.reasons
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
        "musts": [
            {
                "must": must.must,
                "text": must.text,
                "passed": list(must.passed),
                "borderline": list(must.borderline),
                "failed": list(must.failed),
                "unknown": list(must.unknown),
                "without": must.without,
            }
            for must in verdict.musts
        ],
        "relaxations": [
            {"musts": list(item.musts), "champion": item.champion, "text": item.text}
            for item in verdict.relaxations
        ],
        "contradictions": [
            {"fields": list(found.fields), "text": found.text} for found in verdict.contradictions
        ],
    }


def requirement_json(requirement: Requirement) -> str:
    """Return the requirement as the JSON object that the app and the command line read."""
    return json.dumps(requirement.answers(), ensure_ascii=False, indent=2) + "\n"


def verdict_json(verdict: Verdict, item: str, flips: Sequence[Flip] = ()) -> str:
    """Return the verdict as the command line would print it, indented.

    Parameters
    ----------
    verdict
        what was found.
    item
        the requirement's id.
    flips
        changes that make another option the champion, nearest first.
    """
    return (
        json.dumps(verdict_record(item, verdict, tuple(flips)), ensure_ascii=False, indent=2) + "\n"
    )
