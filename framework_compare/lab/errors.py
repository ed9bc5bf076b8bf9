"""The errors of the lab.

The tree::

    FrameworkCompareError
    └── LabError             something that was to be measured cannot be
        ├── WrongAnswer      an entrant shows another answer than the reference
        ├── NoAnswer         an entrant says nothing for too long
        ├── NotStarted       a server or a program does not come up
        └── Unavailable      this machine lacks what is needed: a reason to skip, not a failure
"""

from __future__ import annotations

from framework_compare.errors import FrameworkCompareError, Problem, shown


class LabError(FrameworkCompareError):
    """Something that was to be measured cannot be; one problem each.

    Parameters
    ----------
    where
        entrant, experiment or file.
    message
        what is allowed and what was found.
    """

    def __init__(self, where: str, message: str) -> None:
        super().__init__([Problem(where, "", message)])


class WrongAnswer(LabError):  # noqa: N818  # says what happened
    """An entrant shows another answer than the reference gives.

    Parameters
    ----------
    where
        entrant and action, such as ``flask: filter(All, 40)``.
    expected, found
        the two answers.
    """

    def __init__(self, where: str, expected: object, found: object) -> None:
        super().__init__(where, f"must answer {shown(expected)}, got {shown(found)}")


class NoAnswer(LabError):  # noqa: N818  # says what happened
    """An entrant said nothing for too long.

    Parameters
    ----------
    where
        entrant and action.
    seconds
        how long was waited.
    """

    def __init__(self, where: str, seconds: float) -> None:
        super().__init__(where, f"must answer within {seconds:g} s, got nothing")


class NotStarted(LabError):  # noqa: N818  # says what happened
    """A server or a program did not come up; the message ends in the last lines that it wrote."""


class Unavailable(LabError):  # noqa: N818  # says what happened
    """The machine lacks what is needed: a reason to skip, not a failure."""
