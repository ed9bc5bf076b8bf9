"""What the figures on real decisions allow to claim, and what they do not, in sentences."""

from __future__ import annotations

import math
from typing import Final

from framework_compare.decisions.record import BeforeAfter, TrackRecord
from framework_compare.text import signed

_COIN: Final = 0.5


def claims_of(record: TrackRecord) -> tuple[str, ...]:
    """Return in sentences what the record allows to claim, and what it does not."""
    found = [
        (
            "A word that is worth its name agrees more often than the next weaker one. About sixty"
            " verdicts of one word without a single miss would be needed to claim that it is right"
            " in 95 of 100 cases."
        ),
        (
            "Teams write up leaving a framework more often than staying, and over all ten the pick"
            " is often one that the team never considered: not every miss is an error."
        ),
    ]
    found += _claims_of_words(record)
    shaken = record.robustness.shaken
    if shaken.shortlist is not None:
        spread = shaken.shortlist
        found.append(
            f"With all judged numbers off by up to a fifth, {shaken.times} times, agreement on the"
            f" shortlist has a median of {spread.median:.0%} ({spread.low:.0%} to"
            f" {spread.high:.0%})."
        )
    if record.pairings.chosen:
        found.append(
            f"A service behind the screens was advised {record.pairings.advised} times and chosen "
            f"{record.pairings.chosen} times, {record.pairings.both} times both."
        )
    return tuple(found)


def _claims_of_words(record: TrackRecord) -> list[str]:
    """Return what may be said of the words over all ten, and of the cross-check."""
    found = []
    clear = next((word for word in record.calibration.all if word.word == "clear" and word.n), None)
    if clear is not None and clear.low is not None and clear.high is not None:
        shown = "is" if clear.low > _COIN else "is not"
        found.append(
            f"Over all ten, clear verdicts agreed {clear.agree:.0f} times of {clear.n}"
            f" ({clear.low:.0%} to {clear.high:.0%}): that they beat a coin there {shown} shown."
        )
    lowered = record.cross_check.shortlist.lowered
    if lowered.n and lowered.low is not None and lowered.high is not None:
        found.append(
            f"The four other methods took a step off {lowered.n} verdicts on the shortlist,"
            f" {lowered.agree:.0f} of which agreed. The true share may lie anywhere from"
            f" {lowered.low:.0%} to {lowered.high:.0%}."
        )
    return found + _claims_of_scores(record.cross_check.shortlist.word_log_score)


def _claims_of_scores(scores: BeforeAfter) -> list[str]:
    if scores.before is None or scores.after is None or scores.change is None:
        return []
    low, high = scores.change
    if low <= 0 <= high:
        meaning = (
            "The difference may be chance: that the other methods make the words better is not"
            " shown."
        )
    else:
        meaning = f"That is {'better' if low > 0 else 'worse'} by more than chance."
    return [
        f"As forecasts, the words score {signed(scores.before)} without the other methods and"
        f" {signed(scores.after)} with them; 0 is perfect, a coin has {signed(math.log(_COIN))}."
        f" {meaning}"
    ]
