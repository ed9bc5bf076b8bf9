"""The champion held against the next framework, which is what whoever has to choose asks about.

The runner-up by score may be the champion with a service behind it; whether to add one is a
question of its own, with its own sentence.
"""

from __future__ import annotations

from framework_compare.scoring.reasons import comparison
from framework_compare.scoring.results import Comparison
from framework_compare.scoring.study import Study


def leaders(study: Study) -> tuple[str, ...]:
    """Return the champion and the option that it is held against, as far as there are both."""
    against = next_framework(study)
    return tuple(filter(None, (study.champion, against.rival if against else None)))


def next_framework(study: Study) -> Comparison | None:
    """Return what speaks for the champion against the family that comes first next most often.

    Against that family's option with the highest score; against the runner-up where all options
    are of one family. None where there is no other option.
    """
    if not study.order:
        return None
    names = study.options.names
    own = study.options.family(study.order[0])
    others = (names.index(each.best) for each in study.verdict.families if each.family != own)
    row = next(others, study.rival)
    return None if row is None else comparison(study, row)
