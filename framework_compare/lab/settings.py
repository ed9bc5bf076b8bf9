"""How each experiment is designed, as data/lab.toml says.

What it asks, how often, how large, how long.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from framework_compare.catalogue.evidence import Strict
from framework_compare.catalogue.experiments import Design
from framework_compare.catalogue.folder import DATA
from framework_compare.errors import DataError, Problem, problems_of


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
        raise DataError(problems_of(error, where, raw=raw)) from None
