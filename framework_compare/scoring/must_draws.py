"""Must-haves in the draws: an option that is borderline takes part where it meets them.

What passes for certain always takes part, what fails never does. In between, the capability that
is drawn decides, the very one that is scored, so that an option comes first no more often than it
is allowed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import Drawn
from framework_compare.scoring.goals import STATED, UnderGoal
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.screening import MUST_CRITERIA, must_bounds, must_levels
from framework_compare.scoring.simulation import bearers_of, capability_draws, quantile_draws
from framework_compare.vocabulary import COLUMN, NEEDS

OUT: Final = np.float32(-1e6)
"""The score of an option in a draw in which it does not meet a must: below every other."""
_ROUNDING: Final = 1e-6
"""By how much a draw may miss a level that it meets; float32 resolves about as much there."""

Met = NDArray[np.bool_]


def met_musts(scored: Scored, under: UnderGoal, drawn: Drawn, rows: Sequence[int]) -> Met | None:
    """Return in which draws options meet all their must-haves: (rows, n).

    None where that is the same in every draw: each of them passes every must.

    Parameters
    ----------
    rows
        of the options, none of which fails a must.
    """
    found: Met | None = None
    for must in scored.screening.musts:
        outcomes = scored.screening.outcomes[must]
        names = scored.options.names
        places = [place for place, row in enumerate(rows) if outcomes[names[row]] != "pass"]
        if not places:
            continue
        if found is None:
            found = np.ones((len(rows), drawn.count), bool)
        level = must_levels(must, scored.ground, [under])[0]
        able = _able(must, scored, under, drawn, [rows[place] for place in places])
        found[places] &= able >= level - _ROUNDING
    return found


def _able(must: str, scored: Scored, under: UnderGoal, drawn: Drawn, rows: Sequence[int]) -> Floats:
    """Return the drawn capability that a must is about: (rows, n)."""
    if must in MUST_CRITERIA:
        return capability_draws(under, drawn, rows, COLUMN[MUST_CRITERIA[must]])
    bounds = must_bounds(must, scored.requirement, scored.ground, scored.options, under)
    column = STATED if must in NEEDS else COLUMN["hosting_fit"]
    errors = drawn.cells[bearers_of(under, rows), column]
    return quantile_draws(bounds[list(rows)], errors)
