"""A level in words: what is reached on a scale, never what is nearly reached.

Of a scale's levels the highest that a value reaches is named, and that it goes beyond it where it
does. The value of what an option can do is the middle of its range: the range stands beside it.
"""

from __future__ import annotations

from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Anchor, Criterion
from framework_compare.vocabulary import CriterionId

_SAME: Final = 0.005
"""Half a point of 100: what exceeds a level by less is that level in whole points."""
_NOISE: Final = 1e-9


def level_reached(criterion: Criterion, value: float) -> Anchor:
    """Return the highest level of a scale that a value reaches, the lowest where it reaches none.

    Parameters
    ----------
    value
        on the scale, 0 to 1.
    """
    ordered = sorted(criterion.anchors, key=lambda anchor: anchor.at)
    reached = [anchor for anchor in ordered if anchor.at <= value + _NOISE]
    return reached[-1] if reached else ordered[0]


def level_text(
    catalogue: Catalogue, criterion: CriterionId, value: float, *, missing: bool = False
) -> str:
    """Return a value on a scale in words: the level that it reaches, and whether it is beyond it.

    Parameters
    ----------
    value
        on the scale, 0 to 1.
    missing
        whether to name the next level, too, as not reached yet.
    """
    scale = catalogue.criterion(criterion)
    reached = level_reached(scale, value)
    people = criterion == "scalability"
    level = reached.text if people or value - reached.at < _SAME else f"“{reached.text}”"
    if value - reached.at >= _SAME:
        level = f"{'more' if people else 'better'} than {level}"
    if people:
        level += " at once"
    above = [anchor for anchor in scale.anchors if anchor.at > reached.at]
    if not missing or not above or value - reached.at < _SAME:
        return level
    following = min(above, key=lambda anchor: anchor.at).text
    return f"{level}, not yet {following if people else f'“{following}”'}"
