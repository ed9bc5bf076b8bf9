"""What plans rest on, in words: how an option is run, the check of the model, the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from framework_compare.capacity.knee import KneeCheck
from framework_compare.capacity.parameters import NAMES, Parameters, parameters_of_each
from framework_compare.capacity.planning import Planner
from framework_compare.capacity.workload import Plan, Workload
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.estimates import spread_name
from framework_compare.measured.measurements import Measurements
from framework_compare.text import listed, percent, percents, short
from framework_compare.vocabulary import FrameworkId

_ANY_REPLICA: Final = ("random", "random, shared key")
_SAME_REPLICA: Final = ("cookie", "cookie, shared key", "ip hash", "ip hash, shared key")
"""Ways of balancing in the experiment on session affinity (E11)."""
_OPERATIONS: Final = {
    "page": "pages",
    "count": "clicks that need what was kept before",
    "upload": "uploads",
    "download": "downloads",
    "reconnect": "reconnects",
}


def routing_text(option: str, plan: Plan | None, planner: Planner) -> str:
    """Return how visitors must be routed to the processes of an option."""
    page = planner.rules.worker[planner.catalogue.parts(option)[0]]
    if plan is None or plan.containers.high > len(planner.catalogue.parts(option)):
        return page.routing
    later = f" From a second container on: {page.routing}" if page.in_process else ""
    return f"One container is enough, so there is nothing to route.{later}"


def store_text(option: str, workload: Workload, planner: Planner) -> str:
    """Return where visitors' data live, and whether that needs a store of its own."""
    page = planner.rules.worker[planner.catalogue.parts(option)[0]]
    if workload.state_mb == 0:
        return f"Nothing is kept for a visitor. {page.state}"
    held = (
        f" It is kept for {_seconds(page.held_s)} after a visitor left."
        if page.in_process and page.held_s
        else ""
    )
    paid = (
        ""
        if page.in_process
        else " The store is in the price; the time to fetch from it is not measured."
    )
    return f"{page.state}{held}{paid}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def affinity_text(framework: FrameworkId, measurements: Measurements) -> str:
    """Return what broke with two replicas in the experiment on session affinity.

    Empty where it was not run.
    """
    parts = [
        f"{title}: {', '.join(found)}"
        for title, ways in (
            ("With any replica answering", _ANY_REPLICA),
            ("With the same replica answering", _SAME_REPLICA),
        )
        if (found := _failures(framework, ways, measurements))
    ]
    return f"Measured with two replicas, one process each. {'. '.join(parts)}." if parts else ""


def _failures(
    framework: FrameworkId, ways: tuple[str, ...], measurements: Measurements
) -> list[str]:
    """Return the failures of the first of these ways of balancing that was measured."""
    for way in ways:
        counts = {
            words: tuple(
                _count(f"E11/{framework}/{way}/{name}_{of}", measurements)
                for of in ("failures", "attempts")
            )
            for name, words in _OPERATIONS.items()
        }
        tried = {words: pair for words, pair in counts.items() if pair[1]}
        if tried and not any(failed for failed, _ in tried.values()):
            return [f"none of {sum(attempts for _, attempts in tried.values()):,} failed"]
        if tried:
            return [
                f"{failed:,} of {attempts:,} {words} failed"
                for words, (failed, attempts) in tried.items()
            ]
    return []


def _count(key: str, measurements: Measurements) -> int:
    found = measurements.measured.get(key)
    return 0 if found is None else round(sum(found.values))


def knee_text(check: KneeCheck, catalogue: Catalogue) -> str:
    """Return what was predicted and measured of one process in one sentence."""
    name, predicted = catalogue.frameworks[check.framework].name, f"{check.predicted.mid:,.0f}"
    if check.too_many is None:
        found = f"at least {check.served:,}"
    elif check.served:
        found = f"between {check.served:,} and {check.too_many:,}"
    else:
        found = f"fewer than {check.too_many:,}"
    if not check.is_decided:
        verdict = "undecided, since the measuring program itself took more than a tenth of the wait"
    else:
        verdict = "within it" if check.holds else "outside: plan with the measured number"
    band = f"{check.predicted.low:,.0f} to {check.predicted.high:,.0f}"
    return f"{name}: predicted {predicted} ({band}), measured {found}: {verdict}."


def parameter_table(catalogue: Catalogue) -> pd.DataFrame:
    """Return every measured parameter that the plans rest on."""
    return parameter_rows(parameters_of_each(catalogue), catalogue)


def parameter_rows(
    parameters: Mapping[FrameworkId, Parameters], catalogue: Catalogue
) -> pd.DataFrame:
    """Return measured parameters with range or interval, repeats and what each is made of."""
    each = [parameter for known in parameters.values() for _, parameter in known.known]
    spread = spread_name(parameter.estimate for parameter in each).capitalize()
    rows = []
    for framework, known in parameters.items():
        for name, parameter in known.known:
            estimate = parameter.estimate
            interval = (
                ""
                if estimate.low is None or estimate.high is None
                else f"{short(estimate.low)} to {short(estimate.high)}"
            )
            unit = "of a core" if name == "scaling" else parameter.unit
            rows.append(
                {
                    "Framework": f"{catalogue.frameworks[framework].name} {parameter.version}",
                    "Figure": NAMES[name],
                    "Median": f"{short(estimate.median)} {unit}",
                    spread: interval,
                    "Repeats": estimate.n,
                    "Measured on": parameter.on,
                    "Made of": ", ".join(parameter.keys),
                }
            )
    columns = ["Framework", "Figure", "Median", spread, "Repeats", "Measured on", "Made of"]
    return pd.DataFrame(rows, columns=columns)


def scaling_text(catalogue: Catalogue) -> str:
    """Return by which rule processes add up, the same for every option."""
    known = {
        name: parameters.scaling.median
        for name, parameters in parameters_of_each(catalogue).items()
        if parameters.scaling is not None
    }
    rule = "Every process needs a vCPU of its own."
    if not known:
        return f"{rule} What a second one brings is not measured: each counts as a whole one."
    shares = sorted(known.values())
    span = percent(shares[0]) if shares[0] == shares[-1] else percents(shares[0], shares[-1])
    names = listed([catalogue.frameworks[name].name for name in known])
    common = percent(float(np.median(shares)))
    return (
        f"{rule} For the processor time it gets, each of two brings {span} of what one alone does,"
        f" measured for {names}. The others, of which that is not measured, are counted with"
        f" {common}, and their bands with any of those measured."
    )


CLICK_RULE: Final = (
    "What an action costs is counted halfway between a visitor's click alone and one among eight"
    " visitors, and its band reaches from the one to the other. What a click costs more while"
    " hundreds of sessions are open, measured for a prediction, is added to every action."
)
"""How the cost of a click is counted, the same for every option."""
