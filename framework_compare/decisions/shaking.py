"""The same catalogue with every judged number off by up to a fifth: what a verdict must survive."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Effect, Question
from framework_compare.catalogue.evidence import Interval
from framework_compare.catalogue.frameworks import Framework
from framework_compare.catalogue.model import DecisionModel

_Held = TypeVar("_Held", bound=Interval)


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


def shaken(catalogue: Catalogue, seed: int, size: float = 0.2) -> Catalogue:
    """Return a catalogue whose judged numbers are multiplied by independent factors of 1 ± `size`.

    Shaken are: group and criterion shares, goals' needs and priors of further needs, every effect
    and every point of a question, graded cells and speeds, demands, shares of code kept, the worth
    of present, add-on and absent, what an unmet need costs, and what a rewrite costs.
    """
    shaker = _Shaker(size, seed)
    groups = [group.share * shaker.factor() for group in catalogue.groups]
    criteria = [criterion.share * shaker.factor() for criterion in catalogue.criteria]
    return replace(
        catalogue,
        groups=tuple(
            g.model_copy(update={"share": share / sum(groups)})
            for g, share in zip(catalogue.groups, groups, strict=True)
        ),
        criteria=tuple(
            c.model_copy(update={"share": share})
            for c, share in zip(catalogue.criteria, criteria, strict=True)
        ),
        goals={
            name: goal.model_copy(
                update={
                    "need": {key: shaker.interval(need) for key, need in goal.need.items()},
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
        for name in ("present", "add_on", "absent")
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
        }
    )
