"""What somebody hostile, or only unlucky, might send: the same for the same seed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import numpy as np

from framework_compare import Requirement
from framework_compare.requirement.model import LIST_FIELDS, NUMBER_FIELDS, words_of
from framework_compare.vocabulary import CRITERIA, GROUPS

FIELDS = tuple(Requirement.model_fields)
WORDS = tuple(
    dict.fromkeys(
        [word for field in LIST_FIELDS for word in words_of(field)]
        + ["rest_api", "ecommerce", "sso", "rbac", "low", "high"]
    )
)
SINGLE = {
    field: words_of(field) for field in FIELDS if field not in LIST_FIELDS and words_of(field)
}
"""The answers to each question that has one."""
TEXTS = (
    "", " ", "\0", "\n", "null", "None", "true", "NaN", "-inf", "1e400", "-1", "0", "1_000", "٣", "0x10", "1.5",
    "💥" * 30, "\u202etxt", "../../etc/passwd", "<script>alert(1)</script>", "**b** :red[x] $x$", "{{7*7}}",
    "%00", "a:b:c:d",
    "team:0:1", "team:nan:1", "team:1e400:1", ":::", "x" * 5000, "ﬀ", "\ud7ff", "'; drop table--", "rest_api,ecommerce",
)  # fmt: skip
NAMES = (
    "audiance",
    "Goal",
    "need",
    "amp;goal",
    "audience[]",
    "utm_source",
    "embed",
    "",
    "x" * 300,
    "__class__",
    "req.goal",
)
NUMBERS = (
    0,
    -1,
    1,
    5,
    1.5,
    1e308,
    -1e308,
    5e-324,
    math.pi,
    10**7,
    10**7 + 1,
    2**63,
    -(2**63),
    520,
    521,
    0.1,
)


@dataclass
class Maker:
    """Draws hostile things from one seed."""

    seed: int
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return int(self.rng.integers(low, high + 1))

    def one(self, things: Sequence[Any]) -> Any:
        return things[int(self.rng.integers(len(things)))]

    def text(self) -> str:
        """Any text, most of it short."""
        kind = self.whole(0, 5)
        if kind < 3:
            return str(self.one(TEXTS))
        if kind == 3:
            return self.misspelled(self.one(WORDS))
        codes = self.rng.integers(0, 0xD7FF if kind == 4 else 0x7F, self.whole(0, 30))
        return "".join(map(chr, codes))

    def misspelled(self, word: str) -> str:
        place = self.whole(0, len(word) - 1)
        return (
            word[:place]
            + self.one(("", "x", word[place] * 2, word[place].upper()))
            + word[place + 1 :]
        )

    def number(self) -> float:
        return self.one(NUMBERS) if self.chance(0.6) else float(self.rng.normal(0, 1000))

    def value(self, depth: int = 3) -> Any:
        """Anything that JSON can hold, and what only Python's JSON does."""
        kind = self.whole(0, 9 if depth else 6)
        if kind == 0:
            return self.one((None, True, False, math.nan, math.inf))
        if kind in (1, 2):
            return self.number()
        if kind == 3:
            return self.one(WORDS)
        if kind < 7:
            return self.text()
        if kind == 9:
            return {self.name(): self.value(depth - 1) for _ in range(self.whole(0, 4))}
        return [self.value(depth - 1) for _ in range(self.whole(0, 5))]

    def name(self) -> str:
        return (
            self.one(FIELDS)
            if self.chance(0.7)
            else self.one(NAMES)
            if self.chance(0.7)
            else self.text()
        )

    def fitting(self, name: str, wrong: float = 0.15) -> Any:
        """A value of the kind that a field takes; so often a wrong one."""
        if name in LIST_FIELDS:
            items = [self.one(words_of(name)) for _ in range(self.whole(0, 4))]
            return items + [self.text()] * self.chance(wrong)
        if name in NUMBER_FIELDS:
            return self.number() if self.chance(wrong) else self.whole(1, 500)
        if name == "weights":
            return {self.one((*GROUPS, *CRITERIA)): self.pair() for _ in range(self.whole(0, 6))}
        if name not in SINGLE or self.chance(wrong):
            return self.text()[: 400 if self.chance(wrong) else 70]
        return self.one(SINGLE[name])

    def pair(self) -> list[float]:
        ends = sorted(round(float(end), self.one((1, 2, 17))) for end in self.rng.random(2))
        return self.one(
            (ends, ends, ends, [0, ends[1]], [ends[0]] * 2, ends[::-1], [0.0, 1.0], [1, 1])
        )

    def answers(self) -> dict[str, Any]:
        """A requirement of which most is right; in half of the cases every single field is."""
        wrong = self.one((0.0, 0.15))
        names = [
            self.name() if self.chance(wrong) else self.one(FIELDS) for _ in range(self.whole(0, 8))
        ]
        return {
            name: self.value() if self.chance(wrong) else self.fitting(name, wrong)
            for name in names
        }

    def file(self) -> bytes:
        """The content of a file that somebody opens."""
        makers: tuple[Callable[[], bytes], ...] = (
            self._document, self._document, self._items, self._broken, self._broken, self._twice, self._large,
            self._noise,
        )  # fmt: skip
        return self.one(makers)()

    def _document(self) -> bytes:
        raw = self.answers() if self.chance(0.8) else self.value()
        text = json.dumps(raw, ensure_ascii=self.chance(0.5), indent=self.one((None, 2)))
        return text.encode(
            self.one(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace"
        )

    def _items(self) -> bytes:
        items: list[Any] = []
        for at in range(self.whole(0, 15)):
            item = {"id": self.one((f"i{at}", self.value())), "requirements": self.answers()}
            extra = {
                "considered": self.value(),
                "accepted": self.value(),
                "chosen": ["flask"],
                "facts_stated": self.value(),
            }
            items.append(
                item | (extra if self.chance(0.4) else {}) if self.chance(0.8) else self.value()
            )
        return json.dumps(items).encode()

    def _broken(self) -> bytes:
        content = bytearray(self._document())
        for _ in range(self.whole(1, 6)):
            place = self.whole(0, len(content))
            content[place : place + self.whole(0, 3)] = self.rng.bytes(self.whole(0, 3))
        return bytes(content)

    def _twice(self) -> bytes:
        members = [
            f"{json.dumps(name)}: {json.dumps(self.fitting(name))}"
            for name in FIELDS
            if self.chance(0.3)
        ]
        return ("{" + ", ".join(members + members[: self.whole(0, 3)]) + "}").encode()

    def _large(self) -> bytes:
        size = self.whole(1000, 20_000)
        name = self.one(FIELDS)
        return self.one(
            (
                json.dumps({name: [self.value(1)] * (size // 20)}),
                json.dumps({f"{name}{at}": 0 for at in range(size // 20)}),
                f'{{"{name}": ' + "[" * size + "]" * size + "}",
                f'{{"{name}": ' + '{"a":' * size + "1" + "}" * size + "}",
                f'{{"{name}": ' + "9" * size + "}",
                json.dumps({"weights": {f"w{at}": [0, 1] for at in range(size // 20)}}),
                json.dumps({name: "x" * size}),
                " " * 120_000 + "{}",
            )
        ).encode()

    def _noise(self) -> bytes:
        return self.rng.bytes(self.whole(0, 200))

    def query(self) -> str:
        """The query of a link, quoted well or badly."""
        kind = self.whole(0, 9)
        if kind == 0:
            return self.text() + "&" + quote(self.text(), safe=self.one(("", "=&;")))
        pairs = [self._parameter() for _ in range(self.whole(0, 8))]
        if kind == 1:
            pairs *= self.whole(1, 60)
        if kind == 2:
            return "&".join(f"{quote_plus(name)}={value}" for name, value in pairs)
        return urlencode(
            [
                (name.encode(errors="replace"), value.encode(errors="replace"))
                for name, value in pairs
            ]
        )

    def _parameter(self) -> tuple[str, str]:
        name = self.name()
        if name == "weights":
            low, high = self.pair()
            return name, f"{self.one((*GROUPS, *CRITERIA, self.text()))}:{low}:{high}"
        if self.chance(0.3):
            return name, self.text()
        found = self.fitting(name) if name in FIELDS else self.value(0)
        return name, str(self.one(found) if isinstance(found, list) and found else found)
