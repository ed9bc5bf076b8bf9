"""How each experiment of the lab was designed, before anything was measured."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.evidence import Strict

Requisite = Literal["driver", "linux", "nginx", "wrk", "chromium"]
"""What an experiment cannot do without; where it is missing, the experiment skips with that reason.
"""

EVERY_OTHER: Final = "*"
"""Stands for every entrant that is not named."""


class RunSize(Strict):
    """A number of the design: how it is in a quick run and in a full one."""

    quick: float | tuple[float, ...]
    full: float | tuple[float, ...]


class Design(Strict):
    """One experiment as it was planned before anything was measured."""

    id: Annotated[str, Field(pattern=r"^E\d+$")]
    title: str
    question: str
    """What it asks, in the reader's words."""
    claims: tuple[str, ...] = ()
    """Ids of claims.toml that its result speaks to."""
    needs: tuple[Requisite, ...] = ()
    variants: dict[str, tuple[str, ...]]
    """What is measured of each entrant; ``*`` stands for every entrant that is not named."""
    quick_variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What a quick run measures, in the same form, where not everything."""
    once: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What is measured in the first repeat only, in the same form."""
    repeats: RunSize
    """Times that everything is measured; 0: not part of a quick run."""
    seconds: RunSize
    """How long one repeat of one variant takes, about: for the time that is left."""
    sizes: dict[str, RunSize] = Field(default_factory=dict)
    why: str
    """Why these repeats and sizes."""

    @model_validator(mode="after")
    def _leaves_out_only_what_it_has(self) -> Self:
        for table in ("quick_variants", "once"):
            for name, variants in getattr(self, table).items():
                unknown = set(variants) - set(self.variants_of(name, quick=False))
                if unknown:
                    raise ValueError(
                        f"{table}.{name} must be among its variants, got"
                        f" {', '.join(sorted(unknown))}"
                    )
        return self

    @model_validator(mode="after")
    def _plans_with_one_number(self) -> Self:
        for name, size in (("repeats", self.repeats), ("seconds", self.seconds)):
            if isinstance(size.quick, tuple) or isinstance(size.full, tuple):
                raise ValueError(
                    f"{name} must be one number for a quick run and one for a full one, got a list"
                )
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The frameworks that it names, each once."""
        tables = {**self.variants, **self.quick_variants, **self.once}
        return tuple(name for name in tables if name != EVERY_OTHER)

    def variants_of(self, entrant: str, *, quick: bool, repeat: int = 1) -> tuple[str, ...]:
        """Return what is measured of one entrant in one repeat.

        Empty where it does not take part.
        """
        found = self.quick_variants if quick and self.quick_variants else self.variants
        once = self.once.get(entrant, ()) if repeat > 1 else ()
        return tuple(
            name for name in found.get(entrant, found.get(EVERY_OTHER, ())) if name not in once
        )

    def number(self, name: str, *, quick: bool) -> float:
        """Return a size that is one number."""
        size = self._size(name)
        value = size.quick if quick else size.full
        if isinstance(value, tuple):
            raise TypeError(f"{self.id}.{name} is a list")
        return value

    def numbers(self, name: str, *, quick: bool) -> tuple[float, ...]:
        """Return a size that is a list of numbers."""
        size = self._size(name)
        value = size.quick if quick else size.full
        return value if isinstance(value, tuple) else (value,)

    def _size(self, name: str) -> RunSize:
        return {"repeats": self.repeats, "seconds": self.seconds, **self.sizes}[name]
