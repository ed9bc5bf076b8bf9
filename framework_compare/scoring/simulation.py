"""One requirement, drawn many times: weights, needs and capabilities vary together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring import pairing
from framework_compare.scoring.binding import Bound, lost
from framework_compare.scoring.capabilities import (
    GradedAsked,
    HostingAsked,
    OpenAsked,
    SkillsAsked,
    States,
    SwitchingAsked,
    is_open,
)
from framework_compare.scoring.distributions import Floats, slopes
from framework_compare.scoring.draws import Drawn
from framework_compare.scoring.goals import FURTHER, STATED, UnderGoal
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.options import Options
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.weights import OwnWeights, drawn_weights
from framework_compare.vocabulary import COLUMN, CRITERIA, SKILLS

DRAWN_TIE: Final = 1e-5
"""Drawn scores of 0 to 100 that differ by less are ties; float32 resolves about as much there."""


def drawn_parts(scored: Scored, count: int) -> Iterator[tuple[UnderGoal, Drawn]]:
    """Yield the draws in parts, each with the goal that it is read under.

    Each goal has as many as it is likely.

    Parameters
    ----------
    count
        how many draws in all.
    """
    edges = np.cumsum([under.share for under in scored.goals])
    for chunk in scored.ground.draws(count):
        ends = np.rint(edges * chunk.count).astype(int)
        starts = np.concatenate([[0], ends[:-1]])
        parts = zip(scored.goals, starts.tolist(), ends.tolist(), strict=True)
        for under, start, end in parts:
            if end > start:
                yield under, chunk.between(start, end)


def drawn_scores(scored: Scored, under: UnderGoal, drawn: Drawn, rows: Sequence[int]) -> Floats:
    """Return the score of some options in every draw: shape (rows, n)."""
    loss = drawn_loss(under, drawn, rows, weight_draws(scored, drawn))
    return scores_of(under, drawn, rows, loss)


def weight_draws(scored: Scored, drawn: Drawn) -> Floats:
    """Return the weights of the criteria in every draw: (criteria, n), each column sums to one.

    They hang on nothing of a requirement but its own weights, so they are kept between
    requirements.
    """
    own = tuple(scored.requirement.weights.items())
    if drawn.stretch is None:
        return _weights(scored.ground, own, drawn)
    whole = scored.ground.drawn(_weights, own, drawn.stretch.whole)
    return whole[:, drawn.stretch.start : drawn.stretch.end]


def _weights(ground: Ground, own: OwnWeights, drawn: Drawn) -> Floats:
    return drawn_weights(dict(own), ground.catalogue, drawn.groups, drawn.criteria)


def scores_of(under: UnderGoal, drawn: Drawn, rows: Sequence[int], loss: Floats) -> Floats:
    """Turn weighted losses, (rows, n), into scores with each option's structural error.

    And with what comparable teams took and what a second stack costs.

    It changes `loss` in place.
    """
    loss *= -100.0
    loss += 100.0
    loss += structural_errors(under, drawn, rows)
    loss += under.constants[list(rows), None].astype(np.float32)
    return loss


def structural_errors(under: UnderGoal, drawn: Drawn, rows: Sequence[int]) -> Floats:
    """Return what reasons that nobody stated add to options' scores: (rows, n)."""
    ground, asked = under.ground, (under.options, pairing.is_mostly_screens(under.data_share))
    if drawn.stretch is None:
        return _structural(ground, *asked, drawn)[list(rows)]
    whole = ground.drawn(_structural, *asked, drawn.stretch.whole)
    return whole[list(rows), drawn.stretch.start : drawn.stretch.end]


def _structural(ground: Ground, options: Options, mostly_screens: bool, drawn: Drawn) -> Floats:
    mixed = pairing.reasons(ground.alike, options, mostly_screens=mostly_screens)
    errors: Floats = (ground.catalogue.learnt.structural * mixed).astype(np.float32)
    return errors @ drawn.structure


def drawn_loss(
    under: UnderGoal,
    drawn: Drawn,
    rows: Sequence[int],
    weights: Floats,
    *,
    without: tuple[int, ...] = (),
) -> Floats:
    """Return what options lose to unmet needs in every draw, weighted: shape (rows, n).

    Parameters
    ----------
    rows
        of the options.
    weights
        shape (criteria, n).
    without
        criteria to leave out, by place.
    """
    shape = (len(rows), drawn.count)
    loss = np.zeros(shape, np.float32)
    # Numpy compares with an array several times as fast as with a number.
    nothing = np.zeros(drawn.count, np.float32)
    room = Room(np.empty(shape, np.float32), np.empty(shape, np.float32))
    picked = list(rows)
    for column in range(len(CRITERIA)):
        if column in without:
            continue
        bound = next((b for b in under.binding if COLUMN[b.criterion] == column), None)
        if column == STATED:
            if not under.profile.items:
                continue  # nothing is asked, nothing is lost
            short = 1 - _stated_draws(under, drawn, picked)
        elif column == FURTHER:
            short = 1 - _further_draws(under, drawn, picked)
        else:
            need = under.profile.bounds[column]
            if not bound and need[2] <= under.bounds[picked, column, 0].min():
                continue  # every option has more than can be asked: nothing is lost in any draw
            capabilities = capability_draws(under, drawn, rows, column, room)
            if bound:
                loss += drawn_points(under, rows, bound, capabilities) / 100
            asked = quantile_draws(need, drawn.needs[column])
            short = np.subtract(asked[None, :], capabilities, out=room.values)
            np.maximum(short, nothing[None, :], out=short)
        short *= weights[column]
        loss += short
    return loss


def drawn_points(
    under: UnderGoal, rows: Sequence[int], bound: Bound, capabilities: Floats
) -> Floats:
    """Return the points that a bound costs options at drawn capabilities: (rows, n)."""
    question = under.questions[COLUMN[bound.criterion]]
    heavier = under.ground.heavier(under.options, question, bound)
    more = heavier[list(rows), None].astype(np.float32)
    return lost(bound, capabilities, under.ground.catalogue, more)


def bearers_of(under: UnderGoal, rows: Sequence[int]) -> list[int]:
    """Return whose errors each option bears where it has no draws of both parts."""
    borne, errs = pairing.bearers(under.options, under.data_share), under.ground.errs_as
    return [int(errs[borne[row]]) for row in rows]


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Memory to work in, so that a criterion's draws need none: (options, n), float32."""

    values: Floats
    errors: Floats


def quantile_draws(bounds: Floats, t: Floats) -> Floats:
    """Return the quantiles of intervals at t; bounds (..., 3), t (..., n)."""
    mid, spread, bend = (part.astype(np.float32) for part in slopes(bounds))
    values = t * spread[..., None]
    values += mid[..., None]
    if np.any(bend):
        values += np.abs(t) * bend[..., None]
    return values


def _own_draws(bounds: Floats, errors: Floats, bearers: list[int], room: Room | None) -> Floats:
    """Return the quantiles of each option's interval where its bearer errs."""
    if room is None:
        return quantile_draws(bounds, errors[bearers])
    mid, spread, bend = (part.astype(np.float32)[:, None] for part in slopes(bounds))
    t = np.take(errors, bearers, axis=0, out=room.errors, mode="clip")
    values = np.multiply(t, spread, out=room.values)
    values += mid
    if np.any(bend):
        bent = np.abs(t, out=t)
        bent *= bend
        values += bent
    return values


def _errors(ground: Ground, drawn: Drawn, column: int) -> Floats:
    """Return where in its interval each framework's cell lies: shape (frameworks, n)."""
    catalogue, cells = ground.catalogue, drawn.cells
    if ground.copies:
        cells = cells[ground.errs_as]
    cause = catalogue.criteria[column].shares_cause_with
    own = cells[:, column]
    if not cause:
        return own
    together = drawn.cause[column] < catalogue.model.errors.shared_cause
    return np.where(together, cells[:, COLUMN[cause]], own)


def capability_draws(
    under: UnderGoal,
    drawn: Drawn,
    rows: Sequence[int],
    column: int,
    room: Room | None = None,
) -> Floats:
    """Return options' capability: a framework's own cell, or a pairing's from its parts' draws.

    Returns
    -------
    array
        shape (rows, n), not to be changed; in `room` where one is given and the draws are not kept
        anyway.
    """
    ground, options, question = under.ground, under.options, under.questions[column]
    if is_open(question):
        bearers = tuple(bearers_of(under, range(len(options))))
        if drawn.stretch is None:
            found = _open(ground, question, options, bearers, drawn)
        else:
            whole = ground.drawn(_open, question, options, bearers, drawn.stretch.whole)
            found = whole[:, drawn.stretch.start : drawn.stretch.end]
        return found if len(rows) == len(found) else found[list(rows)]
    if not isinstance(question, GradedAsked):
        errors = _errors(ground, drawn, column)
        bounds = under.bounds[list(rows), column]
        return _own_draws(bounds, errors, bearers_of(under, rows), room)
    if not question.data_share and not question.known and drawn.stretch is not None:
        joint = ground.drawn(_joint, question, options, drawn.stretch.whole)
        joint = joint[:, drawn.stretch.start : drawn.stretch.end]
        return joint if len(rows) == len(joint) else joint[list(rows)]
    values = _joined(question, options, rows, _cell_draws(ground, drawn, column), ground.catalogue)
    for place, row in enumerate(rows):
        if set(question.known) & set(options.parts[row]):
            own = _errors(ground, drawn, column)[options.ui[row]]
            values[place] = quantile_draws(under.bounds[row, column], own)
    return values


def drawn_answers(question: OpenAsked, states: States, drawn: Drawn) -> NDArray[np.int64]:
    """Return which answer an open question gets in every draw: (n,), as `open_states` has them."""
    match question:
        case HostingAsked():
            edges = np.cumsum(states.chances)[:-1].astype(np.float32)
            return np.searchsorted(edges, drawn.unknown("hosting"), side="right")
        case SwitchingAsked():
            some = 1 - states.chances[0]
            edges = (np.cumsum(states.chances[1:])[:-1] / some).astype(np.float32)
            coded_in = 1 + np.searchsorted(edges, drawn.unknown("coded_in"), side="right")
            return np.where(drawn.unknown("code") < some, coded_in, 0)
        case SkillsAsked():
            sets = np.zeros(drawn.count, np.int64)
            for place, skill in enumerate(SKILLS):
                # The chance that a skill is lacking is that of all sets in which it is.
                lacks = (np.arange(len(states.chances)) >> place) & 1
                chance = np.float32(states.chances[lacks == 1].sum())
                sets += (drawn.unknown(skill) < chance).astype(np.int64) << place
            return sets


def _open(
    ground: Ground,
    question: OpenAsked,
    options: Options,
    bearers: tuple[int, ...],
    drawn: Drawn,
) -> Floats:
    """Return the quantile of each option's interval under the answer that is drawn."""
    states = ground.states(options, question)
    answers = drawn_answers(question, states, drawn)
    mid, spread, bend = (part.astype(np.float32) for part in slopes(states.bounds))
    t = drawn.cells[list(bearers), COLUMN[question.criterion]]
    values: Floats = np.take(mid, answers, axis=1)
    values += t * np.take(spread, answers, axis=1)
    if np.any(bend):
        values += np.abs(t) * np.take(bend, answers, axis=1)
    return values


def _cell_draws(ground: Ground, drawn: Drawn, column: int) -> Floats:
    """Return every framework's graded cell in every draw, whoever asks: (frameworks, n)."""
    if drawn.stretch is None:
        return _cells(ground, column, drawn)
    whole = ground.drawn(_cells, column, drawn.stretch.whole)
    return whole[:, drawn.stretch.start : drawn.stretch.end]


def _cells(ground: Ground, column: int, drawn: Drawn) -> Floats:
    errors = _errors(ground, drawn, column)
    return quantile_draws(ground.arrays.cells[:, column], errors)


def _joint(ground: Ground, question: GradedAsked, options: Options, drawn: Drawn) -> Floats:
    """Return all options' draws where nothing of a requirement decides how parts join."""
    cells = ground.drawn(_cells, COLUMN[question.criterion], drawn)
    return _joined(question, options, range(len(options)), cells, ground.catalogue)


def _joined(
    question: GradedAsked,
    options: Options,
    rows: Sequence[int],
    cells: Floats,
    catalogue: Catalogue,
) -> Floats:
    """Return frameworks' draws as they are, and pairings' as their parts' join."""
    rule = catalogue.rules[question.criterion]
    values: Floats = cells[[options.ui[row] for row in rows]]
    for place, row in enumerate(rows):
        ui, service = options.ui[row], options.service[row]
        if ui != service:
            values[place] = pairing.joined(rule, cells[ui], cells[service], question.data_share)
    return values


def _stated_draws(under: UnderGoal, drawn: Drawn, rows: list[int]) -> Floats:
    """Return the fit on stated needs: each unmet need takes its share of what is left."""
    stated, model = under.stated, under.ground.catalogue.model.stated_needs
    t = drawn.cells[bearers_of(under, rows), STATED]
    fit = np.ones((len(rows), drawn.count), np.float32)
    for item, level in enumerate(stated.levels):
        if level <= stated.ticked[rows, item, 0].min():
            continue
        met = quantile_draws(stated.ticked[rows, item], t)
        fit *= 1 - np.float32(model.loss_per_need) * np.maximum(np.float32(level) - met, 0.0)
    return fit


def _further_draws(under: UnderGoal, drawn: Drawn, rows: list[int]) -> Floats:
    """Return the fit on needs that may still turn up, some of which do in every draw."""
    further, model = under.further, under.ground.catalogue.model.stated_needs
    fit = np.ones((len(rows), drawn.count), np.float32)
    # What is ruled out or ticked turns up as nothing.
    nothing = np.zeros((len(rows), 1), np.float32)
    if further.likely.any():
        edges = np.cumsum(further.likely).astype(np.float32)
        left = 1 - np.concatenate([further.losses[rows].astype(np.float32), nothing], axis=1)
        for slot in drawn.surprise:
            which = np.searchsorted(edges, slot[1])
            which[slot[0] >= model.unstated_chance] = len(edges)
            fit *= np.take(left, which, axis=1)
    if further.chances.any():
        edges = np.cumsum(further.chances)[:-1].astype(np.float32)
        level = np.searchsorted(edges, drawn.unknown("routing"))
        fit *= np.take(1 - further.routing[rows].astype(np.float32), level, axis=1)
    return fit
