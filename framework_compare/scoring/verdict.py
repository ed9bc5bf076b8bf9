"""The verdict: screen, score, draw, and say how sure that is."""

from __future__ import annotations

from dataclasses import replace

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.acceptability import Acceptability, acceptability
from framework_compare.scoring.additive import Scored, score
from framework_compare.scoring.confidence import Worded, word_for
from framework_compare.scoring.cross_check import cross_check
from framework_compare.scoring.ignorance import rests_on_unknown
from framework_compare.scoring.ordering import TIE, kept_options, order_of, rival_of
from framework_compare.scoring.reasons import contributions, reasons, sufficient
from framework_compare.scoring.results import Exclusion, MustHave, ServiceAdvice, Verdict
from framework_compare.scoring.screening import Screening, must_text, screen
from framework_compare.scoring.standings import families_of, moves_of, needs_of, standing_of
from framework_compare.text import percent
from framework_compare.vocabulary import FRAMEWORKS, SURFACES


def verdict_of(
    requirement: Requirement, catalogue: Catalogue, *, draws: int | None = None
) -> Verdict:
    """Return the verdict on a requirement.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    catalogue
        the evidence.
    draws
        how many draws; the catalogue's count if None.

    Returns
    -------
    Verdict
        the same for the same requirement, catalogue and number of draws.
    """
    scored = score(requirement, catalogue)
    screening = screen(requirement, catalogue, scored)
    kept = kept_options(scored, screening)
    order = order_of(scored.scores, kept)
    musts = _musts(requirement, catalogue, scored, screening)
    excluded = _excluded(requirement, catalogue, scored, screening)
    if not order:
        return _none_fits(requirement, catalogue, scored, musts, excluded)
    found = acceptability(requirement, catalogue, scored, kept, draws)
    standings = tuple(standing_of(catalogue, scored, found, option) for option in order)
    families = families_of(scored, found, order)
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
        moves=moves_of(scored),
        needs=needs_of(scored),
        weights=tuple(map(float, scored.weights)),
        draws=found.draws,
        cross_check=replace(check, lowered_from=word.lowered_from),
    )


def _ignorance(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    screening: Screening,
    order: tuple[int, ...],
) -> str:
    """Return what the lead rests on that nobody knows: a must-have, or a cell without evidence."""
    champion = scored.options.names[order[0]]
    unknown = screening.unknown(champion)
    if unknown:
        texts = "; ".join(must_text(must, requirement, catalogue) for must in unknown)
        return (
            f"Nobody knows yet whether {catalogue.option_name(champion)} meets this must: {texts}."
        )
    return rests_on_unknown(requirement, catalogue, scored, order)


def _musts(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, screening: Screening
) -> tuple[MustHave, ...]:
    found = []
    for must in screening.musts:
        outcomes = screening.outcomes[must]
        kept = kept_options(scored, screening, without=must)
        order = order_of(scored.scores, kept)
        found.append(
            MustHave(
                must=must,
                text=must_text(must, requirement, catalogue),
                passed=tuple(option for option, outcome in outcomes.items() if outcome == "pass"),
                failed=tuple(option for option, outcome in outcomes.items() if outcome == "fail"),
                unknown=tuple(
                    option for option, outcome in outcomes.items() if outcome == "unknown"
                ),
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
            best,
            1.0,
            True,
            f"{name} alone fails a must-have; only with a service behind it does it pass.",
        )
    best_pair = max(pairs, key=lambda option: float(scored.scores[option]))
    share = float(found.beats_ui[best_pair] / found.draws)
    service = catalogue.frameworks[FRAMEWORKS[options.service[best_pair]]].name
    advised = share > catalogue.confidence.service.share
    often = percent(share, certain=False)
    if not advised and champion == best_pair:
        text = (
            f"{service} behind {name} scores higher, but comes out ahead in only {often} of the"
            " readings."
        )
        return ServiceAdvice(options.names[best_pair], share, advised, text)
    text = (
        f"Put {service} behind {name}: that comes out ahead of {name} alone in {often} of the"
        " readings."
        if advised
        else (
            f"{name} alone is enough: {service} behind it comes out ahead in only {often} of the"
            " readings."
        )
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
        surface: sum(
            problem.share * problem.profile.goal.surfaces.get(surface, 0.0)
            for problem in scored.problems
        )
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
        moves=moves_of(scored),
        needs=needs_of(scored),
        weights=tuple(map(float, scored.weights)),
        draws=0,
        advice=catalogue.confidence.none_fits_advice[main],
    )
