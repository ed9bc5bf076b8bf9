"""Every flip that is told is true of the whole engine: just beyond its point, not just before."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import (
    Catalogue,
    Requirement,
    from_query,
    load_catalogue,
    parse_requirement,
    to_query,
)
from framework_compare.catalogue.cells import CellPath
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.elicitation import FAMILIES
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.flips import changed_by, every_flip
from framework_compare.explain.numbers import number_flips
from framework_compare.explain.sensitivity import paths
from framework_compare.explain.weights import never_text, weight_flips
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GOALS, GROUPS, VALUE_TREE
from tests.strategies import in_a_word, own_weights, requirements, with_cells

CLOSE = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    auth="sso",
    needs=("maps", "deep_links"),
)


def champion_with(
    requirement: Requirement, catalogue: Catalogue, weight: str, share: float
) -> str | None:
    """Who leads when one weight is set, by the same road as a user's own weight."""
    others = {name: list(pair) for name, pair in requirement.weights.items()}
    return Study(
        requirement.with_answers(weights={**others, weight: [share, share]}), catalogue
    ).champion


def can_be_set(own: dict, weight: str, share: float) -> bool:
    """Whether the user's other weights leave room: what is expected today may lie beyond it."""
    family = next(members for members in FAMILIES.values() if weight in members)
    others = [own[member] for member in family if member in own and member != weight]
    room = 1 - sum(low for low, _ in others)
    rest = sum(high for _, high in others) if len(others) == len(family) - 1 else 1.0
    return 1 - rest <= share <= room


@given(requirements(musts=True, goal=True), own_weights())
@settings(max_examples=30)
def test_a_weight_flips_just_beyond_its_threshold_and_not_just_before(
    requirement: Requirement, own: dict
) -> None:
    """Set in the requirement, as a user would set it, beside whatever else the user has set."""
    catalogue = load_catalogue()
    requirement = requirement.with_answers(weights=own)
    found = weight_flips(Study(requirement, catalogue))
    for flip in found.flips:
        if flip.field == "weights":
            continue
        weight = flip.field.removeprefix("weights.")
        sign = 1 if flip.after > flip.before else -1
        beyond, before = flip.after + sign * 1e-5, flip.after - sign * 1e-5

        path = next(path for path in paths(Study(requirement, catalogue)) if path.weight == weight)
        if path.knots[0] <= beyond <= path.knots[-1] and can_be_set(own, weight, beyond):
            assert champion_with(requirement, catalogue, weight, beyond) == flip.champion
        if (before - flip.before) * sign > 0 and can_be_set(own, weight, before):
            assert champion_with(requirement, catalogue, weight, before) == found.champion


@given(requirements(goal=True), own_weights(), st.floats(0.001, 0.999))
@settings(max_examples=25)
def test_the_champion_stays_anywhere_within_a_range(
    requirement: Requirement, own: dict, place: float
) -> None:
    """No share between the two ends is left out."""
    catalogue = load_catalogue()
    requirement = requirement.with_answers(weights=own)
    found = weight_flips(Study(requirement, catalogue))
    for stable in found.ranges:
        share = stable.low + place * (stable.high - stable.low)
        if stable.high - stable.low > 1e-5 and can_be_set(own, stable.weight, share):
            assert champion_with(requirement, catalogue, stable.weight, share) == found.champion


@given(requirements(musts=True, goal=True), own_weights())
@settings(max_examples=30)
def test_the_least_move_can_be_set_and_flips(requirement: Requirement, own: dict) -> None:
    """Its weights are weights that the requirement takes, and with them the named option leads."""
    catalogue = load_catalogue()
    requirement = requirement.with_answers(weights=own)
    least = weight_flips(Study(requirement, catalogue)).least
    if least is not None:
        changed = parse_requirement({**requirement.answers(), "weights": least.after})

        assert Study(changed, catalogue).champion == least.champion
        assert least.champion != Study(requirement, catalogue).champion


@given(requirements(musts=True, goal=True), st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_never_means_under_no_weights(requirement: Requirement, seed: int) -> None:
    """Neither under all weight on one criterion nor under random ones."""
    catalogue = load_catalogue()
    found = weight_flips(Study(requirement, catalogue))
    scored = Study(requirement, catalogue)
    names = scored.options.names
    weights = np.concatenate(
        [
            np.eye(len(CRITERIA)),
            np.random.default_rng(seed).dirichlet(np.full(len(CRITERIA), 0.3), 300),
        ]
    )
    scores = 100 * scored.fits @ weights.T + scored.given[:, None]
    for option in found.never:
        assert (scores[names.index(option)] <= scores[names.index(found.champion)] + 1e-7).all()


@given(requirements(musts=True, goal=True), own_weights())
@settings(max_examples=20)
def test_what_a_link_sets_keeps_all_other_answers_and_flips(
    requirement: Requirement, own: dict
) -> None:
    """It is read back from the link's own query with no problem, whatever the user's weights."""
    catalogue = load_catalogue()
    requirement = requirement.with_answers(weights=own)
    for flip in weight_flips(Study(requirement, catalogue)).flips:
        changed = changed_by(Study(requirement, catalogue), flip)
        if changed is None:
            continue
        read, problems = from_query(to_query(changed))

        assert problems == ()
        assert Study(read, catalogue).champion == flip.champion
        assert {**read.answers(), "weights": None} == {**requirement.answers(), "weights": None}


@pytest.mark.parametrize(
    "weights", [{"product": [1, 1]}, {"engineering": [1, 1]}, {"operations": [0, 0]}]
)
def test_a_group_that_is_everything_or_nothing_is_no_special_case(
    catalogue: Catalogue, weights: dict
) -> None:
    """Ranges, the least move and the order of distances hold."""
    requirement = Requirement(goal="content_website", weights=weights)
    found = weight_flips(Study(requirement, catalogue))

    assert all(flip.distance < 1e6 for flip in found.flips)
    for stable in found.ranges:
        for share in (stable.low + 1e-4, stable.high - 1e-4):
            if stable.low < share < stable.high:
                assert champion_with(requirement, catalogue, stable.weight, share) == found.champion


@given(requirements(goal=True))
@settings(max_examples=15)
def test_a_number_flips_at_the_number_that_is_told(requirement: Requirement) -> None:
    """The named option leads at the number that is told.

    One step nearer to today's answer it is still today's champion.
    """
    catalogue = load_catalogue()
    today = Study(requirement, catalogue).champion
    for field, step in (("peak_concurrent_users", 1), ("weeks_to_first_release", 0.1)):
        for flip in number_flips(Study(requirement, catalogue), field):
            assert (
                Study(requirement.with_answers(**{field: flip.after}), catalogue).champion
                == flip.champion
                != today
            )
            told = re.search(r"at (about )?([\d,.]+\d|\d)", flip.text)
            assert told is not None
            written = told.group(2).replace(",", "")
            if flip.after < 100:
                assert float(written) == flip.after
            else:  # no more digits than a threshold supports, and so near that they round to it
                assert len(written.rstrip("0")) <= 2
                assert float(written) == pytest.approx(flip.after, rel=0.05)
            if flip.before is not None and abs(flip.after - flip.before) > 2 * step:
                nearer = round(flip.after - step * np.sign(flip.after - flip.before), 1)
                nearer = int(nearer) if step == 1 else float(nearer)
                assert (
                    Study(requirement.with_answers(**{field: nearer}), catalogue).champion == today
                )


def with_flip(flip: Flip, catalogue: Catalogue, less: float = 0.0) -> Catalogue:
    """The catalogue with the told cell, or a little less of it: moved as a whole, its age kept."""
    path = CellPath.parse(flip.field)
    if isinstance(flip.after, str):
        return with_cells(catalogue, {path: in_a_word(flip.after)})
    known = catalogue.cell(path)
    shift = flip.after - known.mid
    shift -= less * np.sign(shift)
    low, mid, high = (min(1.0, max(0.0, bound + shift)) for bound in known.bounds())
    moved = known.model_copy(update={"low": low, "mid": mid, "high": high})
    return with_cells(catalogue, {path: moved})


@given(requirements(musts=True, goal=True))
@settings(max_examples=8, deadline=None)
def test_a_cell_flips_at_the_grade_that_is_told(requirement: Requirement) -> None:
    """With the evidence otherwise, and all else as it is; a point less is not enough."""
    catalogue = load_catalogue()
    today = Study(requirement, catalogue).champion
    for flip in evidence_flips(Study(requirement, catalogue)):
        assert Study(requirement, with_flip(flip, catalogue)).champion == flip.champion != today
        if not isinstance(flip.after, str) and abs(flip.after - flip.before) > 0.01:
            assert Study(requirement, with_flip(flip, catalogue, less=0.01)).champion == today
            assert f"{100 * flip.after:.0f} of 100 (now" in flip.text


def test_all_kinds_are_told_nearest_first(catalogue: Catalogue) -> None:
    """A close verdict hangs on answers, weights and evidence."""
    found = every_flip(Study(CLOSE, catalogue))

    assert {flip.kind for flip in found} >= {"answer", "weight", "evidence"}
    assert [flip.distance for flip in found] == sorted(flip.distance for flip in found)


def test_a_must_that_decides_is_told(catalogue: Catalogue) -> None:
    """Which must-have: taken away, another option leads."""
    requirement = next(
        asked
        for goal in GOALS
        for auth in ("sso", "accounts", "rbac")
        for asked in [Requirement(goal=goal, auth=auth, must_haves=("auth",))]
        if Study(asked, catalogue).champion
        != Study(asked.with_answers(must_haves=()), catalogue).champion
    )
    found = [
        flip for flip in answer_flips(Study(requirement, catalogue)) if flip.kind == "must_have"
    ]

    assert [flip.champion for flip in found] == [
        Study(requirement.with_answers(must_haves=()), catalogue).champion
    ]


def test_nobody_on_the_table_means_no_weights_to_tell(catalogue: Catalogue) -> None:
    """None fits, and a shortlist of one, are both said with nothing to flip."""
    alone = weight_flips(Study(Requirement(goal="rest_api", considered=("flask",)), catalogue))

    assert (alone.champion, alone.ranges, alone.flips, alone.least, alone.never) == (
        "flask",
        (),
        (),
        None,
        (),
    )
    assert never_text((), "flask", catalogue) == ""


def test_own_weights_are_where_the_ranges_start(catalogue: Catalogue) -> None:
    """A user's interval has today's share in its middle, and all that is plausible lies in it.

    Nine draws of ten, as of what the model assumes.
    """
    own = CLOSE.with_answers(weights={"team": [0.3, 0.5]})
    (team,) = [
        stable for stable in weight_flips(Study(own, catalogue)).ranges if stable.weight == "team"
    ]

    assert (team.today, team.plausible_low, team.plausible_high) == pytest.approx(
        (0.4, 0.31, 0.49), abs=0.001
    )


def test_every_weight_of_the_tree_has_its_range(catalogue: Catalogue) -> None:
    """All groups and all criteria, in order."""
    ranges = weight_flips(Study(CLOSE, catalogue)).ranges

    assert [stable.weight for stable in ranges] == [
        *GROUPS,
        *(c for group in GROUPS for c in VALUE_TREE[group]),
    ]


@pytest.mark.parametrize("text", [flip.text for flip in every_flip(Study(CLOSE, load_catalogue()))])
def test_a_flip_is_a_plain_sentence(text: str) -> None:
    """With a capital, a full stop, no id of a program and no more than 170 characters."""
    assert text[0].isupper()
    assert text.endswith(".")
    assert "_" not in text
    assert len(text) <= 170
