"""What agreement survives: judged numbers off by up to a fifth, and answers left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Effect, Question
from framework_compare.catalogue.evidence import Interval, Status, StatusCell
from framework_compare.catalogue.frameworks import Framework
from framework_compare.catalogue.model import DecisionModel
from framework_compare.decisions.cross_validation import with_learnt
from framework_compare.decisions.judged import Counted, Judged, share_agreeing
from framework_compare.decisions.record import (
    Blanked,
    ByChoiceSet,
    Robustness,
    Shaken,
    Spread,
)
from framework_compare.requirement.model import Requirement

_FACTS_KEPT: Final = 3
_REPEATS: Final = 20
_NOT_FACTS: Final = ("considered", "name", "notes", "weights", "not_needed")
_Held = TypeVar("_Held", bound=Interval)
_Key = TypeVar("_Key")
_MISREAD: Final = 0.05
_NEIGHBOURS: Final[dict[Status, tuple[Status, ...]]] = {
    "present": ("add_on",),
    "add_on": ("present", "absent"),
    "absent": ("add_on",),
}


def robustness(counted: Counted, *, shakes: int) -> Robustness:
    """Return what the agreement survives.

    Parameters
    ----------
    counted
        the decisions that count.
    shakes
        how often all judged numbers are shaken.
    """
    return Robustness(
        shaken=_agreement_shaken(counted, shakes),
        blanked=_agreement_blanked(counted),
        goal_and_three=_agreement_of_few_facts(counted),
    )


def _agreement_shaken(counted: Counted, times: int) -> Shaken:
    if not times:
        return Shaken(times=0)
    first = counted.catalogue.model.draws.seed
    shortlist, everywhere = [], []
    for seed in range(first, first + times):
        other = _Otherwise(shaken(counted.catalogue, seed))
        shortlist.append(_share_as_stated(counted.shortlist, other))
        everywhere.append(_share_as_stated(counted.all, other))
    return Shaken(times=times, shortlist=_spread(shortlist), all=_spread(everywhere))


class _Otherwise:
    """Other data, with what each decision's own catalogue has learnt from other teams."""

    def __init__(self, other: Catalogue) -> None:
        self._other = other
        self._made: dict[str, Catalogue] = {}

    def __call__(self, known: Catalogue) -> Catalogue:
        if known.digest not in self._made:
            self._made[known.digest] = with_learnt(self._other, known.learnt, known.digest)
        return self._made[known.digest]


def _share_as_stated(judged: Sequence[Judged], otherwise: _Otherwise) -> float:
    return share_agreeing(judged, [item.requirement for item in judged], otherwise)


def _spread(shares: Sequence[float]) -> Spread:
    low, median, high = np.quantile(shares, [0.05, 0.5, 0.95])
    return Spread(low=float(low), median=float(median), high=float(high))


def _agreement_blanked(counted: Counted) -> tuple[Blanked, ...]:
    """Leave out one field at a time: how much each answer carries."""
    rows = []
    for field in Requirement.model_fields:
        if field in _NOT_FACTS:
            continue
        stated = sum(field in item.requirement.answers() for item in counted.all)
        if stated:
            rows.append(
                Blanked(
                    field=field,
                    stated=stated,
                    shortlist=_share_without(field, counted.shortlist),
                    all=_share_without(field, counted.all),
                )
            )
    return tuple(rows)


def _share_without(field: str, judged: Sequence[Judged]) -> float:
    answers = [item.requirement.answers() for item in judged]
    without = [{key: given[key] for key in given if key != field} for given in answers]
    return share_agreeing(judged, list(map(Requirement.model_validate, without)))


def _agreement_of_few_facts(counted: Counted) -> ByChoiceSet[float]:
    """Keep the goal and three random answers: what a user has told after four clicks."""
    rng = np.random.default_rng(counted.catalogue.model.draws.seed)
    shares = [
        [
            share_agreeing(judged, [_few_facts(item.requirement, rng) for item in judged])
            for _ in range(_REPEATS)
        ]
        for judged in (counted.shortlist, counted.all)
    ]
    shortlist, everywhere = (float(np.median(found)) for found in shares)
    return ByChoiceSet[float](shortlist=shortlist, all=everywhere)


def _few_facts(requirement: Requirement, rng: np.random.Generator) -> Requirement:
    answers: dict[str, Any] = requirement.answers()
    fields = [field for field in answers if field not in ("goal", "considered", "must_haves")]
    picked = rng.permutation(fields)[:_FACTS_KEPT].tolist()
    return Requirement.model_validate(
        {field: answers[field] for field in ("goal", "considered", *picked) if field in answers}
    )


class _Shaker:
    def __init__(self, size: float, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.size = size

    def factor(self) -> float:
        return float(self.rng.uniform(1 - self.size, 1 + self.size))

    def value(self, value: float) -> float:
        return min(1.0, max(-1.0, value * self.factor()))

    def interval(self, interval: _Held) -> _Held:
        """Move the three numbers together, so that the interval keeps its shape.

        Stay on the scale.
        """
        factor = self.factor()
        return interval.model_copy(
            update={
                name: min(1.0, getattr(interval, name) * factor) for name in ("low", "mid", "high")
            }
        )

    def triple(self, triple: tuple[float, float, float]) -> tuple[float, float, float]:
        factor = self.factor()
        low, mid, high = (min(1.0, value * factor) for value in triple)
        return (low, mid, high)

    def shares(self, shares: dict[_Key, float]) -> dict[_Key, float]:
        return {key: share * self.factor() for key, share in shares.items()}

    def whole(self, shares: dict[_Key, float]) -> dict[_Key, float]:
        """Shake shares that sum to one."""
        found = self.shares(shares)
        return {key: share / sum(found.values()) for key, share in found.items()}

    def words(self, cells: dict[_Key, StatusCell]) -> dict[_Key, StatusCell]:
        """Read one word in twenty as its neighbour."""
        found = {}
        for key, cell in cells.items():
            words = _NEIGHBOURS.get(cell.status, ())
            if words and self.rng.random() < _MISREAD:
                word = words[int(self.rng.integers(len(words)))]
                found[key] = cell.model_copy(update={"status": word})
            else:
                found[key] = cell
        return found


def shaken(catalogue: Catalogue, seed: int, size: float = 0.2) -> Catalogue:
    """Return a catalogue whose judged numbers are multiplied by independent factors of 1 ± `size`.

    Shaken are: goals' needs, surfaces and priors of further needs, what needs build, every effect
    and every point of a question, graded cells and speeds, demands, shares of code kept, how likely
    places are, what joining two parts costs, the worth of present, add-on and absent, what an unmet
    need costs, what a rewrite costs and what binds. Of the words of cells one in twenty reads as
    its neighbour. Weights are not judged but learnt, and stay.
    """
    shaker = _Shaker(size, seed)
    return replace(
        catalogue,
        needs={
            name: need.model_copy(update={"builds": shaker.shares(need.builds)})
            for name, need in catalogue.needs.items()
        },
        hosts={
            name: host.model_copy(update={"prior": shaker.value(host.prior)})
            for name, host in catalogue.hosts.items()
        },
        rules={
            name: rule.model_copy(update={"cost": rule.cost * shaker.factor()})
            for name, rule in catalogue.rules.items()
        },
        goals={
            name: goal.model_copy(
                update={
                    "need": {key: shaker.interval(need) for key, need in goal.need.items()},
                    "surfaces": shaker.whole(goal.surfaces),
                    "likely": {
                        key: chance * shaker.factor() for key, chance in goal.likely.items()
                    },
                }
            )
            for name, goal in catalogue.goals.items()
        },
        questions={
            name: _question(question, shaker) for name, question in catalogue.questions.items()
        },
        frameworks={
            name: _framework(framework, shaker) for name, framework in catalogue.frameworks.items()
        },
        model=_model(catalogue.model, shaker),
        digest=f"{catalogue.digest}:shaken:{seed}:{size}",
    )


def _effect(effect: Effect, shaker: _Shaker) -> Effect:
    factor = shaker.factor()
    values = {
        name: min(1.0, max(-1.0, getattr(effect, name) * factor)) for name in ("low", "mid", "high")
    }
    return effect.model_copy(update=values)


def _question(question: Question, shaker: _Shaker) -> Question:
    answers = tuple(
        answer.model_copy(
            update={"effect": tuple(_effect(effect, shaker) for effect in answer.effect)}
        )
        for answer in question.answer
    )
    factor = shaker.factor()
    points = tuple(
        point.model_copy(
            update={
                name: min(1.0, getattr(point, name) * factor) for name in ("low", "mid", "high")
            }
        )
        for point in question.point
    )
    return question.model_copy(update={"answer": answers, "point": points})


def _framework(framework: Framework, shaker: _Shaker) -> Framework:
    return framework.model_copy(
        update={
            "capability": {
                key: shaker.interval(cell) for key, cell in framework.capability.items()
            },
            "blocks": shaker.words(framework.blocks),
            "needs": shaker.words(framework.needs),
            "hosts": shaker.words(framework.hosts),
            "speed": {key: shaker.interval(cell) for key, cell in framework.speed.items()},
            "demands": {
                surface: demand.model_copy(
                    update={
                        "skills": {
                            skill: shaker.triple(bounds) for skill, bounds in demand.skills.items()
                        }
                    }
                )
                for surface, demand in framework.demands.items()
            },
            "kept": {
                other: kept.model_copy(update={"share": shaker.triple(kept.share)})
                for other, kept in framework.kept.items()
            },
        }
    )


def _model(model: DecisionModel, shaker: _Shaker) -> DecisionModel:
    needs = model.stated_needs.model_copy(
        update={
            "loss_per_need": shaker.value(model.stated_needs.loss_per_need),
            "level": shaker.value(model.stated_needs.level),
            "unstated_chance": shaker.value(model.stated_needs.unstated_chance),
        }
    )
    words = {
        name: shaker.interval(getattr(model.status, name))
        for name in ("present", "add_on", "by_hand", "absent")
    }
    sizes = {
        name: shaker.triple(getattr(model.switching, name))
        for name in ("small", "medium", "large", "unknown")
    }
    skills = {
        name: shaker.value(getattr(model.skills, name))
        for name in ("silent", "other", "learning", "demand_known", "framework_demand")
    }
    return model.model_copy(
        update={
            "stated_needs": needs,
            "status": model.status.model_copy(update=words),
            "switching": model.switching.model_copy(update=sizes),
            "skills": model.skills.model_copy(update=skills),
            "binding": model.binding.model_copy(
                update={
                    "place": model.binding.place * shaker.factor(),
                    "code": model.binding.code * shaker.factor(),
                    "load": model.binding.load.model_copy(
                        update={"tenfold": model.binding.load.tenfold * shaker.factor()}
                    ),
                    "date": model.binding.date.model_copy(
                        update={"tenfold": model.binding.date.tenfold * shaker.factor()}
                    ),
                }
            ),
            "hosting": model.hosting.model_copy(
                update={"level": shaker.value(model.hosting.level)}
            ),
        }
    )
