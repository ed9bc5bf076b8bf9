"""What was decided and what follows: how sure it is, what to build, its costs, what to watch.

All of it is of the option that was chosen, be it the champion of the answers or another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from framework_compare.capacity.workload import assumed
from framework_compare.catalogue.frameworks import Remark
from framework_compare.decisions.cases import load_decisions
from framework_compare.decisions.precedent import precedent
from framework_compare.exports.markdown import bullets, link, said, table
from framework_compare.exports.provenance import provenance
from framework_compare.exports.record_options import score_shown
from framework_compare.present.architecture import architecture, architecture_lines, described_by
from framework_compare.present.briefing import nearest_flips, weak_spots
from framework_compare.present.finalists import deciding_sentence
from framework_compare.present.headline import breaches, headline, next_sentence
from framework_compare.present.ledger import sources_of
from framework_compare.present.plans import (
    STATIC_NOTE,
    is_static,
    plan_of,
    processes_text,
    work_words,
)
from framework_compare.present.plans import table as plans_table
from framework_compare.present.precedents import sentence
from framework_compare.scoring.results import Flip
from framework_compare.scoring.screening import must_text
from framework_compare.scoring.study import Study
from framework_compare.text import cases, listed, people, percent

_ADDRESS: Final = re.compile(r"(https?://|\?)[^\s<>\[\]*`\\]*")
"""An address of one piece, in which no Markdown can begin."""
_MOST: Final = 3
"""Weights, and facts, on which a decision hinges that are named."""
_REMARKS: Final = 3
"""What a framework is known for, good and bad; of a pairing two of each part."""
_SIDE_BY_SIDE: Final = 4
"""Options whose costs are compared."""
_SURE: Final = ("clear", "leaning")
_COSTS: Final = ("Option", "Processes", "Memory, GB", "A month", "One more process from")


@dataclass(frozen=True)
class Decision:
    """What a record is of."""

    study: Study
    option: str | None
    """What was chosen; None where nothing fits and nothing was chosen all the same."""
    flips: tuple[Flip, ...]
    """What would change the champion, nearest first."""

    @property
    def name(self) -> str:
        """The chosen option's; empty where there is none."""
        return self.study.catalogue.option_name(self.option) if self.option else ""

    @property
    def leader(self) -> str:
        """The champion's name; empty where none fits."""
        champion = self.study.champion
        return self.study.catalogue.option_name(champion) if champion else ""

    @property
    def leads(self) -> bool:
        """Whether the chosen option is the champion."""
        return self.option is not None and self.option == self.study.champion

    @property
    def row(self) -> int:
        """The chosen option's row."""
        return self.study.options.names.index(self.option or "")

    def score(self, option: str) -> float:
        """Return an option's score, as it is shown."""
        return score_shown(self.study, self.study.options.names.index(option))


def outcome(made: Decision, name: str) -> Iterator[str]:
    """Yield what was chosen and why, how sure that is, and what was advised."""
    verdict, catalogue = made.study.verdict, made.study.catalogue
    yield said(f'Chosen option: "{name}", {_because(made)}')
    word = catalogue.confidence.word(verdict.confidence).label.lower()
    of = (
        "Confidence"
        if made.leads or not made.leader
        else f"Confidence that {made.leader} fits best"
    )
    yield f"{said(of)}: **{word}**. {said(verdict.confidence_text)}"
    if made.leads and verdict.confidence not in _SURE:
        yield said(headline(made.study))
    yield from map(said, _caveats(made))
    yield from (said(relaxation.text) for relaxation in verdict.relaxations)
    if verdict.advice:
        yield said(verdict.advice)
    if verdict.service and (made.leads or _is_kin(made)):
        yield said(verdict.service.text)


def _because(made: Decision) -> str:
    """Return the reason in half a sentence: honest where another option scores higher."""
    study = made.study
    if made.option is None:
        return "because every option fails a must-have."
    failed = study.screening.failed(made.option)
    if failed:
        musts = [f"“{must_text(must, study.requirement, study.catalogue)}”" for must in failed]
        fails = f"although it fails the {'must' if len(failed) == 1 else 'musts'} {listed(musts)}"
        return f"{fails}.{_gap(made) and f' {made.leader}, which fails none, {_gap(made)}.'}{_TELL}"
    if not made.leads:
        return f"though {made.leader} {_gap(made)}.{_TELL}"
    if len(study.order) == 1:
        return "because nothing else is left to compare it with."
    score = f"{made.score(made.option):.1f} of 100"
    if study.is_tied:
        tied = study.catalogue.option_name(study.verdict.runner_up or "")
        return f"because no option scores higher than its {score}; {tied} scores the same."
    return f"because it scores highest: {score}. {next_sentence(study)}"


_TELL: Final = " {To fill in: what spoke for it all the same.}"


def _gap(made: Decision) -> str:
    """Return how the champion's score lies to that of another option; empty where none leads."""
    champion = made.study.champion
    if champion is None or made.option is None:
        return ""
    scores = made.score(champion), made.score(made.option)
    both = f"({scores[0]:.1f} against {scores[1]:.1f} of 100)"
    gap = round(scores[0] - scores[1], 1)
    if not gap:
        return f"scores as high {both}"
    return f"scores {abs(gap):.1f} points {'higher' if gap > 0 else 'lower'} {both}"


def _is_kin(made: Decision) -> bool:
    """Return whether the chosen option has the champion's screens."""
    study = made.study
    return bool(study.order) and study.options.family(made.row) == study.options.family(
        study.order[0]
    )


def _caveats(made: Decision) -> Iterator[str]:
    """Yield what has to be known about the chosen option's place beside the word."""
    study = made.study
    if made.leads:
        yield from (text.replace("**", "") for text in breaches(study))
        alone = study.answering(precedent="ignore").champion if study.precedent.any() else None
        if alone not in (None, made.option):
            other = study.catalogue.option_name(alone or "")
            yield (
                f"By fit alone {other} would lead; {made.name} is ahead by what comparable teams"
                " took."
            )
        return
    if made.option is None or not made.leader:
        return
    if _is_kin(made):
        yield (
            "The word is about the screens, which are the same: whether a service stands behind"
            " them is a question of its own."
        )
    if made.row in study.order:
        standing = study.verdict.standing(made.option)
        yield f"{made.name} comes first in {cases(standing.p_best)}."
        if standing.meets < 1:
            yield f"It meets all its musts in {cases(standing.meets)}."


def consequences(made: Decision) -> Iterator[str]:
    """Yield what the chosen option is good for, where it falls short, and what can go wrong."""
    if made.option is None:
        return
    frameworks = _parts(made)
    each = _REMARKS + 1 - len(frameworks)
    for name, strengths, _ in frameworks:
        yield from (f"Good, because {said(_known(name, it))}" for it in strengths[:each])
    for must in made.study.screening.failed(made.option):
        text = must_text(must, made.study.requirement, made.study.catalogue)
        yield f"Bad, because {said(f'it fails the must “{text}”.')}"
    for spot in weak_spots(made.study, made.option):
        yield f"Bad, because it falls short. {said(spot)}"
    for name, _, pitfalls in frameworks:
        yield from (
            f"Bad, because this can go wrong. {said(f'{name}{it.text}')}" for it in pitfalls[:each]
        )


def _known(name: str, remark: Remark) -> str:
    return f"it is known for this. {name}{remark.text}"


def _parts(made: Decision) -> list[tuple[str, tuple[Remark, ...], tuple[Remark, ...]]]:
    """Return each part's strengths and what to watch, after its name where there are two."""
    catalogue = made.study.catalogue
    parts = [catalogue.frameworks[part] for part in catalogue.parts(made.option or "")]
    named = len(parts) > 1
    return [(f"{part.name}: " * named, part.strengths, part.watch_out) for part in parts]


def what_to_build(made: Decision) -> Iterator[str]:
    """Yield the layers of the chosen option's architecture, from the answers."""
    if made.option is not None:
        yield from map(said, architecture_lines(made.study, made.option))


def costs(made: Decision) -> Iterator[str]:
    """Yield what the load asked takes and costs, beside the options that are nearest."""
    study, requirement = made.study, made.study.requirement
    options = _compared(made)
    found = plan_of(study, made.option)
    if found is None:
        if made.option is not None:
            yield "Not measured, so neither processes nor a price can be named."
        return
    planner, _ = found
    stated = requirement.peak_concurrent_users is not None
    users = people(planner.workload.users)
    says = "as the project says" if stated else "an assumption, since nobody has said how many"
    light = "" if requirement.interaction_work else ", a click computing almost nothing"
    yield said(f"For {users} at once, {says}, {work_words(planner)}{light}:")
    workload, prices = assumed(requirement, study.catalogue.capacity)
    rows = plans_table(study.catalogue, workload, prices, options)
    rows["Option"] = [study.catalogue.option_name(option) for option in options]
    yield table(_COSTS, (_said_each(row) for row in rows[list(_COSTS)].to_numpy().tolist()))
    money = planner.rules.currency
    yield said(
        f"Ranges hold nine draws of ten. Prices are assumptions, each for a month:"
        f" {money}{prices.per_vcpu:g} a vCPU, {money}{prices.per_gb:g} a GB of memory,"
        f" {money}{prices.load_balancer:g} a load balancer where one is needed,"
        f" {money}{prices.database:g} a store where processes share one."
    )
    if is_static(study, made.option):
        yield said(STATIC_NOTE)


def _said_each(cells: Iterable[str]) -> list[str]:
    """Return the cells of a row as Markdown."""
    return [said(cell) for cell in cells]


def _compared(made: Decision) -> list[str]:
    """Return the chosen option, the champion, the runner-up and the best of other families."""
    verdict = made.study.verdict
    best = [family.best for family in verdict.families]
    named = [made.option, verdict.champion, verdict.runner_up, *best]
    return list(dict.fromkeys(option for option in named if option))[:_SIDE_BY_SIDE]


def confirmation(made: Decision) -> Iterator[str]:
    """Yield what to check, what the decision hinges on, and when to look again."""
    checks = list(_checks(made))
    if checks:
        yield "To be checked:"
        yield bullets(map(said, checks))
    hinges = [
        flip.text
        for kind in ("weight", "evidence")
        for flip in [flip for flip in made.flips if flip.kind == kind][:_MOST]
    ]
    if hinges:
        yield f"{_that_leads(made)} hinges on these weights and facts:"
        yield bullets(map(said, hinges))
    yield "Revisit when:"
    yield bullets(map(said, _revisit(made)))


def _that_leads(made: Decision) -> str:
    return "The decision" if made.leads else f"That {said(made.leader)} scores highest"


def _checks(made: Decision) -> Iterator[str]:
    """Yield what is open about the chosen option and can be found out."""
    study = made.study
    if made.option is None:
        return
    for must in (*study.screening.borderline(made.option), *study.screening.unknown(made.option)):
        text = must_text(must, study.requirement, study.catalogue)
        yield f"Whether {made.name} meets the must “{text}”: what is known leaves it open."
    if made.leads and (deciding := deciding_sentence(study)):
        yield deciding
    found, users = plan_of(study, made.option), study.requirement.peak_concurrent_users
    if found and users is not None and not is_static(study, made.option):
        planner, plan = found
        yield (
            f"Whether {processes_text(plan.processes)} of {made.name} carry {people(users)} at"
            f" once, {work_words(planner)}; to be measured with the product itself before it is"
            " released."
        )


def _revisit(made: Decision) -> Iterator[str]:
    """Yield what would change the champion, what leads to the chosen option first, and the age."""
    answers = [flip for flip in made.flips if flip.kind in ("answer", "must_have")]
    to_it = [] if made.leads else [flip for flip in answers if flip.champion == made.option]
    others = [flip for flip in answers if flip not in to_it]
    yield from (flip.text for flip in (*nearest_flips(to_it), *nearest_flips(others)))
    yield from (f"A must gives way. {each.text}" for each in made.study.verdict.relaxations)
    model = made.study.catalogue.model
    yield (
        f"The evidence is a year old: it is of {model.as_of.isoformat()}, its ranges widen by"
        f" {percent(model.ageing.widen)} of the scale every"
        f" {model.ageing.half_life_years['documented']:g} years, and a new release can overturn a"
        " cell overnight."
    )


def further(made: Decision, address: str) -> Iterator[str]:
    """Yield what comparable teams took, how it was found, and what is cited of the option."""
    study, catalogue = made.study, made.study.catalogue
    found = precedent(study.requirement.goal, load_decisions())
    if found is not None:
        yield said(sentence(found, catalogue))
    yield (
        "A score is 100 times the sum of weight times fit over all criteria, less what binding"
        " answers and a second stack take off, with the points by what comparable teams took. How"
        " often an option comes first is counted over draws of weights, needs and capabilities"
        " within what is plausible."
    )
    draws = f"{study.verdict.draws:,} draws" if study.verdict.draws else "No draws were needed"
    lines = [said(line) for line in (*provenance(catalogue).lines(), draws)]
    # An address of one piece is shown as it is, so that it can be followed and copied.
    shown = address if _ADDRESS.fullmatch(address) else said(address)
    yield bullets([*lines, *([f"Reopen it: {shown}"] if address else [])])
    cited = _cited(made)
    if cited:
        yield f"What is said of {said(made.name)} rests on:"
        yield bullets(cited)


def _cited(made: Decision) -> list[str]:
    """Return the sources of what is said of the chosen option, each once."""
    if made.option is None:
        return []
    study = made.study
    remarks = [
        remark
        for _, strengths, pitfalls in _parts(made)
        for remark in (*strengths[:_REMARKS], *pitfalls[:_REMARKS])
    ]
    ids = [source for remark in remarks for source in remark.sources]
    ids += described_by(study, made.option)
    for _, parts in architecture(study, made.option):
        ids += [source for part in parts for source in part.sources]
    return [link(source.title, source.place) for source in sources_of(study.catalogue, ids)]
