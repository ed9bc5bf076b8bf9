"""Whether a bundle's verdict still comes out, and if not what changed and how the verdict moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.likeness import Likeness
from framework_compare.errors import clipped
from framework_compare.exports.bundle import Bundle, bundle_json
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, counted, listed
from framework_compare.vocabulary import Confidence

_MOST_FILES: Final = 6
_MOST_SCORES: Final = 3
_SEEN: Final = 0.05
"""Points of 100 below which a score has not moved as far as a reader can see."""
_MOST_POINTS: Final = 100
_LEARNT: Final = "learnt.toml"
_DIFFER: Final = ("changed since", "changed since")
_NEW: Final = ("is new", "are new")
_GONE: Final = ("is gone", "are gone")


@dataclass(frozen=True, slots=True)
class Replay:
    """A bundle held against what comes out now."""

    same: bool
    """Whether every byte of it does."""
    changed: tuple[str, ...]
    """What it rests on that is no longer the same, a sentence each."""
    moved: tuple[str, ...]
    """How the verdict moved, a sentence each; what stayed is said too."""

    def lines(self) -> tuple[str, ...]:
        """Return it for a reader: the one word "same", or what changed and what moved."""
        return ("same",) if self.same else (*self.changed, *self.moved)


def replay(bundle: Bundle, catalogue: Catalogue, likeness: Likeness) -> Replay:
    """Compute everything in a bundle anew and compare.

    Parameters
    ----------
    bundle
        as it was read.
    catalogue
        the data as they are now, with the frameworks that the bundle brings.
    likeness
        to the decisions that are recorded now.
    """
    text = bundle_json(
        Study(bundle.requirement, catalogue),
        bundle.requirement,
        likeness=likeness,
        people=bundle.people,
        frameworks=bundle.frameworks,
        link=bundle.link,
    )
    before, now = dict(bundle.said), json.loads(text)
    # As text, in which 1 is not 1.0 and the order of keys counts.
    if json.dumps(before) == json.dumps(now):
        return Replay(True, (), ())
    changed = tuple(_changed(before, now))
    moved = tuple(_moved(before, now, catalogue))
    if not changed:
        changed = (
            "Data, seed, versions and packages are the same: what the file says of its verdict was"
            " changed by hand, or the machine computes its last digits otherwise.",
        )
    return Replay(False, changed, moved)


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key, named in (("version", "framework_compare"), ("seed", "The seed of the draws")):
        if before[key] != now[key]:
            yield f"{named} was {_plain(str(before[key]))}, and is {now[key]}."
    yield from _files(before["files"], now["files"])
    if before["digest"] != now["digest"] and before["files"] == now["files"]:
        yield "The digest of the data is another, though its files are the same."
    if before["decisions"] != now["decisions"]:
        yield "The recorded decisions of teams changed."
    for name, version in now["packages"].items():
        was = before["packages"].get(name, "not named")
        if was != version:
            yield f"{name} was {_plain(was)}, and is {version}."


def _files(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield which files differ, are new or are gone."""
    yield from _named([n for n in now if n in before and before[n] != now[n]], _DIFFER)
    yield from _named([n for n in now if n not in before], _NEW)
    yield from _named([n for n in before if n not in now], _GONE)


def _named(names: Sequence[str], verbs: tuple[str, str]) -> Iterator[str]:
    if not names:
        return
    few = [_plain(f"data/{name}" if "." in name else name) for name in sorted(names)[:_MOST_FILES]]
    few += [f"{count_word(len(names) - _MOST_FILES)} more"] * (len(names) > _MOST_FILES)
    learnt = " That file holds the weights learnt from decisions." * (_LEARNT in names)
    yield f"{listed(few)} {verbs[len(names) > 1]}.{learnt}"


def _moved(
    before: Mapping[str, Any], now: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[str]:
    if before["requirement"] != now["requirement"]:
        yield "Its answers read otherwise than they are written."
    yield from _verdict_moved("", before["verdict"], now["verdict"], catalogue)
    for was, person in zip(before["stakeholders"], now["stakeholders"], strict=True):
        if was["verdict"] != person["verdict"]:
            name = f"For {person['name']}: "
            yield from _verdict_moved(name, was["verdict"], person["verdict"], catalogue)


def _verdict_moved(
    whose: str, before: Mapping[str, Any], now: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[str]:
    if before == now:
        yield f"{whose}The verdict is the same."
        return
    yield whose + _champions(before.get("champion"), now.get("champion"), catalogue)
    words = [_word(each.get("confidence"), catalogue) for each in (before, now)]
    if words[0] != words[1]:
        yield f"{whose}It was “{words[0]}”, and is “{words[1]}”."
    yield from (f"{whose}{line}" for line in _scores_moved(before, now, catalogue))


def _champions(before: object, now: object, catalogue: Catalogue) -> str:
    """Return who leads and who did; nobody does where nothing fits."""
    if before is None or now is None:
        if before == now:
            return "Still nothing fits."
        was, leads = _name(before, catalogue), _name(now, catalogue)
        return f"Nothing fits now; {was} led." if now is None else f"{leads} leads; nothing fitted."
    was, leads = _name(before, catalogue), _name(now, catalogue)
    return f"{leads} still leads." if was == leads else f"{leads} leads; {was} did."


def _scores_moved(
    before: Mapping[str, Any], now: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[str]:
    was, scores = _scores(before), _scores(now)
    steps = sorted(
        ((abs(scores[name] - was[name]), name) for name in scores if name in was), reverse=True
    )
    seen = [name for step, name in steps if step >= _SEEN]
    for name in seen[:_MOST_SCORES]:
        yield f"{_name(name, catalogue)} scored {was[name]:.1f}, and scores {scores[name]:.1f}."
    if not seen:
        yield "No score moved by as much as a twentieth of a point."
    elif len(seen) > _MOST_SCORES:
        more = counted(len(seen) - _MOST_SCORES, "further score", "further scores")
        yield f"{more[0].upper()}{more[1:]} moved by less."


def _scores(verdict: Mapping[str, Any]) -> dict[str, float]:
    """Return the scores by option of a verdict that anybody may have edited."""
    ranking = verdict.get("ranking")
    rows: Sequence[Any] = ranking if isinstance(ranking, list) else ()
    return {
        row["option"]: float(row["score"])
        for row in rows
        if isinstance(row, dict)
        and isinstance(row.get("option"), str)
        and isinstance(row.get("score"), int | float)
        and 0 <= row["score"] <= _MOST_POINTS
    }


def _name(option: object, catalogue: Catalogue) -> str:
    known = (*catalogue.frameworks, *catalogue.pairings)
    return catalogue.option_name(option) if option in known else _plain(str(option))


def _plain(text: str) -> str:
    """Return what somebody may have written into a file as one short line to print."""
    return clipped("".join(sign if sign.isprintable() else "�" for sign in text))


def _word(confidence: object, catalogue: Catalogue) -> str:
    known = next((word for word in get_args(Confidence) if word == confidence), None)
    return catalogue.confidence.word(known).label.lower() if known else _plain(str(confidence))
