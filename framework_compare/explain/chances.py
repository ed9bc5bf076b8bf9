"""How likely each answer to an open question is, by what the model assumes while it is open.

Whoever asks what an answer is worth has to reckon with the same chances as the score does while
nothing is said; otherwise an answer seems to be worth something because the model had assumed
another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from framework_compare.catalogue.criteria import Answer, Question
from framework_compare.scoring.distributions import Floats, quantiles
from framework_compare.scoring.needs import interpolated, plausible_goals
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.unanswered import code_chances, lacking
from framework_compare.vocabulary import COLUMN, NEEDS, SKILL, CriterionId

_NOT_USUAL: Final = 0.0


def answer_chances(scored: Scored, question: Question, values: Sequence[object]) -> Floats:
    """Return the chance of each answer to a question: (values,).

    Of a question with one answer they sum to at most one; what is missing to one is that nothing
    changes. Of a list each is the chance that the word is named.

    Parameters
    ----------
    values
        the answers, as the field takes them: words of its list, one by one, or numbers.
    """
    words = [str(value) for value in values]
    listed = _listed(scored, question)
    if listed is not None:
        return np.array([listed.get(word, _NOT_USUAL) for word in words])
    asked = _asked(scored, question, values)
    if asked is None:
        return np.full(len(values), 1 / max(len(values), 1))
    criterion, middles = asked
    return _nearest(scored, criterion, middles)


def _listed(scored: Scored, question: Question) -> Mapping[str, float] | None:
    """Return the chances of words that the model has a number for; None where it has none."""
    catalogue = scored.catalogue
    match question.field:
        case "goal":
            return dict(plausible_goals(scored.requirement, catalogue))
        case "needs":
            return _likely_needs(scored)
        case "hosting":
            whole = sum(host.prior for host in catalogue.hosts.values())
            return {name: host.prior / whole for name, host in catalogue.hosts.items()}
        case "team_skills":
            lacks = lacking(scored.requirement.team_skills, catalogue)
            return {skill: 1 - float(lacks[place]) for skill, place in SKILL.items()}
        case "routing":
            found: dict[str, float] = {}
            for under in scored.goals:
                for level, chance in under.profile.goal.routing.items():
                    found[level] = found.get(level, 0.0) + under.share * chance
            return found
        case "existing_framework":
            written = catalogue.model.switching.some_exists * code_chances(catalogue)
            return dict(zip(catalogue.frameworks, written.tolist(), strict=True))
        case "existing_size" if scored.requirement.existing_framework is None:
            return {"none": 1 - catalogue.model.switching.some_exists}
        case "known_frameworks":
            return {
                name: framework.familiarity.share[1] if framework.familiarity else _NOT_USUAL
                for name, framework in catalogue.frameworks.items()
            }
    return None


def _likely_needs(scored: Scored) -> dict[str, float]:
    unusual = scored.catalogue.model.asking.unusual
    found: dict[str, float] = {}
    for need in NEEDS:
        chances = [under.profile.goal.likely.get(need, unusual) for under in scored.goals]
        shares = [under.share for under in scored.goals]
        found[need] = float(np.dot(chances, shares))
    return found


def _asked(
    scored: Scored, question: Question, values: Sequence[object]
) -> tuple[CriterionId, list[float]] | None:
    """Return the criterion whose need the answers set, and the middle that each sets."""
    if question.kind == "number" and question.criterion:
        logarithmic = question.scale == "log10"
        middles = [
            interpolated(question.point, float(str(value)), logarithmic=logarithmic)[1]
            for value in values
        ]
        return question.criterion, middles
    by_word = {answer.value: _sets(answer) for answer in question.answer}
    found = [by_word.get(str(value)) for value in values]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found) or len({criterion for criterion, _ in known}) > 1:
        return None
    return known[0][0], [middle for _, middle in known]


def _sets(answer: Answer) -> tuple[CriterionId, float] | None:
    return next(
        ((effect.criterion, effect.mid) for effect in answer.effect if effect.op == "set"), None
    )


def _nearest(scored: Scored, criterion: CriterionId, middles: list[float]) -> Floats:
    """Return how much of what is assumed of a need lies nearest to each answer."""
    points, chances = scored.catalogue.model.quadrature.points, np.zeros(len(middles))
    for under in scored.goals:
        assumed = quantiles(under.profile.bounds[COLUMN[criterion]], points)
        nearest = np.abs(assumed[:, None] - np.array(middles)).argmin(axis=1)
        chances += under.share * np.bincount(nearest, minlength=len(middles)) / points
    return chances
