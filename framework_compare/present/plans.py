"""Plans: what each option needs and what a month of it costs, as a table, as bars, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.capacity.parameters import NAMES, NEEDED
from framework_compare.capacity.planning import Crossing, Planner, planner_of
from framework_compare.capacity.workload import Banded, Binding, Plan, Prices, Workload
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
from framework_compare.text import about, counted, listed, percent
from framework_compare.vocabulary import FrameworkId

_BINDINGS: Final[dict[Binding, str]] = {
    "cpu": "processor",
    "memory": "memory",
    "nothing": "smallest set-up is enough",
}
_ROW: Final = 54
"""Pixels that one option needs: its name above, its bar below."""
_WIDEST: Final = 0.62
"""Of the width, for the widest bar: the rest is for its figures."""


def copies_text(amount: Banded) -> str:
    """Return a whole number with its band: ``3 (2 to 4)``."""
    return _banded(*(about(number) for number in (amount.mid, amount.low, amount.high)))


def gigabytes_text(amount: Banded) -> str:
    """Return gigabytes with their band: ``0.8 (0.8 to 1.1)``."""
    shown = [
        f"{number:.1f}" if number < 10 else about(number)
        for number in (amount.mid, amount.low, amount.high)
    ]
    return _banded(*shown)


def cost_text(amount: Banded, currency: str) -> str:
    """Return money with its band: ``$83 (83 to 110)``."""
    return currency + copies_text(amount)


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
    catalogue, asked = planner.catalogue, planner.workload
    grows = asked.later_users > asked.users
    made = [_row(option, planner, grows=grows) for option in options]
    columns = [
        "Option",
        "Copies",
        "vCPUs",
        "Memory, GB",
        "A month",
        f"In {counted(asked.months, 'month', 'months')}",
        "Decided by",
    ]
    frame = pd.DataFrame(made, columns=columns)
    frame["Option"] = [short_name(option, catalogue) for option in options]
    return frame if grows else frame.drop(columns=columns[5])


def _row(option: str, planner: Planner, *, grows: bool) -> tuple[str, ...]:
    lacks = planner.missing(option)
    if lacks:
        return ("", "", "", "", "", "", f"not measured: {missing_text(lacks, planner.catalogue)}")
    plan, currency = planner.plan(option), planner.rules.currency
    later = (
        cost_text(planner.plan(option, planner.workload.later_users).cost, currency)
        if grows
        else ""
    )
    needs = copies_text(plan.copies), copies_text(plan.vcpus), gigabytes_text(plan.memory_gb)
    return ("", *needs, cost_text(plan.cost, currency), later, _BINDINGS[plan.binds])


def copies(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> Drawing:
    """Return how many copies each option needs."""
    planner = planner_of(catalogue, workload, prices, options)
    needs = copies_rows([planner.plan(option) for option in options], catalogue)
    return _bars("Copies of the app", needs)


def memory(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> Drawing:
    """Return how much memory each option needs."""
    planner = planner_of(catalogue, workload, prices, options)
    needs = memory_rows([planner.plan(option) for option in options], catalogue)
    return _bars("Memory of all copies together", needs)


def _bars(title: str, needs: pd.DataFrame) -> Drawing:
    return drawn(title, need_bars, need_bars_alt, needs, _ROW * len(needs) + 10)


def copies_rows(plans: Iterable[Plan], catalogue: Catalogue) -> pd.DataFrame:
    """Return the copies of each option with their band."""
    return _need_rows(
        [(plan.option, plan.copies, copies_text(plan.copies)) for plan in plans], catalogue
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


def cost_sentence(plan: Plan, planner: Planner) -> str:
    """Return what an option needs in one sentence."""
    name = planner.catalogue.option_name(plan.option)
    copies = "one copy" if plan.copies.high == 1 else f"{copies_text(plan.copies)} copies"
    # Two dollar signs would set a formula.
    money = cost_text(plan.cost, planner.rules.currency).replace("$", "\\$")
    extras = [
        words
        for words, paid in (("a load balancer", plan.balanced), ("a shared store", plan.store))
        if paid
    ]
    included = f", with {listed(extras)}" if extras else ""
    return (
        f"**{name}** needs {copies} and {gigabytes_text(plan.memory_gb)} GB: about **{money}** a"
        f" month{included}."
    )


def crossing_sentences(found: Crossing | None, planner: Planner, one: str, other: str) -> str:
    """Return which of two options is cheaper for how many users, at the measured medians."""
    names = {option: f"**{planner.catalogue.option_name(option)}**" for option in (one, other)}
    if found is None:
        return f"{names[one]} and {names[other]} cost the same for any number of people."
    few, many, rival = names[found.few], names[found.many], names[_rival(found.few, one, other)]
    if not found.crosses:
        return f"{few} is never dearer than {rival}, for any number of people up to {found.most:,}."
    start = (
        f"Up to **{found.last:,}** people at once {few} is never the dearer one; from"
        f" **{found.first:,}** on"
    )
    if found.few == found.many:
        return f"{start} it is not either. In between, {rival} is at times cheaper."
    between = (
        ""
        if found.first == found.last + 1
        else " In between it changes with every further process."
    )
    return f"{start} {many} never is.{between}"


def share_sentence(planner: Planner, one: str, other: str) -> str:
    """Return how sure it is which of two options is cheaper for the users at hand."""
    users = planner.workload.users
    shares = {
        (one, other): planner.share_cheaper(one, other, users),
        (other, one): planner.share_cheaper(other, one, users),
    }
    (cheaper, dearer), share = max(shares.items(), key=lambda item: item[1])
    names = planner.catalogue.option_name(cheaper), planner.catalogue.option_name(dearer)
    if share == 0:
        return f"For {users:,} people both cost the same."
    certain = (
        f"in {percent(share, certain=False)} of {planner.rules.draws.count:,} draws over what is"
        " uncertain"
    )
    return f"For {users:,} people {names[0]} costs less than {names[1]} {certain}."


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
