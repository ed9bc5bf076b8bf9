"""Files in, one validated, frozen catalogue out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from framework_compare.catalogue.article import Article, Claim, FaqEntry, Preset
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.checks import contradictions
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
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.frameworks import Framework, NeedRule, Pairing, Rule
from framework_compare.catalogue.measured_rules import MeasuredRules
from framework_compare.catalogue.model import ConfidenceRules, DecisionModel
from framework_compare.catalogue.reading import (
    Reader,
    Table,
    first_of_each,
    is_there,
    missing_folder,
)
from framework_compare.errors import DataError, Problem
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS


def read_catalogue(
    folder: Path = DATA, *, graded: bool = True
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read every file and report every problem, files that cannot be read first.

    What must hold between files is asked of those in which nothing else is wrong, so that a cause
    is not buried under what follows from it.

    Parameters
    ----------
    folder
        a folder laid out like ``data/``.
    graded
        whether grades and words on claims must agree with the measurements that are there now.

    Returns
    -------
    tuple
        the catalogue, or None where a file cannot be used, and the problems.
    """
    if not is_there(folder):
        return None, (missing_folder(folder),)
    reader = Reader(folder)
    parts = dict(_parts(reader))
    measurements = reader.measurements()
    catalogue = Catalogue(**parts, measurements=measurements, digest=reader.digest.hexdigest())
    problems = (
        *reader.problems,
        *contradictions(catalogue, graded=graded, broken=reader.broken),
    )
    return (None if reader.problems else catalogue), problems


def _parts(reader: Reader) -> Iterator[tuple[str, Any]]:
    yield "model", reader.one(DecisionModel, reader.table("model.toml"))
    yield "confidence", reader.one(ConfidenceRules, reader.table("confidence.toml"))
    yield "cross_check", reader.one(CrossCheckRules, reader.table("cross_check.toml"))
    yield "elicitation", reader.one(Elicitation, reader.table("elicitation.toml"))
    yield "capacity", reader.one(CapacityRules, reader.table("capacity.toml"))
    tree = reader.table("criteria.toml", ("group", "criterion"))
    yield "groups", reader.many(Group, tree, "group")
    yield "criteria", _criteria(reader, tree)
    blocks = reader.table("blocks.toml", ("block", "need", "host"))
    kinds = (("blocks", "block", Block), ("needs", "need", NeedEntry), ("hosts", "host", HostEntry))
    for part, key, model in kinds:
        yield part, reader.keyed(reader.many(model, blocks, key), blocks)
    goals = reader.table("goals.toml", ("goal",))
    yield "goals", reader.keyed(reader.many(GoalProfile, goals, "goal"), goals)
    questions = reader.table("questions.toml", ("section", "question"))
    yield "sections", reader.many(Section, questions, "section")
    yield (
        "questions",
        reader.keyed(reader.many(Question, questions, "question"), questions, "field"),
    )
    yield from _options(reader)
    yield from _content(reader)
    lab = reader.table("lab.toml", ("experiment",))
    yield "designs", reader.keyed(reader.many(Design, lab, "experiment"), lab)
    yield "measured", reader.one(MeasuredRules, reader.table("measured.toml"))


def _criteria(reader: Reader, tree: Table) -> tuple[Criterion, ...] | None:
    found = reader.keyed(reader.many(Criterion, tree, "criterion"), tree)
    if found is None:
        return None
    for criterion in CRITERIA:
        if criterion not in found and criterion not in reader.refused:
            reader.complain("criteria.toml", f"criterion.{criterion}", "is missing")
    return (
        tuple(found[criterion] for criterion in CRITERIA) if set(CRITERIA) <= set(found) else None
    )


def _options(reader: Reader) -> Iterator[tuple[str, Any]]:
    present = {path.stem for path in (reader.folder / "frameworks").glob("*.toml")}
    for name in sorted(present - set(FRAMEWORKS)):
        message = f"is not a framework; the frameworks are {', '.join(FRAMEWORKS)}"
        reader.complain(f"frameworks/{name}.toml", "", message)
    read = {
        name: reader.one(Framework, reader.table(f"frameworks/{name}.toml")) for name in FRAMEWORKS
    }
    yield "frameworks", None if None in read.values() else read
    pairings = reader.table("pairings.toml", ("rule", "pairing", "needs"))
    yield "rules", reader.by_name(Rule, pairings, "rule", CRITERIA)
    yield "need_rule", reader.one(NeedRule, pairings, "needs")
    yield "pairings", reader.keyed(reader.many(Pairing, pairings, "pairing"), pairings)


def _content(reader: Reader) -> Iterator[tuple[str, Any]]:
    presets = reader.table("presets.toml", ("preset",))
    yield "presets", reader.keyed(reader.many(Preset, presets, "preset"), presets)
    claims = reader.table("claims.toml", ("claim",))
    yield "claims", reader.keyed(reader.many(Claim, claims, "claim"), claims)
    yield "article", reader.one(Article, reader.table("article.toml"))
    faq = reader.table("faq.toml", ("faq",))
    yield "faq", reader.many(FaqEntry, faq, "faq")
    sources = reader.table("sources.toml", ("source",))
    yield "sources", reader.keyed(reader.many(Source, sources, "source"), sources)
    overlaps = reader.table("overlaps.toml", ("rule", "overlap"))
    yield "overlap_rule", reader.one(OverlapRule, overlaps, "rule")
    yield "overlaps", reader.keyed(reader.many(Overlap, overlaps, "overlap"), overlaps)


@lru_cache(maxsize=4)
def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Return the validated catalogue; read once for each folder.

    Grades that do not agree with the measurements yet do not stop it: only `check` refuses them.

    Raises
    ------
    DataError
        with the first ten problems of each file, where there are any.
    """
    catalogue, problems = read_catalogue(folder, graded=False)
    if catalogue is None or problems:
        raise DataError(first_of_each(problems))
    return catalogue
