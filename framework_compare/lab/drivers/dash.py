"""A visitor of the Dash app: each callback is one POST to ``/_dash-update-component``."""

from __future__ import annotations

import json
import time
from typing import Any, Final

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL, FEATURES

_FILTERED: Final = (("count", "children"), ("table", "rowData"), ("chart", "figure"))


def _part(identity: str, name: str, **value: object) -> dict[str, object]:
    return {"id": identity, "property": name, **value}


class Visitor:
    """One tab: what its inputs hold and how often its button was pressed.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("dash", address)
        self._clicks = 0
        self._group, self._minimum_age = ALL, AGES[0]

    async def open(self) -> None:
        """Load page, layout and callbacks, then ask for what the filters show at first."""
        page = await self._web.text("GET", "/")
        if "<title>People</title>" not in page:
            raise WrongAnswer("dash: open", "<title>People</title>", page)
        await self._web.text("GET", "/_dash-layout")
        await self._web.text("GET", "/_dash-dependencies")
        await self._show_people([])

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set both inputs and return the row count as the page shows it."""
        changed = [
            name
            for name, now, then in (
                ("group.value", group, self._group),
                ("minimum-age.value", minimum_age, self._minimum_age),
            )
            if now != then
        ]
        self._group, self._minimum_age = group, minimum_age
        return await self._show_people(changed)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Press the button with the four numbers filled in and return the spend that it shows."""
        self._clicks += 1
        answers = zip(FEATURES, (age, income, visits, tenure), strict=True)
        shown = await self._called(
            output="prediction.children",
            outputs=_part("prediction", "children"),
            inputs=[_part("predict", "n_clicks", value=self._clicks)],
            state=[_part(name, "value", value=value) for name, value in answers],
            changed=["predict.n_clicks"],
        )
        return spend_in(str(shown["prediction"]["children"]), "dash: predict")

    async def close(self) -> None:
        """Leave; the server keeps nothing of a visitor."""
        await self._web.close()

    async def _show_people(self, changed: list[str]) -> int:
        shown = await self._called(
            output="..{}..".format("...".join(".".join(output) for output in _FILTERED)),
            outputs=[_part(*output) for output in _FILTERED],
            inputs=[
                _part("group", "value", value=self._group),
                _part("minimum-age", "value", value=self._minimum_age),
            ],
            changed=changed,
        )
        missing = [identity for identity, name in _FILTERED if name not in shown.get(identity, {})]
        if missing:
            raise WrongAnswer(
                "dash: filter", [identity for identity, _ in _FILTERED], sorted(shown)
            )
        return rows_in(str(shown["count"]["children"]), "dash: filter")

    async def _called(self, *, changed: list[str], **question: object) -> dict[str, Any]:
        """Return what a callback answers: by component, then by property."""
        question |= {"changedPropIds": changed, "parsedChangedPropsIds": changed}
        answer = await self._web.text("POST", "/_dash-update-component", json=question)
        self.answered_at = time.perf_counter()
        shown: dict[str, Any] = json.loads(answer)["response"]
        return shown
