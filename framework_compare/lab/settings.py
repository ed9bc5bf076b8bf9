"""How each experiment is designed, as data/lab.toml says: what it asks, how often, how large, how long."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from framework_compare.catalogue import DATA
from framework_compare.errors import DataError, Problem
from framework_compare.evidence import Strict
from framework_compare.vocabulary import FRAMEWORKS

__all__ = ["Design", "Need", "Settings", "Size", "load_settings"]

Need = Literal["driver", "linux", "nginx", "wrk", "chromium"]
"""What an experiment cannot do without; where it is missing, the experiment skips with that reason."""

_EVERY_OTHER = "*"


class Size(Strict):
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
    needs: tuple[Need, ...] = ()
    variants: dict[str, tuple[str, ...]]
    """What is measured of each entrant; ``*`` stands for every entrant that is not named."""
    quick_variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What a quick run measures, in the same form, where not everything."""
    repeats: Size
    """Times that everything is measured; 0: not part of a quick run."""
    seconds: Size
    """How long one repeat of one variant takes, about: for the time that is left."""
    sizes: dict[str, Size] = Field(default_factory=dict)
    why: str
    """Why these repeats and sizes."""

    @model_validator(mode="after")
    def _names_frameworks(self) -> Self:
        for name in {**self.variants, **self.quick_variants}:
            if name != _EVERY_OTHER and name not in FRAMEWORKS:
                raise ValueError(f"variants.{name} must be one of {', '.join((*FRAMEWORKS, _EVERY_OTHER))}")
        for name, variants in self.quick_variants.items():
            for variant in variants:
                if variant not in self.variants_of(name, quick=False):
                    raise ValueError(f"quick_variants.{name} must be among its variants, got {variant}")
        return self

    def variants_of(self, entrant: str, *, quick: bool) -> tuple[str, ...]:
        """Return what is measured of one entrant; empty where it does not take part."""
        found = self.quick_variants if quick and self.quick_variants else self.variants
        return found.get(entrant, found.get(_EVERY_OTHER, ()))

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

    def _size(self, name: str) -> Size:
        return {"repeats": self.repeats, "seconds": self.seconds, **self.sizes}[name]


class Settings(Strict):
    """The whole file."""

    experiments: tuple[Design, ...] = Field(alias="experiment")

    @model_validator(mode="after")
    def _is_named_once(self) -> Self:
        names = [design.id for design in self.experiments]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"experiment {name} must be there once")
        return self

    def design(self, experiment: str) -> Design:
        """Return one experiment's design by id."""
        return next(design for design in self.experiments if design.id == experiment)


def load_settings(folder: Path = DATA) -> Settings:
    """Read the designs.

    Raises
    ------
    DataError
        with everything that is wrong in the file.
    """
    where = "data/lab.toml"
    try:
        raw: dict[str, Any] = tomllib.loads((folder / "lab.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError([Problem(where, "", f"must be a TOML file, got {error}")]) from None
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        raise DataError(
            Problem(where, ".".join(str(step) for step in detail["loc"]), detail["msg"].removeprefix("Value error, "))
            for detail in error.errors()
        ) from None
