"""The decision record: what a team keeps beside its code.

It is Markdown after MADR: context, drivers, options, decision, reasons, consequences, when
to revisit. What people typed stays text in it, whatever it looks like.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.versus import next_framework
from framework_compare.present.architecture import architecture_lines
from framework_compare.present.briefing import (
    answers_in_words,
    inert_must_names,
    must_names,
    nearest_flips,
    risks,
)
from framework_compare.present.contributions import strong_reasons
from framework_compare.present.weights import weights_in_words
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, Verdict
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, counted, percent, points_text
from framework_compare.vocabulary import CRITERIA

_MOST_HINGES: Final = 3
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_INDENT: Final = "  "
"""What belongs to a list's item stands under its text."""
_SPACES: Final = re.compile(r"[ \t]+")
_UNSEEN: Final = ("Cc", "Cs", "Zl", "Zp")
"""Unicode's categories of controls, half characters, and breaks of lines and paragraphs."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They set the direction of all text up to where they are taken back."""
_ESCAPED: Final = {character: f"\\{character}" for character in string.punctuation} | _ENTITIES


def literal(text: str) -> str:
    """Return what somebody typed as Markdown that shows exactly these characters, on one line.

    What joins characters stays, since emoji and many scripts need it; what would break the line or
    turn the order of what follows becomes a space.
    """
    plain = _SPACES.sub(
        " ", "".join(" " if _is_unseen(character) else character for character in text)
    ).strip()
    return "".join(_ESCAPED.get(character, character) for character in plain)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _TURNING


def _literal_lines(text: str) -> str:
    """Return typed text as one item of a list; an empty line ends a paragraph."""
    lines = (literal(line) for line in text.splitlines())
    paragraphs = [f"\\\n{_INDENT}".join(group) for filled, group in groupby(lines, bool) if filled]
    return f"\n\n{_INDENT}".join(paragraphs)


def decision_record(
    study: Study,
    requirement: Requirement,
    flips: Sequence[Flip] = (),
    link: str = "",
) -> str:
    """Return the decision record as one Markdown document.

    Parameters
    ----------
    study
        what was found.
    requirement
        the same answers, with the name and the notes, which no study needs.
    flips
        answers, weights and facts that would change the champion, nearest first.
    link
        address that reopens exactly this requirement.

    Returns
    -------
    str
        ends with a line break; the same for the same arguments.
    """
    verdict, catalogue = study.verdict, study.catalogue
    every = count_word(len(catalogue.frameworks))
    name = catalogue.option_name(verdict.champion) if verdict.champion else f"none of the {every}"
    named = literal(requirement.name)
    subject = f" for {named}" if named else ""
    parts = [
        f"# Python framework{subject}: {name}",
        f"Status: proposed. Evidence as of {catalogue.model.as_of.isoformat()}.",
        *_section("Answers that cannot go together", _contradictions(verdict)),
        *_section("Context", _context(requirement, catalogue)),
        *_section("What drives the decision", _drivers(verdict, catalogue)),
        *_section("Options considered", _options(verdict, catalogue)),
        *_section("Decision", _decision(verdict, catalogue, name)),
        *_section("Reasons", _reasons(study)),
        *_section("Consequences", _consequences(study)),
        *_section("What it hinges on", _hinges(flips)),
        *_section("Revisit when", _revisit(catalogue, flips)),
        *_section("How it was found", _provenance(verdict, catalogue, link)),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"## {title}"
        yield "\n".join(found)


def _contradictions(verdict: Verdict) -> Iterator[str]:
    """Yield what does not go together, each with the ways out under it."""
    for found in verdict.contradictions:
        yield f"- {found.text}"
        yield from (f"{_INDENT}- Without “{way.label}”: {way.text}" for way in found.take_back)


def _context(requirement: Requirement, catalogue: Catalogue) -> Iterator[str]:
    answered = answers_in_words(requirement, catalogue)
    if not answered:
        yield "Nothing was answered; this is the view over all kinds of projects."
    yield from (f"- {question}: {answer}" for question, answer in answered)
    notes = _literal_lines(requirement.notes)
    if notes:
        yield f"- Notes: {notes}"


def _drivers(verdict: Verdict, catalogue: Catalogue) -> Iterator[str]:
    heaviest = sorted(zip(CRITERIA, verdict.weights, strict=True), key=lambda pair: -pair[1])[:5]
    yield from (
        f"- {catalogue.criterion(criterion).name}: weight {percent(weight)}"
        for criterion, weight in heaviest
    )
    for weight in weights_in_words(verdict.requirement, catalogue):
        yield f"- Weight set by the team: {weight}"
    for must in verdict.musts:
        failing = counted(len(must.failed), "option fails", "options fail")
        names = must_names(must, verdict, catalogue)
        yield f"- Must-have: {must.text} ({failing} it{'; ' * bool(names)}{names})"
    for inert in inert_must_names(verdict.requirement, catalogue):
        yield f"- Marked as a must but not answered, so it rules nothing out: {inert}"


def _options(verdict: Verdict, catalogue: Catalogue) -> Iterator[str]:
    if verdict.ranking:
        yield "| Option | Score of 100 | Comes first in | Rank, 5th to 95th percentile |"
        yield "|---|---|---|---|"
    for standing in verdict.ranking:
        place = f"{standing.rank_low} to {standing.rank_high}"
        name = catalogue.option_name(standing.option)
        yield f"| {name} | {standing.score:.0f} | {percent(standing.p_best)} | {place} |"
    if verdict.excluded:
        yield ""
        yield "Excluded:"
        yield ""
    yield from (
        f"- {catalogue.option_name(item.option)}: {item.reason}" for item in verdict.excluded
    )


def _decision(verdict: Verdict, catalogue: Catalogue, name: str) -> Iterator[str]:
    word = catalogue.confidence.word(verdict.confidence)
    yield f"Chosen: **{name}**. Confidence: **{word.label.lower()}**."
    yield ""
    yield verdict.confidence_text
    for relaxation in verdict.relaxations:
        yield ""
        yield relaxation.text
    for more in (verdict.advice, verdict.service.text if verdict.service else ""):
        if more:
            yield ""
            yield more


def _reasons(study: Study) -> Iterator[str]:
    catalogue, against = study.catalogue, next_framework(study)
    if against is None:
        return
    yield f"Against {catalogue.option_name(against.rival)}, in points of 100:"
    yield ""
    for reason in strong_reasons(against):
        name = catalogue.row_name(reason.criterion)
        yield f"- {name} ({points_text(reason.points)}): {reason.text}"
    if against.sufficient:
        named = ", ".join(catalogue.row_name(row) for row in against.sufficient)
        yield ""
        yield f"These alone outweigh everything that speaks against it: {named}."


def _consequences(study: Study) -> Iterator[str]:
    if study.verdict.champion is None:
        return
    yield from (f"- {line}" for line in architecture_lines(study))
    yield from (f"- Risk: {risk}" for risk in risks(study))


def _hinges(flips: Sequence[Flip]) -> Iterator[str]:
    """Yield the nearest weights and facts that would turn it.

    What to argue about, not what to wait for.
    """
    for kind in ("weight", "evidence"):
        nearest = [flip for flip in flips if flip.kind == kind][:_MOST_HINGES]
        yield from (f"- {flip.text}" for flip in nearest)


def _revisit(catalogue: Catalogue, flips: Sequence[Flip]) -> Iterator[str]:
    answers = [flip for flip in flips if flip.kind in ("answer", "must_have")]
    yield from (f"- {flip.text}" for flip in nearest_flips(answers))
    ageing = catalogue.model.ageing
    yield (
        f"- The evidence is a year old: it is of {catalogue.model.as_of.isoformat()}, its ranges"
        f" widen by {percent(ageing.widen)} of the scale every"
        f" {ageing.half_life_years['documented']:g} years, and a new release can overturn a cell"
        " overnight."
    )


def _provenance(verdict: Verdict, catalogue: Catalogue, link: str) -> Iterator[str]:
    draws = (
        f"{verdict.draws:,} draws, seed {catalogue.model.draws.seed}"
        if verdict.draws
        else "no draws were needed"
    )
    yield f"- {draws}"
    yield f"- Evidence digest: {catalogue.digest[:16]}"
    if link:
        yield f"- Reopen it: {link}"
