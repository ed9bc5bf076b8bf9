"""What the score rests on, for a spreadsheet: answers, what they ask, capabilities, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.catalogue.evidence import Cited, Evidence, Interval, Source
from framework_compare.catalogue.frameworks import KeptShare
from framework_compare.exports.sheets import Cell, Column, Table
from framework_compare.present.asked import asked_rows
from framework_compare.present.briefing import answer_in_words
from framework_compare.present.cells import cell_evidence
from framework_compare.present.fits import fit_ranges
from framework_compare.present.ledger import entries, sources_of, value_text
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.study import Study
from framework_compare.text import KINDS
from framework_compare.vocabulary import CRITERIA, CriterionId

_GRADED: Final = ("cell", "surfaces")
"""Where a capability is a level of a scale that has words for it."""
_TOGETHER: Final = "Every pairing"


def answers(study: Study, requirement: Requirement) -> Table:
    """Return every question with what was answered, a line for each item of a list."""
    return Table(
        "Answers",
        "What was answered, question by question; what nobody has answered is varied over all that"
        " is plausible.",
        (
            Column("Group", "text", "Under which the question stands.", 18),
            Column("Question", "text", "As it is asked.", 44),
            Column("Answer", "text", "In the question's own words; not known where open.", 32),
            Column("Must", "text", "Whether this answer is a must-have.", 8),
        ),
        tuple(_answered(study, requirement)),
    )


def _answered(study: Study, requirement: Requirement) -> Iterator[tuple[Cell, ...]]:
    catalogue, musts = study.catalogue, requirement.must_haves
    sections = {section.id: section.title for section in catalogue.sections}
    for field, question in catalogue.questions.items():
        if field == "must_haves":
            continue  # each stands beside its answer
        value = requirement.stated_needs if field == "needs" else getattr(requirement, field)
        items = value if isinstance(value, tuple) else () if value is None else (value,)
        named = (sections.get(question.section, ""), question.text)
        for item in items:
            must = field in musts or (field == "needs" and item in musts)
            words = answer_in_words(field, item, catalogue)
            yield (*named, words, "yes" if must else "")
        if not items:
            yield (*named, "not known", "yes" if field in musts else "")


def asked(study: Study) -> Table:
    """Return what the answers ask of each criterion, in words and on the scale."""
    words = asked_rows(study)
    return Table(
        "Asked",
        "What the answers ask of each criterion, on the same scale as the capabilities.",
        (
            Column("Criterion", "text", "In the order of the weights.", 24),
            Column("Asked for", "text", "In the words of the scale, or as it was answered.", 44),
            *(_on_scale(end, "What is asked at least, in the middle, at most.") for end in _ENDS),
            Column("Moved by", "text", "Which answers moved it.", 36),
            Column("Why", "text", "Why they moved it.", 60),
        ),
        tuple(
            (row["Criterion"], row["Asked for"], *bounds, row["Moved by"], row["Why"])
            for row, need in zip(words, study.needs, strict=True)
            for bounds in [_shown(study, need.criterion, (need.low, need.mid, need.high))]
        ),
    )


_ENDS: Final = ("low", "middle", "high")
_BY_ITEM: Final = ("needs", "further")
"""Criteria that are judged item by item: what is asked is no level of a scale."""


def _shown(study: Study, criterion: CriterionId, bounds: tuple[float, ...]) -> tuple[Cell, ...]:
    basis = study.catalogue.criterion(criterion).basis
    return (None, None, None) if basis in _BY_ITEM else bounds


def _on_scale(title: str, meaning: str) -> Column:
    return Column(title.capitalize(), "share", meaning, 10, unit="0 to 1 on the criterion's scale")


def capabilities(study: Study) -> Table:
    """Return every option's capability and fit on every criterion, with their ranges."""
    ranges = fit_ranges(study)
    return Table(
        "Capabilities",
        "Every option on every criterion: what it can do, and how far that meets what is asked."
        " Fit is the mean over both ranges, so it need not follow from the middles. Ranges are"
        " those of the evidence, widened by its age.",
        (
            Column("Option", "text", "A framework, or one with a service behind it.", 30),
            Column("Criterion", "text", "In the order of the weights.", 24),
            *(
                _on_scale(f"Capability, {end}", "What it can do: half of the chance on each side.")
                for end in _ENDS
            ),
            Column("In words", "text", "The level that the middle reaches, on graded scales.", 40),
            Column("Fit", "share", "What the score uses.", 10),
            Column("Fit, low", "share", "The worst that both ranges allow together.", 10),
            Column("Fit, high", "share", "The best that both ranges allow together.", 10),
        ),
        tuple(
            (
                study.catalogue.option_name(option),
                study.catalogue.criterion(criterion).name,
                *_capability(study, option, criterion),
                fit,
                low,
                high,
            )
            for option in study.options.names
            for criterion, (low, fit, high) in zip(CRITERIA, ranges[option], strict=True)
        ),
    )


def _capability(study: Study, option: str, criterion: CriterionId) -> tuple[Cell, ...]:
    """Return a capability with its words; nothing where no answer calls for one."""
    catalogue, found = study.catalogue, study.intervals[option][criterion]
    if criterion == "stated_needs" and not any(under.profile.items for under in study.goals):
        return (None, None, None, "")
    graded = catalogue.criterion(criterion).basis in _GRADED
    return (*found.bounds(), level_text(catalogue, criterion, found.mid) if graded else "")


def evidence(study: Study) -> Table:
    """Return every entry of the frameworks on the table, with its kind, its day and its note."""
    return Table(
        "Evidence",
        "Every entry about the frameworks on the table, and how two of them join; its sources are"
        " found under Sources by their key.",
        (
            Column("Framework", "text", "What the entry is about.", 18),
            Column("Entry", "text", "Where it counts.", 20),
            Column("About", "text", "Which criterion, building block, need or place.", 34),
            Column(
                "Value",
                "text",
                "Points of 100 on the criterion's scale with their range, or whether it is there.",
                22,
            ),
            *(
                _on_scale(end, "The value in figures, where it lies on a scale; half of the chance"
                " on each side of the middle.")
                for end in _ENDS
            ),
            Column("Kind", "text", "Measured here, measured elsewhere, documented or judged.", 18),
            Column("Note", "text", "What the value rests on.", 70),
            Column("Sources", "text", "Keys of its sources, blanks between them.", 22),
            Column("Measurements", "text", "Keys of our lab's measurements, bars between.", 30),
            Column("Version", "text", "The release that it is true of.", 12),
            Column("As of", "date", "The day on which it was true.", 12),
        ),
        tuple(row for row, _ in _entries(study)),
    )  # fmt: skip


def _entries(study: Study) -> Iterator[tuple[tuple[Cell, ...], tuple[Source, ...]]]:
    """Yield every entry as a row, with its sources."""
    catalogue = study.catalogue
    for framework in (catalogue.frameworks[name] for name in study.options.frameworks):
        for table, about, cell in entries(catalogue, framework):
            sources = sources_of(catalogue, cell.sources)
            known = next((source for source in sources if source.url), next(iter(sources), None))
            version, day = (known.version, known.as_of) if known else ("", catalogue.model.as_of)
            if isinstance(cell, Evidence):
                version, day = cell.version, cell.as_of
            yield (
                (
                    framework.name,
                    table,
                    about,
                    value_text(cell, catalogue),
                    *_figures(cell),
                    KINDS[cell.kind],
                    cell.why,
                    " ".join(source.id for source in sources),
                    " | ".join(getattr(cell, "measurements", ())),
                    version or framework.version,
                    day,
                ),
                sources,
            )
    for pairing in study.options.pairings[:1]:
        for criterion in CRITERIA:
            yield _joined(study, pairing, criterion)


def _figures(cell: Cited) -> tuple[Cell, ...]:
    if isinstance(cell, Interval):
        return cell.bounds()
    return cell.share if isinstance(cell, KeptShare) else (None, None, None)


def _joined(
    study: Study, pairing: str, criterion: CriterionId
) -> tuple[tuple[Cell, ...], tuple[Source, ...]]:
    """Return by which rule the parts of a pairing join on one criterion: the same for all."""
    rule, name = cell_evidence(study, pairing, criterion)[-1], study.catalogue.criterion(criterion)
    keys = " ".join(source.id for source in rule.sources)
    days = [source.as_of for source in rule.sources] or [study.catalogue.model.as_of]
    said = (_TOGETHER, rule.about, name.name, rule.value, None, None, None, KINDS[rule.kind])
    return (*said, rule.why, keys, "", "", max(days)), rule.sources


def sources(study: Study) -> Table:
    """Return every source that the evidence cites, each once."""
    cited = {source.id: source for _, found in _entries(study) for source in found}
    return Table(
        "Sources",
        "Where the evidence comes from, by the key under which it is cited.",
        (
            Column("Key", "text", "By which the evidence cites it.", 20),
            Column("Title", "text", "Of the page, the package or the measurement.", 44),
            Column("Where", "text", "An address, a published package, or a measurement.", 60),
            Column("As of", "date", "When it was read or measured.", 12),
            Column("Version", "text", "The release that it speaks of.", 12),
            Column("Kind", "text", "Measured here, measured elsewhere, documented or judged.", 18),
            Column("Reliability", "text", "High, medium or low.", 11),
            Column("What it says", "text", "In one sentence of ours.", 80),
        ),
        tuple(
            (
                key,
                source.title,
                source.place,
                source.as_of,
                source.version,
                KINDS[source.kind],
                source.reliability,
                source.fact,
            )
            for key, source in sorted(cited.items())
        ),
    )
