"""The verdict put together: standings, must-haves, what speaks for and against, and the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from framework_compare.catalogue.model import Elsewhere
from framework_compare.requirement.contradictions import Contradiction, contradictions_in
from framework_compare.scoring.acceptability import Acceptability
from framework_compare.scoring.confidence import Worded, standard_error, word_for
from framework_compare.scoring.ignorance import rests_on_unknown
from framework_compare.scoring.methods import cross_check
from framework_compare.scoring.reasons import comparison
from framework_compare.scoring.results import (
    Exclusion,
    FamilyShare,
    Move,
    MustHave,
    NeedInterval,
    Relaxation,
    ServiceAdvice,
    Standing,
    Verdict,
)
from framework_compare.scoring.scored import Scored, order_of
from framework_compare.scoring.screening import MUST_CRITERIA, Outcome, must_levels, must_text
from framework_compare.text import cases, count_word, listed
from framework_compare.vocabulary import SURFACES, FrameworkId

_MOST_NAMED: Final = 6
"""How many of those that meet a must are named; the others are counted."""


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
    ranking = tuple(_standing(scored, found, row) for row in scored.order)
    against = comparison(scored, rival) if rival is not None else None
    return Verdict(
        requirement=scored.requirement,
        champion=options.names[champion],
        runner_up=options.names[rival] if rival is not None else None,
        confidence=word.word,
        confidence_text=f"{word.text} {_borderline(scored, ranking[0])}".strip(),
        ranking=ranking,
        families=families,
        finalists=finalists_of(families, scored.catalogue.confidence.finalists.share),
        excluded=_excluded(scored),
        musts=_musts(scored),
        contributions=against.contributions if against else (),
        reasons=against.reasons if against else (),
        sufficient=against.sufficient if against else (),
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
    word = Worded("none_fits", scored.catalogue.confidence.none_fits.text)
    return Verdict(
        requirement=scored.requirement,
        champion=None,
        runner_up=None,
        confidence=word.word,
        confidence_text=word.text,
        ranking=(),
        families=(),
        finalists=(),
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
        advice=_advice(scored),
        relaxations=_relaxations(scored),
        contradictions=_contradictions(scored),
    )


def _advice(scored: Scored) -> str:
    """Return the class of thing that would meet all must-haves, where there is one.

    Of what is built mostly, by the goal and what it takes on.
    """
    weight = [
        sum(under.share * under.profile.surfaces[place] for under in scored.goals)
        for place in range(len(SURFACES))
    ]
    main = SURFACES[max(range(len(SURFACES)), key=lambda place: weight[place])]
    musts, elsewhere = scored.screening.musts, scored.catalogue.confidence.elsewhere
    could = [other for other in elsewhere if all(_meets(other, must, scored) for must in musts)]
    said = listed([other.text for other in could if other.surface == main], "or")
    return f"{said[:1].upper()}{said[1:]} could meet these musts." if said else ""


def _meets(other: Elsewhere, must: str, scored: Scored) -> bool:
    """Return whether a class of thing outside meets one must-have."""
    if must in MUST_CRITERIA:
        level = float(must_levels(must, scored.ground, scored.goals).max())
        return other.capability(MUST_CRITERIA[must]) >= level
    if must == "hosting":
        return set(scored.requirement.hosting) <= set(other.hosts)
    return must not in other.lacks


def _relaxations(scored: Scored) -> tuple[Relaxation, ...]:
    """Return the smallest sets of must-haves that would have to give, with who would lead."""
    catalogue, names, screening = scored.catalogue, scored.options.names, scored.screening
    found = []
    for given_up in screening.least_to_relax(names):
        left = [
            row for row, name in enumerate(names) if set(screening.failed(name)) <= set(given_up)
        ]
        champion = names[order_of(scored.scores, left)[0]]
        quoted = [f"“{must_text(must, scored.requirement, catalogue)}”" for must in given_up]
        musts = "the must" if len(quoted) == 1 else "the musts"
        text = f"Without {musts} {listed(quoted)}, {catalogue.option_name(champion)} would lead."
        found.append(Relaxation(given_up, champion, text))
    return tuple(found)


def _contradictions(scored: Scored) -> tuple[Contradiction, ...]:
    """Return which answers cannot go together, in words."""
    catalogue = scored.catalogue
    rules = catalogue.contradictions.values()
    return contradictions_in(scored.requirement, rules, catalogue.answer_text)


def _standing(scored: Scored, found: Acceptability, row: int) -> Standing:
    """Return one option's score, its share of firsts and its ranks."""
    counts = found.ranks[row]
    if counts.any():
        cumulative = np.cumsum(counts) / counts.sum()
    else:  # it meets its musts in no draw, takes no rank, and is called last
        cumulative = (np.arange(len(counts)) >= len(scored.order) - 1).astype(float)
    name = scored.options.names[row]
    return Standing(
        option=name,
        frameworks=scored.catalogue.parts(name),
        score=max(float(scored.scores[row]), 0.0),
        p_best=float(counts[0] / found.draws),
        rank_low=int(np.searchsorted(cumulative, 0.05 - 1e-12)) + 1,
        rank_high=int(np.searchsorted(cumulative, 0.95 - 1e-12)) + 1,
        rank_shares=tuple((counts / found.draws).tolist()),
        fits=tuple(scored.fits[row].tolist()),
        meets=float(found.meets[row] / found.draws),
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


def finalists_of(families: Sequence[FamilyShare], held: float) -> tuple[FrameworkId, ...]:
    """Return the fewest families that together hold a share of the firsts, most likely first.

    Parameters
    ----------
    families
        by their share, highest first.
    held
        the share.
    """
    found: list[FrameworkId] = []
    for family in families:
        if sum(each.share for each in families[: len(found)]) >= held:
            break
        found.append(family.family)
    return tuple(found)


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
        named = _quoted(scored, unknown)
        name, known = catalogue.option_name(champion), _known_to_meet(scored, unknown)
        return f"Nobody knows yet whether {name} meets {named}. {known}"
    return rests_on_unknown(scored)


def _borderline(scored: Scored, champion: Standing) -> str:
    """Return how often the champion meets what it may miss, and who is known to meet it."""
    musts, catalogue = scored.screening.borderline(champion.option), scored.catalogue
    if not musts:
        return ""
    return (
        f"{catalogue.option_name(champion.option)} is borderline on {_quoted(scored, musts)}."
        f" It meets {'it' if len(musts) == 1 else 'them all'} in {cases(champion.meets)}."
        f" {_known_to_meet(scored, musts)}"
    )


def _quoted(scored: Scored, musts: Sequence[str]) -> str:
    """Return musts by what they ask: ``the must “Users at once: 2,000”``."""
    texts = [f"“{must_text(must, scored.requirement, scored.catalogue)}”" for must in musts]
    return f"the {'must' if len(musts) == 1 else 'musts'} {listed(texts)}"


def _known_to_meet(scored: Scored, musts: Sequence[str]) -> str:
    """Return who passes these musts for certain, the best first."""
    names = (scored.options.names[row] for row in scored.order)
    known = scored.screening.known_to_pass(musts, names)
    if not known:
        return f"No option on the table is known to meet {'it' if len(musts) == 1 else 'them all'}."
    named = [scored.catalogue.option_name(option) for option in known[:_MOST_NAMED]]
    if len(known) > _MOST_NAMED:
        named.append(f"{count_word(len(known) - _MOST_NAMED)} more")
    return f"Known to meet {'it' if len(musts) == 1 else 'them'}: {listed(named)}."


def _musts(scored: Scored) -> tuple[MustHave, ...]:
    found = []
    for must in scored.screening.musts:
        order = order_of(scored.scores, scored.past_musts(without=must))
        options: dict[Outcome, list[str]] = {}
        for option, outcome in scored.screening.outcomes[must].items():
            options.setdefault(outcome, []).append(option)
        found.append(
            MustHave(
                must=must,
                text=must_text(must, scored.requirement, scored.catalogue),
                passed=tuple(options.get("pass", ())),
                borderline=tuple(options.get("borderline", ())),
                failed=tuple(options.get("fail", ())),
                unknown=tuple(options.get("unknown", ())),
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
    told = cases(share)
    only = "" if advised or told.startswith("under") else "only "
    often = f"in {only}{told}."
    if advised:
        text = f"Put {service} behind {name}: that comes out ahead of {name} alone {often}"
    elif champion == best:
        text = f"{service} behind {name} scores higher, but comes out ahead {often}"
    else:
        text = f"{name} alone is enough: {service} behind it comes out ahead {often}"
    return ServiceAdvice(pair, share, advised, text)
