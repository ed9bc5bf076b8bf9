"""Agreement with real decisions, with intervals, baselines, calibration and robustness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.baselines import BASELINES
from framework_compare.decisions.cases import Case
from framework_compare.decisions.figures import cluster_interval, share_of
from framework_compare.decisions.judged import Judged, judge
from framework_compare.decisions.shaking import shaken
from framework_compare.decisions.words import calibration, cross_checked, log_score
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study

_FIELDS_KEPT = 3


def evaluate(cases: Sequence[Case], catalogue: Catalogue, *, shakes: int = 200) -> dict[str, Any]:
    """Return every figure of the validation as plain values.

    Parameters
    ----------
    cases
        all decisions; those with fewer than four facts or weak evidence are reported apart.
    shakes
        how often all judged numbers are shaken by a fifth.
    """
    counted = [case for case in cases if case.counts]
    everywhere = judge(counted, catalogue, shortlist=False)
    listed = judge(
        [case for case in counted if len(case.considered) > 1], catalogue, shortlist=True
    )
    rest = [case for case in cases if not case.counts]
    return {
        "as_of": str(catalogue.model.as_of),
        "catalogue": catalogue.digest,
        "cases": len(cases),
        "counted": len(counted),
        "shortlist": _agreement(listed, catalogue),
        "all": _agreement(everywhere, catalogue),
        "not_counted": _agreement(judge(rest, catalogue, shortlist=False), catalogue),
        "baselines": [
            _baseline(name, rule, listed, everywhere, catalogue) for name, rule in BASELINES.items()
        ],
        "calibration": {
            "shortlist": calibration(listed, catalogue),
            "all": calibration(everywhere, catalogue),
        },
        "cross_check": {
            "shortlist": cross_checked(listed, catalogue),
            "all": cross_checked(everywhere, catalogue),
        },
        "log_score": {"shortlist": log_score(listed), "all": log_score(everywhere)},
        "robustness": {
            "shaken": _shaken(listed, everywhere, catalogue, shakes),
            "blanked": _blanked(listed, everywhere, catalogue),
            "goal_and_three": _goal_and_three(listed, everywhere, catalogue),
        },
        "pairings": _pairings(everywhere),
        "misses": {"shortlist": _misses(listed, catalogue), "all": _misses(everywhere, catalogue)},
    }


def _agreement(judged: Sequence[Judged], catalogue: Catalogue) -> dict[str, Any]:
    figures: dict[str, Any] = {"n": len(judged)}
    for top in (1, 2, 3):
        figures[f"top{top}"] = share_of([item.agrees(catalogue, top) for item in judged])
    if judged:
        hits = [float(item.agrees(catalogue)) for item in judged]
        teams = [item.team for item in judged]
        figures["clustered"] = cluster_interval(hits, teams, seed=catalogue.model.draws.seed)
    return figures


def _baseline(
    name: str,
    rule: Callable[[Case, Requirement, Catalogue], float],
    listed: Sequence[Judged],
    everywhere: Sequence[Judged],
    catalogue: Catalogue,
) -> dict[str, Any]:
    figures: dict[str, Any] = {"name": name}
    for key, judged in (("shortlist", listed), ("all", everywhere)):
        hits = [rule(item.case, item.requirement, catalogue) for item in judged]
        ours = [float(item.agrees(catalogue)) for item in judged]
        figures[key] = share_of(hits)
        figures[f"{key}_better"] = sum(our > hit for our, hit in zip(ours, hits, strict=True))
        figures[f"{key}_worse"] = sum(our < hit for our, hit in zip(ours, hits, strict=True))
    return figures


def _misses(judged: Sequence[Judged], catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        {
            "id": item.case.id,
            "champion": item.verdict.champion,
            "confidence": item.verdict.confidence,
            "chosen": list(item.case.chosen),
            "kind": item.kind(catalogue),
            "reason": item.case.reasons,
            "source": item.case.source,
        }
        for item in judged
        if not item.agrees(catalogue)
    ]


def _share_agreeing(
    judged: Sequence[Judged], requirements: Sequence[Requirement], catalogue: Catalogue
) -> float:
    hits = 0
    for item, requirement in zip(judged, requirements, strict=True):
        champion = Study(requirement, catalogue).champion
        hits += champion is not None and item.case.agrees(catalogue.parts(champion))
    return hits / len(judged) if judged else 0.0


def _shaken(
    listed: Sequence[Judged], everywhere: Sequence[Judged], catalogue: Catalogue, times: int
) -> dict[str, Any]:
    """Shake all judged numbers again and again; the median must hold."""
    figures: dict[str, Any] = {"times": times}
    if not times:
        return figures
    seeds = range(catalogue.model.draws.seed, catalogue.model.draws.seed + times)
    shares: dict[str, list[float]] = {"shortlist": [], "all": []}
    for seed in seeds:
        other = shaken(catalogue, seed)
        for key, judged in (("shortlist", listed), ("all", everywhere)):
            shares[key].append(
                _share_agreeing(judged, [item.requirement for item in judged], other)
            )
    for key, values in shares.items():
        low, median, high = np.quantile(values, [0.05, 0.5, 0.95])
        figures[key] = {"low": float(low), "median": float(median), "high": float(high)}
    return figures


def _blanked(
    listed: Sequence[Judged], everywhere: Sequence[Judged], catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Leave out one field at a time: how much each answer carries."""
    fields = [
        f
        for f in Requirement.model_fields
        if f not in ("considered", "name", "notes", "weights", "not_needed")
    ]
    rows = []
    for field in fields:
        stated = sum(field in item.requirement.answers() for item in everywhere)
        if not stated:
            continue
        row: dict[str, Any] = {"field": field, "stated": stated}
        for key, judged in (("shortlist", listed), ("all", everywhere)):
            without = [
                Requirement.model_validate(_without(item.requirement, field)) for item in judged
            ]
            row[key] = _share_agreeing(judged, without, catalogue)
        rows.append(row)
    return rows


def _without(requirement: Requirement, field: str) -> dict[str, Any]:
    answers = requirement.answers()
    answers.pop(field, None)
    return answers


def _goal_and_three(
    listed: Sequence[Judged], everywhere: Sequence[Judged], catalogue: Catalogue
) -> dict[str, Any]:
    """Keep the goal and three random answers: what a user has told after four clicks."""
    rng = np.random.default_rng(catalogue.model.draws.seed)
    figures: dict[str, Any] = {}
    for key, judged in (("shortlist", listed), ("all", everywhere)):
        shares = []
        for _ in range(20):
            few = [_few(item.requirement, rng) for item in judged]
            shares.append(_share_agreeing(judged, few, catalogue))
        figures[key] = float(np.median(shares)) if shares else None
    return figures


def _few(requirement: Requirement, rng: np.random.Generator) -> Requirement:
    answers = requirement.answers()
    fields = [field for field in answers if field not in ("goal", "considered", "must_haves")]
    kept = rng.permutation(fields)[:_FIELDS_KEPT].tolist()
    return Requirement.model_validate(
        {f: answers[f] for f in ("goal", "considered", *kept) if f in answers}
    )


def _pairings(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return precision and recall of advising a service behind the screens."""
    advised = [bool(item.verdict.service and item.verdict.service.advised) for item in judged]
    wanted = [item.case.pairing for item in judged]
    both = sum(a and w for a, w in zip(advised, wanted, strict=True))
    return {
        "advised": sum(advised),
        "chosen": sum(wanted),
        "both": both,
        "precision": both / sum(advised) if any(advised) else None,
        "recall": both / sum(wanted) if any(wanted) else None,
    }
