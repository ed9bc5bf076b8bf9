"""Records of the verdicts on real decisions, as they are saved, for tests to fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from framework_compare.decisions.record import TrackRecord

NO_RATE: Final = {"n": 0, "agree": 0.0, "share": None, "low": None, "high": None}
_NO_AGREEMENT: Final = {"n": 0, "top1": NO_RATE, "top2": NO_RATE, "top3": NO_RATE}
_NO_EFFECT: Final = {
    "lowered": NO_RATE,
    "lowered_words": [],
    "word_log_score": {"before": None, "after": None, "change": None},
}
NOTHING: Final = {
    "as_of": "2026-11-23",
    "catalogue": "",
    "cases": 0,
    "counted": 0,
    "shortlist": _NO_AGREEMENT,
    "all": _NO_AGREEMENT,
    "not_counted": _NO_AGREEMENT,
    "baselines": [],
    "calibration": {"shortlist": [], "all": []},
    "cross_check": {"shortlist": _NO_EFFECT, "all": _NO_EFFECT},
    "log_score": {"shortlist": None, "all": None},
    "reliability": {"shortlist": [], "all": []},
    "finalists": {
        "shortlist": {"covered": NO_RATE, "families": None},
        "all": {"covered": NO_RATE, "families": None},
    },
    "robustness": {
        "shaken": {"times": 0},
        "blanked": [],
        "goal_and_three": {"shortlist": 0.0, "all": 0.0},
    },
    "pairings": {"advised": 0, "chosen": 0, "both": 0, "precision": None, "recall": None},
    "misses": {"shortlist": [], "all": []},
}
"""What is saved where no case was judged."""
_SCORES: Final = {"before": -0.6, "after": -0.55, "change": [-0.1, 0.1]}


def rate(n: int, agree: float, low: float, high: float, **more: object) -> dict[str, Any]:
    """A share of n with its interval, and perhaps the word that it is of."""
    return {"n": n, "agree": agree, "share": agree / n, "low": low, "high": high, **more}


def scored(over: str, top1: Mapping[str, Any]) -> dict[str, Any]:
    """Agreement over a choice set, with the scores that a record then has."""
    agreement = {
        "n": top1["n"],
        "top1": top1,
        "by_chance": [0.3, 0.5, 0.6],
        "clustered": [top1["low"], top1["high"]],
    }
    return {
        over: agreement,
        "log_score": {over: -0.4},
        "cross_check": {over: {"word_log_score": _SCORES}},
    }


def track_record(*changes: Mapping[str, Any]) -> TrackRecord:
    """The record of no case, with these parts in it, read as it would be from a file."""
    raw: Mapping[str, Any] = NOTHING
    for change in changes:
        raw = _with(raw, change)
    return TrackRecord.model_validate_json(json.dumps(raw))


def _with(raw: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    deeper = {
        key: _with(raw[key], value) if isinstance(raw.get(key), Mapping) else value
        for key, value in change.items()
    }
    return {**raw, **deeper}
