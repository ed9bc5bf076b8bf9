"""Plans: right by hand, and never less for more."""

from __future__ import annotations

import math
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, load_catalogue
from framework_compare.capacity.parameters import parameters_of
from framework_compare.capacity.planning import Planner, crossing
from framework_compare.capacity.workload import Banded, Prices, Workload
from framework_compare.errors import FrameworkCompareError
from framework_compare.measured.measurements import Measurements
from tests.capacity.lab import MEASURED, framework_rows, measurements

LOAD: dict[str, Any] = {
    "users": 100,
    "think_s": 10,
    "extra_ms": 0,
    "state_mb": 1,
    "growth": 0,
    "months": 12,
    "visit_minutes": 15,
    "utilisation": 60,
    "memory_free": 20,
    "workers_per_copy": 2,
    "gb_per_vcpu": 4,
}
PRICES = {"per_vcpu": 30.0, "per_gb": 4.0, "load_balancer": 20.0, "database": 30.0}
OPTIONS = ("streamlit", "flask", "fastapi", "shiny", "streamlit+fastapi")


def planner(
    *, measured: Measurements = MEASURED, prices: dict[str, float] | None = None, **load: Any
) -> Planner:
    """A plan for the usual load and prices, changed as said."""
    catalogue = load_catalogue()
    parameters = {
        name: parameters_of(name, measured, catalogue.capacity) for name in catalogue.frameworks
    }
    return Planner(
        catalogue, parameters, Workload(**(LOAD | load)), Prices(**(PRICES | (prices or {})))
    )


@st.composite
def loads(draw: st.DrawFn) -> dict[str, Any]:
    """Any load."""
    return {
        "users": draw(st.integers(1, 1_000_000)),
        "think_s": draw(st.floats(0.5, 600)),
        "extra_ms": draw(st.floats(0, 10_000)),
        "state_mb": draw(st.sampled_from((0.0, 0.5, 10.0, 500.0))),
        "utilisation": draw(st.floats(10, 95)),
        "memory_free": draw(st.floats(0, 80)),
        "workers_per_copy": draw(st.integers(1, 8)),
        "gb_per_vcpu": draw(st.floats(0.5, 16)),
    }


def amounts(option: str, **changed: Any) -> tuple[float, ...]:
    """Every number of a plan, ends of bands included."""
    plan = planner(**changed).plan(option)
    return tuple(
        number
        for band in (
            plan.busy_cores,
            plan.processes,
            plan.containers,
            plan.vcpus,
            plan.memory_gb,
            plan.cost,
        )
        for number in astuple(band)
    )


def test_processes_scale_by_one_rule(catalogue: Catalogue):
    """Two frameworks that cost a click the same need the same processes, sticky or not.

    What a second process brings was measured of one of them; it counts for the other too.
    """
    rows = framework_rows(
        "flask", click_ms=40.0, base_mb=200, session_mb=0, worker_mb=50, scaling=0.8
    ) | framework_rows("shiny", click_ms=40.0, base_mb=200, session_mb=0)
    asked = planner(measured=measurements(rows), users=2000)
    own, common = (asked.plan(option).processes for option in ("flask", "shiny"))

    assert own == common
    assert own.mid == math.ceil(2000 / 10 * 0.04 / 0.6 / 0.8)


def test_a_client_that_takes_processor_time_is_no_loss_of_scaling(catalogue: Catalogue):
    """Two processes that got 1.7 cores between them and answered 1.7 times as much lost nothing."""
    rows = framework_rows(
        "flask", click_ms=40.0, base_mb=200, session_mb=0, worker_mb=50, scaling=0.85
    ) | {"E10/flask/click, 2 workers/cores_used": 1.7}
    found = parameters_of("flask", measurements(rows), catalogue.capacity).scaling

    assert found is not None
    assert found.median == pytest.approx(1.0)


def test_clicks_go_before_bare_answers(catalogue: Catalogue):
    """What a second process brings is read from clicks, and from answers where there are none.

    Memory is read from workers that share what they loaded, where those were measured.
    """
    clicks = framework_rows(
        "flask", click_ms=40.0, base_mb=200, session_mb=0, worker_mb=50, scaling=0.8
    )
    answers = {
        f"E10/flask/answer, {way}/{metric}": value
        for way, each in (
            ("1 worker", (100.0, 400.0, 1.0)),
            ("2 workers", (170.0, 480.0, 2.0)),
            ("2 workers, preloaded", (130.0, 480.0, 2.0)),
        )
        for metric, value in zip(("memory_mb", "requests_per_s", "cores_used"), each, strict=True)
    }
    without = {key: value for key, value in clicks.items() if not key.startswith("E10/")}
    both, alone = (
        parameters_of("flask", measurements(rows | answers), catalogue.capacity)
        for rows in (clicks, without)
    )

    assert both.scaling is not None
    assert alone.scaling is not None
    assert both.worker_mb is not None
    assert (both.scaling.median, alone.scaling.median) == pytest.approx((0.8, 0.6))
    assert both.worker_mb.median == 30


def test_a_click_lies_between_alone_and_together(catalogue: Catalogue):
    """The middle halfway, each draw anywhere between; without the second, the first stands."""
    rows = framework_rows("shiny", click_ms=40.0, base_mb=200, session_mb=0)
    crowded = rows | {
        f"E5/shiny/{action}/cpu_ms_together": 20.0 for action in ("predict", "filter")
    }
    alone, found = (
        parameters_of("shiny", measurements(each), catalogue.capacity).click_ms
        for each in (rows, crowded)
    )

    assert alone is not None
    assert found is not None
    assert (alone.median, set(alone.draws)) == (40.0, {40.0})
    assert found.median == 30.0
    assert 20 <= min(found.draws) < 22
    assert 38 < max(found.draws) <= 40


def test_what_a_click_costs_more_among_many_is_added(catalogue: Catalogue):
    """Of the lowest level alone, and to the filter as to the prediction; never below a tenth."""
    rows = framework_rows("shiny", click_ms=40.0, base_mb=200, session_mb=0)
    rows["E5/shiny/filter/cpu_ms"] = 100.0
    dearer = {"E12/shiny/click/cpu_ms_at_50": 47.0, "E12/shiny/click/cpu_ms_at_100": 90.0}
    cheaper = {"E12/shiny/click/cpu_ms_at_50": 1.0}
    costs = [
        parameters_of("shiny", measurements(rows | more), catalogue.capacity).click_ms
        for more in ({}, dearer, cheaper)
    ]

    assert [None if cost is None else cost.median for cost in costs] == [70.0, 77.0, 34.0]
    assert costs[1] is not None
    assert "E12/shiny/click/cpu_ms_at_50" in costs[1].keys


@given(load=loads(), option=st.sampled_from(OPTIONS))
def test_one_more_process_is_due_where_it_is_said(load: dict[str, Any], option: str):
    """A person fewer does with as many as now."""
    users, asked = load["users"], planner(**load)
    due = asked.next_process(option)

    assume(due is not None)
    assert due is not None
    assert due > users
    now, before, after = (
        asked.plan(option, count).processes.mid for count in (users, due - 1, due)
    )
    assert now == before < after


def test_the_last_process_that_can_be_asked_about_is_the_last():
    """Where no further one is within the most people, none is due."""
    assert planner(users=10_000_000).next_process("streamlit") is None


def test_parts_add_up_to_the_plan(catalogue: Catalogue):
    """Processes and vCPUs of a pairing's parts, the UI first."""
    plan = planner(users=3000, extra_ms=200).plan("streamlit+fastapi")

    assert [part.framework for part in plan.parts] == ["streamlit", "fastapi"]
    assert sum(part.processes for part in plan.parts) == plan.processes.mid
    assert sum(part.containers for part in plan.parts) == plan.containers.mid
    assert sum(part.vcpus for part in plan.parts) == plan.vcpus.mid


def test_a_sticky_framework_by_hand():
    """Processes, memory and cost of a sticky framework are as computed by hand.

    200 visitors, a click every 10 s, 40 ms and 10 ms of own work: 200 / 10 = 20 clicks a second, 20
    x 0.05 s = 1 core busy, 1 / 0.5 = 2 cores' worth; each of several processes brings 0.925 as
    measured of two others, 2 / 0.925 = 2.16, so 3 processes. Memory: 3 x 200 MB and 200 x (0.5 +
    1.5) MB are 1000 MB; with a fifth kept free 1000 / 0.8 = 1250 MB. A month: 3 x 30 + 1.25 x 4 +
    20 for the balancer = 115.
    """
    plan = planner(users=200, extra_ms=10, state_mb=1.5, utilisation=50).plan("shiny")

    assert (
        plan.busy_cores.mid,
        plan.processes.mid,
        plan.containers.mid,
        plan.vcpus.mid,
    ) == pytest.approx((1, 3, 3, 3))
    assert (plan.memory_gb.mid, plan.cost.mid) == pytest.approx((1.25, 115.0))
    assert (plan.binds, plan.sticky, plan.balanced, plan.store) == ("cpu", True, True, False)


def test_stateless_workers_by_hand():
    """Processes, memory and cost of stateless workers are as computed by hand.

    The load is that of the sticky framework, and two workers do 1.6 times the work of one: 2 / 0.8
    = 2.5, so 3 processes in 2 containers of at most two. Memory: 2 x 200 + 1 x 50 MB for the other
    one are 450 MB, 562.5 with a fifth kept free; and 200 x 1.5 MB = 300 MB in the store. A
    month: 3 x 30 + 0.8625 x 4 + 20 + 30 for the store = 143.45.
    """
    rows = framework_rows(
        "flask", click_ms=40.0, base_mb=200, session_mb=0, worker_mb=50, scaling=0.8
    )
    load = {"users": 200, "extra_ms": 10, "state_mb": 1.5, "utilisation": 50}
    plan = planner(measured=measurements(rows), **load).plan("flask")

    assert (plan.processes.mid, plan.containers.mid) == (3, 2)
    assert (plan.memory_gb.mid, plan.cost.mid) == pytest.approx((0.8625, 143.45))
    assert (plan.sticky, plan.balanced, plan.store) == (False, True, True)


def test_visitors_who_left_count_while_they_are_held():
    """Streamlit holds a session for 120 s after its visitor has left.

    Of 100 visitors who stay 2 minutes as many have just left: 200 x (1 + 0.05) MB and 250 MB for
    the process, and a fifth kept free.
    """
    plan = planner(users=100, think_s=600, visit_minutes=2).plan("streamlit")

    assert plan.memory_gb.mid == pytest.approx((250 + 200 * 1.05) / 0.8 / 1000)


def test_memory_can_decide():
    """A thousand visitors of 100 MB each, with hardly a click, need 32 vCPUs of 4 GB each.

    Together they take 125 GB, and one process has to hold them.
    """
    plan = planner(users=1000, think_s=3600, state_mb=100).plan("shiny")

    assert (plan.processes.mid, plan.vcpus.mid, plan.binds) == (1, 32, "memory")


def test_the_smallest_set_up_has_nothing_to_bind():
    """One visitor, one process, no balancer."""
    plan = planner(users=1).plan("streamlit")

    assert (plan.containers, plan.binds, plan.sticky, plan.balanced) == (
        Banded(1, 1, 1),
        "nothing",
        False,
        False,
    )


def test_a_pairing_is_its_parts(catalogue: Catalogue):
    """The service does the product's own work; the visitors' data stay with the page."""
    together = planner(extra_ms=200).plan("streamlit+fastapi")
    page, service = (
        planner(extra_ms=0).plan("streamlit"),
        planner(extra_ms=200, state_mb=0).plan("fastapi"),
    )

    assert together.processes.mid == page.processes.mid + service.processes.mid
    assert together.busy_cores.mid == pytest.approx(page.busy_cores.mid + service.busy_cores.mid)


@given(load=loads(), more=st.floats(1, 50), option=st.sampled_from(OPTIONS))
def test_more_users_never_need_less(load: dict[str, Any], more: float, option: str):
    """Of anything, at either end of any band."""
    grown = load | {"users": min(1_000_000, int(load["users"] * more))}

    assert all(
        after >= before - 1e-9
        for before, after in zip(amounts(option, **load), amounts(option, **grown), strict=True)
    )


@given(load=loads(), more=st.floats(1, 50), option=st.sampled_from(OPTIONS))
def test_slower_clicks_never_need_more(load: dict[str, Any], more: float, option: str):
    """Nor does a processor that may be busier."""
    slower = load | {
        "think_s": load["think_s"] * more,
        "utilisation": min(100, load["utilisation"] * more),
    }

    assert all(
        after <= before + 1e-9
        for before, after in zip(amounts(option, **load), amounts(option, **slower), strict=True)
    )


@given(
    load=loads(),
    price=st.sampled_from(sorted(PRICES)),
    more=st.floats(0, 1000),
    option=st.sampled_from(OPTIONS),
)
def test_a_higher_price_never_costs_less(
    load: dict[str, Any], price: str, more: float, option: str
):
    """Each price for itself."""
    before = planner(**load).plan(option).cost
    after = planner(prices={price: PRICES[price] + more}, **load).plan(option).cost

    assert all(new >= old - 1e-9 for old, new in zip(astuple(before), astuple(after), strict=True))


@given(load=loads(), option=st.sampled_from(OPTIONS))
def test_bands_are_in_order(load: dict[str, Any], option: str):
    """Low, middle, high, none of them negative."""
    numbers = amounts(option, **load)

    assert all(
        0 <= low <= mid <= high
        for low, mid, high in zip(*(numbers[i::3] for i in range(3)), strict=True)
    )


def test_the_same_question_has_the_same_answer():
    """Draws are keyed, not taken as they come."""
    assert planner().plan("streamlit") == planner().plan("streamlit")


def test_growth_compounds():
    """Ten per cent a month are 3.14 times as many after a year."""
    assert Workload(**(LOAD | {"growth": 10})).later_users == 314


def test_what_is_missing_is_named():
    """By framework and parameter, and a plan is refused."""
    rows = {
        key: value
        for key, value in framework_rows("dash", click_ms=2.0, base_mb=180, session_mb=0.1).items()
        if "E5" in key
    }
    incomplete = planner(measured=measurements(rows))

    assert incomplete.missing("dash") == (("dash", "base_mb"), ("dash", "session_mb"))
    assert incomplete.missing("streamlit") == tuple(
        ("streamlit", name) for name in ("click_ms", "base_mb", "session_mb")
    )
    with pytest.raises(
        FrameworkCompareError, match="needs measurements that are missing: base_mb of dash"
    ):
        incomplete.plan("dash")


def test_nobody_plans_what_nobody_said_how_to_run(catalogue: Catalogue):
    """However much of it is measured: how its visitors' data multiply is not known."""
    ways = {name: way for name, way in catalogue.capacity.worker.items() if name != "shiny"}
    rules = catalogue.capacity.model_copy(update={"worker": ways})

    assert parameters_of("shiny", MEASURED, rules).missing == ("click_ms", "base_mb", "session_mb")
    assert parameters_of("streamlit", MEASURED, rules).missing == ()


def test_a_single_measurement_has_no_spread_of_its_own():
    """Shiny was measured once: only the speed of a core moves its band."""
    parameters = planner().parameters["shiny"]

    assert parameters.click_ms is not None
    assert parameters.click_ms.estimate.low is None
    assert set(parameters.click_ms.draws) == {40.0}


def noticeable(one: float, other: float) -> bool:
    """Whether the first costs at least ten a month and a tenth more than the other."""
    return one - other >= 10 and other <= 0.9 * one * (1 + 1e-12)


@settings(max_examples=8)  # each prices a million numbers of users twice
@given(
    prices=st.fixed_dictionaries({name: st.floats(0, 100) for name in PRICES}),
    state=st.sampled_from((0.0, 1.0, 50.0)),
)
def test_a_crossing_holds_when_it_is_computed_again(prices: dict[str, float], state: float):
    """Up to its lower end one is never noticeably dearer, from its upper end on the other never is.

    A user further, neither holds.
    """
    asked = planner(prices=prices, state_mb=state)
    found = crossing(asked, "streamlit", "flask")
    if found is None or not found.crosses:
        return
    few, many = (
        {name: asked.plan(name, users).cost.mid for name in ("streamlit", "flask")}
        for users in (found.last, found.last + 1)
    )
    before, after = (
        {name: asked.plan(name, users).cost.mid for name in ("streamlit", "flask")}
        for users in (max(1, found.first - 1), found.first)
    )
    other = {"streamlit": "flask", "flask": "streamlit"}

    assert not noticeable(few[found.few], few[other[found.few]])
    assert noticeable(many[found.few], many[other[found.few]])
    assert not noticeable(after[found.many], after[other[found.many]])
    assert found.first == 1 or noticeable(before[found.many], before[other[found.many]])


def test_who_is_cheaper_for_few_and_for_many():
    """Streamlit alone saves the store; Flask saves the cores."""
    found = crossing(planner(), "flask", "streamlit")

    assert found is not None
    assert (found.few, found.many, found.crosses) == ("streamlit", "flask", True)
    assert 50 <= found.last < found.first <= 100


def test_nothing_crosses_where_nothing_costs():
    """All prices zero."""
    assert crossing(planner(prices=dict.fromkeys(PRICES, 0.0)), "flask", "streamlit") is None


def test_many_numbers_of_users_cost_what_each_costs_alone():
    """The line of the chart is the plan of the table."""
    asked, users = planner(), np.array([1, 50, 5000])
    low, mid, high = asked.cost_bands("streamlit", users)
    plans = [asked.plan("streamlit", int(count)).cost for count in users]

    assert [astuple(plan) for plan in plans] == list(zip(low, mid, high, strict=True))
    assert [plan.mid for plan in plans] == list(asked.costs("streamlit", users))
