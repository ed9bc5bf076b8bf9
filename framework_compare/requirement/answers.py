"""The answer to one field from JSON: what can be used of it, and what is wrong.

Only the problems that are told are worded, and no library is asked for an error of each item, so
that a wrong file costs little more than reading it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError

from framework_compare.errors import MOST_PROBLEMS, Problem, one_of, shown
from framework_compare.requirement.model import (
    LIST_FIELDS,
    LONGEST_NAME,
    LONGEST_NOTES,
    MOST_USERS,
    MOST_WEEKS,
    WHOLE_NUMBER_FIELDS,
    Requirement,
    ShareInterval,
    most_items,
    words_of,
)
from framework_compare.requirement.near_misses import near_miss
from framework_compare.vocabulary import CRITERIA, GROUPS, FrameworkId

_MOST_NAMED: Final = 5
"""How many findings of one kind are named in one problem; the rest is counted."""
_MOST_LOOKED_AT: Final = 50
"""How many names of a link are compared with the fields'; an honest link has fewer."""


def _adapter(field: str) -> TypeAdapter[Any]:
    info = Requirement.model_fields[field]
    annotation: Any = info.annotation
    for item in info.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {
    field: _adapter(field) for field in Requirement.model_fields
}
_SHARE: Final[TypeAdapter[Any]] = TypeAdapter(ShareInterval)
_MEMBERS: Final = dict.fromkeys((*GROUPS, *CRITERIA))


class RepeatedKeys(dict[str, Any]):
    """A JSON object whose text gives a key more than once; it holds the last of each.

    Reading does not refuse it, since only who uses the object knows whether anything of it matters.
    """

    pairs: Sequence[tuple[str, Any]] = ()

    @property
    def repeated(self) -> tuple[str, ...]:
        """The keys that the text repeats, each once, in its order."""
        seen: set[str] = set()
        twice: dict[str, None] = {}
        for key, _ in self.pairs:
            if key in seen:
                twice[key] = None
            seen.add(key)
        return tuple(twice)


def json_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object that knows which keys its text repeats.

    The decoder calls this for each object.
    """
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    marked = RepeatedKeys(found)
    marked.pairs = pairs
    return marked


def repeated_keys(
    raw: object, where: str, path: str = "", keys: Iterable[str] | None = None
) -> list[Problem]:
    """Return the problem of an object whose text gives keys more than once, if it is one.

    Parameters
    ----------
    raw
        what `parse_json` read.
    where, path
        the file, and the object's place in it.
    keys
        those that matter; all where none are given.
    """
    if not isinstance(raw, RepeatedKeys):
        return []
    twice = [key for key in raw.repeated if keys is None or key in keys]
    if not twice:
        return []
    named = ", ".join(f"{path}.{_key(key)}" if path else _key(key) for key in twice[:_MOST_NAMED])
    return [Problem(where, named + _rest(len(twice)), "must be given once, found more than once")]


def unknown_fields(
    keys: Iterable[object], where: str, *, strangers: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with names that are no fields.

    Near misses one by one, all others together.

    Parameters
    ----------
    keys
        the names.
    where
        the file or link.
    strangers
        leave alone what is no near miss: in a link it is for somebody else.
    """
    others: list[str] = []
    rest = iter(keys)
    for key in islice(rest, _MOST_LOOKED_AT if strangers else MOST_PROBLEMS):
        meant = near_miss(key, ADAPTERS, parts=not strangers)
        if meant:
            said = f"is not a field; did you mean {meant}?"
            yield Problem(where, _key(key), said, meant, "field", (_key(key),), (meant,))
        else:
            others.append(_key(key))
    if strangers or not others:
        return
    count = len(others) + sum(1 for _ in rest)
    named = others[:_MOST_NAMED]
    said = (
        f"{'is not a field' if count == 1 else 'are not fields'}; the fields are"
        f" {', '.join(ADAPTERS)}"
    )
    yield Problem(
        where,
        ", ".join(named) + _rest(count),
        said,
        rule="field",
        found=tuple(named),
        meant=("",) * len(named),
        more=count - len(named),
    )


def _key(key: object) -> str:
    """Return a key as part of a path: text without quotation marks, cut where it is too long."""
    text = shown(key)
    return text.strip("'") if isinstance(key, str) else text


def _rest(count: int) -> str:
    return f" and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""


def read_answer(
    field: str, value: object, where: str, frameworks: Iterable[FrameworkId] | None = None
) -> tuple[Any, list[Problem]]:
    """Read the answer to one field.

    Parameters
    ----------
    field
        one of the requirement's.
    value
        as JSON holds it.
    where
        the file or link, for messages.
    frameworks
        those that there are; `framework_ids` where none are given.

    Returns
    -------
    tuple
        what can be used of it, None where nothing can, and what is wrong.
    """
    if field in LIST_FIELDS:
        return _read_list(field, value, where, frameworks)
    if field == "weights":
        return _read_weights(value, where)
    words = words_of(field, frameworks)
    if words:
        if value is None or (isinstance(value, str) and value in words):
            return value, []
        return None, [_not_a_word(field, [(field, value)], words, where)]
    try:
        return ADAPTERS[field].validate_python(value), []
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        allowed = detail["msg"] if detail["type"] == "pair" else _allowed(field)
        return None, [Problem(where, field, f"{allowed}, got {shown(value)}", field)]
    except RecursionError:
        return None, [Problem(where, field, "is nested too deep", field)]


def _read_list(
    field: str, value: object, where: str, frameworks: Iterable[FrameworkId] | None
) -> tuple[Any, list[Problem]]:
    if value is None:
        return (), []
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        return (), [Problem(where, field, f"must be a list of words, got {shown(value)}", field)]
    most = most_items(field, frameworks)
    if len(value) > most:
        return (), [
            Problem(
                where, field, f"must be a list of at most {most} words, got {len(value):,}", field
            )
        ]
    words = words_of(field, frameworks)
    good: dict[str, None] = {}
    wrong: list[tuple[str, object]] = []
    for place, item in enumerate(value):
        if isinstance(item, str) and item in words:
            good[item] = None
        else:
            wrong.append((f"{field}.{place}", item))
    return tuple(good), [_not_a_word(field, wrong, words, where)] if wrong else []


def _read_weights(value: object, where: str) -> tuple[Any, list[Problem]]:
    if value is None:
        return {}, []
    if not isinstance(value, Mapping):
        said = f"must be an object of [low, high] by group or criterion, got {shown(value)}"
        return {}, [Problem(where, "weights", said, "weights")]
    problems = repeated_keys(value, where, "weights")
    good: dict[str, Any] = {}
    for member in _MEMBERS:
        if member in value:
            try:
                good[member] = _SHARE.validate_python(value[member])
            except ValidationError as error:
                said = f"{error.errors()[0]['msg']}, got {shown(value[member])}"
                problems.append(Problem(where, f"weights.{member}", said, "weights"))
    unknown = [key for key in value if key not in _MEMBERS] if len(good) < len(value) else []
    if unknown:
        wrong = [(f"weights.{_key(key)}", key) for key in unknown[:_MOST_NAMED]]
        problems.append(_not_a_word("weights", wrong, _MEMBERS, where, len(unknown)))
    return good, problems


def _not_a_word(
    field: str,
    wrong: Sequence[tuple[str, object]],
    words: Iterable[str],
    where: str,
    count: int | None = None,
) -> Problem:
    """Return the one problem of all that a closed set of words does not hold.

    Parameters
    ----------
    field
        whose words they should be.
    wrong
        path and finding of each.
    words
        what is allowed.
    where
        the file or link.
    count
        how many there are, where `wrong` is only the first of them.
    """
    count = len(wrong) if count is None else count
    words = list(words)
    found, meant, named = [], [], []
    for _, value in wrong[:_MOST_NAMED]:
        near = near_miss(value, words, parts=True)
        found.append(_key(value))
        meant.append(near)
        named.append(f"{shown(value)} (did you mean {near}?)" if near else shown(value))
    return Problem(
        where,
        ", ".join(path for path, _ in wrong[:_MOST_NAMED]) + _rest(count),
        f"{one_of(words)}, got {', '.join(named)}{_rest(count)}",
        field,
        "word",
        tuple(found),
        tuple(meant),
        count - len(found),
    )


def _allowed(field: str) -> str:
    """Say what a number or a text must be."""
    if field in WHOLE_NUMBER_FIELDS:
        return f"must be a whole number from 1 to {MOST_USERS}"
    if field == "weeks_to_first_release":
        return f"must be a number above 0 and at most {MOST_WEEKS}"
    return (
        f"must be text of at most {LONGEST_NAME if field == 'name' else LONGEST_NOTES} characters"
    )
