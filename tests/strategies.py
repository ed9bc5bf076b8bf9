"""Generators of requirements and catalogues."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import Any, get_args

import numpy as np
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.elicitation_rules import Pairwise
from framework_compare.catalogue.evidence import Evidence, StatusCell
from framework_compare.catalogue.folder import framework_ids
from framework_compare.explain.elicitation import FAMILIES, from_ranking, from_swings
from framework_compare.explain.pairwise import from_pairwise
from framework_compare.requirement.model import MOST_USERS, MOST_WEEKS
from framework_compare.vocabulary import (
    ANSWER_MUSTS,
    AUDIENCES,
    GOALS,
    HOSTS,
    NEEDS,
    SKILLS,
    CriterionId,
    FrameworkId,
    Size,
)

FRAMEWORKS = framework_ids()
"""The shipped ones, in their order."""

LEVELS = ("low", "medium", "high")


def examples(usual: int) -> int:
    """How many examples a property takes: what the environment asks for, or its usual number."""
    return int(os.environ.get("FRAMEWORK_COMPARE_EXAMPLES", usual))


def some_of(words: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), max_size=most, unique=True).map(tuple)


def maybe(words: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(words)


@st.composite
def requirements(
    draw: st.DrawFn, *, musts: bool = False, goal: bool = False, **fixed: Any
) -> Requirement:
    """Any set of answers that can stand together; `fixed` sets fields."""
    answers: dict[str, Any] = {
        "goal": draw(st.sampled_from(GOALS) if goal else maybe(GOALS)),
        "audience": draw(some_of(AUDIENCES, 2)),
        "peak_concurrent_users": draw(st.none() | st.integers(1, MOST_USERS)),
        "interaction_work": draw(maybe(("light", "medium", "heavy"))),
        "weeks_to_first_release": draw(st.none() | st.floats(0.1, MOST_WEEKS)),
        "team_skills": draw(some_of(SKILLS)),
        "known_frameworks": draw(some_of(FRAMEWORKS, 2)),
        "existing_framework": draw(maybe(FRAMEWORKS)),
        "existing_size": draw(maybe(get_args(Size))),
        "ui_customization": draw(maybe(LEVELS)),
        "visualisation": draw(maybe(LEVELS)),
        "auth": draw(maybe(("none", "sso", "accounts", "rbac"))),
        "routing": draw(maybe(LEVELS)),
        "hosting": draw(some_of(HOSTS, 2)),
        "devops_capacity": draw(maybe(LEVELS)),
        "cost_sensitivity": draw(maybe(LEVELS)),
        "lifespan": draw(maybe(("prototype", "tactical", "strategic"))),
        "needs": draw(some_of(NEEDS)),
    } | fixed
    if musts:
        answered = [must for must in ANSWER_MUSTS if answers[must] not in (None, ())]
        pool = (*answers["needs"], *answered)
        answers["must_haves"] = draw(some_of(pool, 2)) if pool else ()
    return Requirement.model_validate(answers)


def with_cell(
    catalogue: Catalogue, framework: FrameworkId, criterion: CriterionId, cell: Evidence | None
) -> Catalogue:
    """The catalogue with one graded cell replaced, or taken out."""
    old = catalogue.frameworks[framework]
    cells = {key: value for key, value in old.capability.items() if key != criterion}
    if cell is not None:
        cells[criterion] = cell
    changed = old.model_copy(update={"capability": cells})
    digest = f"{catalogue.digest}:{framework}:{criterion}:{cell}"
    return replace(
        catalogue, frameworks={**catalogue.frameworks, framework: changed}, digest=digest
    )


def with_cells(catalogue: Catalogue, cells: dict[CellPath, Evidence | StatusCell]) -> Catalogue:
    """The catalogue as it would be read with these cells in its files."""
    frameworks = dict(catalogue.frameworks)
    for path, cell in cells.items():
        old = frameworks[path.framework]
        table = {**getattr(old, path.table), path.key: cell}
        frameworks[path.framework] = old.model_copy(update={path.table: table})
    marks = "|".join(f"{path}={cell!r}" for path, cell in cells.items())
    return replace(catalogue, frameworks=frameworks, digest=f"{catalogue.digest}|{marks}")


def exactly(catalogue: Catalogue, framework: FrameworkId, value: float) -> Evidence:
    """A graded cell that is known to have one value, as of the catalogue's own day."""
    return Evidence(
        low=value,
        mid=value,
        high=value,
        kind="judged",
        version=catalogue.frameworks[framework].version,
        as_of=catalogue.model.as_of,
        why="Known for the test.",
    )


def in_a_word(status: str) -> StatusCell:
    """A cell that says no more than this word."""
    return StatusCell(status=status, kind="judged", why="Known for the test.")


@st.composite
def decision_problems(draw: st.DrawFn, *, least_options: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Values of options by criteria from 0 to 1, with ties and ends; weights that sum to one."""
    options, criteria = draw(st.integers(least_options, 7)), draw(st.integers(2, 6))
    value = st.sampled_from((0.0, 0.25, 0.5, 1.0)) | st.floats(0, 1)
    row = st.lists(value, min_size=criteria, max_size=criteria)
    values = np.array(draw(st.lists(row, min_size=options, max_size=options)))
    weights = np.array(draw(st.lists(st.floats(0.05, 1), min_size=criteria, max_size=criteria)))
    return values, weights / weights.sum()


@st.composite
def swings(draw: st.DrawFn, members: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Swings of some members of a family, in whole points, as the sliders give them."""
    touched = draw(st.lists(st.sampled_from(members), unique=True))
    ends = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
        lambda pair: (float(min(pair)), float(max(pair)))
    )
    return {member: draw(ends) for member in touched}


@st.composite
def comparisons(
    draw: st.DrawFn, members: tuple[str, ...], scale: tuple[float, ...]
) -> dict[tuple[str, str], float]:
    """Comparisons that connect all members: a random tree, and any further pairs."""
    order = draw(st.permutations(members))
    pairs = {(order[draw(st.integers(0, row - 1))], order[row]) for row in range(1, len(order))}
    for pair in itertools.combinations(members, 2):
        if pair not in pairs and pair[::-1] not in pairs and draw(st.booleans()):
            pairs.add(pair)
    return {pair: draw(st.sampled_from(scale)) for pair in sorted(pairs)}


@st.composite
def own_weights(draw: st.DrawFn) -> dict[str, tuple[float, float]]:
    """Intervals for some members of some families that one set of shares meets."""
    found: dict[str, tuple[float, float]] = {}
    for members in FAMILIES.values():
        parts = draw(
            st.lists(st.integers(0, 20), min_size=len(members), max_size=len(members)).filter(any)
        )
        for member in draw(st.lists(st.sampled_from(members), unique=True)):
            share = parts[members.index(member)] / sum(parts)
            low, high = draw(st.floats(0, 1)) * share, share + draw(st.floats(0, 1)) * (1 - share)
            found[member] = (min(low, share), min(1.0, high))
    return found


@st.composite
def shares_at_the_edge(draw: st.DrawFn, members: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Shares of some members whose lows or highs sum to about one.

    They sum to it exactly, or miss it by next to nothing.

    In whole per cent as the sliders give them, and in fractions that no float holds. Some cannot be
    met.
    """
    whole = draw(st.sampled_from((3, 7, 9, 10, 11, 13, 100, 997)))
    named = draw(st.lists(st.sampled_from(members), unique=True, min_size=1))
    cuts = sorted(
        draw(st.lists(st.integers(0, whole), min_size=len(named) - 1, max_size=len(named) - 1))
    )
    parts = [end - start for start, end in itertools.pairwise((0, *cuts, whole))]
    miss = draw(
        st.sampled_from(
            (0.0, 1e-16, -1e-16, 1e-12, -1e-12, 9e-10, -9e-10, 1.1e-9, -1.1e-9, 0.01, -0.01)
        )
    )
    kind = draw(st.sampled_from(("points", "lows", "highs", "both")))
    found = {}
    for place, (member, part) in enumerate(zip(named, parts, strict=True)):
        share = min(1.0, max(0.0, part / whole + (miss if place == 0 else 0.0)))
        wide = draw(st.integers(0, 100)) / 100
        low = share * wide if kind in ("highs", "both") else share
        high = share + (1 - share) * wide if kind in ("lows", "both") else share
        found[member] = (min(low, share), min(1.0, max(high, share)))
    return found


@st.composite
def whole_per_cents(draw: st.DrawFn, members: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Shares of some members as the sliders give them, whatever they sum to."""
    ends = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)
    named = draw(st.lists(st.sampled_from(members), unique=True, min_size=1))
    return {member: (low / 100, high / 100) for member in named for low, high in (draw(ends),)}


@st.composite
def any_weights(draw: st.DrawFn, rules: Pairwise) -> dict[str, tuple[float, float]]:
    """Weights of some families, each asked for in one way: order, swings, pairs, or shares.

    The shares are near the edge.
    """
    found: dict[str, tuple[float, float]] = {}
    ways = ("order", "swing", "pairs", "per cent", "edge")
    for members in draw(
        st.lists(st.sampled_from(sorted(FAMILIES.values())), unique=True, min_size=1)
    ):
        way = draw(
            st.sampled_from(
                ways if len(members) <= rules.most_members else [w for w in ways if w != "pairs"]
            )
        )
        if way == "order":
            found |= from_ranking(draw(st.lists(st.sampled_from(members), unique=True)), members)
        elif way == "swing":
            found |= from_swings(draw(swings(members)), members)
        elif way == "pairs":
            found |= from_pairwise(draw(comparisons(members, tuple(rules.scale))), members, rules)
        else:
            found |= draw(
                whole_per_cents(members) if way == "per cent" else shares_at_the_edge(members)
            )
    return found
