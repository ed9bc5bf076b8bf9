"""Which word a verdict may use.

Judged between families, by thresholds that live in ``confidence.toml``.

Four other methods may lower it by one step, where the rule in ``cross_check.toml`` lets them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.results import CrossCheck, FamilyShare
from framework_compare.scoring.scored import Scored
from framework_compare.text import cases, count_word, percent
from framework_compare.vocabulary import Confidence, FrameworkId

_ALONE = "It is the only one on the shortlist: there is nothing to be clear against."
_SURVIVOR = "Every other option fails a must-have: there is nothing left to be clear against."
STEP_DOWN: Final[dict[Confidence, Confidence]] = {"clear": "leaning", "leaning": "too_close"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A word of confidence and the sentence that says why."""

    word: Confidence
    text: str
    lowered_from: Confidence | None = None
    """The word before the other methods lowered it, where they did."""


def standard_error(share: float, draws: int) -> float:
    """Return the standard error of a share of `draws` independent draws."""
    return math.sqrt(max(share * (1 - share), 0.0) / draws)


def word_for(
    scored: Scored, families: tuple[FamilyShare, ...], *, ignorance: str, check: CrossCheck
) -> Worded:
    """Return the word for a verdict that has a champion.

    By its share of firsts, then by the other methods.

    Parameters
    ----------
    families
        every family's share of firsts.
    ignorance
        what the lead rests on that nobody knows; empty where it rests on nothing unknown.
    check
        what the other methods name.
    """
    if ignorance:
        return Worded("not_enough_evidence", ignorance)
    return _by_other_methods(scored.catalogue, _by_share(scored, families), check)


def _by_share(scored: Scored, families: tuple[FamilyShare, ...]) -> Worded:
    rules, learnt = scored.catalogue.confidence, scored.catalogue.learnt
    champion = scored.options.family(scored.order[0])
    own = next(family for family in families if family.family == champion)
    leads = all(own.share >= other.share for other in families)
    sure = own.share - rules.gates.margin_errors * own.error
    other = next((family for family in families if family.family != champion), None)
    often = _how_often(scored.catalogue, own, other, leads=leads)
    word: Confidence = "too_close"
    if leads and not scored.is_tied:
        if sure > learnt.clear.share:
            word = "clear"
        elif sure > learnt.leaning.share:
            word = "leaning"
    if word == "clear" and len(families) < rules.gates.smallest_shortlist:
        alone = len(scored.order) == len(scored.options)
        return Worded("leaning", _ALONE if alone else _SURVIVOR)
    if word == "clear" and scored.requirement.goal is None:
        return Worded(rules.gates.without_goal, f"{often} Without a goal nothing is called clear.")
    return Worded(word, often)


def _by_other_methods(catalogue: Catalogue, worded: Worded, check: CrossCheck) -> Worded:
    """Return the word one step lower where enough of the other methods name another family."""
    lower = STEP_DOWN.get(worded.word)
    rule = catalogue.cross_check.rule
    if lower is None or not rule.lowers or check.differing < rule.differing:
        return worded
    said, instead = (catalogue.confidence.word(word).label.lower() for word in (worded.word, lower))
    text = (
        f"{worded.text} {dissent(catalogue, check)}, so this is called {instead} rather than"
        f" {said}."
    )
    return Worded(lower, text, lowered_from=worded.word)


def dissent(catalogue: Catalogue, check: CrossCheck) -> str:
    """Return how many of the other methods name another family, and which, without a full stop."""
    named = " or ".join(_named(catalogue, check, family) for family in check.others)
    differing, of = count_word(check.differing).capitalize(), count_word(len(check.methods))
    return f"{differing} of {of} other methods would name {named}"


def _named(catalogue: Catalogue, check: CrossCheck, family: FrameworkId) -> str:
    """Return a family by the option that the methods name.

    By its framework where they name several.
    """
    winners = {result.winner for result in check.methods if result.family == family}
    return (
        catalogue.option_name(winners.pop())
        if len(winners) == 1
        else catalogue.frameworks[family].name
    )


def _how_often(
    catalogue: Catalogue, own: FamilyShare, rival: FamilyShare | None, *, leads: bool
) -> str:
    """Return how often the champion's family comes first, and how often the next does."""
    name = catalogue.frameworks[own.family].name
    often = f"{name} comes first in {cases(own.share)}"
    if rival is None:
        return f"{often}."
    other = catalogue.frameworks[rival.family].name
    its = percent(rival.share, certain=False).removesuffix("%")
    if leads:
        return f"{often}; second most often comes {other}, in {its}."
    return f"{often}, {other} in {its}: the highest score on average, yet not first most often."
