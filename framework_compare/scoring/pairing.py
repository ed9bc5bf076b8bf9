"""What two parts make together: the one place that says so, of every kind of evidence.

A pairing is screens in one framework with a service in another behind them. Scores, draws,
must-haves, explanations and sentences all ask here, so that no sentence can say of a pairing what
its numbers do not.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from framework_compare.catalogue.frameworks import NeedRule, PairingRule
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.options import Options
from framework_compare.vocabulary import ITEM, SURFACE

_DATA_UI: Final = SURFACE["data_ui"]
_NOTHING: Final = 1e-9
_MOSTLY: Final = 0.5
"""From this share of the work on, one kind of surface is most of it."""


def joined(rule: PairingRule, ui: Floats, service: Floats, data_share: float) -> Floats:
    """Return a pairing's capability from its parts', element by element.

    Parameters
    ----------
    rule
        which part counts, and what the second stack costs.
    ui, service
        capabilities of the parts, any equal shape, in [0, 1].
    data_share
        share of data screens in what has to be built; only the rule "mixed" reads it.

    Returns
    -------
    array
        in [0, 1]; never above the better part.
    """
    if rule.take == "ui":
        taken = ui
    elif rule.take == "worse":
        taken = np.minimum(ui, service)
    else:
        better = np.maximum(ui, service)
        mixed = rule.take == "mixed"
        taken = data_share * ui + (1 - data_share) * better if mixed else better
    return np.maximum(taken - rule.cost, 0.0) if rule.cost else taken


def cells(found: Floats, options: Options, rule: PairingRule, data_share: float) -> Floats:
    """Return graded cells: a framework's own, a pairing's joined.

    (frameworks, n) to (options, n).
    """
    ui, service = found[options.screens], found[options.services]
    return np.where(options.alone[:, None], ui, joined(rule, ui, service, data_share))


def weight_of_clicks(heavier: Floats, options: Options, data_share: float) -> Floats:
    """Return by how much a click's work makes a crowd heavier: (frameworks,) to (options,).

    Screens for data do their work in the UI part. The rest is taken to be done in the part that it
    weighs more on: whichever carries it, the two together carry no more than the better part alone.
    """
    ui, service = heavier[options.screens], heavier[options.services]
    return data_share * ui + (1 - data_share) * np.maximum(ui, service)


def blocks(found: Floats, options: Options) -> Floats:
    """Return building blocks: whoever has one brings it. (frameworks, ...) to (options, ...)."""
    better: Floats = np.maximum(found[options.screens], found[options.services])
    return better


def toll(found: Floats, options: Options, cost: float) -> Floats:
    """Return what is left where a pairing pays for joining its parts: (options, ...)."""
    paid = np.where(options.alone, 0.0, cost).reshape(-1, *[1] * (found.ndim - 1))
    left: Floats = np.maximum(found - paid, 0.0)
    return left


def items(found: Floats, options: Options, rule: NeedRule) -> Floats:
    """Return how far stated needs are met, each by the part that it hangs on.

    Reaching over to the other part is not paid for here: a must-have does not ask for effort.

    Parameters
    ----------
    found
        shape (frameworks, items, ...).

    Returns
    -------
    array
        shape (options, items, ...).
    """
    ui, service = found[options.screens], found[options.services]
    met = np.maximum(ui, service)
    of_ui, worse = ([ITEM[item] for item in named] for named in (rule.ui, rule.worse))
    met[:, of_ui] = ui[:, of_ui]
    met[:, worse] = np.minimum(ui, service)[:, worse]
    return met


def speed(found: Floats, options: Options) -> Floats:
    """Return how fast each surface is built: data screens in the UI part, the rest in the better.

    (frameworks, surfaces, ...) to (options, surfaces, ...).
    """
    better = np.maximum(found[options.screens], found[options.services])
    better[:, _DATA_UI] = found[options.screens][:, _DATA_UI]
    return better


def skills(demands: Floats, options: Options, surfaces: Floats) -> Floats:
    """Return how much of the work calls for each skill.

    A pairing asks for both parts' skills, whichever calls for more: the screens of the one, and of
    the other the service behind them, which is database pages where those are most of the work.

    Parameters
    ----------
    demands
        shape (frameworks, surfaces, skills, ...), in [0, 1].
    surfaces
        shape (surfaces,): shares of what has to be built, summing to one.

    Returns
    -------
    array
        shape (options, skills, ...).
    """
    whole = np.einsum("s,fs...->f...", surfaces, demands)
    served = SURFACE["web_app"] if surfaces[SURFACE["web_app"]] > _MOSTLY else SURFACE["api"]
    screens, behind = demands[:, _DATA_UI], demands[:, served]
    both = np.maximum(screens[options.screens], behind[options.services])
    alone = options.alone.reshape(-1, *[1] * (both.ndim - 1))
    return np.where(alone, whole[options.screens], both)


def learnt(left: Floats, options: Options) -> Floats:
    """Return what is left of the work where the frameworks are new: the newer of two counts."""
    worse: Floats = np.minimum(left[options.screens], left[options.services])
    return worse


def surviving(kept: Floats, options: Options) -> Floats:
    """Return how much of existing code survives: as much as in the part that keeps more."""
    better: Floats = np.maximum(kept[options.screens], kept[options.services])
    return better


def hosts(found: Floats, options: Options) -> Floats:
    """Return where an option runs: both parts need a home. (frameworks, ...) to (options, ...)."""
    both: Floats = np.minimum(found[options.screens], found[options.services])
    return both


def is_mostly_screens(data_share: float) -> bool:
    """Return whether screens for data are most of what has to be built."""
    return data_share >= _MOSTLY


def reasons(alike: Floats, options: Options, *, mostly_screens: bool) -> Floats:
    """Return how reasons that nobody stated add up to those for or against each option.

    A framework's are its own. Those for a pairing are half of the one part, half of the other, and
    vary as much as those for a framework. Where it is mostly service, they are the service's, as
    for everything else that a pairing errs by.

    Parameters
    ----------
    alike
        shape (frameworks, causes): how independent causes make up each framework's reasons.

    Returns
    -------
    array
        shape (options, causes).
    """
    ui, service = alike[options.screens], alike[options.services]
    if not mostly_screens:
        return service
    both = ui + service
    size = np.sqrt((ui**2).sum(axis=1) / np.maximum((both**2).sum(axis=1), _NOTHING))
    return np.where(options.alone[:, None], ui, both * size[:, None])


def bearers(options: Options, data_share: float) -> tuple[int, ...]:
    """Return whose errors each option bears where no draws of both parts are joined.

    It is the part that does most of the work: where screens for data are most of it, the UI
    framework, otherwise the service, so that a service with idle screens in front of it is not
    taken for a rival of the service alone.
    """
    return options.ui if is_mostly_screens(data_share) else options.service
