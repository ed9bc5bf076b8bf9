"""The only reader of ``data/``: files in, one validated, frozen catalogue out."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from framework_compare.content import Article, Claim, FaqEntry, Preset
from framework_compare.criteria import (
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
from framework_compare.cross_check_rules import CrossCheckRules
from framework_compare.elicitation import Elicitation
from framework_compare.errors import DataError, Problem, shown
from framework_compare.evidence import Source
from framework_compare.frameworks import Framework, NeedRule, Pairing, Rule
from framework_compare.model import ConfidenceRules, DecisionModel
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, CriterionId, FrameworkId, Goal, Host

__all__ = ["DATA", "Catalogue", "load_catalogue", "read_catalogue"]

DATA: Final = Path(__file__).resolve().parents[1] / "data"
"""The folder beside the package."""

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that ``data/`` says, validated and frozen.

    `digest` changes whenever a byte of any file does; caches use it as their key.
    """

    model: DecisionModel
    confidence: ConfidenceRules
    cross_check: CrossCheckRules
    elicitation: Elicitation
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
    digest: str
    base: Catalogue | None = field(default=None, repr=False)
    """The catalogue that this one is a variant of."""
    varied: tuple[FrameworkId, ...] = ()
    """The frameworks in which it differs from its base."""

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and other.digest == self.digest

    def criterion(self, criterion: str) -> Criterion:
        """Return one criterion by id."""
        return self.criteria[CRITERIA.index(criterion)]

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


class _Reader:
    """Reads files, remembers every problem, and never stops at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()

    def toml(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        try:
            content = path.read_bytes()
            self.digest.update(name.encode() + b"\0" + content)
            return tomllib.loads(content.decode())
        except OSError as error:
            self.complain(name, "", f"must be readable, got {error.strerror}")
        except UnicodeDecodeError as error:
            self.complain(name, "", f"must be UTF-8 text, found byte {error.start}")
        except tomllib.TOMLDecodeError as error:
            self.complain(name, "", f"must be TOML: {error}")
        return {}

    def complain(self, name: str, path: str, message: str) -> None:
        self.problems.append(Problem(f"data/{name}", path, message))

    def one(self, model: type[_Model], raw: object, name: str, path: str = "") -> _Model | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for detail in error.errors():
                where = ".".join(str(step) for step in (path, *detail["loc"]) if step != "")
                message = detail["msg"].removeprefix("Value error, ")
                if detail["type"] == "extra_forbidden":
                    message = f"is not a key here; the keys are {', '.join(model.model_fields)}"
                elif detail["type"] not in ("value_error", "missing"):
                    message = f"{message}, got {shown(detail['input'])}"
                self.complain(name, where, message)
            return None

    def many(self, model: type[_Model], raws: object, name: str, table: str) -> list[_Model]:
        if not isinstance(raws, list):
            self.complain(name, table, f"must be an array of tables, got {shown(raws)}")
            return []
        read = [self.one(model, raw, name, f"{table}.{_label(raw, index)}") for index, raw in enumerate(raws)]
        return [item for item in read if item is not None]

    def table(self, name: str, known: Iterable[str]) -> dict[str, Any]:
        """Read a file whose top level has only these keys."""
        raw = self.toml(name)
        for key in set(raw) - set(known):
            self.complain(name, key, f"is not a key here; the keys are {', '.join(known)}")
        return raw


def _label(raw: object, index: int) -> str:
    if isinstance(raw, Mapping):
        for key in ("id", "field", "feature", "option"):
            if isinstance(raw.get(key), str):
                return str(raw[key])
    return str(index)


def _keyed(items: Iterable[Any], reader: _Reader, name: str, attribute: str = "id") -> dict[Any, Any]:
    keyed: dict[Any, Any] = {}
    for item in items:
        key = getattr(item, attribute)
        if key in keyed:
            reader.complain(name, key, "must be named once, found twice")
        keyed[key] = item
    return keyed


def read_catalogue(folder: Path = DATA) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read every file and report every problem.

    Parameters
    ----------
    folder
        a folder laid out like ``data/``.

    Returns
    -------
    tuple
        the catalogue, or None where a file cannot be used, and the problems.
    """
    from framework_compare.checks import contradictions  # noqa: PLC0415  # checks read the catalogue's type

    reader = _Reader(folder)
    parts = dict(_parts(reader))
    if any(value is None for value in parts.values()):
        return None, tuple(reader.problems)
    catalogue = Catalogue(**parts, digest=reader.digest.hexdigest())
    problems = (*reader.problems, *contradictions(catalogue))
    return (None if reader.problems else catalogue), tuple(problems)


def _parts(reader: _Reader) -> Iterator[tuple[str, Any]]:
    yield "model", reader.one(DecisionModel, reader.toml("model.toml"), "model.toml")
    yield "confidence", reader.one(ConfidenceRules, reader.toml("confidence.toml"), "confidence.toml")
    yield "cross_check", reader.one(CrossCheckRules, reader.toml("cross_check.toml"), "cross_check.toml")
    yield "elicitation", reader.one(Elicitation, reader.toml("elicitation.toml"), "elicitation.toml")
    criteria = reader.table("criteria.toml", ("group", "criterion"))
    yield "groups", tuple(reader.many(Group, criteria.get("group", []), "criteria.toml", "group"))
    found = _keyed(
        reader.many(Criterion, criteria.get("criterion", []), "criteria.toml", "criterion"), reader, "criteria.toml"
    )
    missing = [criterion for criterion in CRITERIA if criterion not in found]
    for criterion in missing:
        reader.complain("criteria.toml", f"criterion.{criterion}", "is missing")
    yield "criteria", None if missing else tuple(found[criterion] for criterion in CRITERIA)
    blocks = reader.table("blocks.toml", ("block", "need", "host"))
    for key, part, model in (("blocks", "block", Block), ("needs", "need", NeedEntry), ("hosts", "host", HostEntry)):
        yield key, _keyed(reader.many(model, blocks.get(part, []), "blocks.toml", part), reader, "blocks.toml")
    goals = reader.table("goals.toml", ("goal",))
    yield "goals", _keyed(reader.many(GoalProfile, goals.get("goal", []), "goals.toml", "goal"), reader, "goals.toml")
    questions = reader.table("questions.toml", ("section", "question"))
    yield "sections", tuple(reader.many(Section, questions.get("section", []), "questions.toml", "section"))
    asked = reader.many(Question, questions.get("question", []), "questions.toml", "question")
    yield "questions", _keyed(asked, reader, "questions.toml", "field")
    yield from _options(reader)
    yield from _content(reader)


def _options(reader: _Reader) -> Iterator[tuple[str, Any]]:
    frameworks: dict[str, Framework] = {}
    present = {path.stem for path in (reader.folder / "frameworks").glob("*.toml")}
    for name in sorted(present - set(FRAMEWORKS)):
        reader.complain(
            f"frameworks/{name}.toml", "", f"is not a framework; the frameworks are {', '.join(FRAMEWORKS)}"
        )
    for name in FRAMEWORKS:
        path = f"frameworks/{name}.toml"
        framework = reader.one(Framework, reader.toml(path), path)
        if framework is not None:
            frameworks[name] = framework
    yield "frameworks", frameworks if len(frameworks) == len(FRAMEWORKS) else None
    raw = reader.table("pairings.toml", ("rule", "pairing", "needs"))
    rules = {key: reader.one(Rule, value, "pairings.toml", f"rule.{key}") for key, value in raw.get("rule", {}).items()}
    for criterion in CRITERIA:
        if criterion not in rules:
            reader.complain("pairings.toml", f"rule.{criterion}", "is missing")
    yield "rules", None if any(rule is None for rule in rules.values()) or set(CRITERIA) - set(rules) else rules
    yield "need_rule", reader.one(NeedRule, raw.get("needs", {}), "pairings.toml", "needs")
    pairings = reader.many(Pairing, raw.get("pairing", []), "pairings.toml", "pairing")
    yield "pairings", _keyed(pairings, reader, "pairings.toml")


def _content(reader: _Reader) -> Iterator[tuple[str, Any]]:
    presets = reader.table("presets.toml", ("preset",))
    read = reader.many(Preset, presets.get("preset", []), "presets.toml", "preset")
    yield "presets", _keyed(read, reader, "presets.toml")
    claims = reader.table("claims.toml", ("claim",))
    yield "claims", _keyed(reader.many(Claim, claims.get("claim", []), "claims.toml", "claim"), reader, "claims.toml")
    yield "article", reader.one(Article, reader.toml("article.toml"), "article.toml")
    faq = reader.table("faq.toml", ("faq",))
    yield "faq", tuple(reader.many(FaqEntry, faq.get("faq", []), "faq.toml", "faq"))
    sources = reader.table("sources.toml", ("source",))
    found = reader.many(Source, sources.get("source", []), "sources.toml", "source")
    yield "sources", _keyed(found, reader, "sources.toml")
    overlaps = reader.table("overlaps.toml", ("rule", "overlap"))
    yield "overlap_rule", reader.one(OverlapRule, overlaps.get("rule", {}), "overlaps.toml", "rule")
    pairs = reader.many(Overlap, overlaps.get("overlap", []), "overlaps.toml", "overlap")
    yield "overlaps", _keyed(pairs, reader, "overlaps.toml")


@lru_cache(maxsize=4)
def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Return the validated catalogue; read once for each folder.

    Raises
    ------
    DataError
        with every problem, where there is one.
    """
    catalogue, problems = read_catalogue(folder)
    if catalogue is None or problems:
        raise DataError(problems)
    return catalogue
