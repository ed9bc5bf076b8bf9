"""Criteria whose capability is made of several cells.

Building blocks, needs, speed, skills, existing code, hosts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import GoalProfile
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.arrays import ITEMS, EvidenceArrays, evidence_arrays
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.options import Options
from framework_compare.vocabulary import FRAMEWORKS, HOSTS, SKILLS, SURFACES, CriterionId

COMPOSED: tuple[CriterionId, ...] = (
    "use_case_fit",
    "development_speed",
    "skills_fit",
    "switching_cost",
    "hosting_fit",
)
"""The criteria that this module makes of several cells; stated needs are judged item by item."""

_ROW = {name: index for index, name in enumerate(FRAMEWORKS)}
_ITEM = {item: index for index, item in enumerate(ITEMS)}
_HOST = {host: index for index, host in enumerate(HOSTS)}
_DATA_UI = SURFACES.index("data_ui")
_GIVEN = ("python",)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one composed criterion reads of a requirement under a goal.

    Equal where that is equal.
    """

    key: tuple[object, ...]
    requirement: Requirement = field(compare=False)
    goal: GoalProfile = field(compare=False)


def kept_bounds(
    criterion: CriterionId,
    requirement: Requirement,
    catalogue: Catalogue,
    goal: GoalProfile,
    options: Options,
) -> Floats:
    """Return `composed_bounds` of the catalogue's own evidence.

    Read-only, kept while what it reads is the same.
    """
    surfaces = tuple(goal.surfaces.items())
    keys: dict[str, tuple[object, ...]] = {
        "use_case_fit": goal.blocks,
        "development_speed": surfaces,
        "skills_fit": (requirement.team_skills, requirement.known_frameworks, surfaces),
        "switching_cost": (requirement.existing_framework, requirement.existing_size),
        "hosting_fit": requirement.hosting,
    }
    return _kept_bounds(criterion, catalogue, options, _Read(keys[criterion], requirement, goal))


@lru_cache(maxsize=2048)
def _kept_bounds(
    criterion: CriterionId, catalogue: Catalogue, options: Options, read: _Read
) -> Floats:
    bounds = composed_bounds(
        criterion, read.requirement, catalogue, read.goal, options, evidence_arrays(catalogue)
    )
    bounds.setflags(write=False)
    return bounds


def composed_bounds(
    criterion: CriterionId,
    requirement: Requirement,
    catalogue: Catalogue,
    goal: GoalProfile,
    options: Options,
    arrays: EvidenceArrays,
) -> Floats:
    """Return every option's capability on one composed criterion: shape (options, 3).

    Parameters
    ----------
    criterion
        one of `COMPOSED`.
    arrays
        the evidence to compose it of: the catalogue's, or the same with a cell otherwise.
    """
    ui, service = np.array(options.ui), np.array(options.service)
    if criterion == "use_case_fit":
        return _use_case(catalogue, goal, arrays, ui, service)
    if criterion == "development_speed":
        return _speed(catalogue, goal, arrays, ui, service)
    if criterion == "skills_fit":
        return _skills(requirement, catalogue, goal, arrays, ui, service)
    if criterion == "switching_cost":
        return _switching(requirement, catalogue, arrays, ui, service)
    return _hosting(requirement, catalogue, arrays, ui, service)


def _use_case(
    catalogue: Catalogue, goal: GoalProfile, arrays: EvidenceArrays, ui: Floats, service: Floats
) -> Floats:
    """Mean over the goal's building blocks.

    A pairing has the better part's block, less what joining takes.
    """
    columns = [arrays.block_index[block] for block in goal.blocks]
    blocks = arrays.blocks[:, columns]
    cost = np.where(ui == service, 0.0, catalogue.rules["use_case_fit"].cost)
    mean: Floats = np.maximum(blocks[ui], blocks[service]).mean(axis=1)
    return np.maximum(mean - cost[:, None], 0.0)


def _speed(
    catalogue: Catalogue, goal: GoalProfile, arrays: EvidenceArrays, ui: Floats, service: Floats
) -> Floats:
    shares = np.array([goal.surfaces.get(surface, 0.0) for surface in SURFACES])
    better = np.maximum(arrays.speed[ui], arrays.speed[service])
    better[:, _DATA_UI] = arrays.speed[ui][:, _DATA_UI]
    cost = np.where(ui == service, 0.0, catalogue.rules["development_speed"].cost)
    mixed: Floats = np.einsum("s,osb->ob", shares, better)
    return np.maximum(mixed - cost[:, None], 0.0)


def _lacking(requirement: Requirement, catalogue: Catalogue) -> Floats:
    """Return how likely each skill is lacking: shape (skills,)."""
    model = catalogue.model.skills
    known = set(requirement.team_skills)
    rest = model.other if known else model.silent
    return np.array([0.0 if s in known else model.given if s in _GIVEN else rest for s in SKILLS])


def _skills(
    requirement: Requirement,
    catalogue: Catalogue,
    goal: GoalProfile,
    arrays: EvidenceArrays,
    ui: Floats,
    service: Floats,
) -> Floats:
    """One minus what missing skills cost: each costs its share of what is left.

    A pairing asks for both parts' skills: the screens of the one, the service of the other.
    """
    model = catalogue.model.skills
    known = np.array(
        [model.demand_known if name in requirement.known_frameworks else 1.0 for name in FRAMEWORKS]
    )
    demands = arrays.demands * known[:, None, None, None]
    shares = np.array([goal.surfaces.get(surface, 0.0) for surface in SURFACES])
    whole = np.einsum("s,fskb->fkb", shares, demands)
    screens = demands[:, _DATA_UI]
    behind = np.where(
        shares[SURFACES.index("web_app")] > 0.5,
        demands[:, SURFACES.index("web_app")],
        demands[:, SURFACES.index("api")],
    )
    alone = (ui == service)[:, None, None]
    asked = np.where(alone, whole[ui], np.maximum(screens[ui], behind[service]))
    missing = asked * _lacking(requirement, catalogue)[None, :, None] * model.learning
    fit = np.prod(1 - missing, axis=1)[:, ::-1]
    known_itself = _framework_known(requirement, catalogue, arrays)
    return fit * np.minimum(known_itself[ui], known_itself[service])


def _framework_known(
    requirement: Requirement, catalogue: Catalogue, arrays: EvidenceArrays
) -> Floats:
    """What is left where the framework itself must be learnt.

    One if the organisation already runs it.

    Otherwise somebody in the team knows it with chance 1 - (1 - familiarity)^people. Existing code
    is not counted here: what it is worth is the switching cost's affair, and a fact feeds one
    criterion.
    """
    model = catalogue.model.skills
    stranger = (1 - arrays.familiarity) ** model.team_size
    left = 1 - model.framework_demand * model.learning * stranger
    left[[_ROW[name] for name in requirement.known_frameworks]] = 1.0
    return left


def _switching(
    requirement: Requirement,
    catalogue: Catalogue,
    arrays: EvidenceArrays,
    ui: Floats,
    service: Floats,
) -> Floats:
    """One where nothing exists; otherwise what survives of it, weighed by its size."""
    if requirement.existing_framework is None:
        return np.ones((len(ui), 3))
    kept = arrays.kept[:, _ROW[requirement.existing_framework]]
    survives = np.maximum(kept[ui], kept[service])
    loss = np.array(catalogue.model.switching.loss(requirement.existing_size))
    return 1 - loss[::-1] * (1 - survives)


def _hosting(
    requirement: Requirement,
    catalogue: Catalogue,
    arrays: EvidenceArrays,
    ui: Floats,
    service: Floats,
) -> Floats:
    """The worst of the named hosts; while none is named, the mean over likely ones.

    Both parts need a home.
    """
    both = np.minimum(arrays.hosts[ui], arrays.hosts[service])
    if requirement.hosting:
        return both[:, [_HOST[host] for host in requirement.hosting]].min(axis=1)
    priors = np.array([catalogue.hosts[host].prior for host in HOSTS])
    likely: Floats = np.einsum("h,ohb->ob", priors / priors.sum(), both)
    return likely


@lru_cache(maxsize=64)
def item_bounds(catalogue: Catalogue, options: Options, *, joining: bool = True) -> Floats:
    """Return how far each option meets each possible need, from the catalogue's evidence.

    Read-only.

    Parameters
    ----------
    joining
        whether a pairing pays for reaching over to the other part; a must-have does not ask for
        effort.

    Returns
    -------
    array
        shape (options, items, 3).
    """
    met = met_items(catalogue, options, evidence_arrays(catalogue), joining=joining)
    met.setflags(write=False)
    return met


def met_items(
    catalogue: Catalogue, options: Options, arrays: EvidenceArrays, *, joining: bool = True
) -> Floats:
    """Return how far each option meets each possible need with this evidence; as `item_bounds`."""
    ui, service = arrays.items[list(options.ui)], arrays.items[list(options.service)]
    rule = catalogue.need_rule
    met = np.maximum(ui, service)
    from_ui = [_ITEM[item] for item in rule.ui]
    worse = [_ITEM[item] for item in rule.worse]
    met[:, from_ui] = ui[:, from_ui]
    met[:, worse] = np.minimum(ui, service)[:, worse]
    if not joining:
        return met
    cost = np.where(
        np.equal(options.ui, options.service), 0.0, catalogue.rules["stated_needs"].cost
    )
    return np.maximum(met - cost[:, None, None], 0.0)
