"""Agreement with real decisions, beside what simple rules reach."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, Literal

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.calibration import (
    calibration,
    cross_checked,
    finalists,
    log_score,
    reliability,
)
from framework_compare.decisions.cases import Case
from framework_compare.decisions.judged import Counted, Judged, Taught, judge
from framework_compare.decisions.record import (
    Agreement,
    Baseline,
    Bin,
    ByChoiceSet,
    CrossCheckEffect,
    FinalistsRate,
    Miss,
    Rate,
    Services,
    TrackRecord,
    WordRate,
    rate_of,
)
from framework_compare.decisions.robustness import robustness
from framework_compare.measured.estimates import cluster_interval
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study

_MANY_USERS: Final = 1000
"""The article's "thousands of concurrent users"."""


def evaluate(
    cases: Sequence[Case],
    catalogue: Catalogue,
    *,
    shakes: int = 200,
    teachers: Sequence[Case] | None = None,
) -> TrackRecord:
    """Return how the verdicts do on real decisions.

    Parameters
    ----------
    cases
        all decisions; those with fewer than four facts or weak evidence are reported apart.
    shakes
        how often all judged numbers are shaken by a fifth.
    teachers
        the decisions that the catalogue was taught by; the same where None.
    """
    taught = Taught(cases if teachers is None else teachers, catalogue)
    counted = Counted.of(cases, taught)
    rest = [case for case in cases if not case.counts]
    shortlist, everywhere = counted.shortlist, counted.all
    return TrackRecord(
        as_of=catalogue.model.as_of,
        catalogue=catalogue.digest,
        cases=len(cases),
        counted=len(everywhere),
        shortlist=_agreement(shortlist, catalogue),
        all=_agreement(everywhere, catalogue),
        not_counted=_agreement(judge(rest, taught, shortlist=False), catalogue),
        baselines=tuple(_baseline(name, rule, counted) for name, rule in BASELINES.items()),
        calibration=ByChoiceSet[tuple[WordRate, ...]](
            shortlist=calibration(shortlist, catalogue), all=calibration(everywhere, catalogue)
        ),
        cross_check=ByChoiceSet[CrossCheckEffect](
            shortlist=cross_checked(shortlist, catalogue), all=cross_checked(everywhere, catalogue)
        ),
        log_score=ByChoiceSet[float | None](
            shortlist=log_score(shortlist), all=log_score(everywhere)
        ),
        reliability=ByChoiceSet[tuple[Bin, ...]](
            shortlist=reliability(shortlist), all=reliability(everywhere)
        ),
        finalists=ByChoiceSet[FinalistsRate](
            shortlist=finalists(shortlist), all=finalists(everywhere)
        ),
        robustness=robustness(counted, shakes=shakes),
        pairings=_services(everywhere),
        misses=ByChoiceSet[tuple[Miss, ...]](
            shortlist=_misses(shortlist, catalogue), all=_misses(everywhere, catalogue)
        ),
    )


def _agreement(judged: Sequence[Judged], catalogue: Catalogue) -> Agreement:
    hits = {top: [float(item.agrees(catalogue, top)) for item in judged] for top in (1, 2, 3)}
    teams, seed = [item.team for item in judged], catalogue.model.draws.seed
    return Agreement(
        n=len(judged),
        top1=rate_of(hits[1]),
        top2=rate_of(hits[2]),
        top3=rate_of(hits[3]),
        by_chance=_by_chance(judged, catalogue) if judged else None,
        clustered=cluster_interval(hits[1], teams, seed=seed) if judged else None,
    )


def _by_chance(judged: Sequence[Judged], catalogue: Catalogue) -> tuple[float, float, float]:
    """Return how often a random order of the same options would agree in its first one to three."""
    found = [0.0, 0.0, 0.0]
    for item in judged:
        options = [standing.option for standing in item.verdict.ranking]
        right = sum(item.case.agrees(catalogue.parts(option)) for option in options)
        for place in range(len(found)):
            top = min(place + 1, len(options))
            missed = math.comb(len(options) - right, top) / max(math.comb(len(options), top), 1)
            found[place] += 1 - missed
    first, second, third = (total / len(judged) for total in found)
    return (first, second, third)


def _misses(judged: Sequence[Judged], catalogue: Catalogue) -> tuple[Miss, ...]:
    return tuple(
        Miss(
            id=item.case.id,
            champion=item.verdict.champion,
            confidence=item.verdict.confidence,
            chosen=item.case.chosen,
            kind=item.kind(catalogue),
            reason=item.case.reasons,
            source=item.case.source,
        )
        for item in judged
        if not item.agrees(catalogue)
    )


def _services(judged: Sequence[Judged]) -> Services:
    """Return precision and recall of advising a service behind the screens."""
    advised = [bool(item.verdict.service and item.verdict.service.advised) for item in judged]
    wanted = [item.case.pairing for item in judged]
    both = sum(a and w for a, w in zip(advised, wanted, strict=True))
    return Services(
        advised=sum(advised),
        chosen=sum(wanted),
        both=both,
        precision=both / sum(advised) if any(advised) else None,
        recall=both / sum(wanted) if any(wanted) else None,
    )


SimpleRule = Callable[[Judged, Catalogue], float]
"""What a rule that anyone could apply reaches on a decision: 1, 0, or what it may expect."""


def _baseline(name: str, rule: SimpleRule, counted: Counted) -> Baseline:
    shortlist, shortlist_better, shortlist_worse = _beside(rule, counted.shortlist, counted)
    everywhere, all_better, all_worse = _beside(rule, counted.all, counted)
    return Baseline(
        name=name,
        shortlist=shortlist,
        shortlist_better=shortlist_better,
        shortlist_worse=shortlist_worse,
        all=everywhere,
        all_better=all_better,
        all_worse=all_worse,
    )


def _beside(rule: SimpleRule, judged: Sequence[Judged], counted: Counted) -> tuple[Rate, int, int]:
    """Return what a rule reaches, and on how many decisions the verdict does better or worse."""
    hits = [rule(item, counted.catalogue) for item in judged]
    ours = [float(item.agrees(counted.catalogue)) for item in judged]
    better = sum(our > hit for our, hit in zip(ours, hits, strict=True))
    worse = sum(our < hit for our, hit in zip(ours, hits, strict=True))
    return rate_of(hits), better, worse


def article_pick(requirement: Requirement) -> Literal["flask", "streamlit"]:
    """Return what the founding article's two columns say.

    The side with more matching rows, Streamlit on a tie. A chat assistant stands in neither column.
    """
    flask = 0
    streamlit = 0
    ui_goals = ("interactive_dashboard", "ml_model_demo", "internal_data_tool", "data_exploration")
    if requirement.goal not in (None, "chat_assistant"):
        flask += requirement.goal not in ui_goals
        streamlit += requirement.goal in ui_goals
    outside = {"external_clients", "public"} & set(requirement.audience)
    flask += bool(outside) or (requirement.peak_concurrent_users or 0) >= _MANY_USERS
    streamlit += bool(requirement.audience) and not outside
    web = {"html_css", "javascript", "sql_orm", "mvc"} & set(requirement.team_skills)
    flask += bool(web)
    streamlit += bool(requirement.team_skills) and not web
    flask += (
        requirement.ui_customization == "high"
        or requirement.routing == "high"
        or requirement.auth == "rbac"
    )
    streamlit += (
        requirement.visualisation == "high" or (requirement.weeks_to_first_release or 99) <= 2
    )
    return "flask" if flask > streamlit else "streamlit"


def _streamlit(judged: Judged, catalogue: Catalogue) -> float:
    return float(judged.case.agrees(("streamlit",)))


def _article(judged: Judged, catalogue: Catalogue) -> float:
    return float(judged.case.agrees((article_pick(judged.requirement),)))


def _random(judged: Judged, catalogue: Catalogue) -> float:
    pool = judged.requirement.considered or tuple(catalogue.frameworks)
    return sum(judged.case.agrees((name,)) for name in pool) / len(pool)


def _goal_alone(judged: Judged, catalogue: Catalogue) -> float:
    """By the weights that the verdict had, which its team's decision did not teach."""
    asked = judged.requirement
    alone = Requirement(goal=asked.goal, considered=asked.considered)
    champion = Study(alone, judged.catalogue).champion
    return float(champion is not None and judged.case.agrees(catalogue.parts(champion)))


BASELINES: Final[dict[str, SimpleRule]] = {
    "always Streamlit": _streamlit,
    "the article's two columns": _article,
    "a random pick": _random,
    "the goal alone": _goal_alone,
}
