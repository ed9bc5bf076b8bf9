"""Everything that ``data/`` says, validated and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from framework_compare.catalogue.article import Article, Claim, FaqEntry, Preset
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.criteria import (
    Block,
    Criterion,
    GoalProfile,
    Group,
    HostEntry,
    NeedEntry,
    Overlap,
    OverlapRule,
    Question,
    Section,
)
from framework_compare.catalogue.cross_check_rules import CrossCheckRules
from framework_compare.catalogue.elicitation_rules import Elicitation
from framework_compare.catalogue.evidence import Source
from framework_compare.catalogue.experiments import Design
from framework_compare.catalogue.frameworks import Framework, NeedRule, Pairing, Rule
from framework_compare.catalogue.measured_rules import MeasuredRules
from framework_compare.catalogue.model import ConfidenceRules, DecisionModel
from framework_compare.measured.measurements import Measurements
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, CriterionId, FrameworkId, Goal, Host


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that ``data/`` says, validated and frozen.

    `digest` changes whenever a byte of any file does; caches use it as their key.
    """

    model: DecisionModel
    confidence: ConfidenceRules
    cross_check: CrossCheckRules
    elicitation: Elicitation
    capacity: CapacityRules
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    blocks: dict[str, Block]
    needs: dict[str, NeedEntry]
    hosts: dict[Host, HostEntry]
    goals: dict[Goal, GoalProfile]
    sections: tuple[Section, ...]
    questions: dict[str, Question]
    frameworks: dict[FrameworkId, Framework]
    rules: dict[CriterionId, Rule]
    need_rule: NeedRule
    pairings: dict[str, Pairing]
    presets: dict[str, Preset]
    claims: dict[str, Claim]
    article: Article
    faq: tuple[FaqEntry, ...]
    sources: dict[str, Source]
    overlap_rule: OverlapRule
    overlaps: dict[str, Overlap]
    designs: dict[str, Design]
    """The lab's experiments by id, as they were planned."""
    measured: MeasuredRules
    measurements: Measurements | None
    """What the lab measured; None where it was not run yet."""
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and other.digest == self.digest

    def criterion(self, criterion: str) -> Criterion:
        """Return one criterion by id."""
        return self.criteria[CRITERIA.index(criterion)]

    def row(self, framework: FrameworkId) -> int:
        """Return a framework's place among all: its row in every array."""
        return list(self.frameworks).index(framework)

    def cell(self, path: CellPath) -> Any:
        """Return one cell, or None where nothing is known."""
        framework = self.frameworks.get(path.framework)
        return getattr(framework, path.table).get(path.key) if framework else None

    def parts(self, option: str) -> tuple[FrameworkId, ...]:
        """Return an option's frameworks, the UI first."""
        return tuple(part for part in FRAMEWORKS if part == option) or (
            self.pairings[option].ui,
            self.pairings[option].service,
        )

    def option_name(self, option: str) -> str:
        """Return an option's name for readers: ``Streamlit with FastAPI``."""
        return " with ".join(self.frameworks[part].name for part in self.parts(option))

    def answer_label(self, question: str, value: object) -> str:
        """Return how an answer reads in the question's own words."""
        labels = {answer.value: answer.label for answer in self.questions[question].answer}
        return labels.get(str(value), str(value))
