"""Pros and cons of every option, from the numbers that made its score.

Each family is held against the champion, and the champion against the next framework. What a
framework is with another service behind it, or with none, is held against itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.explain.versus import next_framework
from framework_compare.exports.markdown import bullets, said, section
from framework_compare.present.finalists import NOTHING_LACKS, falls_short
from framework_compare.scoring.reasons import comparison
from framework_compare.scoring.results import Comparison, Reason
from framework_compare.scoring.screening import must_text
from framework_compare.scoring.study import Study
from framework_compare.text import cases, counted, listed, points_text
from framework_compare.vocabulary import CRITERIA, RowId

_MOST: Final = 3
"""Pros of one option, and cons, that are said."""
_WHOLE: Final = 0.5
"""Points below this round to none."""


def pros_and_cons(study: Study, chosen: str | None) -> Iterator[str]:
    """Yield a section for the chosen option, then for the best of every family, the best first.

    What else its family has is said in the family's first section.

    Parameters
    ----------
    chosen
        what the record is of; None where nothing is chosen.
    """
    names, seen = study.options.names, set[str]()
    shown = list(_shown(study, chosen))
    for row in shown:
        family = study.options.family(row)
        kin = [
            other
            for other in _by_score(study)
            if study.options.family(other) == family and other not in shown and family not in seen
        ]
        seen.add(family)
        mark = " (chosen)" if names[row] == chosen else ""
        blocks = (
            said(standing_text(study, row)),
            bullets((*_arguments(study, row), *(said(_variant(study, row, each)) for each in kin))),
        )
        yield from section(3, f"{said(study.catalogue.option_name(names[row]))}{mark}", blocks)


def _shown(study: Study, chosen: str | None) -> Iterator[int]:
    """Yield the chosen option, then the best of each family but its own, the best first.

    The champion has a section, whatever was chosen.
    """
    names, seen = study.options.names, set[str]()
    if chosen is not None:
        yield names.index(chosen)
        if chosen != study.champion and study.order:
            yield study.order[0]
        seen = {
            study.options.family(names.index(chosen)),
            *map(study.options.family, study.order[:1]),
        }
    for row in _by_score(study):
        family = study.options.family(row)
        if family not in seen:
            yield row
        seen.add(family)


def _by_score(study: Study) -> Iterator[int]:
    """Yield the options past the musts, the best first, then the others."""
    yield from study.order
    out = [row for row in range(len(study.options)) if row not in study.order]
    yield from sorted(out, key=lambda row: -study.scores[row])


def standing_text(study: Study, row: int) -> str:
    """Return an option's score, its place and how often it comes first, and what costs it most."""
    option = study.options.names[row]
    most, score = falls_short(study, option), f"{score_shown(study, row):.1f} of 100"
    lacks = "" if most == NOTHING_LACKS else f" It loses most on {most}."
    if row not in study.order:
        return f"Ruled out. Leaving the musts aside, its score is {score}.{lacks}"
    standing = study.verdict.standing(option)
    ranks = f"{standing.rank_low} to {standing.rank_high}"
    return (
        f"Score {score}, rank {study.order.index(row) + 1} (nine draws of ten: {ranks}), first in"
        f" {cases(standing.p_best)}.{lacks}"
    )


def _arguments(study: Study, row: int) -> Iterator[str]:
    """Yield what speaks for an option, what is open, and what speaks against it."""
    good, neutral, bad = _by_musts(study, study.options.names[row])
    against, sign = _held_against(study, row)
    if against is not None:
        rival = against.rival if sign > 0 else study.champion or ""
        name = study.catalogue.option_name(rival)
        telling = [reason for reason in against.reasons if abs(reason.points) >= _WHOLE]
        good += [
            _argument(study, reason, f"ahead of {name}")
            for reason in telling
            if sign * reason.points > 0
        ]
        bad += [
            _argument(study, reason, f"behind {name}")
            for reason in telling
            if sign * reason.points < 0
        ]
        if not telling:
            neutral.append(f"no criterion parts it from {name} by a whole point.")
    for word, found in (("Good", good), ("Neutral", neutral), ("Bad", bad)):
        yield from (f"{word}, because {said(text)}" for text in found[:_MOST])


def _held_against(study: Study, row: int) -> tuple[Comparison | None, int]:
    """Return the champion held against an option, and for which of both its points speak.

    The champion itself is held against the next framework.
    """
    if study.order[:1] == (row,):
        return next_framework(study), 1
    return (comparison(study, row) if study.order else None), -1


def _argument(study: Study, reason: Reason, where: str) -> str:
    points = counted(round(abs(reason.points)), "point", "points")
    return (
        f"on “{study.catalogue.row_name(reason.criterion)}” it is {points} {where}. {reason.text}"
    )


def _by_musts(study: Study, option: str) -> tuple[list[str], list[str], list[str]]:
    """Return which musts an option is known to meet, which are open, and which it fails.

    What every option meets parts none from another.
    """
    good, neutral, bad = list[str](), list[str](), list[str]()
    for must, outcomes in study.screening.outcomes.items():
        text = f"the must “{must_text(must, study.requirement, study.catalogue)}”"
        match outcomes[option]:
            case "pass" if set(outcomes.values()) != {"pass"}:
                good.append(f"it is known to meet {text}.")
            case "borderline":
                neutral.append(f"it is borderline on {text}{_meets(study, option)}.")
            case "unknown":
                neutral.append(f"nobody knows whether it meets {text}.")
            case "fail":
                bad.append(f"it fails {text}.")
    return good, neutral, bad


def _meets(study: Study, option: str) -> str:
    """Return how often an option meets all its musts; empty where it fails another."""
    if study.screening.failed(option):
        return ""
    return f": it meets its musts in {cases(study.verdict.standing(option).meets)}"


def _variant(study: Study, own: int, other: int) -> str:
    """Return how another option of the family differs, with what speaks most for and against it."""
    catalogue, option = study.catalogue, study.options.names[other]
    failed = study.screening.failed(option)
    score = score_shown(study, other)
    gap = round(score - score_shown(study, own), 1)
    apart = f"{abs(gap):.1f} points {'more' if gap > 0 else 'less'}" if gap else "as much"
    told = f"{score:.1f}, {apart}{_telling(study, own, other)}"
    if failed:
        musts = [f"“{must_text(must, study.requirement, catalogue)}”" for must in failed]
        told = f"ruled out by the {'must' if len(musts) == 1 else 'musts'} {listed(musts)}"
    return f"{catalogue.option_name(option)}: {told}."


def score_shown(study: Study, row: int) -> float:
    """Return an option's score to the decimal that is shown: what is said of two agrees with it."""
    return round(max(float(study.scores[row]), 0.0), 1)


def _telling(study: Study, own: int, other: int) -> str:
    """Return the row that speaks most for another option of the family, and most against it."""
    rows = points_by_row(study, other)
    gaps = {row: points - points_by_row(study, own)[row] for row, points in rows.items()}
    most = {"for": max(gaps, key=gaps.__getitem__), "against": min(gaps, key=gaps.__getitem__)}
    told = [
        f"{word} it: “{study.catalogue.row_name(row)}” ({points_text(gaps[row])})"
        for word, row in most.items()
        if (gaps[row] >= _WHOLE if word == "for" else gaps[row] <= -_WHOLE)
    ]
    return f"; most {', '.join(told)}" if told else ""


def points_by_row(study: Study, row: int) -> dict[RowId, float]:
    """Return an option's points by criterion, and by what no weight moves; they sum to its score.

    A score that would fall below nought counts as it is.
    """
    by_fit = 100 * study.weights * study.fits[row] - study.beyond[row]
    points: dict[RowId, float] = dict(zip(CRITERIA, by_fit.tolist(), strict=True))
    stack = 0.0 if study.options.alone[row] else -study.catalogue.learnt.second_stack
    return points | {"second_stack": stack, "precedent": float(study.precedent[row])}
