"""Real decisions as a file: what the team knew, what it considered, what it chose."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from framework_compare.catalogue.folder import DATA, framework_ids
from framework_compare.catalogue.reading import is_there, missing_folder
from framework_compare.errors import (
    DataError,
    Problem,
    RequirementError,
    one_of,
    problems_of,
    shown,
)
from framework_compare.requirement.answers import repeated_keys
from framework_compare.requirement.files import name_of
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.vocabulary import FrameworkId

DECISIONS: Final = "decisions.json"
"""The file of ``data/`` that holds the recorded decisions."""
_WHERE: Final = f"data/{DECISIONS}"
_FEWEST_FACTS = 4
_OF_READERS: Final = ("summary", "reasons", "source", "team")
"""What a recorded decision must say, although a file for `evaluate` need not."""


def _known(name: object, info: ValidationInfo) -> object:
    """Refuse a framework that is none; validated in the context of those that there are."""
    known = info.context if info.context is not None else framework_ids()
    if name not in known:
        raise PydanticCustomError("word", "{words}", {"words": one_of(known)})
    return name


def _day(text: str) -> str:
    """Refuse what is no day, month or year: sources often name no more than the year."""
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        said = "must be a date as 2024, 2024-05 or 2024-05-17"
        raise PydanticCustomError("date", said) from None
    return text


Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$"), AfterValidator(_day)]
Frameworks = Annotated[tuple[Annotated[FrameworkId, BeforeValidator(_known)], ...], FailFast()]
"""One wrong name is enough to refuse a list, however many follow."""


class Case(BaseModel):
    """One decision; keys that are not listed here are left to whoever wrote the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    requirements: dict[str, Any]
    considered: Frameworks = ()
    """The team's shortlist."""
    accepted: Frameworks
    """UI frameworks that count as agreement."""
    chosen: Frameworks
    """What the team took; a pairing has two parts."""
    rejected: Frameworks = ()
    pairing: StrictBool = False
    strength: Literal["strong", "medium", "weak"] | str = "medium"
    """How well the source bears out what was known and what decided."""
    facts_stated: Annotated[StrictInt, Field(ge=0)] = 0
    team: str = ""
    """Two cases of one team are one cluster."""
    source: str = ""
    """An address, or words where none is known."""
    kind: str = ""
    """What the source is, such as a decision record or the story of a migration."""
    date: Date | None = None
    """As exactly as the source says it; None where it does not."""
    summary: str = ""
    """What was to be built and what was weighed, without the choice's praise."""
    reasons: str = ""
    """What decided, as the source gives it."""
    machine_assisted_text: StrictBool = False
    """Whether the source's prose looks machine-written; the decision is real all the same."""

    @property
    def counts(self) -> bool:
        """Whether it is scored: at least four facts, and not weak evidence."""
        return self.facts_stated >= _FEWEST_FACTS and self.strength != "weak"

    @property
    def may_be_shown(self) -> bool:
        """Whether it may stand as an example: told whole, and borne out by its source."""
        return bool(self.summary and self.reasons and self.source) and self.strength != "weak"

    @property
    def goal(self) -> str | None:
        """What was to be built; None where the source does not say."""
        return self.requirements.get("goal")

    @property
    def cluster(self) -> str:
        """Whose decision it is: two of one team are one cluster."""
        return self.team or self.id

    @property
    def taken(self) -> tuple[FrameworkId, ...]:
        """The UI frameworks of what was chosen: one, but for teams that run several side by side.

        The parts of a choice stand in no order, so that what counts as agreement tells the UI.
        """
        return tuple(part for part in self.chosen if part in self.accepted) or self.chosen

    def requirement(
        self, *, shortlist: bool, frameworks: Collection[FrameworkId] | None = None
    ) -> Requirement:
        """Return what the team knew, among its shortlist or among all.

        Parameters
        ----------
        frameworks
            those that there are; the shipped ones where None.
        """
        raw = {**self.requirements, "considered": self.considered if shortlist else ()}
        return parse_requirement(raw, self.id, frameworks=frameworks)

    def agrees(self, parts: tuple[FrameworkId, ...]) -> bool:
        """Return whether an option agrees with the team.

        Its UI is accepted, or its parts are what was chosen.
        """
        return parts[0] in self.accepted or set(parts) == set(self.chosen)


def cases_of(
    path: Path, frameworks: Collection[FrameworkId] | None = None
) -> Iterator[tuple[str, Case | Exception]]:
    """Yield the decisions of one file, each with its name for messages, or what is wrong with it.

    A file that is no list of decisions is one such error; any error but `RequirementError` is a
    fault of ours.

    Parameters
    ----------
    frameworks
        those that there are; the shipped ones where None.
    """
    try:
        raw = parse_json(path.read_bytes(), str(path), huge=True)
    except OSError as error:
        yield (
            str(path),
            RequirementError([Problem(str(path), "", f"must be readable, got {error.strerror}")]),
        )
        return
    except Exception as error:  # a fault of ours in reading is reported like one in a case
        yield str(path), error
        return
    if not isinstance(raw, list) or not raw:
        yield (
            str(path),
            RequirementError(
                [Problem(str(path), "", f"must be a list of decisions, got {shown(raw)}")]
            ),
        )
        return
    for index, entry in enumerate(raw):
        name = name_of(path, index, entry)
        yield name, _case(entry, name, frameworks)


def _case(entry: object, name: str, frameworks: Collection[FrameworkId] | None) -> Case | Exception:
    repeated = repeated_keys(entry, name, keys=Case.model_fields)
    if isinstance(entry, dict):
        repeated += repeated_keys(entry.get("requirements"), name, "requirements")
    if repeated:
        return RequirementError(repeated)
    try:
        case = Case.model_validate(entry, context=frameworks)
        case.requirement(shortlist=True, frameworks=frameworks)
    except ValidationError as error:
        return RequirementError(problems_of(error, name, raw=entry))
    except RequirementError as error:
        return RequirementError(
            Problem(name, problem.path, problem.message) for problem in error.problems
        )
    except Exception as error:  # a fault of ours in one case is no reason to leave out the others
        return error
    return case


def read_decisions(
    folder: Path = DATA, frameworks: Collection[FrameworkId] | None = None
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """Read the recorded decisions and report every problem.

    Parameters
    ----------
    folder
        a folder laid out like ``data/``.
    frameworks
        those that there are; those of the folder where None.

    Returns
    -------
    tuple
        the decisions that are sound, and what is wrong with the others or with the whole file.
    """
    if not is_there(folder):
        return (), (missing_folder(folder),)
    path = folder / DECISIONS
    cases: list[Case] = []
    problems: list[Problem] = []
    for name, case in cases_of(path, framework_ids(folder) if frameworks is None else frameworks):
        place = name.removeprefix(str(path))
        if isinstance(case, Case):
            cases.append(case)
            problems += [
                Problem(_WHERE, f"{place}.{field}", "must be there, got nothing")
                for field in _OF_READERS
                if not getattr(case, field)
            ]
        elif isinstance(case, RequirementError):
            problems += [_placed(problem, place) for problem in case.problems]
        else:
            raise case
    times = Counter(case.id for case in cases)
    problems += [
        Problem(_WHERE, f"[{shown(id_)}].id", f"must be its own, got it {number} times")
        for id_, number in times.items()
        if number > 1
    ]
    return tuple(cases), tuple(problems)


def _placed(problem: Problem, place: str) -> Problem:
    """Return a problem of one decision as one of its file, whose problems are counted together."""
    return replace(problem, where=_WHERE, path=".".join(filter(None, (place, problem.path))))


def load_decisions(folder: Path = DATA) -> tuple[Case, ...]:
    """Return the recorded decisions; read once for each folder.

    Raises
    ------
    DataError
        where the file cannot be read as decisions that people can be shown.
    """
    return _loaded(folder)


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> tuple[Case, ...]:
    cases, problems = read_decisions(folder)
    if problems:
        raise DataError(problems)
    return cases
