"""Several people side by side: what each would choose, what it costs the others, in rows and words.

Names are passed in as they are to be shown, in the order of the group: they are what people typed,
so whoever shows them as Markdown escapes them first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from framework_compare.explain.agreement import Group
from framework_compare.scoring.reasons import contributions
from framework_compare.scoring.results import Relaxation
from framework_compare.text import cases, count_word, counted, listed
from framework_compare.vocabulary import Confidence

MOST: Final = 10
"""Options that a projector shows side by side."""
_FEW: Final = 3
_NAMED: Final = 4
"""People whom a sentence names; the table names all."""
_EVEN: Final = 0.5
"""A first choice that meets its musts less often than this probably misses one."""
WHOLE: Final = 0.5
"""Points below this round to none."""
_EVERYBODY: Final = "everybody"
_UNSURE: Final[dict[Confidence, str]] = {
    "too_close": "it is too close to call",
    "not_enough_evidence": "there is not enough evidence",
}


def points_behind(points: float) -> str:
    """Return points given up, without a sign: ``nothing``, ``under 1 point``, ``7 points``."""
    if points <= 0:
        return "nothing"
    if points < WHOLE:
        return "under 1 point"
    whole = round(points)
    return "1 point" if whole == 1 else f"{whole} points"


def named(names: Sequence[str]) -> str:
    """Return people as one phrase; of many the first few, and how many more there are."""
    if len(names) <= _NAMED:
        return listed(names)
    return listed([*names[: _NAMED - 1], f"{count_word(len(names) - _NAMED + 1)} more"])


def is_group(group: Group) -> bool:
    """Return whether there is anybody to agree with."""
    return len(group.studies) > 1


def people_rows(group: Group, names: Sequence[str]) -> pd.DataFrame:
    """Return each person's verdict, a row each: first choice, confidence, finalists."""
    catalogue = group.catalogue
    rows = []
    for name, study in zip(names, group.studies, strict=True):
        verdict = study.verdict
        rows.append(
            {
                "Person": name,
                "First choice": catalogue.option_name(verdict.champion)
                if verdict.champion
                else "none",
                "Confidence": catalogue.confidence.word(verdict.confidence).label,
                "Still in the race": ", ".join(
                    catalogue.frameworks[family].name for family in verdict.finalists
                )
                or "nothing",
                "Off the table": counted(len(verdict.excluded), "option", "options")
                if verdict.excluded
                else "nothing",
            }
        )
    return pd.DataFrame(rows)


def first_choices(group: Group, names: Sequence[str]) -> str:
    """Return who has which first choice, in one sentence that can be repeated."""
    catalogue = group.catalogue
    holders: dict[str, list[str]] = {}
    for place in group.choosing:
        holders.setdefault(str(group.champions[place]), []).append(names[place])
    said = sorted(holders.items(), key=lambda item: -len(item[1]))
    if not said:
        return ""
    if len(said) == 1:
        ((option, everyone),) = said
        name = catalogue.option_name(option)
        if len(everyone) == 1:
            return f"**{name}** is {everyone[0]}'s first choice."
        count = "Both" if len(everyone) == 2 else f"All {count_word(len(everyone))}"
        if len(everyone) < len(names):
            count = f"All {count_word(len(everyone))} for whom something fits"
        return f"{count} have the same first choice: **{name}**."
    parts = [
        f"**{catalogue.option_name(option)}** is the first choice of {named(people)}"
        for option, people in said
    ]
    return f"{'; '.join(parts)}."


def unsure(group: Group, names: Sequence[str]) -> str:
    """Return whose first choice is not sure, by word of confidence; empty where all are."""
    found = []
    for word, said in _UNSURE.items():
        whose = [
            name
            for name, study in zip(names, group.studies, strict=True)
            if study.verdict.confidence == word
        ]
        if whose:
            everybody = len(whose) == len(names) and is_group(group)
            found.append(f"For {_EVERYBODY if everybody else named(whose)} {said}.")
    return " ".join(found)


def nothing_fits(group: Group, names: Sequence[str]) -> tuple[str, ...]:
    """Return for whom nothing fits or probably nothing does, a sentence each.

    With the least that would have to give, or how often the first choice meets the musts.
    """
    found, missing = [], []
    for name, study in zip(names, group.studies, strict=True):
        if not study.order:
            ways: tuple[Relaxation, ...] = study.verdict.relaxations
            way = f" {ways[0].text}" if ways else ""
            found.append(f"Nothing fits {name}: every option fails a must.{way}")
        elif (meets := study.verdict.ranking[0].meets) < _EVEN:
            missing.append((name, meets))
    if len(missing) == 1:
        ((name, meets),) = missing
        found.append(
            f"The first choice of {name} probably misses a must: it meets them all in"
            f" {cases(meets)}."
        )
    elif missing:
        whose = named([name for name, _ in missing])
        found.append(f"The first choices of {whose} probably miss a must of theirs.")
    return tuple(found)


def common_ground(group: Group, names: Sequence[str]) -> str:
    """Return what everybody can accept, or plainly why nothing is; empty for one person."""
    catalogue = group.catalogue
    if not is_group(group):
        return ""
    if group.acceptable:
        options = [f"**{catalogue.option_name(option)}**" for option in group.acceptable]
        return f"Acceptable to {_EVERYBODY}: {listed(options)}."
    left = [names[place] for place in range(len(names)) if place not in group.choosing]
    if left:
        return (
            f"Nothing is acceptable to {_EVERYBODY}, since nothing fits {named(left)}."
            f"{_others_accept(group)}"
        )
    seldom = any(group.studies[place].verdict.ranking[0].meets < 1 for place in group.choosing)
    why = (
        "each option that is on every table is clearly behind somebody's first choice"
        + " or meets their musts too seldom" * seldom
        if group.shared
        else "no option is on every table; each fails somebody's must or is not on their shortlist"
    )
    return f"Nothing is acceptable to {_EVERYBODY}: {why}.{_fewest_object(group, names)}"


def _fewest_object(group: Group, names: Sequence[str]) -> str:
    """Return to what the fewest object, and who does.

    Empty where all but one object to everything, as two do who choose otherwise.
    """
    options = group.least_opposed[:_FEW]
    if not options or len(group.objecting(options[0])) >= len(names) - 1:
        return ""
    said = [
        f"{named([names[place] for place in group.objecting(option)])} to"
        f" **{group.catalogue.option_name(option)}**"
        for option in options
    ]
    return f" The fewest object: {'; '.join(said)}."


def _others_accept(group: Group) -> str:
    if len(group.choosing) == 0:
        return ""
    if not group.accepted:
        return " Nor is anything acceptable to all the others."
    options = [group.catalogue.option_name(option) for option in group.accepted]
    return f" The others could all accept {listed(options)}."


def compromise_sentence(group: Group, names: Sequence[str]) -> str:
    """Return the compromise and what it costs whom most; empty where there is none."""
    option = group.compromise
    if option is None or len(group.choosing) < 2:
        return ""
    name, losses = group.catalogue.option_name(option), group.losses(option)
    if losses[0].points <= 0:
        return f"**{name}** costs nobody anything."
    whom = names[losses[0].place]
    among = "" if len(group.choosing) == len(group.studies) else " of those for whom something fits"
    return (
        f"The compromise is **{name}**: it costs nobody{among} more than"
        f" {points_behind(losses[0].points)} of 100, which is what {whom} would give up."
    )


def compromise_rows(group: Group, names: Sequence[str]) -> pd.DataFrame:
    """Return what each person gives up with the compromise, and on which criterion most."""
    columns = ["Person", "First choice", "Gives up", "Loses most on", "Not behind in"]
    option, catalogue = group.compromise, group.catalogue
    rows = []
    for loss in group.losses(option) if option else ():
        rows.append(
            (
                names[loss.place],
                catalogue.option_name(loss.champion),
                points_behind(loss.points),
                _mostly(group, loss.place, str(option)),
                cases(loss.level).removesuffix(" plausible cases"),
            )
        )
    return pd.DataFrame(rows, columns=columns)


def _mostly(group: Group, place: int, option: str) -> str:
    """Return the criterion on which an option is most behind somebody's first choice."""
    study = group.studies[place]
    row = study.options.names.index(option)
    if row == study.order[0]:
        return "nothing"
    worst = max(contributions(study, row), key=lambda item: item.points)
    if worst.points < WHOLE:
        return "nothing that makes a point"
    return f"{group.catalogue.row_name(worst.criterion)} ({points_behind(worst.points)})"


def table_rows(group: Group, names: Sequence[str]) -> pd.DataFrame:
    """Return every option with whom it costs most and for whom it is off the table."""
    columns = ["Option", "Largest loss", "Whose", "Not acceptable to", "Off the table for"]
    rows = []
    for option in group.columns(MOST):
        losses, objecting = group.losses(option), group.objecting(option)
        on = {loss.place for loss in losses}
        off = [names[place] for place in range(len(names)) if place not in on]
        against = [names[loss.place] for loss in losses if loss.place in objecting]
        rows.append(
            (
                group.catalogue.option_name(option),
                points_behind(losses[0].points) if losses else "",
                names[losses[0].place] if losses and losses[0].points > 0 else "nobody's",
                ", ".join(against) or "nobody",
                ", ".join(off) or "nobody",
            )
        )
    return pd.DataFrame(rows, columns=columns)


def rule_sentence(group: Group) -> str:
    """Return the rule by which an option is acceptable to somebody."""
    least = cases(1 - group.catalogue.confidence.finalists.share)
    return (
        "An option is acceptable to a person if it fails none of their musts and, in at least"
        f" {least}, meets all of them and is not behind their own first choice. That is as often as"
        " finalists may leave out: below it, what is known tells the two apart. It is counted as in"
        " stochastic acceptability analysis (Lahdelma and Salminen 2001; Leskinen and others 2006)."
    )
