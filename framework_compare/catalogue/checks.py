"""What must hold between the files of ``data/``; each file alone is checked by its model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CELL_TABLES
from framework_compare.catalogue.criteria import Question
from framework_compare.catalogue.evidence import Evidence
from framework_compare.catalogue.measured_checks import measured_problems, measured_rule_problems
from framework_compare.catalogue.overlaps import overlap_problems
from framework_compare.errors import Problem, RequirementError, one_of, shown
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_requirement
from framework_compare.vocabulary import (
    CRITERIA,
    GOALS,
    GROUPS,
    HOSTS,
    NEEDS,
    ROUTING,
    SURFACES,
    VALUE_TREE,
    FrameworkId,
)

Check = Callable[[Catalogue], Iterator[Problem]]


def between_files(
    catalogue: Catalogue, *, graded: bool = True, broken: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield every problem between files.

    Orphans, gaps, dates, sums, and answers that move needs backwards.

    Parameters
    ----------
    graded
        whether grades and words on claims must agree with the measurements that are there now.
    broken
        parts of the data that hold nothing, or not all that they should: checks that look at them
        are left out.
    """
    for check, parts in _CHECKS.items():
        if not set(broken) & set(parts or broken) and (graded or check is not measured_problems):
            yield from _guarded(check, catalogue)


def _guarded(check: Check, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what one check finds.

    Where it breaks off, that is a problem too, and the others still run.
    """
    try:
        yield from check(catalogue)
    # Whatever it is, whoever edits the data must learn of all the rest as well.
    except Exception as error:
        name = check.__name__.strip("_")
        yield Problem(
            "data", "", f"the check '{name}' could not be finished: {type(error).__name__}: {error}"
        )


def _tree(catalogue: Catalogue) -> Iterator[Problem]:
    where = "data/criteria.toml"
    if tuple(group.id for group in catalogue.groups) != GROUPS:
        yield Problem(
            where,
            "group",
            f"must be {', '.join(GROUPS)}, in this order, got {[g.id for g in catalogue.groups]}",
        )
    total = sum(group.share for group in catalogue.groups)
    if abs(total - 1) > 1e-9:
        yield Problem(where, "group.share", f"must sum to 1 over the groups, got {total:g}")
    for group, members in VALUE_TREE.items():
        found = [criterion for criterion in catalogue.criteria if criterion.id in members]
        for criterion in found:
            if criterion.group != group:
                yield Problem(
                    where,
                    f"criterion.{criterion.id}.group",
                    f"must be {group}, got {criterion.group}",
                )
            ends = [anchor.at for anchor in criterion.anchors]
            if (
                any(left >= right for left, right in pairwise(ends))
                or ends[0] != 0
                or ends[-1] != 1
            ):
                yield Problem(
                    where,
                    f"criterion.{criterion.id}.anchors",
                    f"must ascend from 0 to 1, got {ends}",
                )
        total = sum(criterion.share for criterion in found)
        if abs(total - 1) > 1e-9:
            yield Problem(
                where, f"{group}.share", f"must sum to 1 over the group's criteria, got {total:g}"
            )


def _all_there(
    where: str, path: str, wanted: Iterable[str], found: Iterable[str]
) -> Iterator[Problem]:
    wanted, found = tuple(wanted), tuple(found)
    for name in wanted:
        if name not in found:
            yield Problem(where, f"{path}.{name}", "is missing")
    yield from _among(where, path, wanted, found)


def _among(where: str, path: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Problem]:
    """Yield what is found and not wanted; what is wanted may be missing."""
    wanted = tuple(wanted)
    for name in found:
        if name not in wanted:
            yield Problem(where, f"{path}.{name}", f"{one_of(wanted)}, got {shown(name)}")


def _vocabularies(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _all_there("data/goals.toml", "goal", GOALS, catalogue.goals)
    yield from _all_there("data/blocks.toml", "need", NEEDS, catalogue.needs)
    yield from _all_there("data/blocks.toml", "host", HOSTS, catalogue.hosts)
    graded = [
        criterion.id for criterion in catalogue.criteria if criterion.basis in ("cell", "surfaces")
    ]
    used: set[str] = set()
    for goal in catalogue.goals.values():
        yield from _all_there("data/goals.toml", f"goal.{goal.id}.need", graded, goal.need)
        used.update(goal.blocks)
    served = {other.surface for other in catalogue.confidence.elsewhere}
    yield from _all_there("data/confidence.toml", "elsewhere", SURFACES, served)
    yield from _among(
        "data/capacity.toml", "worker", catalogue.frameworks, catalogue.capacity.worker
    )
    yield from _all_there("data/blocks.toml", "block", sorted(used), catalogue.blocks)
    fields = [f for f in Requirement.model_fields if f not in ("weights", "name", "notes")]
    yield from _all_there("data/questions.toml", "question", fields, catalogue.questions)


def _frameworks(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield names that two have, and keys that no table has; what one leaves out is not known."""
    named: dict[str, FrameworkId] = {}
    for name, framework in catalogue.frameworks.items():
        where = catalogue.file_of(name)
        other = named.setdefault(framework.name, name)
        if other != name:
            said = f"must be its own, got {shown(framework.name)}, which {other} has"
            yield Problem(where, "name", said)
        for table in CELL_TABLES:
            keys = [key for key in catalogue.cell_keys(table) if table != "kept" or key != name]
            yield from _among(where, table, keys, framework.table(table))
        for surface, demand in framework.demands.items():
            for skill, share in demand.skills.items():
                yield from _ascending(where, f"demands.{surface}.{skill}", share)
        if framework.familiarity:
            yield from _ascending(where, "familiarity.share", framework.familiarity.share)
        for other, kept in framework.kept.items():
            yield from _ascending(where, f"kept.{other}.share", kept.share)


def _ascending(where: str, path: str, share: tuple[float, float, float]) -> Iterator[Problem]:
    if list(share) != sorted(share):
        yield Problem(where, path, f"must ascend, got {', '.join(f'{end:g}' for end in share)}")


def _pairings(catalogue: Catalogue) -> Iterator[Problem]:
    where = "data/pairings.toml"
    for pairing in catalogue.pairings.values():
        path = f"pairing.{pairing.id}"
        yield from _among(where, path, catalogue.frameworks, (pairing.ui, pairing.service))


def _questions(catalogue: Catalogue) -> Iterator[Problem]:
    where = "data/questions.toml"
    sections = [section.id for section in catalogue.sections]
    for field, question in catalogue.questions.items():
        if question.section not in sections:
            yield Problem(
                where,
                f"question.{field}.section",
                f"{one_of(sections)}, got {shown(question.section)}",
            )
        if question.kind != "number" and not question.answer:
            yield Problem(
                where, f"question.{field}.answer", "must hold at least one answer, found none"
            )
        for answer in question.answer:
            try:
                parse_requirement(
                    {field: [answer.value] if question.kind in ("many", "must") else answer.value},
                    inert_musts=True,
                    frameworks=catalogue.frameworks,
                )
            except RequirementError as error:
                yield from (
                    Problem(where, f"question.{field}.answer.{answer.value}", p.message)
                    for p in error.problems
                )
        if question.kind == "number":
            yield from _points(question)
        yield from _order(question)


def _points(question: Question) -> Iterator[Problem]:
    where, path = "data/questions.toml", f"question.{question.field}"
    if not question.criterion or not question.scale or len(question.point) < 2 or not question.why:
        yield Problem(where, path, "a number needs criterion, scale, why and at least two points")
    for left, right in pairwise(question.point):
        if left.at >= right.at:
            yield Problem(
                where, f"{path}.point", f"must ascend in at, got {left.at:g} before {right.at:g}"
            )
    for point in question.point:
        if not point.low <= point.mid <= point.high:
            yield Problem(
                where, f"{path}.point", f"mid must lie between low and high at {point.at:g}"
            )


def _order(question: Question) -> Iterator[Problem]:
    """Ordered answers move needs one way: checked on every number of every criterion they touch."""
    if not question.ordered:
        return
    sign = 1 if question.ordered == "up" else -1
    steps: dict[str, list[tuple[float, float, float]]] = {}
    for answer in question.answer:
        touched = {
            effect.criterion: (effect.low, effect.mid, effect.high) for effect in answer.effect
        }
        for criterion in {effect.criterion for other in question.answer for effect in other.effect}:
            steps.setdefault(criterion, []).append(touched.get(criterion, (0.0, 0.0, 0.0)))
    if question.point:
        steps[question.criterion or ""] = [
            (point.low, point.mid, point.high) for point in question.point
        ]
    for moved, rows in steps.items():
        for before, after in pairwise(rows):
            if any(sign * (new - old) < 0 for old, new in zip(before, after, strict=True)):
                message = (
                    f"answers must move the need of {moved} {question.ordered}, got {before} then"
                    f" {after}"
                )
                yield Problem("data/questions.toml", f"question.{question.field}", message)


def _cited(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield where, path and source ids of everything that cites."""
    for name, framework in catalogue.frameworks.items():
        where = catalogue.file_of(name)
        for table in CELL_TABLES:
            for key, cell in framework.table(table).items():
                yield where, f"{table}.{key}", cell.sources
        if framework.familiarity:
            yield where, "familiarity", framework.familiarity.sources
        yield where, "build", framework.build.sources
        for list_, remarks in (
            ("strengths", framework.strengths),
            ("watch_out", framework.watch_out),
        ):
            yield from ((where, f"{list_}.{i}", remark.sources) for i, remark in enumerate(remarks))
    yield from _cited_by_pairings(catalogue)
    yield from _cited_by_texts(catalogue)


def _cited_by_pairings(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[str]]]:
    for criterion, rule in catalogue.rules.items():
        yield "data/pairings.toml", f"rule.{criterion}", rule.sources
    for pairing in catalogue.pairings.values():
        yield "data/pairings.toml", f"pairing.{pairing.id}", pairing.sources


def _cited_by_texts(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[str]]]:
    for design in catalogue.measured.design:
        yield "data/measured.toml", f"design.{design.id}", design.sources
    for visitors in catalogue.measured.visitors:
        yield "data/measured.toml", f"visitors.{visitors.key}.stores", visitors.stores.values()
    pairs = catalogue.elicitation.pairwise
    yield "data/elicitation.toml", "pairwise.random_index", pairs.random_index.sources
    yield "data/elicitation.toml", "pairwise.consistency", pairs.consistency.sources
    for name, model in catalogue.capacity.worker.items():
        yield "data/capacity.toml", f"worker.{name}", model.sources
    for field, question in catalogue.questions.items():
        for answer in question.answer:
            for effect in answer.effect:
                yield (
                    "data/questions.toml",
                    f"question.{field}.answer.{answer.value}",
                    effect.sources,
                )
        yield "data/questions.toml", f"question.{field}", question.sources
    for other in catalogue.confidence.elsewhere:
        yield "data/confidence.toml", f"elsewhere.{other.id}", other.sources
    for rule in catalogue.contradictions.values():
        yield "data/contradictions.toml", f"contradiction.{rule.id}", rule.sources
    for claim in catalogue.claims.values():
        yield "data/claims.toml", f"claim.{claim.id}", claim.sources
    for entry in catalogue.faq:
        yield "data/faq.toml", f"faq.{entry.id}", entry.sources
    for row in catalogue.article.comparison:
        yield "data/article.toml", f"comparison.{row.feature}", row.sources
    for kind, rows in (
        ("block", catalogue.blocks),
        ("need", catalogue.needs),
        ("item", {ROUTING: catalogue.routing}),
        ("host", catalogue.hosts),
    ):
        yield from (
            ("data/blocks.toml", f"{kind}.{row.id}", (row.source,) if row.source else ())
            for row in rows.values()
        )


def _sources(catalogue: Catalogue) -> Iterator[Problem]:
    cited: set[str] = set()
    for where, path, sources in _cited(catalogue):
        cited.update(sources)
        for source in sources:
            if source not in catalogue.sources:
                yield Problem(
                    where,
                    f"{path}.sources",
                    f"names {shown(source)}, which sources.toml does not declare",
                )
    for source in catalogue.sources:
        if source not in cited:
            yield Problem(
                "data/sources.toml",
                f"source.{source}",
                "is named by nothing: cite it or take it out",
            )


def _dates(catalogue: Catalogue) -> Iterator[Problem]:
    today = catalogue.model.as_of
    for source in catalogue.sources.values():
        if source.as_of > today:
            yield Problem(
                "data/sources.toml",
                f"source.{source.id}.as_of",
                f"must be at most {today}, got {source.as_of}",
            )
    for name, framework in catalogue.frameworks.items():
        for table in CELL_TABLES:
            for key, cell in framework.table(table).items():
                if isinstance(cell, Evidence) and cell.as_of > today:
                    yield Problem(
                        catalogue.file_of(name),
                        f"{table}.{key}.as_of",
                        f"must be at most {today}, got {cell.as_of}",
                    )


def _presets(catalogue: Catalogue) -> Iterator[Problem]:
    for preset in catalogue.presets.values():
        try:
            parse_requirement(preset.requirement, frameworks=catalogue.frameworks)
        except RequirementError as error:
            for problem in error.problems:
                yield Problem(
                    "data/presets.toml", f"preset.{preset.id}.{problem.path}", problem.message
                )


def _article(catalogue: Catalogue) -> Iterator[Problem]:
    where = "data/article.toml"
    claims = set(catalogue.claims)
    named = [(f"comparison.{row.feature}", row.claims) for row in catalogue.article.comparison]
    named += [(f"deployment.{point.title}", point.claims) for point in catalogue.article.deployment]
    named.append(("both", catalogue.article.both.claims))
    named += [(f"faq.{entry.id}", entry.claims) for entry in catalogue.faq]
    for path, ids in named:
        for claim in ids:
            if claim not in claims:
                yield Problem(
                    where,
                    f"{path}.claims",
                    f"names {shown(claim)}, which claims.toml does not hold",
                )
    for path, names in (
        ("philosophy", [*catalogue.article.philosophy]),
        ("deployment", [point.framework for point in catalogue.article.deployment]),
    ):
        yield from _among(where, path, catalogue.frameworks, names)
    texts = {criterion.id for criterion in catalogue.criteria if criterion.article_name}
    for row in catalogue.article.comparison:
        if row.feature not in texts:
            yield Problem(
                where,
                f"comparison.{row.feature}",
                f"{one_of(c for c in CRITERIA if c in texts)}, got {row.feature}",
            )


_CHECKS: Final[dict[Check, tuple[str, ...]]] = {
    _tree: ("criteria",),
    _vocabularies: (
        "confidence",
        "goals",
        "blocks",
        "criteria",
        "capacity",
        "frameworks",
        "questions",
    ),
    _frameworks: ("frameworks", "criteria", "blocks"),
    _pairings: ("pairings", "frameworks"),
    _questions: ("questions", "frameworks"),
    _sources: (),
    _dates: ("model", "sources", "frameworks"),
    _presets: ("presets", "frameworks"),
    _article: ("article", "claims", "faq", "frameworks", "criteria"),
    overlap_problems: ("overlaps", "criteria", "frameworks"),
    measured_rule_problems: (
        "measured",
        "frameworks",
        "lab",
        "claims",
        "blocks",
        "criteria",
    ),
    measured_problems: ("measured", "measurements", "model", "frameworks", "lab", "claims"),
}
"""What each check looks at; nothing where that is everything."""
