"""Everything that ``data/`` says, validated and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from framework_compare.catalogue.article import Article, Claim, FaqEntry, Preset
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.cells import CellPath, CellTable
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
from framework_compare.catalogue.evidence import Evidence, Source, Status, StatusCell
from framework_compare.catalogue.experiments import Design
from framework_compare.catalogue.frameworks import (
    AnyCell,
    Framework,
    NeedRule,
    Pairing,
    PairingRule,
)
from framework_compare.catalogue.learnt import Learnt
from framework_compare.catalogue.measured_rules import MeasuredRules
from framework_compare.catalogue.model import ConfidenceRules, DecisionModel
from framework_compare.measured.measurements import Measurements
from framework_compare.requirement.contradictions import ContradictionRule
from framework_compare.text import plain_number
from framework_compare.vocabulary import (
    HOSTS,
    ITEMS,
    LEVELS,
    ROUTING,
    SURFACES,
    CriterionId,
    FrameworkId,
    Goal,
    Level,
    RowId,
)

_NO_CRITERION: Final = {
    "second_stack": "Cost of a second stack",
    "precedent": "What comparable teams took",
}


def handed_in_name(framework: FrameworkId) -> str:
    """Return how messages call a framework that lies in no file."""
    return f"extra/{framework}"


@dataclass(frozen=True)
class Catalogue:
    """Everything that ``data/`` says, validated and frozen.

    `digest` changes whenever a byte of any file does; caches use it as their key.
    """

    model: DecisionModel
    learnt: Learnt
    """What follows from real decisions."""
    confidence: ConfidenceRules
    cross_check: CrossCheckRules
    elicitation: Elicitation
    capacity: CapacityRules
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    blocks: dict[str, Block]
    needs: dict[str, NeedEntry]
    routing: Block
    """What the question about addresses asks for; its cells stand among the needs."""
    hosts: dict[str, HostEntry]
    goals: dict[Goal, GoalProfile]
    sections: tuple[Section, ...]
    questions: dict[str, Question]
    contradictions: dict[str, ContradictionRule]
    """Answers that cannot go together, by the rule's id."""
    frameworks: dict[FrameworkId, Framework]
    """Those of the files in the order of `folder.framework_ids`, then those handed in, by name."""
    rules: dict[CriterionId, PairingRule]
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
    handed_in: frozenset[FrameworkId] = frozenset()
    """The frameworks that lie in no file of ``data/``."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file by its path below ``data/``, to say which of them changed."""

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and other.digest == self.digest

    @cached_property
    def _rows(self) -> dict[FrameworkId, int]:
        return {name: row for row, name in enumerate(self.frameworks)}

    def row(self, framework: FrameworkId) -> int:
        """Return a framework's place among all: its row in every array."""
        return self._rows[framework]

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    def criterion(self, criterion: str) -> Criterion:
        """Return one criterion by id."""
        return self._criteria[criterion]

    @cached_property
    def routing_levels(self) -> dict[Level, float]:
        """What each answer about addresses asks for."""
        asked = {
            answer.value: max((effect.mid for effect in answer.effect), default=0.0)
            for answer in self.questions[ROUTING].answer
        }
        return {level: asked[level] for level in LEVELS}

    def row_name(self, row: RowId) -> str:
        """Return the name of one part of a lead."""
        return _NO_CRITERION.get(row) or self._criteria[row].name

    def cell(self, path: CellPath) -> AnyCell | None:
        """Return one cell, or None where nothing is known."""
        framework = self.frameworks.get(path.framework)
        return framework.table(path.table).get(path.key) if framework else None

    def grade(self, path: CellPath) -> Evidence | None:
        """Return a graded cell, or None where it is not known."""
        cell = self.cell(path)
        return cell if isinstance(cell, Evidence) else None

    def status(self, path: CellPath) -> Status:
        """Return the word of a cell; unknown where nothing is said."""
        cell = self.cell(path)
        return cell.status if isinstance(cell, StatusCell) else "unknown"

    def cell_keys(self, table: CellTable) -> tuple[str, ...]:
        """Return the keys that a table of a framework's file may have, in their order."""
        match table:
            case "capability":
                return tuple(c.id for c in self.criteria if c.basis == "cell")
            case "speed" | "demands":
                return SURFACES
            case "blocks":
                return tuple(self.blocks)
            case "needs":
                return ITEMS
            case "hosts":
                return HOSTS
            case "kept":
                return tuple(self.frameworks)

    def file_of(self, framework: FrameworkId) -> str:
        """Return how messages call the place where a framework is described."""
        if framework in self.handed_in:
            return handed_in_name(framework)
        return f"data/frameworks/{framework}.toml"

    def parts(self, option: str) -> tuple[FrameworkId, ...]:
        """Return an option's frameworks, the UI first."""
        if option in self.frameworks:
            return (option,)
        return (self.pairings[option].ui, self.pairings[option].service)

    def option_name(self, option: str) -> str:
        """Return an option's name for readers: ``Streamlit with FastAPI``."""
        return " with ".join(self.frameworks[part].name for part in self.parts(option))

    def answer_label(self, question: str, value: object) -> str:
        """Return how an answer reads in the question's own words."""
        labels = {answer.value: answer.label for answer in self.questions[question].answer}
        return labels.get(str(value), str(value))

    def answer_text(self, field: str, answers: Iterable[str | float]) -> str:
        """Return answers to one question as a short phrase: ``Hosting: Static files``."""
        said = ", ".join(
            plain_number(answer)
            if isinstance(answer, int | float)
            else self.answer_label("needs" if field == "not_needed" else field, answer)
            for answer in answers
        )
        return f"{self.questions[field].short}: {said}"
