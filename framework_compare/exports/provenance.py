"""Where an export came from: which data, which draws, which version of this program."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue

DISTRIBUTION: Final = "framework-compare"
_DIGITS: Final = 16
"""Digits of a digest that are shown: enough that no two sets of data share them."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an export rests on."""

    version: str
    digest: str
    as_of: str
    seed: int

    def lines(self) -> tuple[str, ...]:
        """Return it for a reader, a line each."""
        return (
            f"framework_compare {self.version}",
            f"Evidence as of {self.as_of}, digest {self.digest[:_DIGITS]}",
            f"Seed of the draws: {self.seed}",
        )


def provenance(catalogue: Catalogue) -> Provenance:
    """Return what an export made from a catalogue rests on."""
    return Provenance(
        version=own_version(),
        digest=catalogue.digest,
        as_of=catalogue.model.as_of.isoformat(),
        seed=catalogue.model.draws.seed,
    )


def own_version() -> str:
    """Return this program's version; "not installed" where it runs from a bare folder."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "not installed"
