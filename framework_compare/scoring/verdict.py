"""The verdict put together: standings, must-haves, what speaks for and against, and the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from framework_compare.requirement.contradictions import Contradiction, contradictions_in
from framework_compare.scoring.acceptability import Acceptability
from framework_compare.scoring.confidence import Worded, standard_error, word_for
from framework_compare.scoring.ignorance import rests_on_unknown
from framework_compare.scoring.methods import cross_check
from framework_compare.scoring.reasons import contributions, reasons, sufficient
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
from framework_compare.scoring.scored import Scored, order_of
from framework_compare.scoring.screening import must_text
from framework_compare.text import percent
from framework_compare.vocabulary import SURFACES


def verdict_of(scored: Scored, found: Acceptability) -> Verdict:
    """Return the verdict on a requirement that some option passes.

    Parameters
    ----------
    found
        how often each option comes first.
    """
    options, (champion, *_) = scored.options, scored.order
    rival, families, check = scored.rival, families_of(scored, found), cross_check(scored)
    word = word_for(scored, families, ignorance=_ignorance(scored), check=check)
    against = contributions(scored)
    return Verdict(
        requirement=scored.requirement,
        champion=options.names[champion],
        runner_up=options.names[rival] if rival is not None else None,
        confidence=word.word,
        confidence_text=word.text,
        ranking=tuple(_standing(scored, found, row) for row in scored.order),
        families=families,
        excluded=_excluded(scored),
        musts=_musts(scored),
        contributions=against,
        reasons=reasons(scored, against),
        sufficient=sufficient(against),
        service=_service(scored, found),
        moves=_moves(scored),
        needs=scored.needs,
        weights=tuple(map(float, scored.weights)),
        draws=found.draws,
        cross_check=replace(check, lowered_from=word.lowered_from),
        contradictions=_contradictions(scored),
    )


def none_fits(scored: Scored) -> Verdict:
    """Return the verdict on a requirement that no option passes."""
    rules = scored.catalogue.confidence
    word = Worded("none_fits", rules.none_fits.text)
    weight = [
        sum(under.share * under.profile.surfaces[place] for under in scored.goals)
        for place in range(len(SURFACES))
    ]
    main = SURFACES[max(range(len(SURFACES)), key=lambda place: weight[place])]
    return Verdict(
        requirement=scored.requirement,
        champion=None,
        runner_up=None,
        confidence=word.word,
        confidence_text=word.text,
        ranking=(),
        families=(),
        excluded=_excluded(scored),
        musts=_musts(scored),
        contributions=(),
        reasons=(),
        sufficient=(),
        service=None,
        moves=_moves(scored),
        needs=scored.needs,
        weights=tuple(map(float, scored.weights)),
        draws=0,
        advice=rules.none_fits_advice[main],
        contradictions=_contradictions(scored),
    )


def _contradictions(scored: Scored) -> tuple[Contradiction, ...]:
    """Return which answers cannot go together, in words."""
    catalogue = scored.catalogue
    rules = catalogue.contradictions.values()
    return contradictions_in(scored.requirement, rules, catalogue.answer_text)


def _standing(scored: Scored, found: Acceptability, row: int) -> Standing:
    """Return one option's score, its share of firsts and its ranks."""
    counts = found.ranks[row]
    cumulative = np.cumsum(counts) / max(counts.sum(), 1)
    name = scored.options.names[row]
    return Standing(
        option=name,
        frameworks=scored.catalogue.parts(name),
        score=float(scored.scores[row]),
        p_best=float(counts[0] / found.draws),
        rank_low=int(np.searchsorted(cumulative, 0.05 - 1e-12)) + 1,
        rank_high=int(np.searchsorted(cumulative, 0.95 - 1e-12)) + 1,
        rank_shares=tuple((counts / found.draws).tolist()),
        fits=tuple(scored.fits[row].tolist()),
    )


def families_of(scored: Scored, found: Acceptability) -> tuple[FamilyShare, ...]:
    """Return how often each framework comes first, alone or with a service behind it.

    The most frequent first.
    """
    options, order = scored.options, scored.order
    best: dict[int, int] = {}
    for row in order:
        best.setdefault(options.ui[row], row)
    shares = {family: float(found.families[family] / found.draws) for family in best}
    ranked = sorted(best, key=lambda family: (-shares[family], order.index(best[family])))
    return tuple(
        FamilyShare(
            family=options.family(best[family]),
            share=shares[family],
            error=standard_error(shares[family], found.draws),
            best=options.names[best[family]],
        )
        for family in ranked
    )


def _moves(scored: Scored) -> tuple[Move, ...]:
    """Return what each answer moved: the mean over the goals, as each moves under every one."""
    moves = [under.profile.moves for under in scored.goals]
    if len(moves) == 1:
        return moves[0]
    found = []
    for move in moves[0]:
        same = [
            (under.share, other)
            for under in scored.goals
            for other in under.profile.moves
            if (other.field, other.value, other.criterion)
            == (move.field, move.value, move.criterion)
        ]
        before = _mean_need([(share, other.before) for share, other in same])
        after = _mean_need([(share, other.after) for share, other in same])
        found.append(replace(move, before=before, after=after))
    return tuple(found)


def _mean_need(needs: Sequence[tuple[float, NeedInterval]]) -> NeedInterval:
    """Return the mean of the same need under several goals."""
    whole = sum(share for share, _ in needs)
    low, mid, high = (
        sum(share * getattr(need, end) for share, need in needs) / whole
        for end in ("low", "mid", "high")
    )
    return NeedInterval(needs[0][1].criterion, low, mid, high)


def _ignorance(scored: Scored) -> str:
    """Return what the lead rests on that nobody knows: a must-have, or a cell."""
    champion, catalogue = scored.options.names[scored.order[0]], scored.catalogue
    unknown = scored.screening.unknown(champion)
    if unknown:
        texts = "; ".join(must_text(must, scored.requirement, catalogue) for must in unknown)
        name = catalogue.option_name(champion)
        return f"Nobody knows yet whether {name} meets this must: {texts}."
    return rests_on_unknown(scored)


def _musts(scored: Scored) -> tuple[MustHave, ...]:
    found = []
    for must in scored.screening.musts:
        outcomes = scored.screening.outcomes[must].items()
        order = order_of(scored.scores, scored.past_musts(without=must))
        found.append(
            MustHave(
                must=must,
                text=must_text(must, scored.requirement, scored.catalogue),
                passed=tuple(option for option, outcome in outcomes if outcome == "pass"),
                failed=tuple(option for option, outcome in outcomes if outcome == "fail"),
                unknown=tuple(option for option, outcome in outcomes if outcome == "unknown"),
                without=scored.options.names[order[0]] if order else None,
            )
        )
    return tuple(found)


def _excluded(scored: Scored) -> tuple[Exclusion, ...]:
    found = []
    for option in scored.options.names:
        failed = scored.screening.failed(option)
        if failed:
            texts = "; ".join(
                must_text(must, scored.requirement, scored.catalogue) for must in failed
            )
            found.append(Exclusion(option, f"fails the must: {texts}", failed))
    return tuple(found)


def _service(scored: Scored, found: Acceptability) -> ServiceAdvice | None:
    """Return whether the champion's family is better with a service behind it."""
    options, champion = scored.options, scored.order[0]
    own = options.family(champion)
    family = [row for row in scored.past_musts() if options.family(row) == own]
    pairs = [row for row in family if not options.alone[row]]
    if not pairs:
        return None
    names = scored.catalogue.frameworks
    name = names[own].name
    best = max(pairs, key=lambda row: float(scored.scores[row]))
    pair = options.names[best]
    if len(pairs) == len(family):
        text = f"{name} alone fails a must-have; only with a service behind it does it pass."
        return ServiceAdvice(pair, 1.0, True, text)
    share = float(found.beats_ui[best] / found.draws)
    service = names[options.parts[best][1]].name
    advised = share > scored.catalogue.confidence.service.share
    often = f"in {'' if advised else 'only '}{percent(share, certain=False)} of the readings."
    if advised:
        text = f"Put {service} behind {name}: that comes out ahead of {name} alone {often}"
    elif champion == best:
        text = f"{service} behind {name} scores higher, but comes out ahead {often}"
    else:
        text = f"{name} alone is enough: {service} behind it comes out ahead {often}"
    return ServiceAdvice(pair, share, advised, text)
