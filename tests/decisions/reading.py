"""A file of decisions, all or nothing."""

from __future__ import annotations

from pathlib import Path

from framework_compare.decisions.cases import Case, cases_of
from framework_compare.errors import Problems, RequirementError


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of decisions.

    Raises
    ------
    RequirementError
        with its problems, at most ten and how many more: not readable, not JSON, not a list, wrong
        fields in a case.
    """
    cases: list[Case] = []
    problems = Problems(str(path))
    for _, case in cases_of(path):
        if isinstance(case, Case):
            cases.append(case)
        elif isinstance(case, RequirementError):
            problems.add(case.problems)
        else:
            raise case
    if problems:
        raise RequirementError(problems.told())
    return tuple(cases)
