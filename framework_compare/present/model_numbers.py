"""The decision model's own numbers in words, each part with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from pydantic import BaseModel

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.text import KINDS, plain_number

_PARTS: Final = {
    "draws": "Draws",
    "quadrature": "Expected fits",
    "weights": "Where learning starts",
    "stated_needs": "Needs, stated and not",
    "use_case": "Building blocks",
    "surfaces": "What is built",
    "hosting": "Hosting",
    "status": "Words for what is there",
    "must": "Must-haves",
    "skills": "Skills",
    "switching": "Existing code",
    "binding": "What binds",
    "ageing": "Age of evidence",
    "asking": "What is asked next",
    "errors": "Errors nobody stated",
}
_NUMBERS: Final = {
    "draws.count": "plausible cases that are drawn",
    "draws.seed": "seed of the random numbers",
    "quadrature.points": "points of each range that are summed",
    "weights.group_spread": "spread of a group's weight, of its logarithm",
    "weights.criterion_spread": "spread of a criterion's weight, of its logarithm",
    "weights.fixed_spread": "spread of what existing code weighs, of its logarithm",
    "stated_needs.level": "level that a stated need asks for",
    "stated_needs.loss_per_need": "share of what is left that a missing need takes",
    "stated_needs.unstated": "needs that may turn up",
    "stated_needs.unstated_chance": "chance that each of them does",
    "use_case.level": "level that a building block asks for",
    "surfaces.kept": "share of the work that stays what the goal says",
    "hosting.level": "level that a named place asks for",
    "hosting.absent": "what is left where it cannot run",
    "status.present": "part of it",
    "status.add_on": "add-on",
    "status.by_hand": "missing, but ordinary work by hand",
    "status.absent": "missing",
    "status.unknown": "not known",
    "must.level": "level that a must-have on a need or a place asks for",
    "skills.silent": "chance that a skill is lacking where nothing is said of skills",
    "skills.other": "the same where other skills are named",
    "skills.given": "chance that Python is lacking",
    "skills.learning": "what a wholly lacking skill takes off the fit",
    "skills.framework_demand": "share of the work that calls for knowing the framework",
    "skills.team_size": "people who may know it already",
    "skills.demand_known": "share of the learning that remains where it already runs",
    "skills.deployment_known": "what that takes off the effort to deploy",
    "switching.small": "worth of a small code base that a rewrite costs",
    "switching.medium": "of a medium one",
    "switching.large": "of a large one",
    "switching.unknown": "of one of unknown size",
    "switching.some_exists": "chance that code exists while nobody says",
    "binding.load.tolerated": "times a load may be missed without further cost",
    "binding.load.tenfold": "points for each further factor of ten of the load",
    "binding.date.tolerated": "times a date may be missed without further cost",
    "binding.date.tenfold": "points for each further factor of ten of the date",
    "binding.place": "points where it cannot run in a named place",
    "binding.code": "points where all existing code is lost",
    **{
        f"ageing.half_life_years.{kind}": f"years after which evidence {words} counts as one step"
        " older"
        for kind, words in KINDS.items()
    },
    "ageing.widen": "what each such step adds to the range on both sides",
    "asking.unusual": "chance of a need that is unusual for the goal",
    "asking.worth": "points of gain below which nothing is asked",
    "errors.alike": "difference of evidence at which errors correlate by 0.61",
    "errors.shared_cause": "share of the draws in which criteria of one cause err together",
}


class Part(NamedTuple):
    """One part of the model."""

    name: str
    numbers: tuple[tuple[str, str], ...]
    """Each number as it is read, with what it is."""
    why: str


def parts(catalogue: Catalogue) -> tuple[Part, ...]:
    """Return the model's parts in order: name, numbers and reason."""
    model = catalogue.model
    found = [(field, getattr(model, field)) for field in type(model).model_fields]
    return tuple(
        Part(_PARTS[field], tuple(_numbers(field, part)), part.why)
        for field, part in found
        if isinstance(part, BaseModel) and hasattr(part, "why")
    )


def _numbers(path: str, part: BaseModel) -> Iterator[tuple[str, str]]:
    yield from _flat(path, part.model_dump())


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case {"low": low, "mid": mid, "high": high}:
            yield f"{mid:g} ({low:g} to {high:g})", _NUMBERS[path]
        case dict():
            for name, item in value.items():
                yield from _flat(f"{path}.{name}", item)
        case (int() | float() as low, int() | float() as mid, int() | float() as high):
            yield f"{mid:g} ({low:g} to {high:g})", _NUMBERS[path]
        case int() | float():
            written = str(value) if path == "draws.seed" else plain_number(value)
            yield written, _NUMBERS[path]
