"""Verdicts and requirements as JSON: what the command line prints and other programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from framework_compare.decisions.likeness import Fact, Likeness, Near, load_likeness
from framework_compare.decisions.precedent import precedent
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, Verdict


def verdict_record(
    id_: str,
    verdict: Verdict,
    flips: tuple[Flip, ...] = (),
    likeness: Likeness | None = None,
) -> dict[str, Any]:
    """Return a verdict as one JSON object, its keys in the documented order.

    Parameters
    ----------
    id_
        the requirement's.
    verdict
        what was found.
    flips
        changes that make another option the champion, nearest first.
    likeness
        to the recorded decisions; the shipped ones where None.
    """
    likeness = likeness or load_likeness()
    requirement = verdict.requirement
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
        "finalists": list(verdict.finalists),
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
        "precedent": _precedent(requirement, likeness),
        "like": [_like(near) for near in likeness.nearest(requirement)],
    }


def _precedent(requirement: Requirement, likeness: Likeness) -> dict[str, Any] | None:
    """Return how many recorded teams with such a goal took what; null where none is stated."""
    found = precedent(requirement.goal, likeness.cases)
    if found is None:
        return None
    return {"goal_class": found.goal_class, "n": found.n, "taken": dict(found.taken)}


def _like(near: Near) -> dict[str, Any]:
    """Return one recorded decision with what it has in common with the requirement, and what not.

    Of a number that is shared the value is the team's own, which need not be the very same.
    """
    case = near.case
    return {
        "id": case.id,
        "chosen": list(case.chosen),
        "considered": list(case.considered),
        "summary": case.summary,
        "reasons": case.reasons,
        "shared": [{"field": fact.field, "value": fact.theirs} for fact in near.shared],
        "differs": [_difference(fact) for fact in near.differing],
        "date": case.date,
        "source": case.source,
    }


def _difference(fact: Fact) -> dict[str, Any]:
    return {"field": fact.field, "yours": fact.yours, "theirs": fact.theirs}


def requirement_json(requirement: Requirement) -> str:
    """Return the requirement as the JSON object that the app and the command line read."""
    return json.dumps(requirement.answers(), ensure_ascii=False, indent=2) + "\n"


def verdict_json(
    verdict: Verdict,
    item: str,
    flips: Sequence[Flip] = (),
    likeness: Likeness | None = None,
) -> str:
    """Return the verdict as the command line would print it, indented.

    Parameters
    ----------
    verdict
        what was found.
    item
        the requirement's id.
    flips
        changes that make another option the champion, nearest first.
    likeness
        to the recorded decisions; the shipped ones where None.
    """
    record = verdict_record(item, verdict, tuple(flips), likeness)
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
