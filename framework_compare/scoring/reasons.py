"""Why the champion beats the runner-up.

Contributions, the fewest that suffice, and each in a sentence that says only what the scored
numbers say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring import pairing
from framework_compare.scoring.binding import DATE, LOAD, carried, taken
from framework_compare.scoring.capabilities import SkillsAsked, asked_skills
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.results import Comparison, Contribution, NeedInterval, Reason
from framework_compare.scoring.scored import Scored
from framework_compare.text import listed, plain_number
from framework_compare.vocabulary import (
    COLUMN,
    CRITERIA,
    HOST,
    ITEM,
    SKILLS,
    CriterionId,
    RowId,
    Skill,
)

_VISIBLE: Final = 0.05
"""Points of 100 below which a difference is not worth a sentence."""
_APART: Final = 0.15
"""Difference on a scale from 0 to 1 from which two parts count as different."""
_NAMED: Final = 3
_WHOLE_WEEKS: Final = 3
"""From this many on the fraction of a week is not worth a word."""
_NAMES: Final = ("Python",)
_HEAVY: Final = ("medium", "heavy")
"""Work for a click that makes a crowd heavier."""


def comparison(scored: Scored, rival: int) -> Comparison:
    """Return what speaks for the champion and what for another option, which is in the ranking."""
    found = contributions(scored, rival)
    return Comparison(
        rival=scored.options.names[rival],
        lead=float(scored.scores[scored.order[0]] - scored.scores[rival]),
        contributions=found,
        reasons=reasons(scored, found, rival),
        sufficient=sufficient(found),
    )


def contributions(scored: Scored, rival: int) -> tuple[Contribution, ...]:
    """Return what each criterion adds to the lead over another option, in points.

    It is w·(fit of champion - fit of rival), and what answers that bind take off beyond it. They
    sum to the difference of the two scores exactly, since the model is additive.
    """
    first = scored.order[0]
    gaps = 100 * scored.weights * (scored.fits[first] - scored.fits[rival])
    gaps -= scored.beyond[first] - scored.beyond[rival]
    rows: dict[RowId, float] = dict(zip(CRITERIA, gaps.tolist(), strict=True))
    stacks = scored.options.alone[[first, rival]].tolist()
    if stacks[0] != stacks[1]:
        cost = scored.catalogue.learnt.second_stack
        rows["second_stack"] = cost if stacks[0] else -cost
    taken = float(scored.precedent[first] - scored.precedent[rival])
    if taken:
        rows["precedent"] = taken
    return tuple(Contribution(row, points) for row, points in rows.items())


def sufficient(against: Iterable[Contribution]) -> tuple[RowId, ...]:
    """Return the fewest criteria whose advantages alone outweigh all disadvantages.

    Taking advantages in order of size until they exceed the sum of the disadvantages is optimal in
    number, since any set of that many has at most that sum. Empty where nothing speaks against the
    champion's lead being zero.
    """
    ordered = sorted(against, key=lambda item: -item.points)
    losses = -sum(item.points for item in ordered if item.points < 0)
    chosen: list[RowId] = []
    total = 0.0
    for item in ordered:
        if item.points <= 0 or (chosen and total > losses):
            break
        chosen.append(item.criterion)
        total += item.points
    return tuple(chosen) if total > losses else ()


def asked_text(requirement: Requirement, catalogue: Catalogue, asked: NeedInterval) -> str:
    """Return what is asked of a criterion in words: a number as it was given, else a level."""
    given = {"scalability": LOAD, "development_speed": DATE}.get(asked.criterion, "")
    number = getattr(requirement, given, None)
    if number is None:
        return level_text(catalogue, asked.criterion, asked.mid)
    if given == DATE:
        unit = "week" if number == 1 else "weeks"
        return f"a first version in {plain_number(number)} {unit}"
    work = requirement.interaction_work
    click = f" with “{catalogue.answer_label('interaction_work', work)}” of work for a click"
    return f"{plain_number(number)} at once" + (click if work in _HEAVY else "")


def reasons(scored: Scored, against: Iterable[Contribution], rival: int) -> tuple[Reason, ...]:
    """Return every visible contribution in words, largest first, for and against."""
    visible = [item for item in against if abs(item.points) >= _VISIBLE]
    return tuple(
        Reason(item.criterion, item.points, *_sentences(scored, item, rival))
        for item in sorted(visible, key=lambda item: -abs(item.points))
    )


def _taken(scored: Scored, better: int, worse: int) -> str:
    """Return of which of two comparable teams took more than fit lets expect.

    Teams are counted by the framework of the screens, whether or not a service was behind it.
    """
    catalogue = scored.catalogue
    families = [scored.options.family(row) for row in (better, worse)]
    more, less = (catalogue.frameworks[family].name for family in families)
    own = [family in catalogue.handed_in for family in families]
    if not any(own):
        return (
            f"Comparable teams took {more} more often, or {less} less often, than fit alone would"
            " lead one to expect."
        )
    brought, other, often = (more, less, "less") if own[0] else (less, more, "more")
    return (
        f"Nobody else could take {brought}, so it counts as frameworks do on average; comparable"
        f" teams took {other} {often} often than that, beyond what fit explains."
    )


def _sentences(scored: Scored, item: Contribution, rival: int) -> tuple[str, str]:
    """Return one contribution in words, with and without what is asked: the better side first."""
    pair = (scored.order[0], rival)
    better, worse = pair if item.points > 0 else pair[::-1]
    if item.criterion == "second_stack":
        return _alike(f"{_name(scored, worse)} is a second stack to build and to run.")
    if item.criterion == "precedent":
        return _alike(_taken(scored, better, worse))
    column = COLUMN[item.criterion]
    apart = abs(float(scored.beyond[worse, column] - scored.beyond[better, column]))
    if apart > abs(item.points) / 2 and (missed := _missed(scored, item.criterion, better, worse)):
        return _alike(missed)
    say = _BY_BASIS.get(scored.catalogue.criterion(item.criterion).basis)
    special = say(scored, better, worse) if say else ""
    return _alike(special) if special else _level(scored, item.criterion, better, worse)


def _alike(sentence: str) -> tuple[str, str]:
    return sentence, sentence


def _missed(scored: Scored, criterion: CriterionId, better: int, worse: int) -> str:
    """Return what a load or a date comes to with each, for where missing it by far decides."""
    catalogue, requirement = scored.catalogue, scored.requirement
    names = _name(scored, better), _name(scored, worse)
    middles = scored.mean_bounds[[better, worse], COLUMN[criterion], 1]
    if criterion == "scalability":
        left = carried(catalogue, middles) - scored.heavier[[better, worse]]
        first, second = (_people(float(each)) for each in left)
        if first == second:
            return ""
        users = plain_number(requirement.peak_concurrent_users or 0)
        return (
            f"{users} at once are asked: with ordinary effort {names[0]} carries some {first},"
            f" {names[1]} {second}."
        )
    if criterion == "development_speed":
        first, second = (_weeks(float(each)) for each in taken(catalogue, middles))
        if first != second:
            return f"A first version takes some {first} with {names[0]}, {second} with {names[1]}."
    return ""


def _people(logarithm: float) -> str:
    number = 10**logarithm
    return plain_number(max(1, int(float(f"{number:.1g}"))))


def _weeks(logarithm: float) -> str:
    number = 10**logarithm
    rounded = round(number) if number >= _WHOLE_WEEKS else round(number, 1)
    return "one week" if rounded == 1 else f"{plain_number(rounded)} weeks"


def _name(scored: Scored, option: int) -> str:
    return scored.catalogue.option_name(scored.options.names[option])


def _level(scored: Scored, criterion: CriterionId, better: int, worse: int) -> tuple[str, str]:
    catalogue, column = scored.catalogue, COLUMN[criterion]
    need = NeedInterval(criterion, *scored.mean_needs[column].tolist())
    has, lacks = (float(scored.mean_bounds[option, column, 1]) for option in (better, worse))
    level, at_most = (level_text(catalogue, criterion, end) for end in (need.mid, need.high))
    asked = asked_text(scored.requirement, catalogue, need)
    if asked == level != at_most and lacks >= need.mid:
        asked = f"{asked}, perhaps {at_most}"
    levels = tuple(level_text(catalogue, criterion, middle) for middle in (has, lacks))
    names = _name(scored, better), _name(scored, worse)
    # At heavy clicks fewer people are carried than the scale says: their number is another's.
    heavy = criterion == "scalability" and scored.heavier[[better, worse]].any()
    if levels[0] == levels[1] or has <= lacks or heavy:
        told = f"{names[0]} comes somewhat closer than {names[1]}."
    else:
        told = f"{names[0]}: {levels[0]}; {names[1]}: {levels[1]}."
    return f"Asked: {asked}. {told}", told


def _inside_a_sentence(label: str) -> str:
    """Return a label as it goes within a sentence: JavaScript and HTML keep their capitals."""
    first = label.split(maxsplit=1)[0]
    plain = first[1:].islower() or len(first) == 1
    return label[:1].lower() + label[1:] if plain and first not in _NAMES else label


def _quoted(labels: Sequence[str]) -> str:
    """Return labels as they stand on the screen: sentences of their own do not bend into ours."""
    more = [f"{len(labels) - _NAMED} more"] if len(labels) > _NAMED else []
    return listed([*(f"“{label}”" for label in labels[:_NAMED]), *more])


def _listed(labels: Sequence[str]) -> str:
    named = [_inside_a_sentence(label) for label in labels[:_NAMED]]
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    between = "; " if any("," in label for label in named) else ", "
    return between.join(named) + more


def _ahead(found: Floats, better: int, worse: int) -> list[int]:
    """Return the columns in which one option is clearly above another: found is (options, n)."""
    return np.flatnonzero(found[better] > found[worse] + _APART).tolist()


def _blocks(scored: Scored, better: int, worse: int) -> str:
    catalogue, name = scored.catalogue, _name(scored, better)
    if scored.requirement.goal is None:
        return f"Over all goals that are possible, {name} brings more of the building blocks."
    places = {block: place for place, block in enumerate(catalogue.blocks)}
    asked = scored.goals[0].profile.goal.blocks
    blocks = scored.ground.arrays.blocks[:, [places[block] for block in asked], 1]
    apart = _ahead(pairing.blocks(blocks, scored.options), better, worse)
    if not apart:
        return ""
    there = _quoted([catalogue.blocks[asked[column]].label for column in apart])
    return f"{name} has {there} ready; with {_name(scored, worse)} that is more work."


def _needs(scored: Scored, better: int, worse: int) -> str:
    needs, asked = scored.catalogue.needs, tuple(scored.goals[0].profile.items)
    met = scored.ground.items(scored.options)[:, [ITEM[item] for item in asked], 1]
    items = [asked[column] for column in _ahead(met, better, worse)]
    if not items:
        return f"{_name(scored, better)} comes somewhat closer to what was ticked."
    labels = [needs.get(item, scored.catalogue.routing).label for item in items]
    return f"{_name(scored, better)} does better at: {_quoted(labels)}."


def _further(scored: Scored, better: int, worse: int) -> str:
    name, other = _name(scored, better), _name(scored, worse)
    return f"{name} meets more than {other} of what such products often come to need."


def _hosts(scored: Scored, better: int, worse: int) -> str:
    hosting = scored.requirement.hosting
    if not hosting:
        return f"{_name(scored, better)} runs in more of the usual places."
    homes = scored.ground.hosts(scored.options)[:, [HOST[host] for host in hosting], 1]
    places = [
        scored.catalogue.answer_label("hosting", hosting[column])
        for column in _ahead(homes, better, worse)
    ]
    if not places:
        return ""
    names = _name(scored, better), _name(scored, worse)
    return f"{names[0]} runs better than {names[1]} where it has to run: {_quoted(places)}."


def _skills_apart(scored: Scored, better: int, worse: int) -> tuple[Skill, ...]:
    """Return the skills, not named by the team, for which one option clearly asks more."""
    known = {*scored.requirement.team_skills, "python"}
    apart = _ahead(_asked(scored), worse, better)
    return tuple(SKILLS[place] for place in apart if SKILLS[place] not in known)


def _asked(scored: Scored) -> Floats:
    """Return how much options ask for each skill, the mean over the goals: (options, skills)."""
    column = COLUMN["skills_fit"]
    total = np.zeros((len(scored.options), len(SKILLS)))
    for under in scored.goals:
        question = under.questions[column]
        assert isinstance(question, SkillsAsked)
        asked = asked_skills(question, scored.catalogue, scored.ground.arrays, scored.options)
        total += under.share * asked[:, :, 1]
    return total


def _skills(scored: Scored, better: int, worse: int) -> str:
    catalogue, requirement = scored.catalogue, scored.requirement
    theirs = scored.options.parts[worse]
    at_home = [
        catalogue.frameworks[part].name
        for part in scored.options.parts[better]
        if part in requirement.known_frameworks and part not in theirs
    ]
    if at_home:
        return f"{at_home[0]} already runs here; {_name(scored, worse)} has to be learnt."
    missing = [
        catalogue.answer_label("team_skills", skill)
        for skill in _skills_apart(scored, better, worse)
    ]
    if not missing:
        return f"{_name(scored, better)} asks for less that the team may have to learn."
    named = "the team has not named" if requirement.team_skills else "nobody has confirmed"
    return f"{_name(scored, worse)} asks more for {_listed(missing)}, which {named}."


def _kept(scored: Scored, better: int, worse: int) -> str:
    existing = scored.requirement.existing_framework
    if existing is None:
        return ""
    name = scored.catalogue.frameworks[existing].name
    return f"More of the existing {name} code survives than with {_name(scored, worse)}."


_BY_BASIS: Final[dict[str, Callable[[Scored, int, int], str]]] = {
    "blocks": _blocks,
    "needs": _needs,
    "further": _further,
    "hosts": _hosts,
    "demands": _skills,
    "kept": _kept,
}
"""How a sentence is made where a criterion is no graded cell; else it names levels."""
