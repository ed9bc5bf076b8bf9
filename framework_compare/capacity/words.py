"""Plans in sentences: what an option needs, when the cheaper one changes, and how visitors must be
routed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from framework_compare.capacity.knee import KneeCheck
from framework_compare.capacity.parameters import NAMES, NEEDED
from framework_compare.capacity.planning import Crossing, Planner
from framework_compare.capacity.workload import Banded, Binding, Plan, Workload
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.measurements import Measurements
from framework_compare.text import percent
from framework_compare.vocabulary import FrameworkId

BINDINGS: Final[dict[Binding, str]] = {
    "cpu": "processor",
    "memory": "memory",
    "nothing": "smallest set-up is enough",
}
_ANY_REPLICA: Final = ("random", "random, shared key")
_SAME_REPLICA: Final = ("cookie", "cookie, shared key", "ip hash", "ip hash, shared key")
"""Ways of balancing in the experiment on session affinity (E11)."""
_OPERATIONS: Final = {
    "upload": "uploads",
    "media": "pictures",
    "download": "downloads",
    "reconnect": "reconnects",
    "state": "requests that need what was kept before",
}


def about(number: float) -> str:
    """Return an amount as coarsely as it is known: whole below a hundred, two digits above."""
    if number < 99.5:
        return f"{number:.0f}"
    digits = math.floor(math.log10(number)) - 1
    return f"{round(number / 10**digits) * 10**digits:,.0f}"


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


def cost_sentence(plan: Plan, planner: Planner) -> str:
    """Return what an option needs in one sentence."""
    name = planner.catalogue.option_name(plan.option)
    copies = "one copy" if plan.copies.high == 1 else f"{copies_text(plan.copies)} copies"
    money = cost_text(plan.cost, planner.rules.currency).replace(
        "$", "\\$"
    )  # two of them would set a formula
    extras = [
        words
        for words, paid in (("a load balancer", plan.balanced), ("a shared store", plan.store))
        if paid
    ]
    included = f", with {' and '.join(extras)}" if extras else ""
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


def routing_text(option: str, plan: Plan | None, planner: Planner) -> str:
    """Return how visitors must be routed to the copies of an option."""
    page = planner.rules.worker[planner.catalogue.parts(option)[0]]
    if plan is None or plan.copies.high > len(planner.catalogue.parts(option)):
        return page.routing
    later = f" From a second copy on: {page.routing}" if page.in_process else ""
    return f"One copy is enough, so there is nothing to route.{later}"


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
    """Return what broke with two copies in the experiment on session affinity.

    Empty where it was not run.
    """
    parts = [
        f"{title}: {', '.join(found)}"
        for title, ways in (
            ("With any copy answering", _ANY_REPLICA),
            ("With the same copy answering", _SAME_REPLICA),
        )
        if (found := _failures(framework, ways, measurements))
    ]
    return f"Measured with two copies. {'. '.join(parts)}." if parts else ""


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


def knee_text(check: KneeCheck, rules: CapacityRules, catalogue: Catalogue) -> str:
    """Return what was predicted and measured of one core in one sentence."""
    name, predicted = catalogue.frameworks[check.framework].name, f"{check.predicted.mid:,.0f}"
    if check.too_many is None:
        found = f"at least {check.served:,}"
    elif check.served:
        found = f"between {check.served:,} and {check.too_many:,}"
    else:
        found = f"fewer than {check.too_many:,}"
    verdict = "within it" if check.holds else "outside: plan with the measured number"
    others = (
        "" if check.together is None else f" From clicks that come together: {check.together:,.0f}."
    )
    return f"{name}: predicted {predicted}, measured {found}: {verdict}.{others}"
