"""What can be chosen: the frameworks and the pairings of two of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.cells import AnyTable
from framework_compare.catalogue.evidence import (
    Cited,
    Evidence,
    Measurable,
    Share,
    StatusCell,
    Strict,
    Text,
)
from framework_compare.vocabulary import CriterionId, FrameworkId, Host, Item, Skill, Surface

Point3 = tuple[Share, Share, Share]


class Familiarity(Cited):
    """Which share of Python developers who build such things already uses it: low, mid, high."""

    share: Point3


class Remark(Strict):
    """One strength or one thing to watch."""

    text: Text
    sources: tuple[str, ...] = ()


class Build(Strict):
    """How it is built with, in sentences; what is left out, the cells or a plain word say."""

    server: str = ""
    """What answers requests."""
    proxy: str = ""
    """What stands before it, whatever the number of processes."""
    hosting: str = ""
    """Where it usually runs, where nobody has said where it has to."""
    sso: str = ""
    """How people sign on with the company's provider."""
    data: str = ""
    """How data are read."""
    database: str = ""
    """How records are kept, and where their tables are migrated."""
    scaling: str = ""
    """What to do as people become more."""
    sources: tuple[str, ...] = ()


class SkillDemand(Measurable):
    """How much of the ordinary work on one surface calls for each skill: low, mid, high.

    0 never, 1 constantly.
    """

    skills: dict[Skill, Point3]


class KeptShare(Cited):
    """Which share of existing code and knowledge survives a move to this framework.

    Low, mid, high.
    """

    share: Point3


class Framework(Strict):
    """One framework: its card and everything that is known about it.

    The card must be whole; of the tables each may hold as little as is known.
    """

    name: Text
    version: Text
    released: str = ""
    licence: Text
    requires_python: str = ""
    homepage: Text
    maintainer: Text
    definition: Text
    commercial_focus: Text
    architecture: Text
    strengths: tuple[Remark, ...] = Field(min_length=1)
    watch_out: tuple[Remark, ...] = Field(min_length=1)
    build: Build = Build()
    """How it is built with; may be left out."""
    capability: dict[CriterionId, Evidence] = Field(default_factory=dict)
    """Graded cells; development speed has one for each surface."""
    speed: dict[Surface, Evidence] = Field(default_factory=dict)
    """Development speed by what is built."""
    blocks: dict[str, StatusCell] = Field(default_factory=dict)
    needs: dict[Item, StatusCell] = Field(default_factory=dict)
    hosts: dict[Host, StatusCell] = Field(default_factory=dict)
    demands: dict[Surface, SkillDemand] = Field(default_factory=dict)
    familiarity: Familiarity | None = None
    kept: dict[FrameworkId, KeptShare] = Field(default_factory=dict)
    """From which existing framework, how much survives."""

    def table(self, table: AnyTable) -> Mapping[str, AnyCell]:
        """Return one table's cells by key; what is not there is not known."""
        if table == "familiarity":
            return {"share": self.familiarity} if self.familiarity else {}
        cells: Mapping[str, AnyCell] = getattr(self, table)
        return cells


AnyCell = Evidence | StatusCell | SkillDemand | KeptShare | Familiarity
"""What a framework's file may hold."""


class PairingRule(Cited):
    """How a pairing's capability on one criterion comes from its parts."""

    take: Literal["ui", "better", "worse", "mixed"]
    """The UI part's, the better part's, the worse part's, or by surface (data UI from the UI part,
    the rest better).
    """
    cost: Annotated[float, Field(ge=0, le=0.5)] = 0
    """What the second stack takes off, on the criterion's scale."""


class NeedRule(Cited):
    """Which part of a pairing meets a stated need; what is not named comes from the better part."""

    ui: tuple[Item, ...]
    worse: tuple[Item, ...]


class Pairing(Strict):
    """A UI framework with a service behind it."""

    ui: FrameworkId
    service: FrameworkId
    architecture: Text
    """How the two are put together."""
    when: Text
    """When it is worth two stacks."""
    sources: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its name as an option."""
        return f"{self.ui}+{self.service}"

    @model_validator(mode="after")
    def _has_two_parts(self) -> Self:
        if self.ui == self.service:
            raise ValueError(f"ui and service must differ, got '{self.ui}' twice")
        return self
