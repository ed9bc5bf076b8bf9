"""Learning from all decisions anew: what comes out, how well it forecasts, and its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.learnt import Learnt, LearntShare, LearntWord, ListScores
from framework_compare.decisions.cases import Case
from framework_compare.decisions.choices import Choices, choices_of
from framework_compare.decisions.cross_validation import FOLDS, SIZES, WAYS, WordAims, forecasts
from framework_compare.decisions.cross_validation import words as words_from
from framework_compare.decisions.learning import judged, learn
from framework_compare.errors import Problem
from framework_compare.requirement.model import FRAMEWORK_FIELDS, words_in
from framework_compare.vocabulary import CRITERIA, GROUPS

FILE: Final = "learnt.toml"
_HEAD: Final = """\
# What follows from data/decisions.json: written by `python -m framework_compare learn --write`.
# share: what is expected of a group of the whole, and of a criterion of its group; spread: standard
# deviation of its logarithm. structural, second_stack and precedent are points of a hundred.
"""
_REASONS: Final = ("why", "source", "as_of")
_CURE: Final = "learn anew with `python -m framework_compare learn --write`"


def relearn(choices: Choices, catalogue: Catalogue, *, ways: int = WAYS) -> Learnt:
    """Return what all decisions teach, the noise and the words by cross-validation.

    Raises
    ------
    ValueError
        where there is no choice to learn from.
    """
    posterior = learn(choices, catalogue)
    found = forecasts(choices, catalogue, ways=ways)
    size = found.best(choices)
    rules = catalogue.confidence
    aims = WordAims(clear=rules.aim("clear"), leaning=rules.aim("leaning"))
    clear, leaning = words_from(choices, found, size, aims)
    learnt = posterior.learnt(structural=found.sizes[size], clear=clear, leaning=leaning)
    shortlist, everything = found.log_scores(choices)[size].tolist()
    return learnt.model_copy(
        update={
            "follows_from": _digest(choices, catalogue),
            "decisions": len({case.id for case in choices.cases}),
            "teams": len(set(choices.teams)),
            "log_score": ListScores(shortlist=round(shortlist, 4), all=round(everything, 4)),
        }
    )


def _digest(choices: Choices, catalogue: Catalogue) -> str:
    """Return all that the file follows from in sixteen digits: the choices and the numbers asked.

    Not why each of them was set, which changes nothing that is learnt.
    """
    aims = {word: catalogue.confidence.aim(word) for word in ("clear", "leaning")}
    numbers = {"model": _without_reasons(catalogue.model.model_dump(mode="json")), "aims": aims}
    told = f"{choices.digest} {json.dumps(numbers, sort_keys=True)} {SIZES} {FOLDS} {WAYS}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _without_reasons(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_reasons(each) for key, each in value.items() if key not in _REASONS}
    return [_without_reasons(each) for each in value] if isinstance(value, list) else value


def worse(now: Learnt, then: Learnt) -> bool:
    """Return whether something else learnt forecasts decisions it has not seen worse than today's.

    Only what was learnt from the same decisions and evidence is compared: where either has changed,
    the old scores are about something else.
    """
    if now.log_score is None or then.log_score is None or now.follows_from != then.follows_from:
        return False
    return then.log_score.mean < now.log_score.mean


def stale(cases: Sequence[Case], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what of the file does not follow from the decisions and the evidence as they are.

    A framework that was added since, and that no decision names, teaches nothing.
    """
    told = _without_untold(cases, catalogue)
    digest = _digest(choices_of(cases, told), told)
    said = catalogue.learnt.follows_from
    if said != digest:
        yield Problem(
            f"data/{FILE}",
            "follows_from",
            f"must be {digest}, which the decisions and the evidence give, got {said}; {_CURE}",
        )


def _without_untold(cases: Sequence[Case], catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without frameworks that neither the file nor a decision names."""
    told = {name for points in catalogue.learnt.precedent.values() for name in points}
    for case in cases:
        told.update((*case.considered, *case.accepted, *case.chosen))
        for field in FRAMEWORK_FIELDS:
            said = case.requirements.get(field)
            told.update(said if isinstance(said, list) else words_in(said))
    left = {name: known for name, known in catalogue.frameworks.items() if name in told}
    if len(left) == len(catalogue.frameworks):
        return catalogue
    pairs = {name: p for name, p in catalogue.pairings.items() if {p.ui, p.service} <= set(left)}
    return replace(catalogue, frameworks=left, pairings=pairs, digest=f"{catalogue.digest}, told")


def learnt_text(learnt: Learnt) -> str:
    """Return the text of the file."""
    lines = [
        _HEAD,
        f'follows_from = "{learnt.follows_from}"',
        *(f"{name} = {getattr(learnt, name)}" for name in _NUMBERS),
    ]
    if learnt.log_score is not None:
        lines += ["", "[log_score]", f"shortlist = {learnt.log_score.shortlist}"]
        lines += [f"all = {learnt.log_score.all}"]
    for name, word in (("clear", learnt.clear), ("leaning", learnt.leaning)):
        lines += ["", f"[{name}]", *(f"{k} = {v}" for k, v in word.model_dump().items())]
    for table in ("groups", "criteria"):
        for member, share in getattr(learnt, table).items():
            lines += ["", f"[{table}.{member}]"]
            lines += [f"share = {share.share}", f"spread = {share.spread}"]
    for goal_class, points in learnt.precedent.items():
        lines += ["", f"[precedent.{goal_class}]", *(f"{k} = {v}" for k, v in points.items())]
    return "\n".join(lines) + "\n"


_NUMBERS: Final = ("decisions", "teams", "structural", "second_stack")


def changes(before: Learnt, after: Learnt, catalogue: Catalogue) -> Iterator[str]:
    """Yield what changed, a line each: judged, before and now."""
    for name in _NUMBERS:
        yield f"{name}: {getattr(before, name):g} -> {getattr(after, name):g}"
    for score in (before.log_score, after.log_score):
        if score is not None:
            yield f"log score: shortlist {score.shortlist:.3f}, all {score.all:.3f}"
    for name, was, word in (
        ("clear", before.clear, after.clear),
        ("leaning", before.leaning, after.leaning),
    ):
        yield f"{name}: from {was.share:.2f} -> {_worth(word)}"
    start = judged(catalogue)
    for criterion, share in zip(CRITERIA, start.tolist(), strict=True):
        weights = [_weight(each, criterion, catalogue) for each in (before, after)]
        spread = after.criteria[criterion].spread
        told = " -> ".join(f"{weight:.3f}" for weight in weights)
        yield f"{criterion}: judged {share:.3f}, {told}, log spread {spread:.2f}"
    for group in GROUPS:
        yield f"{group}: {_told(before.groups[group])} -> {_told(after.groups[group])}"


def _weight(learnt: Learnt, criterion: str, catalogue: Catalogue) -> float:
    entry = catalogue.criterion(criterion)
    return learnt.groups[entry.group].share * learnt.criteria[entry.id].share


def _told(share: LearntShare) -> str:
    return f"{share.share:.3f} (log spread {share.spread:.2f})"


def _worth(word: LearntWord) -> str:
    return f"from {word.share:.2f}: right on {word.right:g} of {word.verdicts} left out"
