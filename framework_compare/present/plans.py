"""Plans: what each option needs and what a month of it costs, as a table, as bars, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from framework_compare.capacity.parameters import NAMES, NEEDED
from framework_compare.capacity.planning import Crossing, Planner, planner_of
from framework_compare.capacity.workload import (
    Banded,
    Binding,
    Layout,
    Plan,
    Prices,
    Workload,
    assumed,
)
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    short_name,
    text_mark,
)
from framework_compare.present.theme import INK, option_colour
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study
from framework_compare.text import about, counted, listed, people, percent
from framework_compare.vocabulary import FrameworkId

_COUNTED: Final = 1000
"""Processes beyond which nobody counts them one by one."""
BINDINGS: Final[dict[Binding, str]] = {
    "cpu": "processor",
    "memory": "memory",
    "nothing": "smallest set-up is enough",
}
_FIGURES: Final = (
    "Processes",
    "vCPUs",
    "Memory, GB",
    "A month",
    "One more process from",
    "Runs as",
)
_ROW: Final = 54
"""Pixels that one option needs: its name above, its bar below."""
_WIDEST: Final = 0.62
"""Of the width, for the widest bar: the rest is for its figures."""


def champions_plan(study: Study) -> tuple[Planner, Plan] | None:
    """Return what plans the champion as Capacity and cost does at first, and its plan.

    None where none fits or something is not measured.
    """
    return plan_of(study, study.verdict.champion)


def plan_of(study: Study, option: str | None) -> tuple[Planner, Plan] | None:
    """Return what plans an option for the load asked, and its plan.

    None where there is no option or something is not measured.
    """
    catalogue = study.catalogue
    if option is None:
        return None
    planner = planner_of(catalogue, *assumed(study.requirement, catalogue.capacity), (option,))
    return None if planner.missing(option) else (planner, planner.plan(option))


def is_static(study: Study, option: str | None = None) -> bool:
    """Return whether an option is to run as static files alone, and can.

    Then nothing of it is a server. The champion where no option is named.
    """
    chosen = option or study.verdict.champion
    if chosen is None or study.requirement.hosting != ("static_site",):
        return False
    frameworks = [study.catalogue.frameworks[part] for part in study.catalogue.parts(chosen)]
    cells = (framework.hosts.get("static_site") for framework in frameworks)
    return all(cell is not None and cell.status == "present" for cell in cells)


def count_text(amount: Banded) -> str:
    """Return a whole number with its band: ``3 (2 to 4)``."""
    return _banded(*(about(number) for number in (amount.mid, amount.low, amount.high)))


def processes_text(amount: Banded) -> str:
    """Return a number of processes with its band: ``one process``, ``3 (2 to 4) processes``."""
    return "one process" if amount.high == 1 else f"{count_text(amount)} processes"


def gigabytes_text(amount: Banded) -> str:
    """Return gigabytes with their band: ``0.8 (0.8 to 1.1)``."""
    shown = [
        f"{number:.1f}" if number < 10 else about(number)
        for number in (amount.mid, amount.low, amount.high)
    ]
    return _banded(*shown)


def cost_text(amount: Banded, currency: str) -> str:
    """Return money with its band: ``$83 (83 to 110)``."""
    return currency + count_text(amount)


def _banded(mid: str, low: str, high: str) -> str:
    return mid if low == high else f"{mid} ({low} to {high})"


def table(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> pd.DataFrame:
    """Return the plans of these options as a table."""
    return rows(planner_of(catalogue, workload, prices, options), options)


def rows(planner: Planner, options: Sequence[str]) -> pd.DataFrame:
    """Return one row an option: what it needs, what it costs now and later, what decides.

    Or what is not measured.
    """
    asked = planner.workload
    later = f"In {counted(asked.months, 'month', 'months')}"
    grows = asked.later_users > asked.users
    made = [_row(option, planner, later if grows else "") for option in options]
    columns = [
        "Option",
        "Processes",
        "vCPUs",
        "Memory, GB",
        "A month",
        *([later] if grows else []),
        "One more process from",
        "Decided by",
        "Runs as",
    ]
    return pd.DataFrame(made, columns=columns)


def _row(option: str, planner: Planner, later: str) -> dict[str, str]:
    name = {"Option": short_name(option, planner.catalogue)}
    lacks = planner.missing(option)
    if lacks:
        missing = f"not measured: {missing_text(lacks, planner.catalogue)}"
        return dict.fromkeys(_FIGURES, "") | {later: ""} | name | {"Decided by": missing}
    plan, currency = planner.plan(option), planner.rules.currency
    grown = planner.plan(option, planner.workload.later_users).cost if later else plan.cost
    due = planner.next_process(option)
    return name | {
        "Processes": count_text(plan.processes),
        "vCPUs": count_text(plan.vcpus),
        "Memory, GB": gigabytes_text(plan.memory_gb),
        "A month": cost_text(plan.cost, currency),
        later: cost_text(grown, currency),
        "One more process from": (
            "" if due is None or plan.processes.mid > _COUNTED else f"{due:,} people"
        ),
        "Runs as": layout_text(plan, planner.catalogue),
        "Decided by": BINDINGS[plan.binds],
    }


def layout_text(plan: Plan, catalogue: Catalogue) -> str:
    """Return in which containers an option runs at the medians, part by part."""
    said = [containers_text(part) for part in plan.parts]
    if len(said) == 1:
        return said[0]
    names = (catalogue.frameworks[part.framework].name for part in plan.parts)
    return "; ".join(f"{name}: {text}" for name, text in zip(names, said, strict=True))


def containers_text(part: Layout) -> str:
    """Return the containers of a part with the size of each: the largest, where they differ."""
    each = math.ceil(part.vcpus / part.containers)
    vcpus = f"{each} {'vCPU' if each == 1 else 'vCPUs'}"
    memory = f"{part.memory_gb / part.containers:.1f} GB"
    if part.containers == 1:
        return f"1 container of {vcpus}, {memory}"
    most = "up to " if part.vcpus % part.containers else ""
    return f"{about(part.containers)} containers of {most}{vcpus}, {memory} each"


def processes(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> Drawing:
    """Return how many processes each option needs."""
    planner = planner_of(catalogue, workload, prices, options)
    needs = processes_rows([planner.plan(option) for option in options], catalogue)
    return _bars("Processes of the app", needs)


def memory(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> Drawing:
    """Return how much memory each option needs."""
    planner = planner_of(catalogue, workload, prices, options)
    needs = memory_rows([planner.plan(option) for option in options], catalogue)
    return _bars("Memory of all processes together, GB", needs)


def _bars(title: str, needs: pd.DataFrame) -> Drawing:
    return drawn(title, need_bars, need_bars_alt, needs, _ROW * len(needs) + 10)


def processes_rows(plans: Iterable[Plan], catalogue: Catalogue) -> pd.DataFrame:
    """Return the processes of each option with their band."""
    return _need_rows(
        [(plan.option, plan.processes, processes_text(plan.processes)) for plan in plans], catalogue
    )


def memory_rows(plans: Iterable[Plan], catalogue: Catalogue) -> pd.DataFrame:
    """Return the memory of each option with its band, in gigabytes."""
    rows = [(plan.option, plan.memory_gb, f"{gigabytes_text(plan.memory_gb)} GB") for plan in plans]
    return _need_rows(rows, catalogue)


def _need_rows(needs: Sequence[tuple[str, Banded, str]], catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        (
            short_name(option, catalogue),
            option_colour(option, catalogue),
            amount.low,
            amount.mid,
            amount.high,
            text,
        )
        for option, amount, text in needs
    ]
    return pd.DataFrame(rows, columns=["label", "colour", "low", "mid", "high", "figure"]).round(3)


def need_bars(needs: pd.DataFrame) -> alt.LayerChart:
    """Return one bar an option, from nothing to what it needs, with its band and both figures.

    Parameters
    ----------
    needs
        columns label, colour, low, mid, high (from 0) and figure (the same in words); one row an
        option, in order.
    """
    down = alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    hint = [alt.Tooltip("label:N", title="Option"), alt.Tooltip("figure:N", title="Needs")]
    base = alt.Chart(inline(needs)).transform_joinaggregate(most="max(high)").encode(y=down)

    def reach(field: str) -> str:
        return f"datum.{field} / max(datum.most, 1e-9) * width * {_WIDEST}"

    track: dict[str, Any] = {"yOffset": 10, "height": 18, "cornerRadiusEnd": 3}
    bars = base.mark_bar(x=0, x2=alt.ExprRef(reach("mid")), opacity=0.75, **track).encode(
        color=by_row(), tooltip=hint
    )
    spread = base.mark_rule(
        x=alt.ExprRef(reach("low")),
        x2=alt.ExprRef(reach("high")),
        yOffset=10,
        strokeWidth=3,
        color=INK,
    )
    names = base.mark_text(
        **text_mark(
            align="left",
            x=0,
            dy=-11,
            fontWeight="bold",
            limit=alt.ExprRef("width"),
            baseline="middle",
        )
    ).encode(text=alt.Text("label:N"))
    figures = base.mark_text(
        **text_mark(align="left", x=alt.ExprRef(f"{reach('high')} + 8"), dy=10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    chart: alt.LayerChart = (
        alt.layer(bars, spread, names, figures)
        .properties(height=_ROW * 4 + 10)
        .configure(view=NO_FRAME)
    )
    return chart


def need_bars_alt(needs: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if needs.empty:
        return "No option can be planned."
    return (
        "; ".join(
            f"{label} {figure}"
            for label, figure in zip(needs["label"], needs["figure"], strict=True)
        )
        + "."
    )


def load_words(planner: Planner, requirement: Requirement) -> str:
    """Return for how many people is planned, and who says so."""
    asked, said = planner.workload, requirement.peak_concurrent_users
    users = people(asked.users)
    if said == asked.users:
        return f"**{users} at once**, as the project says"
    if said is not None:
        return f"**{users} at once**, as entered here (the project says {said:,})"
    assumed = asked.users == planner.rules.input["users"].value
    return f"**{users} at once**, " + (
        "an assumption, since nobody has said how many" if assumed else "as entered here"
    )


STATIC_NOTE: Final = (
    "Static files take no process: what follows is what each option takes on a server, and says"
    " nothing of those that run wholly in the browser."
)
"""Said where the project asks for nothing but static files."""


def work_words(planner: Planner) -> str:
    """Return how often one of them clicks, and what of the product's own a click computes."""
    asked = planner.workload
    own = f", with {asked.extra_ms:,g} ms of your own work in each click" if asked.extra_ms else ""
    return f"each clicking every {asked.think_s:g} s{own}"


def cost_sentence(plan: Plan, planner: Planner) -> str:
    """Return what an option needs in one sentence, and from how many people on it needs more."""
    name = planner.catalogue.option_name(plan.option)
    extras = [
        words
        for words, paid in (("a load balancer", plan.balanced), ("a shared store", plan.store))
        if paid
    ]
    included = f", {listed(extras)} included" if extras else ""
    return (
        f"**{name}** needs {processes_text(plan.processes)} and {gigabytes_text(plan.memory_gb)} GB"
        f" of memory: about **{_money(plan.cost, planner)}** a month{included}."
    )


def due_sentence(planner: Planner, option: str) -> str:
    """Return from how many people on one more process is due.

    Empty where that is out of sight, and where there are so many that one more is no step.
    """
    due = planner.next_process(option)
    many = planner.plan(option).processes.mid > _COUNTED
    return "" if due is None or many else f"One more process is due from **{due:,}** people on."


def _money(amount: Banded, planner: Planner) -> str:
    # Two dollar signs would set a formula.
    return cost_text(amount, planner.rules.currency).replace("$", "\\$")


def crossing_sentences(found: Crossing | None, planner: Planner, one: str, other: str) -> str:
    """Return which of two options is cheaper for how many users, at the measured medians."""
    names = {option: f"**{planner.catalogue.option_name(option)}**" for option in (one, other)}
    if found is None:
        return f"{names[one]} and {names[other]} cost about the same for any number of people."
    few, many, rival = names[found.few], names[found.many], names[_rival(found.few, one, other)]
    if not found.crosses:
        return (
            f"{few} never costs noticeably more than {rival}, for any number of people up to"
            f" {found.most:,}."
        )
    start = f"Up to **{found.last:,}** people at once {few} never costs noticeably more"
    if found.few == found.many:
        return f"{start}, nor from **{found.first:,}** on. In between, {rival} at times costs less."
    between = (
        ""
        if found.first == found.last + 1
        else " In between it changes with every further process."
    )
    return f"{start}; from **{found.first:,}** on {many} never does.{between}"


def comparison_sentence(planner: Planner, one: str, other: str) -> str:
    """Return whether one of two options costs less for the users at hand, and how sure that is.

    Only a difference that is worth naming counts, at the medians and in each draw.
    """
    plans = {option: planner.plan(option) for option in (one, other)}
    names = {option: f"**{planner.catalogue.option_name(option)}**" for option in (one, other)}
    costs = {option: np.array([plan.cost.mid]) for option, plan in plans.items()}
    sign = int(planner.dearer(costs[one], costs[other])[0])
    worth = planner.rules.worth_naming
    if not sign:
        first, second = (_money(plans[option].cost, planner) for option in (one, other))
        return f"{names[one]} and {names[other]} cost about the same: {first} and {second} a month."
    less, more = (other, one) if sign > 0 else (one, other)
    share = planner.share_cheaper(less, more, planner.workload.users)
    figures = f"{_money(plans[less].cost, planner)} against {_money(plans[more].cost, planner)}"
    draws = f"{percent(share, certain=False)} of {planner.rules.draws.count:,} draws"
    if share >= worth.certain:
        return (
            f"{names[less]} costs less than {names[more]}: {figures} a month, and in {draws} the"
            " difference is worth naming."
        )
    return (
        f"{names[less]} may cost less than {names[more]}, {figures} a month, but the difference is"
        f" worth naming in only {draws}: count on about the same."
    )


def worth_naming_text(planner: Planner) -> str:
    """Return which difference is worth naming."""
    worth, currency = planner.rules.worth_naming, planner.rules.currency
    return (
        f"A difference is worth naming from {percent(worth.share)} and"
        f" {currency}{worth.amount:g} a month on."
    ).replace("$", "\\$")


def _rival(option: str, one: str, other: str) -> str:
    return other if option == one else one


def missing_text(lacks: Iterable[tuple[FrameworkId, str]], catalogue: Catalogue) -> str:
    """Return for whom figures are missing and, where it is not all of them, which."""
    by_framework: dict[FrameworkId, dict[str, None]] = {}
    for framework, name in lacks:
        by_framework.setdefault(framework, {})[name] = None
    return ", ".join(
        _lacking(catalogue.frameworks[name].name, tuple(names))
        for name, names in by_framework.items()
    )


def _lacking(framework: str, names: tuple[str, ...]) -> str:
    if names == NEEDED:
        return framework
    return f"{framework} ({', '.join(NAMES[name][0].lower() + NAMES[name][1:] for name in names)})"
