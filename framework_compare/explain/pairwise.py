"""From pairwise comparisons to intervals of weights, and how well the comparisons agree.

References
----------
Saaty (1980), The Analytic Hierarchy Process (the scale from 1 to 9 and the consistency ratio).
Crawford and Williams (1985), A note on the analysis of subjective judgment matrices, Journal of
Mathematical Psychology 29(4), 387-405 (the geometric mean as logarithmic least squares). Bozóki,
Fülöp and Rónyai (2010), On optimal completion of incomplete pairwise comparison matrices,
Mathematical and Computer Modelling 52(1-2), 318-333 (least squares over the given comparisons;
unique where they are connected).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from framework_compare.catalogue.elicitation_rules import Pairwise
from framework_compare.errors import Problem, RequirementError
from framework_compare.explain.elicitation import Shares, outward
from framework_compare.scoring.distributions import Floats

Judgments = Mapping[tuple[str, str], float]
"""(one, other) to how many times as much the first matters as the second; each pair at most once.
"""


@dataclass(frozen=True, slots=True)
class Triad:
    """Three members whose comparisons fit together worst."""

    members: tuple[str, str, str]
    """In an order in which each matters at least as much as the next, by their comparisons, where
    there is one.
    """
    inconsistency: float
    """Koczkodaj's index, 0 (they fit) to below 1."""


def components(judgments: Judgments, members: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the members in sets that comparisons connect.

    One set means that weights can be found.
    """
    where = {member: row for row, member in enumerate(members)}
    for one, other in judgments:
        joined, gone = where[one], where[other]
        where = {member: joined if row == gone else row for member, row in where.items()}
    found: dict[int, list[str]] = {}
    for member in members:
        found.setdefault(where[member], []).append(member)
    return tuple(map(tuple, found.values()))


def pairwise_weights(judgments: Judgments, members: Sequence[str]) -> Floats:
    """Return the weights that miss the logarithms of all comparisons least, in squares.

    Minimises Σ (ln a_ij - x_i + x_j)² over the given comparisons; w = exp x / Σ exp x. With all
    comparisons given that is the geometric mean of each row.

    Returns
    -------
    array
        shape (members,), positive, summing to one.

    Raises
    ------
    RequirementError
        where the comparisons do not connect all members; it names what is missing.
    """
    _require_connection(judgments, members)
    place = {member: row for row, member in enumerate(members)}
    pull = np.zeros((len(judgments) + 1, len(members)))
    logs = np.zeros(len(judgments) + 1)
    for row, ((one, other), ratio) in enumerate(judgments.items()):
        pull[row, place[one]], pull[row, place[other]] = 1.0, -1.0
        logs[row] = np.log(ratio)
    pull[-1] = 1.0  # the logarithms sum to zero; only ratios matter
    weights = np.exp(np.linalg.lstsq(pull, logs, rcond=None)[0])
    normalised: Floats = weights / weights.sum()
    return normalised


def _require_connection(judgments: Judgments, members: Sequence[str]) -> None:
    unknown = sorted({end for pair in judgments for end in pair} - set(members))
    if unknown or any(not 0 < ratio < np.inf for ratio in judgments.values()):
        message = (
            f"must compare members of {', '.join(members)} by ratios above 0, got {dict(judgments)}"
        )
        raise RequirementError([Problem("comparisons", "", message)])
    first, *apart = components(judgments, members)
    if apart:
        allowed = f"must connect all: compare {' or '.join(first)} with {' or '.join(apart[0])}"
        raise RequirementError([Problem("comparisons", "+".join(apart[0]), allowed)])


def from_pairwise(judgments: Judgments, members: Sequence[str], rules: Pairwise) -> Shares:
    """Return intervals from comparisons.

    Every weight that comes out when one answer at a time is one word off.

    Parameters
    ----------
    judgments
        at least as many as connect all members; not all need be given.
    members
        the whole family, at most `most_members` of the rules.
    rules
        the words that are offered.

    Raises
    ------
    RequirementError
        where the members are too many, or the comparisons do not connect them; it names what is
        missing.
    """
    if len(members) > rules.most_members:
        message = f"must be at most {rules.most_members} members, got {len(members)}"
        raise RequirementError([Problem("comparisons", "", message)])
    found = [pairwise_weights(judgments, members)]
    for pair, ratio in judgments.items():
        found += [
            pairwise_weights({**judgments, pair: off}, members)
            for off in _next_words(ratio, rules.scale)
        ]
    ends = zip(np.min(found, axis=0).tolist(), np.max(found, axis=0).tolist(), strict=True)
    return {member: outward(low, high) for member, (low, high) in zip(members, ends, strict=True)}


def _next_words(ratio: float, scale: Sequence[float]) -> list[float]:
    """Return the nearest ratios on the scale below and above."""
    below = [step for step in scale if step < ratio * (1 - 1e-9)]
    above = [step for step in scale if step > ratio * (1 + 1e-9)]
    return below[-1:] + above[:1]


def consistency_ratio(
    judgments: Judgments, members: Sequence[str], index: float | None
) -> float | None:
    """Return Saaty's consistency ratio, ((λ - n) / (n - 1)) / random index, λ the eigenvalue.

    Parameters
    ----------
    index
        the mean consistency index of random answers for as many members; None where the table has
        none.

    Returns
    -------
    float or None
        0 where all answers fit; zero for two members, which cannot contradict each other. None
        while comparisons are missing, since no random index holds then.
    """
    count = len(members)
    if count < 3:
        return 0.0
    matrix = np.eye(count)
    place = {member: row for row, member in enumerate(members)}
    for (one, other), ratio in judgments.items():
        matrix[place[one], place[other]], matrix[place[other], place[one]] = ratio, 1 / ratio
    if index is None or np.any(matrix == 0):
        return None
    principal = float(np.max(np.linalg.eigvals(matrix).real))
    return max(0.0, (principal - count) / (count - 1)) / index


def worst_triad(judgments: Judgments, members: Sequence[str]) -> Triad | None:
    """Return the three members whose comparisons fit together worst.

    None where no three are all compared.

    Inconsistency = min(|1 - a_ij / (a_ik a_kj)|, |1 - a_ik a_kj / a_ij|).

    References
    ----------
    Koczkodaj (1993), A new definition of consistency of pairwise comparisons, Mathematical and
    Computer Modelling 18(7), 79-84.
    """
    ratios = {**judgments, **{(other, one): 1 / ratio for (one, other), ratio in judgments.items()}}
    found = []
    for trio in combinations(members, 3):
        i, j, k = trio
        if not all(pair in ratios for pair in ((i, j), (i, k), (k, j))):
            continue
        bent = ratios[i, j] / (ratios[i, k] * ratios[k, j])
        found.append(Triad(_falling(trio, ratios), min(abs(1 - bent), abs(1 - 1 / bent))))
    return max(found, key=lambda triad: triad.inconsistency, default=None)


def _falling(
    trio: tuple[str, str, str], ratios: Mapping[tuple[str, str], float]
) -> tuple[str, str, str]:
    """Return three members so that each matters at least as much as the next.

    Round in a circle all do.
    """
    for i, j, k in permutations(trio):
        if ratios[i, j] >= 1 and ratios[j, k] >= 1:
            return (i, j, k)
    raise AssertionError("of three comparisons two always follow each other")
