"""What must hold between measurements, the rules that read them, and cells that rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from framework_compare.catalogue.article import Claim
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellTable
from framework_compare.catalogue.evidence import Interval, Measurable, StatusCell
from framework_compare.catalogue.experiments import EVERY_OTHER
from framework_compare.catalogue.grading import (
    graded_cells,
    measurable_cells,
    not_given,
    sizes_of,
)
from framework_compare.errors import Problem, one_of, shown
from framework_compare.measured.measurements import FILE, Measured
from framework_compare.measured.quotations import used_keys
from framework_compare.vocabulary import CRITERIA

_RULES, _CLAIMS, _LAB = "data/measured.toml", "data/claims.toml", "data/lab.toml"
NOT_GIVEN: Final = (
    "is 'measured_here', but no measurement gives this any more: restore by hand what the cell said"
    " before it was measured, with its kind and why"
)
_GRADE = "python -m framework_compare.lab grade --write"


def measured_rule_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield rules that name what is not there or leave something out, whatever was measured."""
    yield from _rules(catalogue)
    yield from _sizes(catalogue)
    yield from _named_frameworks(catalogue)
    for claim in catalogue.claims.values():
        yield from _quotes(catalogue, claim)


def measured_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield cells and claims that name what was not measured or what the measurements do not bear.

    They stop no screen: while the lab measures, and until its results are graded, they are not what
    they will be.
    """
    yield from _runs(catalogue)
    yield from _cells(catalogue)
    for claim in catalogue.claims.values():
        yield from _missing(catalogue, claim)
        yield from _conditions(catalogue, claim)


def _measured(catalogue: Catalogue) -> Mapping[str, Measured]:
    return catalogue.measurements.measured if catalogue.measurements else {}


def _runs(catalogue: Catalogue) -> Iterator[Problem]:
    for number, run in enumerate(catalogue.measurements.runs if catalogue.measurements else ()):
        if run.quick:
            yield Problem(
                f"data/{FILE}",
                f"runs.{number}.quick",
                "must be false: a quick run is a proof, not a result",
            )


def _rules(catalogue: Catalogue) -> Iterator[Problem]:
    rules = catalogue.measured
    homes = Counter(name for design in rules.design for name in design.frameworks)
    for name, count in homes.items():
        if count != 1:
            yield Problem(_RULES, f"design.{name}", f"must be in one design, found in {count}")
    spoken = {grade.criterion for grade in rules.grade} | {
        beyond.criterion for beyond in rules.beyond
    }
    for criterion in CRITERIA:
        if criterion not in spoken:
            yield Problem(
                _RULES,
                f"beyond.{criterion}",
                "is missing: nothing measures it, so the reason must be here",
            )
    named: list[tuple[str, CellTable, str]] = [
        (f"status.{rule.key}", rule.table, rule.key) for rule in rules.status
    ]
    named += [(f"visitors.{rule.key}", rule.table, rule.key) for rule in rules.visitors]
    named += [(f"settled.{rule.key}", rule.table, rule.key) for rule in rules.settled]
    named += [(f"support.{rule.key}", rule.table, rule.key) for rule in rules.support]
    named += [(f"grade.{rule.criterion}", "capability", rule.criterion) for rule in rules.grade]
    for path, table, key in named:
        known = catalogue.cell_keys(table)
        if key not in known:
            yield Problem(_RULES, path, f"{one_of(known)}, got {shown(key)}")
    for figure in rules.figure:
        if figure.experiment not in catalogue.designs:
            yield Problem(
                _RULES,
                f"figure.{figure.title}.experiment",
                f"{one_of(catalogue.designs)}, got {figure.experiment}",
            )
    for design in catalogue.designs.values():
        for claim in design.claims:
            if claim not in catalogue.claims:
                yield Problem(
                    _LAB,
                    f"experiment.{design.id}.claims",
                    f"names {claim}, which claims.toml does not hold",
                )


def _sizes(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield rules that name a size which no design has."""
    for settled in catalogue.measured.settled:
        try:
            sizes_of(settled, catalogue.designs)
        except KeyError as missing:
            yield Problem(
                _RULES,
                f"settled.{settled.key}.sizes",
                f"must name sizes of lab.toml, found no {missing.args[0]} there",
            )


def _named_frameworks(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield rules and designs that name a framework that is not there."""
    known = tuple(catalogue.frameworks)
    rules = catalogue.measured
    named: list[tuple[str, str, Iterable[str]]] = [
        (_RULES, f"design.{design.id}.frameworks", design.frameworks) for design in rules.design
    ]
    named += [(_RULES, f"support.{rule.key}.frameworks", rule.frameworks) for rule in rules.support]
    named += [
        (_RULES, f"settled.{rule.key}.only_support", rule.only_support) for rule in rules.settled
    ]
    named += [(_RULES, f"visitors.{rule.key}.stores", rule.stores) for rule in rules.visitors]
    for where, path, names in named:
        for name in names:
            if name not in known:
                yield Problem(where, path, f"{one_of(known)}, got {shown(name)}")
    or_all = (*known, EVERY_OTHER)
    by_name: list[tuple[str, Iterable[str]]] = [
        (f"status.{rule.key}.measurements", rule.measurements) for rule in rules.status
    ]
    by_name += [(f"visitors.{rule.key}.row", rule.row) for rule in rules.visitors]
    for place, keys in by_name:
        for name in keys:
            if name not in or_all:
                yield Problem(_RULES, f"{place}.{name}", f"{one_of(or_all)}, got {shown(name)}")
    for experiment in catalogue.designs.values():
        for name in experiment.named:
            if name not in known:
                path = f"experiment.{experiment.id}.variants.{name}"
                yield Problem(_LAB, path, f"{one_of(or_all)}, got {shown(name)}")


def _cells(catalogue: Catalogue) -> Iterator[Problem]:
    if catalogue.measurements is None:
        resting = sum(bool(cell.measurements) for _, cell in measurable_cells(catalogue))
        if resting:
            yield Problem(
                f"data/{FILE}", "", f"must be there, since {resting} cells name what it holds"
            )
        return
    measured, following = _measured(catalogue), graded_cells(catalogue)
    for place, count in Counter(cell.place for cell in following).items():
        if count > 1:
            found = f"must be decided by one rule, found {count} for {place.framework}"
            yield Problem(_RULES, place.inside, found)
    graded = {cell.place: cell for cell in following}
    for place, cell in measurable_cells(catalogue):
        where = catalogue.file_of(place.framework)
        yield from _named(where, place.inside, cell, measured)
        if place in graded and not graded[place].is_current:
            wanted = _wanted(graded[place].cell)
            yield Problem(where, place.inside, f"{wanted}, got {_found(cell)}; {_GRADE} writes it")
    for place in not_given(catalogue, following):
        yield Problem(catalogue.file_of(place.framework), place.inside, NOT_GIVEN)


def _named(
    where: str, path: str, cell: Measurable, measured: Mapping[str, Measured]
) -> Iterator[Problem]:
    for key in cell.measurements:
        if key not in measured:
            yield Problem(
                where,
                f"{path}.measurements",
                f"names {shown(key)}, which data/{FILE} does not hold",
            )


def _wanted(cell: Measurable) -> str:
    return f"must follow from the measurements, {_found(cell)}"


def _found(cell: Measurable) -> str:
    value = "the same"
    match cell:
        case Interval():
            value = ", ".join(f"{bound:g}" for bound in cell.bounds())
        case StatusCell():
            value = str(cell.status)
    return f"{value} ({cell.kind}, {len(cell.measurements)} measurements)"


def _quotes(catalogue: Catalogue, claim: Claim) -> Iterator[Problem]:
    for name, key in used_keys(claim.measured).items() if claim.measured else ():
        design = catalogue.designs.get(key.split("/", 1)[0])
        if design is None or claim.id not in design.claims:
            message = f"must be of an experiment that lab.toml ties to {claim.id}, got {key}"
            yield Problem(_CLAIMS, f"claim.{claim.id}.measured.quotes.{name}", message)


def _missing(catalogue: Catalogue, claim: Claim) -> Iterator[Problem]:
    """Without one of its numbers a claim loses its word and its sentence, and nobody would see."""
    measured = _measured(catalogue)
    if not measured or claim.measured is None:
        return
    for name, key in used_keys(claim.measured).items():
        if key not in measured:
            message = f"must be a measurement that data/{FILE} holds, got {shown(key)}"
            yield Problem(_CLAIMS, f"claim.{claim.id}.measured.quotes.{name}", message)


def _conditions(catalogue: Catalogue, claim: Claim) -> Iterator[Problem]:
    test, measured = claim.measured, _measured(catalogue)
    keys = used_keys(test) if test else {}
    if test is None or not all(key in measured for key in keys.values()):
        return
    found = {name: measured[key] for name, key in keys.items()}
    for number, condition in enumerate(test.conditions):
        if condition.outcome(found) == "fails":
            bounds = {"at least": condition.at_least, "at most": condition.at_most}
            asked = " and ".join(
                f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None
            )
            message = (
                f"'{test.word}' asks for {asked}, got {condition.found(found).median:.3g}:"
                f" {test.rule}"
            )
            yield Problem(_CLAIMS, f"claim.{claim.id}.measured.conditions.{number}", message)
