"""The verdict: screen, score, draw, and say how sure that is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from framework_compare.catalogue import Catalogue, load_catalogue
from framework_compare.numbers import percent
from framework_compare.reasons import contributions, reasons, sufficient
from framework_compare.requirements import Requirement
from framework_compare.scoring.acceptability import Acceptability, acceptability
from framework_compare.scoring.additive import Scored, score
from framework_compare.scoring.confidence import Worded, standard_error, word_for
from framework_compare.scoring.cross_check import cross_check
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.ignorance import rests_on_unknown
from framework_compare.scoring.results import (
    Exclusion,
    FamilyShare,
    Move,
    MustHave,
    NeedInterval,
    ServiceAdvice,
    Standing,
    Verdict,
)
from framework_compare.scoring.screening import Screening, must_text, screen
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, SURFACES

__all__ = ["TIE", "champion_of", "lead_of", "order_of", "ordered", "recommend", "rival_of"]

TIE = 1e-9
"""Scores of 0 to 100 that differ by less are ties."""


def order_of(scores: Floats, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Return the kept options by score, highest first; ties in the catalogue's order."""
    return tuple(sorted(kept, key=lambda option: (-round(float(scores[option]) / TIE) * TIE, option)))


def champion_of(requirement: Requirement, catalogue: Catalogue) -> str | None:
    """Return who leads, without draws: the quick question that explanations ask again and again."""
    return lead_of(requirement, catalogue)[0]


def ordered(requirement: Requirement, catalogue: Catalogue) -> tuple[Scored, tuple[int, ...]]:
    """Return every option's score, and the options on the table by score: the leader first, nobody if none fits."""
    scored = score(requirement, catalogue)
    return scored, order_of(scored.scores, _kept(scored, screen(requirement, catalogue, scored)))


def lead_of(requirement: Requirement, catalogue: Catalogue) -> tuple[str | None, float]:
    """Return who leads, and by how many points over the best option that shares no part with it."""
    scored, order = ordered(requirement, catalogue)
    if not order:
        return None, 0.0
    rival = rival_of(scored, order)
    lead = float(scored.scores[order[0]] - scored.scores[rival]) if rival is not None else 0.0
    return scored.options.names[order[0]], lead


def _kept(scored: Scored, screening: Screening, *, without: str = "") -> tuple[int, ...]:
    names = scored.options.names
    return tuple(row for row, name in enumerate(names) if not screening.failed(name, without=without))


def recommend(requirement: Requirement, catalogue: Catalogue | None = None, *, draws: int | None = None) -> Verdict:
    """Return the verdict on a requirement.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    catalogue
        the evidence; the shipped one if None.
    draws
        how many draws; the catalogue's count if None.

    Returns
    -------
    Verdict
        the same for the same requirement, catalogue and number of draws.
    """
    catalogue = catalogue or load_catalogue()
    scored = score(requirement, catalogue)
    screening = screen(requirement, catalogue, scored)
    kept = _kept(scored, screening)
    order = order_of(scored.scores, kept)
    musts = _musts(requirement, catalogue, scored, screening)
    excluded = _excluded(requirement, catalogue, scored, screening)
    if not order:
        return _none_fits(requirement, catalogue, scored, musts, excluded)
    found = acceptability(requirement, catalogue, scored, kept, draws)
    standings = tuple(_standing(catalogue, scored, found, option) for option in order)
    families = _families(scored, found, order)
    champion = order[0]
    rival = rival_of(scored, order)
    tied = rival is not None and abs(scored.scores[champion] - scored.scores[rival]) < TIE
    ignorance = _ignorance(requirement, catalogue, scored, screening, order)
    check = cross_check(catalogue, scored, order)
    word = word_for(
        requirement,
        catalogue,
        families,
        scored.options.family(champion),
        tied=tied,
        alone=not excluded,
        ignorance=ignorance,
        check=check,
    )
    against = contributions(scored, champion, rival) if rival is not None else ()
    names = scored.options.names
    return Verdict(
        requirement=requirement,
        champion=names[champion],
        runner_up=names[rival] if rival is not None else None,
        confidence=word.word,
        confidence_text=word.text,
        ranking=standings,
        families=families,
        excluded=excluded,
        musts=musts,
        contributions=against,
        reasons=reasons(requirement, catalogue, scored, champion, rival, against),
        sufficient=sufficient(against),
        service=_service(catalogue, scored, found, champion, kept),
        moves=_moves(scored),
        needs=_needs(scored),
        weights=tuple(map(float, scored.weights)),
        draws=found.draws,
        cross_check=replace(check, lowered_from=word.lowered_from),
    )


def _moves(scored: Scored) -> tuple[Move, ...]:
    """Return what each answer moved: the mean over the plausible goals, under each of which the same answers move."""
    moves = [problem.profile.moves for problem in scored.problems]
    if len(moves) == 1:
        return moves[0]
    found = []
    for move in moves[0]:
        same = [
            (problem.share, other)
            for problem in scored.problems
            for other in problem.profile.moves
            if (other.field, other.value, other.criterion) == (move.field, move.value, move.criterion)
        ]
        before, after = (_mean_need(same, end) for end in ("before", "after"))
        found.append(replace(move, before=before, after=after))
    return tuple(found)


def _mean_need(moves: list[tuple[float, Move]], end: str) -> NeedInterval:
    """Return the mean of one end of the same move under several goals."""
    whole = sum(share for share, _ in moves)
    criterion = moves[0][1].criterion
    low, mid, high = (
        sum(share * getattr(getattr(move, end), name) for share, move in moves) / whole
        for name in ("low", "mid", "high")
    )
    return NeedInterval(criterion, low, mid, high)


def _needs(scored: Scored) -> tuple[NeedInterval, ...]:
    """Return what is asked of each criterion: the mean over the plausible goals."""
    shares = np.array([problem.share for problem in scored.problems])
    mean = np.tensordot(shares, np.stack([problem.profile.bounds for problem in scored.problems]), 1)
    return tuple(NeedInterval(criterion, *map(float, bounds)) for criterion, bounds in zip(CRITERIA, mean, strict=True))


def _standing(catalogue: Catalogue, scored: Scored, found: Acceptability, option: int) -> Standing:
    counts = found.ranks[option]
    cumulative = np.cumsum(counts) / max(counts.sum(), 1)
    name = scored.options.names[option]
    return Standing(
        option=name,
        frameworks=catalogue.parts(name),
        score=float(scored.scores[option]),
        p_best=float(counts[0] / found.draws),
        rank_low=int(np.searchsorted(cumulative, 0.05 - 1e-12)) + 1,
        rank_high=int(np.searchsorted(cumulative, 0.95 - 1e-12)) + 1,
        rank_shares=tuple(float(count / found.draws) for count in counts),
        fits=tuple(float(fit) for fit in scored.fits[option]),
    )


def _families(scored: Scored, found: Acceptability, order: tuple[int, ...]) -> tuple[FamilyShare, ...]:
    best: dict[int, int] = {}
    for option in order:
        best.setdefault(scored.options.ui[option], option)
    shares = {row: found.families[row] / found.draws for row in best}
    ranked = sorted(best, key=lambda row: (-shares[row], order.index(best[row])))
    return tuple(
        FamilyShare(
            family=FRAMEWORKS[row],
            share=float(shares[row]),
            error=standard_error(float(shares[row]), found.draws),
            best=scored.options.names[best[row]],
        )
        for row in ranked
    )


def rival_of(scored: Scored, order: tuple[int, ...]) -> int | None:
    """Return the best option that shares no part with the champion, or, where there is none, the second.

    A pairing that contains the champion is no rival of it, whichever part comes first in its name.
    """
    ui, service = scored.options.ui, scored.options.service
    own = {ui[order[0]], service[order[0]]}
    others = [option for option in order[1:] if not own & {ui[option], service[option]}]
    return others[0] if others else order[1] if len(order) > 1 else None


def _ignorance(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, screening: Screening, order: tuple[int, ...]
) -> str:
    """Return what the lead rests on that nobody knows: a must-have, or a cell without evidence."""
    champion = scored.options.names[order[0]]
    unknown = screening.unknown(champion)
    if unknown:
        texts = "; ".join(must_text(must, requirement, catalogue) for must in unknown)
        return f"Nobody knows yet whether {catalogue.option_name(champion)} meets this must: {texts}."
    return rests_on_unknown(requirement, catalogue, scored, order)


def _musts(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, screening: Screening
) -> tuple[MustHave, ...]:
    found = []
    for must in screening.musts:
        outcomes = screening.outcomes[must]
        kept = _kept(scored, screening, without=must)
        order = order_of(scored.scores, kept)
        found.append(
            MustHave(
                must=must,
                text=must_text(must, requirement, catalogue),
                passed=tuple(option for option, outcome in outcomes.items() if outcome == "pass"),
                failed=tuple(option for option, outcome in outcomes.items() if outcome == "fail"),
                unknown=tuple(option for option, outcome in outcomes.items() if outcome == "unknown"),
                without=scored.options.names[order[0]] if order else None,
            )
        )
    return tuple(found)


def _excluded(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, screening: Screening
) -> tuple[Exclusion, ...]:
    found = []
    for option in scored.options.names:
        failed = screening.failed(option)
        if failed:
            texts = "; ".join(must_text(must, requirement, catalogue) for must in failed)
            found.append(Exclusion(option, f"fails the must: {texts}", failed))
    return tuple(found)


def _service(
    catalogue: Catalogue, scored: Scored, found: Acceptability, champion: int, kept: tuple[int, ...]
) -> ServiceAdvice | None:
    """Return whether the champion's family is better with a service behind it."""
    options = scored.options
    row = options.ui[champion]
    family = [option for option in kept if options.ui[option] == row]
    pairs = [option for option in family if options.service[option] != row]
    name = catalogue.frameworks[FRAMEWORKS[row]].name
    if not pairs:
        return None
    if len(pairs) == len(family):
        best = options.names[max(pairs, key=lambda option: float(scored.scores[option]))]
        return ServiceAdvice(
            best, 1.0, True, f"{name} alone fails a must-have; only with a service behind it does it pass."
        )
    best_pair = max(pairs, key=lambda option: float(scored.scores[option]))
    share = float(found.beats_ui[best_pair] / found.draws)
    service = catalogue.frameworks[FRAMEWORKS[options.service[best_pair]]].name
    advised = share > catalogue.confidence.service.share
    often = percent(share, certain=False)
    if not advised and champion == best_pair:
        text = f"{service} behind {name} scores higher, but comes out ahead in only {often} of the readings."
        return ServiceAdvice(options.names[best_pair], share, advised, text)
    text = (
        f"Put {service} behind {name}: that comes out ahead of {name} alone in {often} of the readings."
        if advised
        else f"{name} alone is enough: {service} behind it comes out ahead in only {often} of the readings."
    )
    return ServiceAdvice(options.names[best_pair], share, advised, text)


def _none_fits(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    musts: tuple[MustHave, ...],
    excluded: tuple[Exclusion, ...],
) -> Verdict:
    word = Worded("none_fits", catalogue.confidence.none_fits.text)
    weight = {
        surface: sum(problem.share * problem.profile.goal.surfaces.get(surface, 0.0) for problem in scored.problems)
        for surface in SURFACES
    }
    main = max(SURFACES, key=lambda surface: weight[surface])
    return Verdict(
        requirement=requirement,
        champion=None,
        runner_up=None,
        confidence=word.word,
        confidence_text=word.text,
        ranking=(),
        families=(),
        excluded=excluded,
        musts=musts,
        contributions=(),
        reasons=(),
        sufficient=(),
        service=None,
        moves=_moves(scored),
        needs=_needs(scored),
        weights=tuple(map(float, scored.weights)),
        draws=0,
        advice=catalogue.confidence.none_fits_advice[main],
    )
