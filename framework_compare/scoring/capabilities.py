"""What each option can do, criterion by criterion: graded cells, and what is made of several.

What a capability is worked out from is put together as a question first. The functions that answer
see the question and the evidence, never the requirement, so that whoever keeps an answer by its
question cannot forget what it read.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeGuard

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import GoalProfile
from framework_compare.requirement.model import Requirement
from framework_compare.scoring import pairing
from framework_compare.scoring.distributions import Bounds, Floats, compressed, mixed, quantiles
from framework_compare.scoring.evidence import EvidenceArrays
from framework_compare.scoring.options import Options
from framework_compare.scoring.unanswered import GIVEN, code_chances, lacking
from framework_compare.vocabulary import (
    COLUMN,
    CRITERIA,
    HOST,
    HOSTS,
    SKILLS,
    SURFACE,
    CriterionId,
    FrameworkId,
    Host,
    Size,
    Skill,
)

WHOLE_SCALE: Final[Bounds] = (0.0, 0.5, 1.0)
_DEPLOYMENT: Final = "deployment_complexity"


class GradedAsked(NamedTuple):
    """A graded cell, as one goal and one organisation see it."""

    criterion: CriterionId
    data_share: float = 0.0
    """Share of data screens in what has to be built; zero where the rule does not read it."""
    known: tuple[FrameworkId, ...] = ()
    """What the organisation already runs, where that matters."""


class BlocksAsked(NamedTuple):
    """The building blocks of a goal."""

    criterion: CriterionId
    blocks: tuple[str, ...]


class SpeedAsked(NamedTuple):
    """What has to be built."""

    criterion: CriterionId
    surfaces: tuple[float, ...]
    """Shares in the order of the vocabulary."""


class SkillsAsked(NamedTuple):
    """Who builds it, and what."""

    criterion: CriterionId
    team: tuple[Skill, ...]
    known: tuple[FrameworkId, ...]
    surfaces: tuple[float, ...]


class SwitchingAsked(NamedTuple):
    """What is there already; while nobody says, there may be something."""

    criterion: CriterionId
    existing: FrameworkId | None
    size: Size | None


class HostingAsked(NamedTuple):
    """Where it must run; while nobody says, wherever such products run."""

    criterion: CriterionId
    hosts: tuple[Host, ...]
    barred: tuple[Host, ...] = ()
    """Places where nothing can do what is asked."""
    thin: tuple[Host, ...] = ()
    """Places where an add-on runs, but not what this goal needs of it."""


class NothingAsked(NamedTuple):
    """Stated needs are judged item by item: of the criterion as a whole nothing is asked."""

    criterion: CriterionId


Asked = (
    GradedAsked
    | BlocksAsked
    | SpeedAsked
    | SkillsAsked
    | SwitchingAsked
    | HostingAsked
    | NothingAsked
)


class Situation(NamedTuple):
    """All that questions about capability read of a requirement under a goal."""

    blocks: tuple[str, ...]
    surfaces: tuple[float, ...]
    """What has to be built, as shares in the order of the vocabulary."""
    team: tuple[Skill, ...]
    """What the team named but for Python, which is given."""
    known: tuple[FrameworkId, ...]
    existing: FrameworkId | None
    size: Size | None
    hosts: tuple[Host, ...]
    barred: tuple[Host, ...]
    """Places where nothing can do what is asked."""
    thin: tuple[Host, ...]
    """Places where an add-on runs, but not what this goal needs of it."""


READ: Final = frozenset({"goal", "needs", "hosting", "team_skills", "known_frameworks"}) | {
    "existing_framework",
    "existing_size",
}
"""The fields of a requirement that a situation is made of."""


def situation_of(
    requirement: Requirement,
    goal: GoalProfile,
    surfaces: tuple[float, ...],
    catalogue: Catalogue,
) -> Situation:
    """Return what questions about capability read of a requirement under a goal.

    Parameters
    ----------
    surfaces
        what has to be built, as shares in the order of the vocabulary.
    """
    return Situation(
        goal.blocks,
        surfaces,
        tuple(skill for skill in requirement.team_skills if skill != GIVEN),
        requirement.known_frameworks,
        requirement.existing_framework,
        requirement.existing_size,
        requirement.hosting,
        *_limits(requirement, goal, catalogue),
    )


def _limits(
    requirement: Requirement, goal: GoalProfile, catalogue: Catalogue
) -> tuple[tuple[Host, ...], tuple[Host, ...]]:
    """Return the places that cannot hold what is asked, and those where an add-on cannot."""
    needs = set(requirement.stated_needs)
    barred, thin = [], []
    for host in HOSTS:
        entry = catalogue.hosts[host]
        if goal.id in entry.cannot_goals or needs & set(entry.cannot_needs):
            barred.append(host)
        elif entry.thin_goals is not None and goal.id not in entry.thin_goals:
            thin.append(host)
    return tuple(barred), tuple(thin)


def questions_of(situation: Situation, catalogue: Catalogue) -> tuple[Asked, ...]:
    """Return the question on every criterion, in the order of the value tree."""
    return tuple(_question_on(name, situation, catalogue) for name in CRITERIA)


def _question_on(criterion: CriterionId, situation: Situation, catalogue: Catalogue) -> Asked:
    basis = catalogue.criteria[COLUMN[criterion]].basis
    if basis == "cell":
        mixed = catalogue.rules[criterion].take == "mixed"
        share = situation.surfaces[SURFACE["data_ui"]] if mixed else 0.0
        return GradedAsked(criterion, share, situation.known if criterion == _DEPLOYMENT else ())
    if basis == "blocks":
        return BlocksAsked(criterion, situation.blocks)
    if basis == "surfaces":
        return SpeedAsked(criterion, situation.surfaces)
    if basis == "demands":
        return SkillsAsked(criterion, situation.team, situation.known, situation.surfaces)
    if basis == "kept":
        return SwitchingAsked(criterion, situation.existing, situation.size)
    if basis == "hosts":
        return HostingAsked(criterion, situation.hosts, situation.barred, situation.thin)
    return NothingAsked(criterion)


def capability(
    question: Asked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """Return every option's capability on one criterion: low, mid and high, shape (options, 3).

    Parameters
    ----------
    catalogue
        for the model's numbers, and how many use each framework; no other evidence is read.
    arrays
        the evidence: the catalogue's, or the same with a cell otherwise.
    """
    match question:
        case GradedAsked():
            return _graded(question, catalogue, arrays, options)
        case BlocksAsked():
            return _blocks(question, catalogue, arrays, options)
        case SpeedAsked():
            return _speed(question, catalogue, arrays, options)
        case SkillsAsked():
            return _skills(question, catalogue, arrays, options)
        case SwitchingAsked():
            return _switching(question, catalogue, arrays, options)
        case HostingAsked():
            return _hosting(question, catalogue, arrays, options)
        case _:
            return np.tile(WHOLE_SCALE, (len(options), 1))


def _graded(
    asked: GradedAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    found = _with_known(arrays.cells[:, COLUMN[asked.criterion]], asked.known, catalogue)
    return pairing.cells(found, options, catalogue.rules[asked.criterion], asked.data_share)


def _with_known(found: Floats, known: tuple[FrameworkId, ...], catalogue: Catalogue) -> Floats:
    """Frameworks that the organisation already runs are a step easier to put into production."""
    if not known:
        return found
    gained = found.copy()
    rows = [row for row, name in enumerate(catalogue.frameworks) if name in known]
    gained[rows] = np.minimum(gained[rows] + catalogue.model.skills.deployment_known, 1.0)
    return gained


def _blocks(
    asked: BlocksAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """Mean over the goal's building blocks; a pairing has the better part's, less the toll."""
    places = {name: place for place, name in enumerate(catalogue.blocks)}
    brought = pairing.blocks(arrays.blocks[:, [places[block] for block in asked.blocks]], options)
    return pairing.toll(brought.mean(axis=1), options, catalogue.rules[asked.criterion].cost)


def _speed(
    asked: SpeedAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """Mean over what has to be built."""
    mixed = np.einsum("s,osb->ob", np.array(asked.surfaces), pairing.speed(arrays.speed, options))
    return pairing.toll(mixed, options, catalogue.rules[asked.criterion].cost)


def asked_skills(
    asked: SkillsAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """Return how much of the work calls for each skill: shape (options, skills, 3).

    A framework that the organisation already runs calls for less.
    """
    saved = catalogue.model.skills.demand_known
    left = np.array([saved if name in asked.known else 1.0 for name in catalogue.frameworks])
    demands = arrays.demands * left[:, None, None, None]
    return pairing.skills(demands, options, np.array(asked.surfaces))


def _skills(
    asked: SkillsAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """One minus what missing skills cost: each costs its share of what is left."""
    chances = lacking(asked.team, catalogue)[None, :, None]
    missing = asked_skills(asked, catalogue, arrays, options) * chances
    fit = np.prod(1 - missing * catalogue.model.skills.learning, axis=1)[:, ::-1]
    return fit * pairing.learnt(_framework_known(asked.known, catalogue, arrays), options)


def _framework_known(
    known: tuple[FrameworkId, ...], catalogue: Catalogue, arrays: EvidenceArrays
) -> Floats:
    """What is left where the framework itself must be learnt.

    One if the organisation already runs it. Otherwise somebody in the team knows it with chance
    1 - (1 - familiarity)^people. Existing code is not counted here: what it is worth is the
    switching cost's affair, and a fact feeds one criterion.
    """
    model = catalogue.model.skills
    stranger = (1 - arrays.familiarity) ** model.team_size
    left = 1 - model.framework_demand * model.learning * stranger
    left[[row for row, name in enumerate(catalogue.frameworks) if name in known]] = 1.0
    return left


def _switching(
    asked: SwitchingAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """One where nothing exists; otherwise what survives of it, weighed by its size."""
    if asked.size == "none":
        return np.ones((len(options), 3))
    loss = np.array(catalogue.model.switching.loss(asked.size))
    if asked.existing is not None:
        survives = pairing.surviving(arrays.kept[:, catalogue.row(asked.existing)], options)
        return 1 - loss[::-1] * (1 - survives)
    return _mean(open_states(asked, catalogue, arrays, options))


def _hosting(
    asked: HostingAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """The worst of the named hosts; while none is named, the mean over likely ones."""
    if asked.hosts:
        both = homes(asked, catalogue, arrays, options)
        return both[:, [HOST[host] for host in asked.hosts]].min(axis=1)
    return _mean(open_states(asked, catalogue, arrays, options))


def homes(
    asked: HostingAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> Floats:
    """Return where options can do what is asked: (options, hosts, 3)."""
    found = pairing.hosts(arrays.hosts, options)
    nowhere = catalogue.model.hosting.absent.bounds()
    found[:, [HOST[host] for host in asked.barred]] = nowhere
    for host in asked.thin:
        less = found[:, HOST[host], 1] < catalogue.model.status.present.low
        found[less, HOST[host]] = nowhere
    return found


class States(NamedTuple):
    """What options can do under each answer to a question that is still open."""

    bounds: Floats
    """(options, answers, 3)"""
    chances: Floats
    """(answers,): how likely each is, summing to one."""


OpenAsked = SkillsAsked | SwitchingAsked | HostingAsked
"""Questions about capability that answers leave open."""


def is_open(question: Asked) -> TypeGuard[OpenAsked]:
    """Return whether capability hangs on what nobody has said yet."""
    match question:
        case SkillsAsked():
            return True
        case SwitchingAsked():
            return question.existing is None and question.size != "none"
        case HostingAsked():
            return not question.hosts
        case _:
            return False


def open_states(
    question: OpenAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> States:
    """Return what options can do under each answer to an open question.

    Of skills there is an answer for each set of those that may be lacking, numbered in binary by
    the skills' places, as `drawn_answers` has it.
    """
    match question:
        case HostingAsked():
            priors = np.array([catalogue.hosts[host].prior for host in HOSTS])
            return States(homes(question, catalogue, arrays, options), priors / priors.sum())
        case SwitchingAsked():
            return _code_states(question, catalogue, arrays, options)
        case SkillsAsked():
            return _skill_states(question, catalogue, arrays, options)


def _code_states(
    asked: SwitchingAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> States:
    """First that there is no code, then that there is some in each framework."""
    some = catalogue.model.switching.some_exists if asked.size is None else 1.0
    loss = np.array(catalogue.model.switching.loss(None if asked.size == "none" else asked.size))
    bounds = np.ones((len(options), 1 + len(catalogue.frameworks), 3))
    for place in range(len(catalogue.frameworks)):
        survives = pairing.surviving(arrays.kept[:, place], options)
        bounds[:, 1 + place] = 1 - loss[::-1] * (1 - survives)
    return States(bounds, np.array([1 - some, *(some * code_chances(catalogue))]))


def _skill_states(
    asked: SkillsAsked, catalogue: Catalogue, arrays: EvidenceArrays, options: Options
) -> States:
    sets = np.arange(2 ** len(SKILLS))
    lacks = (sets[:, None] >> np.arange(len(SKILLS))) & 1
    each = lacking(asked.team, catalogue)
    chances = np.prod(np.where(lacks, each, 1 - each), axis=1)
    demands = asked_skills(asked, catalogue, arrays, options)
    costs = 1 - demands[:, None] * (lacks * catalogue.model.skills.learning)[None, :, :, None]
    fit = np.prod(costs, axis=2)[..., ::-1]
    known = pairing.learnt(_framework_known(asked.known, catalogue, arrays), options)
    return States(fit * known[:, None], chances)


def _mean(states: States) -> Floats:
    """Return the mean over the answers: (options, 3)."""
    mean: Floats = np.einsum("a,oab->ob", states.chances, states.bounds)
    return mean


def likely_values(
    question: Asked,
    catalogue: Catalogue,
    arrays: EvidenceArrays,
    bounds: Floats,
    options: Options,
) -> Floats:
    """Return equally likely capabilities on one criterion: shape (options, points).

    A pairing's graded cells come from its parts as independent quantities, as in the draws; places
    that nobody has named come each with its chance; everything else from the bounds.

    Parameters
    ----------
    bounds
        shape (options, 3), from `capability`: of what is on the shortlist, so parts are among it.
    """
    points = catalogue.model.quadrature.points
    if isinstance(question, HostingAsked) and is_open(question):
        # Of skills and existing code all is asked, so that their mean is enough.
        return mixed(*open_states(question, catalogue, arrays, options), points)
    values = quantiles(bounds, points)
    if not isinstance(question, GradedAsked):
        return values
    rule = catalogue.rules[question.criterion]
    place = {name: position for position, name in enumerate(options.frameworks)}
    for option in range(len(options.frameworks), len(options)):
        if not set(question.known) & set(options.parts[option]):
            first, second = (values[place[part]] for part in options.parts[option])
            pairs = pairing.joined(rule, first[:, None], second[None, :], question.data_share)
            whole = np.broadcast_to(pairs, (points, points)).reshape(-1)
            values[option] = compressed(whole, points)
    return values
