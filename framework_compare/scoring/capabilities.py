"""What each option can do for one requirement: graded cells as they are, the rest built from their parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from framework_compare.catalogue import Catalogue
from framework_compare.criteria import GoalProfile
from framework_compare.evidence import Interval
from framework_compare.frameworks import Rule
from framework_compare.requirements import Requirement
from framework_compare.scoring.arrays import ITEMS, EvidenceArrays, evidence_arrays
from framework_compare.scoring.distributions import Floats, compressed, quantiles
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, HOSTS, SKILLS, SURFACES, CriterionId, FrameworkId

__all__ = [
    "Options",
    "capability_bounds",
    "column_quantiles",
    "joined",
    "joins_draws",
    "option_intervals",
    "options_for",
]

_ROW = {name: index for index, name in enumerate(FRAMEWORKS)}
_COLUMN = {criterion: index for index, criterion in enumerate(CRITERIA)}
_ITEM = {item: index for index, item in enumerate(ITEMS)}
_HOST = {host: index for index, host in enumerate(HOSTS)}
_DATA_UI = SURFACES.index("data_ui")
_GIVEN = ("python",)
Bounds = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one comparison: the frameworks first, then the pairings of two of them."""

    frameworks: tuple[FrameworkId, ...]
    pairings: tuple[str, ...]
    ui: tuple[int, ...]
    """For each option the row of its UI framework in the vocabulary."""
    service: tuple[int, ...]
    """For each option the row of its service, or of the framework itself."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every option's name, in order."""
        return (*self.frameworks, *self.pairings)

    def family(self, option: int) -> FrameworkId:
        """Return the UI framework that an option belongs to."""
        return FRAMEWORKS[self.ui[option]]


@lru_cache(maxsize=64)
def options_for(catalogue: Catalogue, considered: tuple[FrameworkId, ...]) -> Options:
    """Return the options on the shortlist; a pairing needs both parts on it. An empty shortlist means all."""
    on_list = tuple(name for name in FRAMEWORKS if not considered or name in considered)
    pairs = tuple(name for name, p in catalogue.pairings.items() if p.ui in on_list and p.service in on_list)
    parts = [(name, name) for name in on_list]
    parts += [(catalogue.pairings[pair].ui, catalogue.pairings[pair].service) for pair in pairs]
    return Options(on_list, pairs, tuple(_ROW[ui] for ui, _ in parts), tuple(_ROW[service] for _, service in parts))


def joins_draws(catalogue: Catalogue, criterion: CriterionId) -> bool:
    """Return whether a pairing's draws come from its parts' draws: true for graded cells."""
    return catalogue.criterion(criterion).basis == "cell"


def joined(rule: Rule, ui: Floats, service: Floats, data_share: float) -> Floats:
    """Return a pairing's capability from its parts', element by element.

    Parameters
    ----------
    rule
        which part counts, and what the second stack costs.
    ui, service
        capabilities of the parts, any equal shape, in [0, 1].
    data_share
        share of data screens in what has to be built; only the rule "mixed" reads it.

    Returns
    -------
    array
        in [0, 1]; never above the better part.
    """
    if rule.take == "ui":
        taken = ui
    elif rule.take == "worse":
        taken = np.minimum(ui, service)
    else:
        better = np.maximum(ui, service)
        taken = better if rule.take == "better" else data_share * ui + (1 - data_share) * better
    return np.maximum(taken - rule.cost, 0.0) if rule.cost else taken


def capability_bounds(requirement: Requirement, catalogue: Catalogue, goal: GoalProfile, options: Options) -> Floats:
    """Return every option's capability on every criterion for this requirement.

    Returns
    -------
    array
        shape (options, criteria, 3). Stated needs hold the whole scale: they are judged item by item.
    """
    arrays = evidence_arrays(catalogue)
    ui, service = np.array(options.ui), np.array(options.service)
    data_share = goal.surfaces.get("data_ui", 0.0)
    bounds = _graded_bounds(catalogue, options, data_share, requirement.known_frameworks).copy()
    bounds[:, _COLUMN["use_case_fit"]] = _use_case(catalogue, goal, arrays, ui, service)
    bounds[:, _COLUMN["stated_needs"]] = (0.0, 0.5, 1.0)
    bounds[:, _COLUMN["development_speed"]] = _speed(catalogue, goal, arrays, ui, service)
    bounds[:, _COLUMN["skills_fit"]] = _skills(requirement, catalogue, goal, ui, service)
    bounds[:, _COLUMN["switching_cost"]] = _switching(requirement, catalogue, arrays, ui, service)
    bounds[:, _COLUMN["hosting_fit"]] = _hosting(requirement, catalogue, arrays, ui, service)
    return bounds


@lru_cache(maxsize=256)
def _graded_bounds(catalogue: Catalogue, options: Options, data_share: float, known: tuple[FrameworkId, ...]) -> Floats:
    """Return the graded cells of every option, (options, criteria, 3); other criteria are left empty."""
    arrays = evidence_arrays(catalogue)
    ui, service = np.array(options.ui), np.array(options.service)
    alone = (ui == service)[:, None]
    bounds = np.zeros((len(ui), len(CRITERIA), 3))
    for criterion, column in _COLUMN.items():
        if catalogue.criterion(criterion).basis == "cell":
            cells = arrays.cells[:, column]
            if criterion == "deployment_complexity":
                cells = _with_known(cells, known, catalogue)
            pair = joined(catalogue.rules[criterion], cells[ui], cells[service], data_share)
            bounds[:, column] = np.where(alone, cells[ui], pair)
    return bounds


def _with_known(cells: Floats, known: tuple[FrameworkId, ...], catalogue: Catalogue) -> Floats:
    """Frameworks that the organisation already runs are a step easier to put into production."""
    if not known:
        return cells
    gained = cells.copy()
    rows = [_ROW[name] for name in known]
    gained[rows] = np.minimum(gained[rows] + catalogue.model.skills.deployment_known, 1.0)
    return gained


def _use_case(catalogue: Catalogue, goal: GoalProfile, arrays: EvidenceArrays, ui: Floats, service: Floats) -> Floats:
    """Mean over the goal's building blocks; a pairing has the better part's block, less what joining takes."""
    columns = [arrays.block_index[block] for block in goal.blocks]
    blocks = arrays.blocks[:, columns]
    cost = np.where(ui == service, 0.0, catalogue.rules["use_case_fit"].cost)
    mean: Floats = np.maximum(blocks[ui], blocks[service]).mean(axis=1)
    return np.maximum(mean - cost[:, None], 0.0)


def _speed(catalogue: Catalogue, goal: GoalProfile, arrays: EvidenceArrays, ui: Floats, service: Floats) -> Floats:
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


def _skills(requirement: Requirement, catalogue: Catalogue, goal: GoalProfile, ui: Floats, service: Floats) -> Floats:
    """One minus what missing skills cost: each costs its share of what is left.

    A pairing asks for both parts' skills: the screens of the one, the service of the other.
    """
    arrays = evidence_arrays(catalogue)
    model = catalogue.model.skills
    known = np.array([model.demand_known if name in requirement.known_frameworks else 1.0 for name in FRAMEWORKS])
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
    known_itself = _framework_known(requirement, catalogue)
    return fit * np.minimum(known_itself[ui], known_itself[service])


def _framework_known(requirement: Requirement, catalogue: Catalogue) -> Floats:
    """What is left where the framework itself must be learnt: one if the organisation already runs it.

    Otherwise somebody in the team knows it with chance 1 - (1 - familiarity)^people. Existing code is not counted
    here: what it is worth is the switching cost's affair, and a fact feeds one criterion.
    """
    model = catalogue.model.skills
    stranger = (1 - evidence_arrays(catalogue).familiarity) ** model.team_size
    left = 1 - model.framework_demand * model.learning * stranger
    left[[_ROW[name] for name in requirement.known_frameworks]] = 1.0
    return left


def _switching(
    requirement: Requirement, catalogue: Catalogue, arrays: EvidenceArrays, ui: Floats, service: Floats
) -> Floats:
    """One where nothing exists; otherwise what survives of it, weighed by its size."""
    if requirement.existing_framework is None:
        return np.ones((len(ui), 3))
    kept = arrays.kept[:, _ROW[requirement.existing_framework]]
    survives = np.maximum(kept[ui], kept[service])
    loss = np.array(catalogue.model.switching.loss(requirement.existing_size))
    return 1 - loss[::-1] * (1 - survives)


def _hosting(
    requirement: Requirement, catalogue: Catalogue, arrays: EvidenceArrays, ui: Floats, service: Floats
) -> Floats:
    """The worst of the named hosts; while none is named, the mean over likely ones. Both parts need a home."""
    both = np.minimum(arrays.hosts[ui], arrays.hosts[service])
    if requirement.hosting:
        return both[:, [_HOST[host] for host in requirement.hosting]].min(axis=1)
    priors = np.array([catalogue.hosts[host].prior for host in HOSTS])
    likely: Floats = np.einsum("h,ohb->ob", priors / priors.sum(), both)
    return likely


@lru_cache(maxsize=64)
def item_bounds(catalogue: Catalogue, options: Options, *, joining: bool = True) -> Floats:
    """Return how far each option meets each possible need: shape (options, items, 3), read-only.

    Parameters
    ----------
    joining
        whether a pairing pays for reaching over to the other part; a must-have does not ask for effort.
    """
    arrays = evidence_arrays(catalogue)
    ui, service = arrays.items[list(options.ui)], arrays.items[list(options.service)]
    rule = catalogue.need_rule
    met = np.maximum(ui, service)
    from_ui = [_ITEM[item] for item in rule.ui]
    worse = [_ITEM[item] for item in rule.worse]
    met[:, from_ui] = ui[:, from_ui]
    met[:, worse] = np.minimum(ui, service)[:, worse]
    if joining:
        cost = np.where(np.equal(options.ui, options.service), 0.0, catalogue.rules["stated_needs"].cost)
        met = np.maximum(met - cost[:, None, None], 0.0)
    met.setflags(write=False)
    return met


@lru_cache(maxsize=4096)
def _joined_quantiles(rule: Rule, ui: Bounds, service: Bounds, data_share: float, points: int) -> Floats:
    """Return the quantiles of a pairing's graded cell from independent quantiles of its parts."""
    first, second = (quantiles(np.array(bounds), points) for bounds in (ui, service))
    pairs = joined(rule, first[:, None], second[None, :], data_share)
    return compressed(np.broadcast_to(pairs, (points, points)).reshape(-1), points)


def column_quantiles(
    bounds: Floats,
    column: int,
    catalogue: Catalogue,
    options: Options,
    data_share: float,
    known: tuple[FrameworkId, ...],
) -> Floats:
    """Return equally likely capabilities on one criterion: shape (options, points).

    A pairing's graded cells come from its parts as independent quantities, as in the draws; everything else
    from the bounds.

    Parameters
    ----------
    bounds
        shape (options, 3): that criterion's column of `capability_bounds`.
    """
    points = catalogue.model.quadrature.points
    values = quantiles(bounds, points)
    criterion = CRITERIA[column]
    if not joins_draws(catalogue, criterion):
        return values
    gained = {_ROW[name] for name in known} if criterion == "deployment_complexity" else set()
    cells, rule = evidence_arrays(catalogue).cells[:, column], catalogue.rules[criterion]
    share = data_share if rule.take == "mixed" else 0.0
    for option in range(len(options.frameworks), len(options.ui)):
        ui, service = options.ui[option], options.service[option]
        if not gained & {ui, service}:
            pair = (tuple(cells[ui].tolist()), tuple(cells[service].tolist()))
            values[option] = _joined_quantiles(rule, *pair, share, points)
    return values


def option_intervals(requirement: Requirement, catalogue: Catalogue) -> dict[str, dict[CriterionId, Interval]]:
    """Return every option's capability as an interval, for tables: the mean over plausible goals.

    Stated needs show the share of ticked needs that are met; the whole scale while none is ticked.
    """
    from framework_compare.needs import need_profile, plausible_goals  # noqa: PLC0415  # needs reads this package

    options = options_for(catalogue, requirement.considered)
    total = np.zeros((len(options.ui), len(CRITERIA), 3))
    for goal, share in plausible_goals(requirement, catalogue):
        profile = need_profile(requirement, catalogue, goal)
        bounds = capability_bounds(requirement, catalogue, profile.goal, options)
        if profile.items:
            items = item_bounds(catalogue, options)[:, [_ITEM[item] for item in profile.items]]
            bounds[:, _COLUMN["stated_needs"]] = items.mean(axis=1)
        total += share * bounds
    return {
        option: {
            criterion: Interval(low=low, mid=max(low, mid), high=max(low, mid, high))
            for criterion, (low, mid, high) in zip(CRITERIA, np.clip(total[row], 0, 1).tolist(), strict=True)
        }
        for row, option in enumerate(options.names)
    }
