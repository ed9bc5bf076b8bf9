"""Verdicts as JSON: the shape that the command line prints and other programs read."""

from __future__ import annotations

from typing import Any

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
    }
