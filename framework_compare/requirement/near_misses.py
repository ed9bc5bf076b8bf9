"""Which known word a misspelled one was meant to be; nothing where that is anybody's guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 40
"""A longer text is no misspelled word."""
_SHORTEST: Final = 4
_SHORT: Final = 6
"""In a word below this length the first letter counts: game is not name, and oauth is not auth."""
_TWO_SLIPS: Final = 8
"""From this length on two letters may be wrong."""
_DRESSED: Final = re.compile(r"^[?&\s]*(amp;)*|(\[[^\]]*\])*\s*$")
"""What links and forms put around a name: ``amp;audience``, ``audience[]``."""
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-\s]+")


def near_miss(word: object, words: Iterable[str], *, parts: bool = False) -> str:
    """Return the one known word that another is a near miss of, or nothing.

    A near miss differs in case, in how its parts are joined, in what a link put around it, in being
    one or many, or by one slip of the finger, in a long word by two.

    Parameters
    ----------
    word
        what was found.
    words
        what is known, such as ``peak_concurrent_users``.
    parts
        take a single part that only one known word has, too: ``dashbord`` for
        ``interactive_dashboard``.

    Returns
    -------
    str
        empty where no known word, or more than one, is meant.
    """
    if not isinstance(word, str) or len(word) > _LONGEST:
        return ""
    known = list(words)
    plain = _HUMP.sub("_", _DRESSED.sub("", word)).lower()
    for same in (_as_it_is, _as_one):
        found = [name for name in known if same(name.lower()) == same(plain)]
        if len(found) == 1:
            return found[0]
    near = sorted(
        (slips, name) for name in known if (slips := _slips(plain, name.lower())) is not None
    )
    if near and [slips for slips, _ in near].count(near[0][0]) == 1:
        return near[0][1]
    return _of_a_part(plain, known) if parts and not near else ""


def _as_it_is(word: str) -> str:
    return word


def _as_one(word: str) -> str:
    return word.removesuffix("s")


def _of_a_part(word: str, known: Iterable[str]) -> str:
    """Return the only known word with such a part."""
    owners = [
        name
        for name in known
        if any(_is_part(word, part) for part in re.split(r"[_\s]", name.lower()))
    ]
    return owners[0] if len(owners) == 1 else ""


def _is_part(word: str, part: str) -> bool:
    return (
        _as_one(word) == _as_one(part) if len(part) < _SHORTEST else _slips(word, part) is not None
    )


def _slips(word: str, known: str) -> int | None:
    """Return how many letters are wrong, missing, too many or swapped.

    None where too many for a slip.
    """
    allowed = 1 if len(known) < _TWO_SLIPS else 2
    if min(len(word), len(known)) < _SHORTEST or abs(len(word) - len(known)) > allowed:
        return None
    if len(known) < _SHORT and word[0] != known[0]:
        return None
    found = _distance(word, known)
    return found if found <= allowed else None


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance.

    Insertions, deletions, replacements, swaps of neighbours.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
