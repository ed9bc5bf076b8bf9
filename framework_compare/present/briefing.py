"""What a verdict means for those who decide and build.

Answers in words, what to build, risks, when to look again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import LIST_FIELDS, Requirement
from framework_compare.scoring.results import Flip, Reason, Verdict
from framework_compare.text import percent, plain_number
from framework_compare.vocabulary import CRITERIA, CriterionId, FrameworkId

_LAYERS: Final = {
    "server": "Server",
    "proxy": "Proxy",
    "hosting": "Hosting",
    "auth": "Sign-in",
    "data_layer": "Data",
    "scaling": "Scaling",
}
_SHORT: Final = 0.9
"""A fit below this is a risk worth naming."""
_MOST_RISKS: Final = 3
_MOST_FLIPS: Final = 5


def answers_in_words(requirement: Requirement, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return what was answered: each question's short name with the answer in its own words."""
    found = []
    for field, question in catalogue.questions.items():
        value = getattr(requirement, field)
        if value in (None, ()):
            continue
        if field == "must_haves":
            shown = ", ".join(_must_label(must, catalogue) for must in value)
        elif field in LIST_FIELDS:
            shown = ", ".join(_item_label(field, item, catalogue) for item in value)
        elif question.kind == "number":
            shown = f"{plain_number(value)} {question.unit}"
        else:
            shown = catalogue.answer_label(field, value)
        found.append((question.short, shown))
    return tuple(found)


def _item_label(field: str, item: str, catalogue: Catalogue) -> str:
    return catalogue.answer_label("needs" if field == "not_needed" else field, item)


def _must_label(must: str, catalogue: Catalogue) -> str:
    return (
        catalogue.questions[must].short
        if must in catalogue.questions
        else catalogue.answer_label("needs", must)
    )


def architecture(catalogue: Catalogue, option: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what to build for an option.

    Each layer's name with one sentence for each part, the UI first.
    """
    layers = {layer.option: layer for layer in catalogue.article.layer}
    parts = [layers[part] for part in catalogue.parts(option) if part in layers]
    return tuple(
        (name, tuple(getattr(part, field) for part in parts)) for field, name in _LAYERS.items()
    )


def risks(verdict: Verdict, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what could go wrong with the champion.

    Where it fits least, then what its frameworks are known for.
    """
    if verdict.champion is None:
        return ()
    fits = verdict.standing(verdict.champion).fits
    lost = sorted(
        (
            (weight * (1 - fit), criterion, fit)
            for criterion, weight, fit in zip(CRITERIA, verdict.weights, fits, strict=True)
        ),
        reverse=True,
    )
    weakest = [
        _weak_spot(criterion, fit, catalogue)
        for _, criterion, fit in lost[:_MOST_RISKS]
        if fit < _SHORT
    ]
    parts = catalogue.parts(verdict.champion)
    each = _MOST_RISKS + 1 - len(parts)
    known = [
        remark.text for part in parts for remark in catalogue.frameworks[part].watch_out[:each]
    ]
    return (*weakest, *known)


def _weak_spot(criterion: CriterionId, fit: float, catalogue: Catalogue) -> str:
    name = catalogue.criterion(criterion).name
    return f"{name}: only {percent(fit)} of what is asked is met."


def strong_reasons(verdict: Verdict) -> tuple[Reason, ...]:
    """Return the reasons that make at least one whole point; the strongest where none does."""
    strong = tuple(reason for reason in verdict.reasons if round(reason.points))
    return strong or verdict.reasons[:1]


def nearest_flips(flips: Sequence[Flip]) -> tuple[Flip, ...]:
    """Return the nearest change of each answer, nearest first: what to watch for.

    Parameters
    ----------
    flips
        nearest first.
    """
    first: dict[str, Flip] = {}
    for flip in flips:
        first.setdefault(flip.field, flip)
    return tuple(first.values())[:_MOST_FLIPS]


def weights_in_words(requirement: Requirement, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the weights that the user set: ``The product: 40% to 53% of the whole``.

    Empty where none is set.
    """
    groups = {group.id: group.name for group in catalogue.groups}
    found = []
    for member, (low, high) in requirement.weights.items():
        name = next((name for group, name in groups.items() if group == member), "")
        of = "of the whole"
        if not name:
            criterion = catalogue.criterion(member)
            name, of = criterion.name, f"of {groups[criterion.group].lower()}"
        first, last = percent(low), percent(high)
        found.append(f"{name}: {first if first == last else f'{first} to {last}'} {of}")
    return tuple(found)


def weights_effect(verdict: Verdict, without: Verdict, catalogue: Catalogue) -> str:
    """Return in one or two sentences what the user's weights change.

    Parameters
    ----------
    verdict
        with the weights.
    without
        the same answers with the model's own weights.
    """
    if verdict.champion is None or without.champion is None:
        return "Every option fails a must-have, whatever the weights."
    name = catalogue.option_name(verdict.champion)
    if len(verdict.ranking) == 1:
        return f"{name} is the only option on the table, whatever the weights."
    if verdict.champion != without.champion:
        return (
            f"With your weights {name} leads; without them"
            f" {catalogue.option_name(without.champion)} did."
        )
    after, before = (
        _firsts(found, catalogue.parts(verdict.champion)[0]) for found in (verdict, without)
    )
    often = (
        f"as often as without them ({after})"
        if after == before
        else f"in {after} of the readings, without them {before}"
    )
    return f"{name} leads with your weights and without them. It comes first {often}."


def _firsts(verdict: Verdict, family: FrameworkId) -> str:
    """Return how often a family comes first."""
    return next(
        (
            percent(found.share, certain=False)
            for found in verdict.families
            if found.family == family
        ),
        "0%",
    )
