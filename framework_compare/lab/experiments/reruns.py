"""E4: what a visitor's action makes Streamlit execute again, counted in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.chromium import browser
from framework_compare.lab.errors import NoAnswer

if TYPE_CHECKING:
    from playwright.sync_api import Page


_SCRIPT: Final = "rerun_counts.py"
_COUNTED: Final = ("script", "fragment", "loader")


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Do the same number of actions of each kind and read the counts that the app writes down."""
    environment = bench.environment(unit)
    folder = bench.project(environment, "rerun_counts", [f"streamlit/{_SCRIPT}"])
    command = [part.replace("app.py", _SCRIPT) for part in environment.entrant.start]
    actions, pause = int(unit.number("actions")), unit.number("pause_s") * 1000
    with bench.serve(environment, command=command, folder=folder) as server, browser() as started:
        page = started.new_page()
        page.goto(server.address)
        page.get_by_role("button", name="Send").wait_for()
        settled(page, folder, pause)
        yield from _readings("first view", dict.fromkeys(_COUNTED, 0), _counts(folder))
        for variant, act in _ACTIONS.items():
            before = _counts(folder)
            for number in range(1, actions + 1):
                act(page, number)
                page.wait_for_timeout(pause)
            settled(page, folder, pause)
            yield from _readings(variant, before, _counts(folder))


def settled(page: Page, folder: Path, pause: float) -> None:
    """Wait until nothing is counted any more.

    Raises
    ------
    NoAnswer
        where it never stops.
    """
    before = None
    for _ in range(50):
        now = _counts(folder)
        if now == before:
            return
        before = now
        page.wait_for_timeout(2 * pause)
    raise NoAnswer("E4: the app runs on and on", 100 * pause / 1000)


def _counts(folder: Path) -> dict[str, int]:
    path = folder / "counts.json"
    found: dict[str, int] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: found.get(name, 0) for name in _COUNTED}


def _readings(variant: str, before: dict[str, int], after: dict[str, int]) -> Iterable[Reading]:
    for name in _COUNTED:
        yield Reading(f"{name}_runs", "runs", after[name] - before[name], variant)


def _edited(label: str) -> Callable[[Page, int], None]:
    def act(page: Page, number: int) -> None:
        box = page.get_by_label(label)
        box.fill(str(number))
        box.press("Tab")

    return act


def _submitted(page: Page, number: int) -> None:
    _edited("In a form")(page, 100 + number)
    page.get_by_role("button", name="Send").click()


_ACTIONS: Final[dict[str, Callable[[Page, int], None]]] = {
    "plain widget": _edited("Plain"),
    "widget in a fragment": _edited("In a fragment"),
    "edit in a form": _edited("In a form"),
    "form sent": _submitted,
}
