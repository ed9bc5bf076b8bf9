"""How likely a skill is lacking, and code exists, while nobody has said so."""

from __future__ import annotations

from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import SKILL, SKILLS, Skill

GIVEN: Final[Skill] = "python"
"""The skill that is hardly ever lacking, since the product is to be built in Python."""


def lacking(team: tuple[Skill, ...], catalogue: Catalogue) -> Floats:
    """Return how likely each skill is lacking: shape (skills,)."""
    model = catalogue.model.skills
    rest = model.other if team else model.silent
    chances = np.full(len(SKILLS), rest)
    chances[SKILL[GIVEN]] = model.given
    chances[[SKILL[skill] for skill in team]] = 0.0
    return chances


def code_chances(catalogue: Catalogue) -> Floats:
    """Return how likely code that exists is written in each framework: (frameworks,), sum one.

    It is as many as use it, of those that the files hold: what somebody hands in moves nothing.
    """
    users = np.array(
        [
            framework.familiarity.share[1]
            if framework.familiarity and name not in catalogue.handed_in
            else 0.0
            for name, framework in catalogue.frameworks.items()
        ]
    )
    return users / users.sum() if users.any() else np.full(len(users), 1 / len(users))
