"""Answers that bind: a load, a date or a place that is missed by far, and code that is lost.

What an option misses by a little is a matter of fit, weighed like everything else. What it misses
several times over, nothing else makes up for: it loses points beyond any weight, the same for
every further tenfold miss.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Point, Question
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import CriterionId

LOAD: Final = "peak_concurrent_users"
DATE: Final = "weeks_to_first_release"
READ: Final = frozenset(
    {LOAD, DATE, "interaction_work", "hosting", "existing_framework", "existing_size"}
)
"""The fields of a requirement that may bind."""
_CLICKS: Final = ("E5/{}/predict/cpu_ms", "E5/{}/filter/cpu_ms")
"""What a click takes, measured: the two that capability is graded by."""


class Bound(NamedTuple):
    """One answer that binds, with what is asked."""

    criterion: CriterionId
    level: float
    """Of a load and a date: its decimal logarithm; of places: the capability that runs there; of
    existing code: the capability that keeps all of it."""
    work_ms: float = 0.0
    """What the product computes for a click; of a load only, zero where nobody has said."""


def bounds_of(requirement: Requirement, catalogue: Catalogue) -> tuple[Bound, ...]:
    """Return the answers that bind, in the order of the value tree."""
    found = []
    if requirement.peak_concurrent_users is not None:
        work = catalogue.capacity.input["extra_ms"].seeds.get(requirement.interaction_work or "", 0)
        load = math.log10(requirement.peak_concurrent_users)
        found.append(Bound("scalability", load, work))
    if requirement.weeks_to_first_release is not None:
        found.append(Bound("development_speed", math.log10(requirement.weeks_to_first_release)))
    if requirement.hosting:
        found.append(Bound("hosting_fit", catalogue.model.must.level))
    if requirement.existing_framework and requirement.existing_size not in (None, "none"):
        found.append(Bound("switching_cost", 1.0))
    return tuple(found)


def heavier(bound: Bound, catalogue: Catalogue) -> Floats:
    """Return by how many powers of ten a click's work makes a crowd heavier: (frameworks,).

    A core that spends a ms on the framework and b ms on the product serves (a + b') / (a + b) of
    the people that it serves at the b' ms for which capabilities are graded. What a framework takes
    is measured; where it is not, it is the geometric mean of the others.
    """
    ordinary = catalogue.measured.load.own_work_ms
    if bound.work_ms <= ordinary:
        return np.zeros(len(catalogue.frameworks))
    own = _own_click_ms(catalogue)
    return np.log10((own + bound.work_ms) / (own + ordinary))


def _own_click_ms(catalogue: Catalogue) -> Floats:
    measured = catalogue.measurements.measured if catalogue.measurements else {}
    own = np.full(len(catalogue.frameworks), np.nan)
    for row, name in enumerate(catalogue.frameworks):
        found = [measured.get(key.format(name)) for key in _CLICKS]
        if None not in found:
            own[row] = np.mean([each.estimate.median for each in found if each])
    known = own[~np.isnan(own)]
    usual = np.exp(np.log(known).mean()) if len(known) else catalogue.measured.load.own_work_ms
    return np.where(np.isnan(own), usual, own)


def lost(
    bound: Bound, capabilities: Floats, catalogue: Catalogue, heavier_by: Floats | float = 0.0
) -> Floats:
    """Return the points that a bound costs at each capability: any shape, not negative.

    Parameters
    ----------
    capabilities
        on the scale of the bound's criterion.
    heavier_by
        powers of ten by which a click's work makes a load heavier; broadcast to `capabilities`.

    Notes
    -----
    A load U and a capability that carries C people miss by d = log10(U / C) powers of ten; a date
    in W weeks and a capability that takes T of them by d = log10(T / W). Each power of ten beyond
    what is tolerated costs the same, so that a larger crowd never narrows the gap between two
    options. A place costs its points in proportion to how far below the level of a documented way
    an option stays, existing code in proportion to the work that is lost.
    """
    rules = catalogue.model.binding
    if bound.criterion == "switching_cost":
        return rules.code * (bound.level - capabilities)
    if bound.criterion == "hosting_fit":
        missing = np.maximum(bound.level - capabilities, 0.0) / bound.level
        return rules.place * missing
    if bound.criterion == "scalability":
        miss, missed = rules.load, bound.level + heavier_by - carried(catalogue, capabilities)
    else:
        miss, missed = rules.date, taken(catalogue, capabilities) - bound.level
    return miss.tenfold * np.maximum(missed - math.log10(miss.tolerated), 0.0)


def carried(catalogue: Catalogue, capabilities: Floats) -> Floats:
    """Return the decimal logarithm of the people at once that each capability carries."""
    return _read_back(catalogue.questions[LOAD], capabilities)


def taken(catalogue: Catalogue, capabilities: Floats) -> Floats:
    """Return the decimal logarithm of the weeks that each capability takes to a first release."""
    return _read_back(catalogue.questions[DATE], capabilities)


def _read_back(question: Question, values: Floats) -> Floats:
    """Return the logarithm of the number whose need has its middle at each value."""
    points: list[Point] = sorted(question.point, key=lambda point: point.mid)
    mids = [point.mid for point in points]
    return np.interp(values, mids, [math.log10(point.at) for point in points])
