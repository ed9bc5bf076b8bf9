"""What all studies of one catalogue stand on, and what they share of their results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeVar, TypeVarTuple
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring import pairing
from framework_compare.scoring.binding import Bound, heavier, lost
from framework_compare.scoring.capabilities import (
    Asked,
    GradedAsked,
    OpenAsked,
    Situation,
    States,
    capability,
    likely_values,
    open_states,
    questions_of,
)
from framework_compare.scoring.distributions import Bounds, Floats, read_only
from framework_compare.scoring.draws import Drawn, Stretch, drawn_chunks, whole_draws
from framework_compare.scoring.evidence import EvidenceArrays, evidence_arrays
from framework_compare.scoring.fits import (
    expected_fit,
    left_of_all,
    likely_needs,
    routing_losses,
    surprise_losses,
)
from framework_compare.scoring.likeness import correlations, errs_as, mixing
from framework_compare.scoring.options import Options, options_for
from framework_compare.vocabulary import (
    CRITERIA,
    ITEM,
    ROUTING,
    CriterionId,
    FrameworkId,
    Goal,
    GoalClass,
    Item,
    Need,
)

_Given = TypeVarTuple("_Given")
_Result = TypeVar("_Result")
_LIGHT: Final = 16_384
"""Results of a few kilobytes at most."""
_HEAVY: Final = 64
"""Results with one number for each draw: some hundred kilobytes."""
_CATALOGUES: Final = 6
"""Of how many catalogues the ground and the draws, some twenty megabytes each, are kept at once:
visitors with frameworks of their own each have one.
"""
_MOST_AT_ONCE: Final = 16_384
"""Counts of draws up to this are kept, since they hang on nothing but the seed."""


class Ground:
    """The evidence of one catalogue, and whatever follows from it for a question, kept.

    What is kept is a function's result for its arguments: the function is given the ground and the
    arguments and sees nothing else, so that no key can leave out what a result hangs on. Arrays
    are read-only.

    Parameters
    ----------
    catalogue
        whose model and names count.
    arrays
        the evidence; the catalogue's own where None.
    """

    def __init__(self, catalogue: Catalogue, arrays: EvidenceArrays | None = None) -> None:
        self.catalogue = catalogue
        self.arrays = arrays or evidence_arrays(catalogue)
        self.names: tuple[FrameworkId, ...] = tuple(catalogue.frameworks)
        """Every framework in the order of the arrays' rows."""

    @cached_property
    def alike(self) -> Floats:
        """(frameworks, frameworks): what makes independent errors as alike as the evidence is."""
        return read_only(mixing(self._correlated))

    @cached_property
    def errs_as(self) -> NDArray[np.int64]:
        """(frameworks,): whose cells err with each framework's: its own, or of what it copies."""
        return read_only(errs_as(self._correlated))

    @cached_property
    def copies(self) -> bool:
        """Whether any framework is a copy of another."""
        return bool((self.errs_as != np.arange(len(self.names))).any())

    @cached_property
    def _correlated(self) -> Floats:
        return read_only(correlations(self.arrays, self.catalogue.model.errors.alike))

    @cached_property
    def _light(self) -> Callable[..., Any]:
        return lru_cache(maxsize=_LIGHT)(self._called)

    @cached_property
    def _heavy(self) -> Callable[..., Any]:
        return lru_cache(maxsize=_HEAVY)(self._called)

    def _called(self, function: Callable[..., Any], *arguments: Any) -> Any:
        found = function(self, *arguments)
        return read_only(found) if isinstance(found, np.ndarray) else found

    def once(self, function: Callable[[Ground, *_Given], _Result], *arguments: *_Given) -> _Result:
        """Return what a function makes of this ground and hashable arguments, worked out once."""
        result: _Result = self._light(function, *arguments)
        return result

    def drawn(self, function: Callable[[Ground, *_Given], _Result], *arguments: *_Given) -> _Result:
        """Return the same for results with a number for each draw, of which fewer are kept."""
        result: _Result = self._heavy(function, *arguments)
        return result

    def draws(self, count: int) -> Iterator[Drawn]:
        """Yield `count` draws: all at once, and kept, where they are not too many."""
        model = self.catalogue.model
        asked = (model.draws.seed, count, model.stated_needs.unstated, self.names)
        if count > _MOST_AT_ONCE:
            yield from drawn_chunks(*asked)
            return
        whole = _whole_draws(*asked)
        yield replace(whole, stretch=Stretch(whole, 0, count))

    def options(self, considered: tuple[FrameworkId, ...]) -> Options:
        """Return the options on a shortlist: always the same object for the same shortlist."""
        return self.once(_options, considered)

    def questions(self, situation: Situation) -> tuple[Asked, ...]:
        """Return what is asked on every criterion: always the same object for the same."""
        return self.once(_questions, situation)

    def likely_needs(self, goal: Goal) -> Mapping[Need, float]:
        """Return the needs that may turn up for a goal, each with its chance."""
        return self.once(_likely_needs, goal)

    def bounds(self, options: Options, question: Asked) -> Floats:
        """Return capabilities on one criterion: (options, 3)."""
        return self.once(_bounds, options, question)

    def values(self, options: Options, question: Asked) -> Floats:
        """Return equally likely capabilities on one criterion: (options, points)."""
        return self.once(_values, options, question)

    def states(self, options: Options, question: OpenAsked) -> States:
        """Return what options can do under each answer to a question that is still open."""
        return self.once(_states, options, question)

    def fit(self, options: Options, question: Asked, need: Bounds) -> Floats:
        """Return the expected fit on one criterion: (options,)."""
        return self.once(_fit, options, question, need)

    def precedent(self, options: Options, goal_class: GoalClass, is_open: bool) -> Floats:
        """Return the points by what comparable teams took: (options,), none above zero."""
        return self.once(_precedent, options, goal_class, is_open)

    def constants(self, options: Options, goal_class: GoalClass, is_open: bool) -> Floats:
        """Return precedent and the cost of a second stack together: (options,)."""
        return self.once(_constants, options, goal_class, is_open)

    def nothing(self, options: Options) -> Floats:
        """Return that nothing binds: zeros, (options, criteria)."""
        return self.once(_nothing, options)

    def lost(self, options: Options, question: Asked, bound: Bound) -> Floats:
        """Return the expected points that a bound costs, by what it is asked about: (options,)."""
        return self.once(_lost, options, question, bound)

    def heavier(self, options: Options, question: Asked, bound: Bound) -> Floats:
        """Return by how many powers of ten a click's work makes a crowd heavier: (options,)."""
        return self.once(_heavier, options, question, bound)

    def items(self, options: Options, *, reaching: bool = True) -> Floats:
        """Return how far each possible need is met: (options, items, 3).

        Parameters
        ----------
        reaching
            whether a pairing pays for reaching over to the other part; a must-have does not ask
            for effort.
        """
        return self.once(_items, options, reaching)

    def left(self, options: Options, item: Item, level: float) -> Floats:
        """Return what one need, stated at some level, leaves of the fit: (options, points)."""
        return self.once(_left, options, item, level)

    def losses(self, options: Options) -> Floats:
        """Return what each possible need would cost, were it asked for: (options, items)."""
        return self.once(_losses, options)

    def routing_losses(self, options: Options) -> Floats:
        """Return what addresses would cost at each level of the question: (options, levels)."""
        return self.once(_routing_losses, options)

    def hosts(self, options: Options) -> Floats:
        """Return where each option runs: (options, hosts, 3)."""
        return self.once(_hosts, options)

    def supposing(self, value: float) -> Ground:
        """Return the ground with one value wherever nobody knows anything."""
        return self.once(_supposing, value)

    def varied(self, arrays: EvidenceArrays, touched: frozenset[CriterionId]) -> Ground:
        """Return the ground with other evidence on some criteria.

        Parameters
        ----------
        arrays
            the whole evidence, as it would be.
        touched
            the criteria on which it differs.
        """
        return _Varied(self, arrays, touched)


class _Varied(Ground):
    """A ground that differs from another on some criteria, and asks that one for all others."""

    def __init__(
        self, base: Ground, arrays: EvidenceArrays, touched: frozenset[CriterionId]
    ) -> None:
        super().__init__(base.catalogue, arrays)
        # One cell otherwise makes no other kind of thing.
        self.__dict__.update(alike=base.alike, errs_as=base.errs_as)
        self._base, self._touched = base, touched
        self._own = Ground(base.catalogue, arrays)

    def _of(self, criterion: CriterionId) -> Ground:
        return self._own if criterion in self._touched else self._base

    def options(self, considered: tuple[FrameworkId, ...]) -> Options:
        return self._base.options(considered)

    def questions(self, situation: Situation) -> tuple[Asked, ...]:
        return self._base.questions(situation)

    def likely_needs(self, goal: Goal) -> Mapping[Need, float]:
        return self._base.likely_needs(goal)

    def bounds(self, options: Options, question: Asked) -> Floats:
        return self._of(question.criterion).bounds(options, question)

    def values(self, options: Options, question: Asked) -> Floats:
        return self._of(question.criterion).values(options, question)

    def states(self, options: Options, question: OpenAsked) -> States:
        return self._of(question.criterion).states(options, question)

    def fit(self, options: Options, question: Asked, need: Bounds) -> Floats:
        return self._of(question.criterion).fit(options, question, need)

    def lost(self, options: Options, question: Asked, bound: Bound) -> Floats:
        return self._of(question.criterion).lost(options, question, bound)

    def items(self, options: Options, *, reaching: bool = True) -> Floats:
        return self._of("stated_needs").items(options, reaching=reaching)

    def left(self, options: Options, item: Item, level: float) -> Floats:
        return self._of("stated_needs").left(options, item, level)

    def losses(self, options: Options) -> Floats:
        return self._of("stated_needs").losses(options)

    def routing_losses(self, options: Options) -> Floats:
        return self._of("stated_needs").routing_losses(options)

    def hosts(self, options: Options) -> Floats:
        return self._of("hosting_fit").hosts(options)


class _Same:
    """A catalogue as a key: this very object, whatever its digest says."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)


_ALIVE: Final[WeakValueDictionary[_Same, Ground]] = WeakValueDictionary()


def ground_of(catalogue: Catalogue) -> Ground:
    """Return the ground of a catalogue, which all its studies share."""
    return _ground(_Same(catalogue))


@lru_cache(maxsize=_CATALOGUES)
def _ground(same: _Same) -> Ground:
    # Where studies of a catalogue are still held, a further one shares their ground.
    found = _ALIVE.get(same)
    if found is None:
        found = _ALIVE[same] = Ground(same.catalogue)
    return found


_whole_draws = lru_cache(maxsize=_CATALOGUES)(whole_draws)


def _options(ground: Ground, considered: tuple[FrameworkId, ...]) -> Options:
    return options_for(ground.catalogue, considered)


def _questions(ground: Ground, situation: Situation) -> tuple[Asked, ...]:
    return questions_of(situation, ground.catalogue)


def _likely_needs(ground: Ground, goal: Goal) -> Mapping[Need, float]:
    return MappingProxyType(likely_needs(ground.catalogue, goal))


def _bounds(ground: Ground, options: Options, question: Asked) -> Floats:
    return capability(question, ground.catalogue, ground.arrays, options)


def _values(ground: Ground, options: Options, question: Asked) -> Floats:
    bounds = ground.bounds(options, question)
    return likely_values(question, ground.catalogue, ground.arrays, bounds, options)


def _states(ground: Ground, options: Options, question: OpenAsked) -> States:
    found = open_states(question, ground.catalogue, ground.arrays, options)
    return States(read_only(found.bounds), read_only(found.chances))


def _fit(ground: Ground, options: Options, question: Asked, need: Bounds) -> Floats:
    return expected_fit(need, ground.values(options, question))


def _precedent(ground: Ground, options: Options, goal_class: GoalClass, is_open: bool) -> Floats:
    """What nobody has taken yet counts as what fewest have.

    What nobody else could take, since it lies in no file, counts as frameworks do on average: that
    no team took it says nothing.
    """
    points, handed_in = ground.catalogue.learnt.precedent[goal_class], ground.catalogue.handed_in
    least = min(points.values(), default=0.0)
    usual = sum(points.values()) / len(points) if points else 0.0
    found = np.array(
        [points.get(name, usual if name in handed_in else least) for name in ground.names]
    )
    return found[options.screens] if is_open else np.zeros(len(options))


def _constants(ground: Ground, options: Options, goal_class: GoalClass, is_open: bool) -> Floats:
    stack = np.where(options.alone, 0.0, ground.catalogue.learnt.second_stack)
    points: Floats = ground.precedent(options, goal_class, is_open) - stack
    return points


def _nothing(ground: Ground, options: Options) -> Floats:
    return np.zeros((len(options), len(CRITERIA)))


def _lost(ground: Ground, options: Options, question: Asked, bound: Bound) -> Floats:
    values = ground.values(options, question)
    more = ground.heavier(options, question, bound)[:, None]
    expected: Floats = lost(bound, values, ground.catalogue, more).mean(axis=1)
    return expected


def _heavier(ground: Ground, options: Options, question: Asked, bound: Bound) -> Floats:
    data_share = question.data_share if isinstance(question, GradedAsked) else 0.0
    return pairing.weight_of_clicks(heavier(bound, ground.catalogue), options, data_share)


def _items(ground: Ground, options: Options, reaching: bool) -> Floats:
    met = pairing.items(ground.arrays.items, options, ground.catalogue.need_rule)
    cost = ground.catalogue.rules["stated_needs"].cost if reaching else 0.0
    return pairing.toll(met, options, cost)


def _left(ground: Ground, options: Options, item: Item, level: float) -> Floats:
    return left_of_all(ground.items(options)[:, ITEM[item]], level, ground.catalogue)


def _losses(ground: Ground, options: Options) -> Floats:
    return surprise_losses(ground.catalogue, ground.items(options))


def _routing_losses(ground: Ground, options: Options) -> Floats:
    return routing_losses(ground.catalogue, ground.items(options)[:, ITEM[ROUTING]])


def _supposing(ground: Ground, value: float) -> Ground:
    return Ground(ground.catalogue, ground.arrays.supposing(value))


def _hosts(ground: Ground, options: Options) -> Floats:
    return pairing.hosts(ground.arrays.hosts, options)
