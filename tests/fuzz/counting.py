"""What came of each kind of hostile input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

REFUSED, ANSWERED, RAISED = "refused", "answered", "raised"
_MOST_SHOWN = 5


@dataclass
class Count:
    """One kind of input: how often it was tried, what came of it, and what raised first."""

    kind: str
    came: Counter[str] = field(default_factory=Counter)
    longest: int = 0
    """Bytes of the longest answer."""
    raised: list[str] = field(default_factory=list)

    def run(self, what: object, attempt: Callable[[], str]) -> None:
        """Try one; whatever it raises is what is looked for."""
        try:
            self.came[attempt()] += 1
        except Exception as error:  # this is the question
            self.fail(f"{type(error).__name__}: {error} with {str(what)[:300]!r}")

    def fail(self, why: str) -> None:
        """Note that one raised."""
        self.came[RAISED] += 1
        if len(self.raised) < _MOST_SHOWN:
            self.raised.append(why)

    def told(self, text: str) -> None:
        """Note how long an answer was."""
        self.longest = max(self.longest, len(text.encode(errors="replace")))

    def __str__(self) -> str:
        came = ", ".join(f"{self.came[word]:,} {word}" for word in (ANSWERED, REFUSED, RAISED))
        said = f"; the longest answer {self.longest:,} bytes" if self.longest else ""
        return "\n  ".join(
            [f"{self.kind:28} {sum(self.came.values()):>7,}: {came}{said}", *self.raised]
        )
