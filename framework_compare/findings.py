"""How the verdicts did on real decisions, as the command ``evaluate`` saved it."""

from __future__ import annotations

import datetime
import math
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from framework_compare.catalogue import DATA
from framework_compare.errors import DataError, Problem
from framework_compare.evidence import Share
from framework_compare.numbers import signed
from framework_compare.vocabulary import Confidence

__all__ = [
    "Agreement",
    "Baseline",
    "BeforeAfter",
    "Calibrated",
    "Calibration",
    "CrossChecked",
    "CrossChecks",
    "LogScores",
    "Miss",
    "Misses",
    "Rate",
    "Robustness",
    "Services",
    "Shaken",
    "Spread",
    "TrackRecord",
    "claims_of",
    "load_track_record",
]

_FILE: Final = "measurements/validation.json"
_COIN: Final = 0.5


class _Saved(BaseModel):
    """Base: frozen; what a later version adds is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Rate(_Saved):
    """A share of n with its 95 per cent interval; empty where n is 0."""

    n: int = 0
    agree: float = 0
    share: Share | None = None
    low: Share | None = None
    high: Share | None = None


class Agreement(_Saved):
    """How often the team's choice was among the first one, two or three."""

    n: int = 0
    top1: Rate = Rate()
    top2: Rate = Rate()
    top3: Rate = Rate()


class Baseline(_Saved):
    """What a simple rule reaches, and on how many cases the verdicts do better or worse."""

    name: str
    shortlist: Rate = Rate()
    all: Rate = Rate()
    shortlist_better: float = 0
    shortlist_worse: float = 0


class Calibrated(Rate):
    """Agreement of the verdicts with one word of confidence."""

    word: Confidence


class Calibration(_Saved):
    """Agreement by word, among the team's shortlist and among all ten."""

    shortlist: tuple[Calibrated, ...] = ()
    all: tuple[Calibrated, ...] = ()


class BeforeAfter(_Saved):
    """A figure without and with the cross-check, and the 95 per cent interval of the change."""

    before: float | None = None
    after: float | None = None
    change: tuple[float, float] | None = None


class CrossChecked(_Saved):
    """What the other methods changed: the verdicts that they lowered, every word without them, and the log score."""

    lowered: Rate = Rate()
    before: tuple[Calibrated, ...] = ()
    word_log_score: BeforeAfter = BeforeAfter()


class CrossChecks(_Saved):
    """The same among the team's shortlist and among all ten."""

    shortlist: CrossChecked = CrossChecked()
    all: CrossChecked = CrossChecked()


class LogScores(_Saved):
    """The mean logarithm of the share given to what the team accepted; 0 is perfect."""

    shortlist: float | None = None
    all: float | None = None


class Miss(_Saved):
    """A case in which the team chose otherwise."""

    id: str
    champion: str | None = None
    confidence: Confidence | None = None
    chosen: tuple[str, ...] = ()
    kind: str = ""
    reason: str = ""
    source: str = ""


class Misses(_Saved):
    """Every miss, among the team's shortlist and among all ten."""

    shortlist: tuple[Miss, ...] = ()
    all: tuple[Miss, ...] = ()


class Spread(_Saved):
    """The median of many repetitions, with its 5th and 95th percentile."""

    low: Share
    median: Share
    high: Share


class Shaken(_Saved):
    """Agreement when all judged numbers are off by up to a fifth."""

    times: int = 0
    shortlist: Spread | None = None
    all: Spread | None = None


class Robustness(_Saved):
    """What the agreement survives."""

    shaken: Shaken = Shaken()


class Services(_Saved):
    """How often a service behind the screens was advised, chosen, and both."""

    advised: int = 0
    chosen: int = 0
    both: int = 0


class TrackRecord(_Saved):
    """The whole record."""

    as_of: datetime.date
    catalogue: str = ""
    """Digest of the data that the verdicts were made with."""
    cases: int
    counted: int = 0
    shortlist: Agreement = Agreement()
    all: Agreement = Agreement()
    baselines: tuple[Baseline, ...] = ()
    calibration: Calibration = Calibration()
    cross_check: CrossChecks = CrossChecks()
    log_score: LogScores = LogScores()
    robustness: Robustness = Robustness()
    pairings: Services = Services()
    misses: Misses = Misses()


def claims_of(record: TrackRecord) -> tuple[str, ...]:
    """Return in sentences what the record allows to claim, and what it does not."""
    found = [
        "A word that is worth its name agrees more often than the next weaker one. About sixty verdicts of one word "
        "without a single miss would be needed to claim that it is right in 95 of 100 cases.",
        "Teams write up leaving a framework more often than staying, and over all ten the pick is often one that the "
        "team never considered: not every miss is an error.",
    ]
    found += _claims_of_words(record)
    shaken = record.robustness.shaken
    if shaken.shortlist is not None:
        spread = shaken.shortlist
        found.append(
            f"With all judged numbers off by up to a fifth, {shaken.times} times, agreement on the shortlist has a "
            f"median of {spread.median:.0%} ({spread.low:.0%} to {spread.high:.0%})."
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
            f"Over all ten, clear verdicts agreed {clear.agree:.0f} times of {clear.n} ({clear.low:.0%} to "
            f"{clear.high:.0%}): that they beat a coin there {shown} shown."
        )
    lowered = record.cross_check.shortlist.lowered
    if lowered.n and lowered.low is not None and lowered.high is not None:
        found.append(
            f"The four other methods took a step off {lowered.n} verdicts on the shortlist, {lowered.agree:.0f} of "
            f"which agreed. The true share may lie anywhere from {lowered.low:.0%} to {lowered.high:.0%}."
        )
    return found + _claims_of_scores(record.cross_check.shortlist.word_log_score)


def _claims_of_scores(scores: BeforeAfter) -> list[str]:
    if scores.before is None or scores.after is None or scores.change is None:
        return []
    low, high = scores.change
    if low <= 0 <= high:
        meaning = "The difference may be chance: that the other methods make the words better is not shown."
    else:
        meaning = f"That is {'better' if low > 0 else 'worse'} by more than chance."
    return [
        f"As forecasts, the words score {signed(scores.before)} without the other methods and {signed(scores.after)} "
        f"with them; 0 is perfect, a coin has {signed(math.log(_COIN))}. {meaning}"
    ]


def load_track_record(folder: Path = DATA) -> TrackRecord | None:
    """Return the saved record, or None where nothing was saved yet.

    Raises
    ------
    DataError
        where the file cannot be read as a record.
    """
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        return TrackRecord.model_validate_json(path.read_bytes())
    except ValidationError as error:
        problems = [
            Problem(f"data/{_FILE}", ".".join(str(step) for step in detail["loc"]), detail["msg"])
            for detail in error.errors()
        ]
        raise DataError(problems) from None
