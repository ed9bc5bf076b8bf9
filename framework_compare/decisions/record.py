"""How the verdicts did on real decisions, as the command ``evaluate`` saved it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from framework_compare.catalogue.evidence import Share
from framework_compare.catalogue.folder import DATA
from framework_compare.errors import DataError, Problem, shown
from framework_compare.vocabulary import Confidence

_FILE: Final = "measurements/validation.json"


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
    """What the other methods changed.

    The verdicts that they lowered, every word without them, and the log score.
    """

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


def load_track_record(folder: Path = DATA) -> TrackRecord | None:
    """Return the saved record, or None where nothing was saved yet.

    Raises
    ------
    DataError
        where the file cannot be read as a record.
    """
    where = f"data/{_FILE}"
    try:
        return TrackRecord.model_validate_json((folder / _FILE).read_bytes(), strict=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError([Problem(where, "", f"must be readable, got {error.strerror}")]) from None
    except ValidationError as error:
        raise DataError(
            Problem(where, ".".join(map(str, detail["loc"])), _message(detail))
            for detail in error.errors()
        ) from None


def record_problems(folder: Path = DATA) -> tuple[Problem, ...]:
    """Return why the saved record cannot be read; empty where it can, or where there is none."""
    try:
        load_track_record(folder)
    except DataError as error:
        return error.problems
    return ()


def _message(detail: ErrorDetails) -> str:
    cure = "`evaluate --save` writes the file anew"
    if detail["type"] == "json_invalid":
        return f"must be JSON: {detail['msg'].removeprefix('Invalid JSON: ')}; {cure}"
    return f"{detail['msg']}, got {shown(detail['input'])}; {cure}"
