"""Who leads, without draws: the options on the table by score, and the leader's rival."""

from __future__ import annotations

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored, score
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.screening import Screening, screen

TIE = 1e-9
"""Scores of 0 to 100 that differ by less are ties."""


def order_of(scores: Floats, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Return the kept options by score, highest first; ties in the catalogue's order."""
    return tuple(
        sorted(kept, key=lambda option: (-round(float(scores[option]) / TIE) * TIE, option))
    )


def champion_of(requirement: Requirement, catalogue: Catalogue) -> str | None:
    """Return who leads, without draws: the quick question that explanations ask again and again."""
    return lead_of(requirement, catalogue)[0]


def ordered(requirement: Requirement, catalogue: Catalogue) -> tuple[Scored, tuple[int, ...]]:
    """Return every option's score, and the options on the table by score.

    The leader first, nobody if none fits.
    """
    scored = score(requirement, catalogue)
    return scored, order_of(
        scored.scores, kept_options(scored, screen(requirement, catalogue, scored))
    )


def lead_of(requirement: Requirement, catalogue: Catalogue) -> tuple[str | None, float]:
    """Return who leads, and by how many points over the best option that shares no part with it."""
    scored, order = ordered(requirement, catalogue)
    if not order:
        return None, 0.0
    rival = rival_of(scored, order)
    lead = float(scored.scores[order[0]] - scored.scores[rival]) if rival is not None else 0.0
    return scored.options.names[order[0]], lead


def kept_options(scored: Scored, screening: Screening, *, without: str = "") -> tuple[int, ...]:
    """Return the rows of the options that fail no must-have, one of which may be left aside."""
    names = scored.options.names
    return tuple(
        row for row, name in enumerate(names) if not screening.failed(name, without=without)
    )


def rival_of(scored: Scored, order: tuple[int, ...]) -> int | None:
    """Return the best option that shares no part with the champion, or, where there is none, the
    second.

    A pairing that contains the champion is no rival of it, whichever part comes first in its name.
    """
    ui, service = scored.options.ui, scored.options.service
    own = {ui[order[0]], service[order[0]]}
    others = [option for option in order[1:] if not own & {ui[option], service[option]}]
    return others[0] if others else order[1] if len(order) > 1 else None
