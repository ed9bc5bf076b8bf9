"""Files in, one validated, frozen catalogue out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from framework_compare.catalogue.article import Article, Claim, FaqEntry, Preset
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.catalogue import Catalogue, handed_in_name
from framework_compare.catalogue.checks import between_files
from framework_compare.catalogue.criteria import (
    Answer,
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
from framework_compare.catalogue.folder import (
    DATA,
    QUESTIONS,
    framework_files,
    in_order,
    is_framework_id,
    listed_frameworks,
)
from framework_compare.catalogue.frameworks import Framework, NeedRule, Pairing, PairingRule
from framework_compare.catalogue.learnt import Learnt
from framework_compare.catalogue.measured_rules import MeasuredRules
from framework_compare.catalogue.model import ConfidenceRules, DecisionModel
from framework_compare.catalogue.reading import (
    NOTHING,
    DataFile,
    Reader,
    first_of_each,
    is_nothing,
    is_there,
    missing_folder,
)
from framework_compare.errors import DataError, Problem, clipped, shown
from framework_compare.requirement.contradictions import ContradictionRule
from framework_compare.requirement.model import FRAMEWORK_FIELDS
from framework_compare.vocabulary import CRITERIA, FrameworkId

HandedIn = Mapping[FrameworkId, Mapping[str, Any]]
"""Frameworks that lie in no file: the id, and what a file of ``data/frameworks/`` would hold."""
_NONE: Final[HandedIn] = {}
_BAD_ID: Final = (
    "must be named with lower-case letters, digits and underscores, a letter first, got"
)


def read_catalogue(
    folder: Path = DATA, *, graded: bool = True, extra: HandedIn = _NONE
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
    extra
        further frameworks; messages call them ``extra/`` and their id.

    Returns
    -------
    tuple
        the catalogue, or None where a file cannot be used, and the problems.
    """
    if not is_there(folder):
        return None, (missing_folder(folder),)
    reader = Reader(folder)
    catalogue = _assembled(reader, extra)
    problems = (
        *reader.problems,
        *between_files(catalogue, graded=graded, broken=reader.broken),
    )
    return (None if reader.problems else catalogue), problems


def _assembled(reader: Reader, extra: HandedIn) -> Catalogue:
    """Return the catalogue of all files, with `NOTHING` for what could not be read.

    All files are read first, always in this order, which the digest follows.
    """
    model = reader.file("model.toml")
    confidence = reader.file("confidence.toml")
    cross_check = reader.file("cross_check.toml")
    elicitation = reader.file("elicitation.toml")
    capacity = reader.file("capacity.toml")
    tree = reader.file("criteria.toml", ("group", "criterion"))
    blocks = reader.file("blocks.toml", ("block", "need", "routing", "host"))
    goals = reader.file("goals.toml", ("goal",))
    asked = reader.file(QUESTIONS, ("section", "question"))
    contradictions = reader.file("contradictions.toml", ("contradiction",))
    described = _described(reader, listed_frameworks(asked.content or {}), extra)
    pairings = reader.file("pairings.toml", ("rule", "pairing", "needs"))
    presets = reader.file("presets.toml", ("preset",))
    claims = reader.file("claims.toml", ("claim",))
    article = reader.file("article.toml")
    faq = reader.file("faq.toml", ("faq",))
    sources = reader.file("sources.toml", ("source",))
    overlaps = reader.file("overlaps.toml", ("rule", "overlap"))
    lab = reader.file("lab.toml", ("experiment",))
    measured = reader.file("measured.toml")
    measurements = reader.measurements()
    learnt = reader.file("learnt.toml")
    catalogue = Catalogue(
        model=reader.one(DecisionModel, model),
        learnt=reader.one(Learnt, learnt),
        confidence=reader.one(ConfidenceRules, confidence),
        cross_check=reader.one(CrossCheckRules, cross_check),
        elicitation=reader.one(Elicitation, elicitation),
        capacity=reader.one(CapacityRules, capacity),
        groups=reader.many(Group, tree, "group"),
        criteria=_criteria(reader, tree),
        blocks=reader.keyed(Block, blocks, "block", lambda block: block.id),
        needs=reader.keyed(NeedEntry, blocks, "need", lambda need: need.id),
        routing=reader.one(Block, blocks, "routing"),
        hosts=reader.keyed(HostEntry, blocks, "host", lambda host: host.id),
        goals=reader.keyed(GoalProfile, goals, "goal", lambda goal: goal.id),
        sections=reader.many(Section, asked, "section"),
        questions=reader.keyed(Question, asked, "question", lambda question: question.field),
        contradictions=reader.keyed(
            ContradictionRule, contradictions, "contradiction", lambda rule: rule.id
        ),
        frameworks=_frameworks(reader, described),
        rules=reader.by_name(PairingRule, pairings, "rule", CRITERIA),
        need_rule=reader.one(NeedRule, pairings, "needs"),
        pairings=reader.keyed(Pairing, pairings, "pairing", lambda pairing: pairing.id),
        presets=reader.keyed(Preset, presets, "preset", lambda preset: preset.id),
        claims=reader.keyed(Claim, claims, "claim", lambda claim: claim.id),
        article=reader.one(Article, article),
        faq=reader.many(FaqEntry, faq, "faq"),
        sources=reader.keyed(Source, sources, "source", lambda source: source.id),
        overlap_rule=reader.one(OverlapRule, overlaps, "rule"),
        overlaps=reader.keyed(Overlap, overlaps, "overlap", lambda overlap: overlap.id),
        designs=reader.keyed(Design, lab, "experiment", lambda design: design.id),
        measured=reader.one(MeasuredRules, measured),
        measurements=measurements,
        digest=reader.digest.hexdigest(),
        handed_in=frozenset(extra),
        files=reader.files,
    )
    if is_nothing(catalogue.questions) or is_nothing(catalogue.frameworks):
        return catalogue
    return replace(catalogue, questions=_completed(catalogue.questions, catalogue.frameworks))


def _criteria(reader: Reader, tree: DataFile) -> tuple[Criterion, ...]:
    found = reader.keyed(Criterion, tree, "criterion", lambda criterion: criterion.id)
    if is_nothing(found):
        return NOTHING
    for criterion in CRITERIA:
        if criterion not in found and criterion not in reader.refused:
            reader.complain(tree.where, f"criterion.{criterion}", "is missing")
    if set(CRITERIA) <= set(found):
        return tuple(found[criterion] for criterion in CRITERIA)
    return NOTHING


def _described(
    reader: Reader, listed: tuple[FrameworkId, ...], extra: HandedIn
) -> dict[FrameworkId, DataFile]:
    """Return what is said of each framework: in a file, or by whoever handed it in.

    Parameters
    ----------
    listed
        those that the shortlist's question lists, in its order: each must have its file.
    """
    stems = framework_files(reader.folder)
    found: dict[FrameworkId, DataFile] = {}
    for name in in_order({*stems, *listed}, listed):
        where = f"data/frameworks/{name}.toml"
        if not is_framework_id(name):
            reader.complain(where, "", f"{_BAD_ID} {shown(name)}")
        elif name not in stems:
            reader.give_up(where, f"must be there, since {QUESTIONS} lists {name}, found no file")
        else:
            found[name] = reader.file(f"frameworks/{name}.toml")
    found |= _handed_in(reader, extra, found)
    if not stems and not listed:
        reader.complain("data/frameworks", "", "must hold at least one file, found none")
    return found


def _handed_in(
    reader: Reader, extra: HandedIn, taken: Collection[FrameworkId]
) -> dict[FrameworkId, DataFile]:
    """Return what is said of each framework that lies in no file, by its id."""
    found: dict[FrameworkId, DataFile] = {}
    for name in sorted(extra, key=str):
        where = handed_in_name(str(name) if is_framework_id(name) else clipped(str(name)))
        if not is_framework_id(name):
            reader.complain(where, "", f"{_BAD_ID} {shown(name)}")
        elif name in taken:
            reader.complain(where, "", f"must have an id of its own, got {name}, which has a file")
        else:
            found[name] = reader.handed_in(where, extra[name])
    return found


def with_frameworks(
    catalogue: Catalogue, extra: HandedIn
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Return a catalogue with further frameworks after its own, and every problem with them.

    No file is read: what is in memory stands, though the folder may have changed since.

    Parameters
    ----------
    extra
        as for `read_catalogue`.

    Returns
    -------
    tuple
        the catalogue, or None where something that was handed in cannot be used, and the problems.
    """
    reader = Reader(DATA)
    reader.digest.update(catalogue.digest.encode())
    read = _frameworks(reader, _handed_in(reader, extra, catalogue.frameworks))
    if reader.problems:
        return None, reader.problems
    frameworks = {**catalogue.frameworks, **read}
    more = replace(
        catalogue,
        frameworks=frameworks,
        questions=_completed(catalogue.questions, frameworks),
        digest=reader.digest.hexdigest(),
        handed_in=catalogue.handed_in | frozenset(extra),
    )
    return more, tuple(between_files(more, graded=False))


def _frameworks(
    reader: Reader, described: Mapping[FrameworkId, DataFile]
) -> dict[FrameworkId, Framework]:
    found = {name: reader.one(Framework, file) for name, file in described.items()}
    return NOTHING if "frameworks" in reader.broken else found


def _completed(
    questions: Mapping[str, Question], frameworks: Mapping[FrameworkId, Framework]
) -> dict[str, Question]:
    """Return the questions; those about frameworks also offer what they do not list."""
    found = dict(questions)
    for field in FRAMEWORK_FIELDS:
        if field in found:
            listed = {answer.value for answer in found[field].answer}
            further = tuple(
                Answer(value=name, label=framework.name)
                for name, framework in frameworks.items()
                if name not in listed
            )
            answers = (*found[field].answer, *further)
            found[field] = found[field].model_copy(update={"answer": answers})
    return found


def load_catalogue(folder: Path = DATA, *, extra: HandedIn = _NONE) -> Catalogue:
    """Return the validated catalogue; without further frameworks it is read once for each folder.

    Grades that do not agree with the measurements yet do not stop it: only `check` refuses them.

    Parameters
    ----------
    folder
        a folder laid out like ``data/``.
    extra
        frameworks that lie in no file: an id, and for each what a file of ``data/frameworks/``
        would hold, such as `tomllib.loads` returns it. Of its tables all may be missing: what is
        not said is not known.

    Raises
    ------
    DataError
        with the first ten problems of each file, where there are any; those of ``extra`` are
        called ``extra/`` and the id.
    """
    return _sound(*read_catalogue(folder, graded=False, extra=extra)) if extra else _loaded(folder)


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Catalogue:
    return _sound(*read_catalogue(folder, graded=False))


def _sound(catalogue: Catalogue | None, problems: Iterable[Problem]) -> Catalogue:
    found = first_of_each(problems)
    if catalogue is None or found:
        raise DataError(found)
    return catalogue
