"""Real decisions as a file: what the team knew, what it considered, what it chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from framework_compare.catalogue.folder import framework_ids
from framework_compare.errors import Problem, RequirementError, one_of, problems_of, shown
from framework_compare.requirement.answers import repeated_keys
from framework_compare.requirement.files import name_of
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.vocabulary import FrameworkId

_FEWEST_FACTS = 4


def _known(name: object, info: ValidationInfo) -> object:
    """Refuse a framework that is none; validated in the context of those that there are."""
    known = info.context if info.context is not None else framework_ids()
    if name not in known:
        raise PydanticCustomError("word", "{words}", {"words": one_of(known)})
    return name


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
    pairing: bool = False
    strength: Literal["strong", "medium", "weak"] | str = "medium"
    facts_stated: int = 0
    team: str = ""
    """Two cases of one team are one cluster."""
    source: str = ""
    reasons: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is scored: at least four facts, and not weak evidence."""
        return self.facts_stated >= _FEWEST_FACTS and self.strength != "weak"

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
