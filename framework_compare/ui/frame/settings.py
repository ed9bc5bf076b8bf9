"""What pages show beside the requirement, by its name in the link: sections, filters, numbers.

Each is named after its page. A link is read as answers are: what cannot be used is named in the
words on the screen, and the rest applies.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from framework_compare.capacity.workload import assumed_input
from framework_compare.catalogue.capacity_rules import INPUTS, InputId
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import Problem, Problems, clipped
from framework_compare.explain.decision_map import AXES
from framework_compare.present import claims, experiments, ledger, radar, slides
from framework_compare.present.drawing import short_name
from framework_compare.present.problems import by_label, with_id
from framework_compare.present.weights import weight_name
from framework_compare.requirement.carried import packed, unpacked
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.near_misses import near_miss
from framework_compare.requirement.people import MOST_PEOPLE
from framework_compare.text import exact_number, listed, plain_number
from framework_compare.ui.frame import cached, menu
from framework_compare.vocabulary import GROUPS, VALUE_TREE

Value = bool | str | float | list[str]
"""Whether something is open, one word, one number, or several words in their order."""
Query = Mapping[str, Sequence[str]]

_OPEN: Final = "open"
_CLOSED: Final = "closed"
_FEW: Final = 14
"""Up to so many words are named where another is asked for; more would be a wall."""
_MOST_NAMED: Final = 5
_MOST_LOOKED_AT: Final = 50
ALL_GROUPS: Final = "groups"
"""The word for the four groups of weights together, beside each group's own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting whose value is a word, or several words, of a closed set."""

    title: str
    words: Callable[[Catalogue], Mapping[str, str]]
    """Every word with what the screen calls it."""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A setting that says of one part of a page whether it is open; by itself it is closed."""

    title: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A setting that names what the visitor brought, by the digests of its texts."""

    title: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A setting that holds everybody who takes part, as one text."""

    title: str


@dataclass(frozen=True, slots=True)
class Number:
    """A setting that is one of the numbers of capacity planning."""

    input: InputId

    def start(self, catalogue: Catalogue, requirement: Requirement) -> float:
        """Return what stands until the visitor says otherwise, which an answer may move."""
        return assumed_input(catalogue.capacity.input[self.input], requirement)


def _sections(page: str, _: Catalogue) -> Mapping[str, str]:
    return menu.SECTIONS[page]


def _question_groups(catalogue: Catalogue) -> Mapping[str, str]:
    return {section.id: section.title for section in catalogue.sections}


def _options(catalogue: Catalogue) -> Mapping[str, str]:
    names = [*catalogue.frameworks, *catalogue.pairings]
    return {name: short_name(name, catalogue) for name in names}


def _frameworks(catalogue: Catalogue) -> Mapping[str, str]:
    return {name: framework.name for name, framework in catalogue.frameworks.items()}


def _axes(catalogue: Catalogue) -> Mapping[str, str]:
    return {field: catalogue.questions[field].short for field in AXES}


def _weights(catalogue: Catalogue) -> Mapping[str, str]:
    leaves = [leaf for group in GROUPS for leaf in VALUE_TREE[group]]
    return {name: weight_name(name, catalogue) for name in (*GROUPS, *leaves)}


def _criteria(catalogue: Catalogue) -> Mapping[str, str]:
    return {criterion.id: criterion.name for criterion in catalogue.criteria}


def _weight_groups(catalogue: Catalogue) -> Mapping[str, str]:
    return {ALL_GROUPS: "The four groups"} | {group.id: group.name for group in catalogue.groups}


def _experiments(catalogue: Catalogue) -> Mapping[str, str]:
    return {name: catalogue.designs[name].title for name in experiments.offered(catalogue)}


def _figures(catalogue: Catalogue) -> Mapping[str, str]:
    shown = (cached.of_data(experiments.figures_of, name) for name in _experiments(catalogue))
    return {figure.title: figure.title for figures in shown for figure in figures}


def _evidence_column(column: str, _: Catalogue) -> Mapping[str, str]:
    return {word: word for word in cached.of_data(ledger.rows)[column].unique()}


def _claim_column(column: str, _: Catalogue) -> Mapping[str, str]:
    return {word: word for word in cached.of_data(claims.rows)[column].unique()}


def _places(_: Catalogue) -> Mapping[str, str]:
    return {str(place): f"Person {place}" for place in range(1, MOST_PEOPLE + 1)}


def _axis_orders(_: Catalogue) -> Mapping[str, str]:
    return {str(order): title for order, title in radar.AXIS_ORDERS.items()}


OWN: Final = "compare.own"
"""The setting that holds which frameworks of the visitor's own stand beside the others."""
PEOPLE: Final = "stakeholders.people"
PERSON: Final = "stakeholders.person"
Setting = Choice | Number | Opened | Brought | Carried
SETTINGS: Final[Mapping[str, Setting]] = {
    "project.section": Choice("Groups of questions", _question_groups),
    **{f"{page}.section": Choice("Section", partial(_sections, page)) for page in menu.SECTIONS},
    "compare.options": Choice("Options side by side", _options, many=True),
    "compare.axes": Choice("Order of the axes", _axis_orders),
    OWN: Brought("Your own framework"),
    "what_if.x": Choice("Across", _axes),
    "what_if.y": Choice("Up", _axes),
    "what_if.weights": Choice("Weights to set", _weight_groups),
    "what_if.ranges": Opened("How far each weight may move"),
    "what_if.group": Choice("Which weights", _weight_groups),
    "what_if.weight": Choice("Weight", _weights),
    **{f"capacity.{name}": Number(name) for name in INPUTS},
    "capacity.options": Choice("In the charts", _options, many=True),
    PERSON: Choice("Person", _places),
    PEOPLE: Carried("People"),
    "method.first": Choice("First criterion", _criteria),
    "method.second": Choice("Second criterion", _criteria),
    "evidence.frameworks": Choice("Frameworks", _frameworks, many=True),
    "evidence.table": Choice("Where it counts", partial(_evidence_column, "Table")),
    "evidence.kind": Choice("Kind of evidence", partial(_evidence_column, "Kind")),
    "evidence.about": Choice("About", partial(_evidence_column, "About")),
    "evidence.holds": Choice("Verdict", partial(_claim_column, "Verdict"), many=True),
    "evidence.part": Choice("Section of the article", partial(_claim_column, "Section")),
    "evidence.feature": Choice("Feature", partial(_claim_column, "Feature")),
    "evidence.experiment": Choice("Experiment", _experiments),
    "evidence.figure": Choice("What is shown", _figures),
    "presenter.step": Choice("Step of the story", lambda _: slides.STEPS),
}
"""Every setting by its name in the link, in the order in which a link gives them."""


_WITHIN: Final = {
    "evidence.figure": "evidence.experiment",
    "evidence.about": "evidence.table",
    "what_if.weight": "what_if.group",
}
"""Settings that choose within what another one shows."""


def within(name: str, value: Value | None, chosen: Mapping[str, Value]) -> list[str]:
    """Return the settings that no longer say anything once another is chosen."""
    gone = [inner for inner, outer in _WITHIN.items() if outer == name]
    if name == "what_if.x" and chosen.get("what_if.y") == value:
        gone.append("what_if.y")
    return gone


def to_query(values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Return the settings' part of a link's query; nothing chosen of several is an empty text."""
    query: dict[str, list[str]] = {}
    for name in SETTINGS:
        if name in values:
            value = values[name]
            if isinstance(value, bool):
                query[name] = [_OPEN if value else _CLOSED]
            elif isinstance(value, list):
                query[name] = value or [""]
            else:
                query[name] = [value if isinstance(value, str) else exact_number(value)]
    return query


def is_ours(name: str) -> bool:
    """Return whether a name in a link is meant for a page, rightly spelled or not."""
    return name in SETTINGS or bool(_meant(name)) or _page_of(name) is not None


def _page_of(name: str) -> str | None:
    page = name.partition(".")[0]
    return page if "." in name and any(entry.id == page for entry in menu.ENTRIES) else None


def _meant(name: str) -> str:
    """Return the setting that a name is a near miss of; within its page, a near miss of a part."""
    if "." not in name and "_" not in name:
        return ""
    page = _page_of(name)
    if page is None:
        return near_miss(name, SETTINGS)
    own = {setting.removeprefix(f"{page}."): setting for setting in _of_page(page)}
    return own.get(near_miss(name.removeprefix(f"{page}."), own), "")


def _of_page(page: str) -> list[str]:
    return [setting for setting in SETTINGS if setting.startswith(f"{page}.")]


def from_query(
    query: Query, catalogue: Catalogue, where: str = "link"
) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Read the settings of a link; what cannot be used is named, and the rest applies.

    Parameters
    ----------
    query
        name to its repeated values; names of nobody's are left alone.
    catalogue
        what may be chosen.
    where
        what messages call the link.

    Returns
    -------
    tuple
        setting to value, and the problems: at most ten, and how many more.
    """
    values: dict[str, Value] = {}
    problems = Problems(where)
    for name, setting in SETTINGS.items():
        if texts := query.get(name, ()):
            value, found = _read(name, setting, texts, catalogue, where)
            problems.add(found)
            if value is not None:
                values[name] = value
    problems.add(_strangers(query, catalogue, where))
    return values, problems.told()


def _read(
    name: str, setting: Setting, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[Value | None, list[Problem]]:
    match setting:
        case Choice():
            return _read_words(name, setting, texts, catalogue, where)
        case Number():
            return _read_number(name, setting, texts, catalogue, where)
        case Opened():
            both = Choice(setting.title, lambda _: {_OPEN: _OPEN, _CLOSED: _CLOSED})
            word, found = _read_words(name, both, texts, catalogue, where)
            return (None if word is None else word == _OPEN), found
        case Brought():
            return _read_brought(name, texts, catalogue, where)
        case Carried():
            return _read_people(name, texts, catalogue, where)


def _read_brought(
    name: str, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[Value | None, list[Problem]]:
    """Return which of the digests are held, and what to do about the others."""
    held = {own.digest for own in cached.own()}
    lost = [text for text in dict.fromkeys(texts) if text not in held]
    if not lost:
        return list(dict.fromkeys(texts)), []
    named = listed([f"“{clipped(text)}”" for text in lost[:_MOST_NAMED]], "and")
    said = f"{named} is not held here any more; open its file, or the bundle, once more"
    return [text for text in texts if text in held] or None, [
        _problem(name, catalogue, where, said)
    ]


def _read_people(
    name: str, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[Value | None, list[Problem]]:
    """Read everybody anew, so that what is carried on holds nothing that was refused."""
    text, problems = _given_once(name, texts, catalogue, where)
    people, wrong = unpacked(text, where, frameworks=catalogue.frameworks)
    problems += [
        _problem(name, catalogue, where, problem.message) if problem.where == where else problem
        for problem in wrong
    ]
    return packed(people) or None, problems


def _strangers(query: Query, catalogue: Catalogue, where: str) -> Iterator[Problem]:
    names = (name for name in query if name not in SETTINGS)
    for name in islice(names, _MOST_LOOKED_AT):
        page, meant = _page_of(name), _meant(name)
        if meant:
            said = f"is not a setting; did you mean “{title_of(meant, catalogue)}” ({meant})?"
            yield Problem(where, f"“{clipped(name)}”", said)
        elif page is not None:
            known = _of_page(page)
            has = f"it has {', '.join(known)}" if known else "it has none"
            said = f"is not a setting of the page “{menu.title_of(page)}”; {has}"
            yield Problem(where, f"“{clipped(name)}”", said)


def title_of(name: str, catalogue: Catalogue) -> str:
    """Return what the screen calls a setting."""
    setting = SETTINGS[name]
    if isinstance(setting, Number):
        return catalogue.capacity.input[setting.input].label
    return setting.title


def _problem(name: str, catalogue: Catalogue, where: str, said: str) -> Problem:
    page = menu.title_of(name.partition(".")[0])
    return Problem(where, f"{page}, {title_of(name, catalogue)} ({name})", said)


def _given_once(
    name: str, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[str, list[Problem]]:
    """Return the last of the texts, and what to say where they differ."""
    differing = list(dict.fromkeys(texts))
    if len(differing) == 1:
        return texts[-1], []
    named = ", ".join(f"“{clipped(text)}”" for text in differing[:_MOST_NAMED])
    more = len(differing) - _MOST_NAMED
    named += f" and {more:,} more" if more > 0 else ""
    said = f"must be given once, got {named}; the last counts"
    return texts[-1], [_problem(name, catalogue, where, said)]


def _read_words(
    name: str, setting: Choice, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[Value | None, list[Problem]]:
    words = setting.words(catalogue)
    if not setting.many:
        text, problems = _given_once(name, texts, catalogue, where)
        if text in words:
            return text, problems
        return None, [*problems, _not_a_word(name, [text], words, catalogue, where)]
    if list(texts) == [""]:
        return [], []
    good = [text for text in dict.fromkeys(texts) if text in words]
    wrong = [text for text in dict.fromkeys(texts) if text not in words]
    problems = [_not_a_word(name, wrong, words, catalogue, where)] if wrong else []
    return good or None, problems


def _not_a_word(
    name: str, wrong: Sequence[str], words: Mapping[str, str], catalogue: Catalogue, where: str
) -> Problem:
    """Say what was found, and what was meant or may be chosen."""
    some = wrong[:_MOST_NAMED]
    found = [f"“{clipped(text)}”" for text in some]
    more = len(wrong) - len(some)
    named = f"{', '.join(found)} and {more:,} more" if more else listed(found, "and")
    said = f"{named} {'is' if len(wrong) == 1 else 'are'} not among what can be chosen"
    near = dict.fromkeys(
        word for text in some if (word := near_miss(text, words) or by_label(text, words))
    )
    if near:
        meant = [with_id(words[word], word) for word in near]
        return _problem(name, catalogue, where, f"{said}; did you mean {listed(meant, 'or')}?")
    few = [with_id(label, word) for word, label in words.items()]
    offered = f": {', '.join(few)}" if len(few) <= _FEW else f" there, of {len(few):,}"
    return _problem(name, catalogue, where, f"{said}{offered}")


def _read_number(
    name: str, setting: Number, texts: Sequence[str], catalogue: Catalogue, where: str
) -> tuple[Value | None, list[Problem]]:
    asked = catalogue.capacity.input[setting.input]
    text, problems = _given_once(name, texts, catalogue, where)
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    whole = asked.whole and not number.is_integer()
    if asked.least <= number <= asked.most and not whole:
        return number, problems
    kind = "a whole number" if asked.whole else "a number"
    unit = f" {asked.unit}" if asked.unit else ""
    said = (
        f"must be {kind} between {plain_number(asked.least)} and {plain_number(asked.most)}{unit},"
        f" got “{clipped(text)}”"
    )
    return None, [*problems, _problem(name, catalogue, where, said)]
