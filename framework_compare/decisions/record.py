"""How the verdicts did on real decisions: what `evaluate` finds, saves, and pages read again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from framework_compare.catalogue.evidence import Share
from framework_compare.catalogue.folder import DATA
from framework_compare.errors import DataError, Problem, problems_of
from framework_compare.measured.estimates import cluster_interval, wilson
from framework_compare.vocabulary import Confidence

_FILE: Final = "measurements/validation.json"
_CURE: Final = "`evaluate --save` writes the file anew"

MissKind = Literal["rejected", "never considered", "none fits"]
"""Whether the team had looked at our champion, where there was one."""
_Figure = TypeVar("_Figure")


class _Saved(BaseModel):
    """Base: frozen, an unknown key is an error, and nothing is converted.

    A field has a default only where its key is left out of the file because the figure does not
    exist; a validator then says when it must.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def _require(figures: Mapping[str, object], number: int, of: str) -> None:
    """Refuse the lack of a figure of something, and a figure of nothing.

    Parameters
    ----------
    figures
        each by its key; None where it is not there.
    number
        of how many cases they are.
    of
        what that number is called.
    """
    for key, figure in figures.items():
        if (figure is None) == bool(number):
            must = "must be there" if number else "must not be there"
            raise ValueError(f"{key} {must} where {of} is {number}")


class ByChoiceSet(_Saved, Generic[_Figure]):
    """The same among the team's shortlist and among all ten."""

    shortlist: _Figure
    all: _Figure


class Rate(_Saved):
    """A share of n with its 95 per cent Wilson interval; empty where n is 0."""

    n: int
    agree: float
    share: Share | None
    low: Share | None
    high: Share | None

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        _require({"share": self.share, "low": self.low, "high": self.high}, self.n, "n")
        return self


def rate_of(hits: Sequence[float]) -> Rate:
    """Return the share of hits, which may be fractions: what a random pick would reach.

    The interval is Wilson's where each is one or nothing, else of samples drawn with replacement.
    """
    n, agree = len(hits), float(sum(hits))
    if not n:
        return Rate(n=0, agree=0.0, share=None, low=None, high=None)
    if set(hits) <= {0, 1}:
        low, high = wilson(agree, n)
    else:
        low, high = cluster_interval(hits, [str(place) for place in range(n)], seed=n)
    return Rate(n=n, agree=agree, share=agree / n, low=low, high=high)


class Agreement(_Saved):
    """How often the team's choice was among the first one, two or three."""

    n: int
    top1: Rate
    top2: Rate
    top3: Rate
    by_chance: tuple[Share, Share, Share] | None = None
    """What a random order of the same options would reach; left out where n is 0."""
    clustered: tuple[Share, Share] | None = None
    """The interval of the first where whole teams are drawn; left out where n is 0."""

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        figures = {"clustered": self.clustered, "by_chance": self.by_chance}
        _require(figures, self.n, "n")
        return self


class FinalistsRate(_Saved):
    """How often the team's choice was among the finalists, and how many those are on average."""

    covered: Rate
    families: float | None

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        _require({"families": self.families}, self.covered.n, "covered.n")
        return self


class Baseline(_Saved):
    """What a simple rule reaches, and on how many cases the verdicts do better or worse."""

    name: str
    shortlist: Rate
    shortlist_better: int
    shortlist_worse: int
    all: Rate
    all_better: int
    all_worse: int


class _OfWord(_Saved):
    """First among the bases, so that the word is written before its figures."""

    word: Confidence
    rejected: int
    """Misses whose champion the team had looked at."""


class WordRate(Rate, _OfWord):
    """Agreement of the verdicts with one word of confidence."""


class WordScores(_Saved):
    """The words' log score without and with the cross-check; all empty where no case counts."""

    before: float | None
    after: float | None
    change: tuple[float, float] | None
    """A 95 per cent interval in which whole teams are drawn."""


class CrossCheckEffect(_Saved):
    """What the other methods would change, if they lowered words.

    The verdicts that they would lower, every word then, and the log score without and with it.
    """

    lowered: Rate
    lowered_words: tuple[WordRate, ...]
    word_log_score: WordScores


class Bin(_Saved):
    """Verdicts whose share of firsts lies between two ends, and how often they were right."""

    low: Share
    high: Share
    said: Share
    """Their mean share."""
    right: Rate


class Spread(_Saved):
    """The median of many repetitions, with its 5th and 95th percentile."""

    low: Share
    median: Share
    high: Share


class Shaken(_Saved):
    """Agreement when all judged numbers are off by up to a fifth; left out if never shaken."""

    times: int
    shortlist: Spread | None = None
    all: Spread | None = None

    @model_validator(mode="after")
    def _was_done(self) -> Self:
        _require({"shortlist": self.shortlist, "all": self.all}, self.times, "times")
        return self


class Blanked(_Saved):
    """Agreement without the answers to one question, and how many cases state it."""

    field: str
    stated: int
    shortlist: Share
    all: Share


class Robustness(_Saved):
    """What the agreement survives."""

    shaken: Shaken
    blanked: tuple[Blanked, ...]
    goal_and_three: ByChoiceSet[Share]
    """With the goal and three random facts only."""


class Services(_Saved):
    """How often a service behind the screens was advised, chosen, and both."""

    advised: int
    chosen: int
    both: int
    precision: Share | None
    recall: Share | None

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        _require({"precision": self.precision}, self.advised, "advised")
        _require({"recall": self.recall}, self.chosen, "chosen")
        return self


class Miss(_Saved):
    """A case in which the team chose otherwise."""

    id: str
    champion: str | None
    """None where no option fits."""
    confidence: Confidence
    chosen: tuple[str, ...]
    kind: MissKind
    reason: str
    source: str


class TrackRecord(_Saved):
    """The whole record."""

    as_of: datetime.date
    catalogue: str
    """Digest of the data that the verdicts were made with."""
    cases: int
    counted: int
    """Those told in enough detail; every figure but `not_counted` is of them."""
    shortlist: Agreement
    all: Agreement
    not_counted: Agreement
    baselines: tuple[Baseline, ...]
    calibration: ByChoiceSet[tuple[WordRate, ...]]
    cross_check: ByChoiceSet[CrossCheckEffect]
    log_score: ByChoiceSet[float | None]
    """The mean logarithm of the share given to what the team accepted; 0 is perfect."""
    reliability: ByChoiceSet[tuple[Bin, ...]]
    """Shares of firsts beside how often they came true."""
    finalists: ByChoiceSet[FinalistsRate]
    robustness: Robustness
    pairings: Services
    misses: ByChoiceSet[tuple[Miss, ...]]

    @model_validator(mode="after")
    def _has_its_scores(self) -> Self:
        for over, agreement, effect, score in (
            ("shortlist", self.shortlist, self.cross_check.shortlist, self.log_score.shortlist),
            ("all", self.all, self.cross_check.all, self.log_score.all),
        ):
            words = {f"cross_check.{over}.word_log_score.{k}": v for k, v in effect.word_log_score}
            _require({f"log_score.{over}": score} | words, agreement.n, f"{over}.n")
        return self

    def to_json(self) -> str:
        """Return the record as the text of its file."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def load_track_record(folder: Path = DATA) -> TrackRecord | None:
    """Return the saved record, or None where nothing was saved yet.

    Raises
    ------
    DataError
        where the file cannot be read as a record.
    """
    where = f"data/{_FILE}"
    try:
        return TrackRecord.model_validate_json((folder / _FILE).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError([Problem(where, "", f"must be readable, got {error.strerror}")]) from None
    except ValidationError as error:
        raise DataError(problems_of(error, where, cure=_CURE)) from None


def record_problems(folder: Path = DATA) -> tuple[Problem, ...]:
    """Return why the saved record cannot be read; empty where it can, or where there is none."""
    try:
        load_track_record(folder)
    except DataError as error:
        return error.problems
    return ()
