"""The map says in every cell what the engine says about the requirement with those two answers."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.explain.beliefs import central_weights_of, ranks_along
from framework_compare.explain.decision_map import AXES, axis_for, decision_map
from framework_compare.requirement.model import LIST_FIELDS
from framework_compare.scoring.simulation import drawn_parts
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import drawn_weights
from framework_compare.vocabulary import CRITERIA, GROUPS, NEEDS
from tests.strategies import requirements

CLOSE = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    auth="sso",
    needs=("maps", "deep_links"),
)


@pytest.mark.parametrize(
    ("x", "y"), [("goal", "weeks_to_first_release"), ("weeks_to_first_release", "auth")]
)
def test_a_number_that_is_a_must_rules_out_where_it_lies_and_nowhere_else(
    catalogue: Catalogue, x: str, y: str
) -> None:
    """Not where the axis starts: a week for a first release is not the scale's shortest."""
    requirement = Requirement(
        goal="interactive_dashboard",
        weeks_to_first_release=1.0,
        must_haves=("weeks_to_first_release",),
    )
    drawn = decision_map(Study(requirement, catalogue), x, y, draws=50)
    for cell in drawn.cells[::7]:
        there = requirement.with_answers(**{x: drawn.x.values[cell.x], y: drawn.y.values[cell.y]})

        assert cell.option == Study(there, catalogue).champion


@given(
    requirements(musts=True, goal=True), st.permutations(AXES), st.randoms(use_true_random=False)
)
@settings(max_examples=8)
def test_a_cell_has_the_champion_and_the_share_of_its_answers(
    requirement: Requirement, axes: list, some: object
) -> None:
    """A cell's shares are those of its answers, whether its axes are words or numbers.

    Must-haves rule out in each cell what they rule out there.
    """
    catalogue = load_catalogue()
    x, y = axes[:2]
    drawn = decision_map(Study(requirement, catalogue), x, y)
    assert len(drawn.cells) == len(drawn.x.values) * len(drawn.y.values)
    for cell in some.sample(drawn.cells, 3):
        there = requirement.with_answers(**{x: drawn.x.values[cell.x], y: drawn.y.values[cell.y]})
        verdict = recommend(there, catalogue, draws=drawn.draws)

        assert cell.option == verdict.champion
        if verdict.champion:
            family = catalogue.parts(verdict.champion)[0]
            (share,) = [item.share for item in verdict.families if item.family == family]
            assert cell.share == pytest.approx(share, abs=0.002)


@pytest.mark.parametrize("field", AXES)
def test_an_axis_is_a_question_with_one_answer(catalogue: Catalogue, field: str) -> None:
    """A number has forty steps whose middles lie within them, words are all there."""
    axis = axis_for(field, catalogue)

    assert field not in LIST_FIELDS
    if axis.numeric:
        assert len(axis.edges) == len(axis.values) + 1 == 41
        assert all(
            low * 0.6 <= value <= high * 1.7
            for low, value, high in zip(axis.edges, axis.values, axis.edges[1:], strict=False)
        )
    else:
        assert list(axis.values) == [answer.value for answer in catalogue.questions[field].answer]


@pytest.mark.parametrize(
    ("x", "y", "said"), [("auth", "auth", "two different"), ("needs", "auth", "must be one of")]
)
def test_axes_that_make_no_map_are_refused(catalogue: Catalogue, x: str, y: str, said: str) -> None:
    """With what is allowed."""
    with pytest.raises(ValueError, match=said):
        decision_map(Study(CLOSE, catalogue), x, y)


def test_a_map_without_a_goal_is_over_all_goals(catalogue: Catalogue) -> None:
    """Nothing has to be answered."""
    drawn = decision_map(Study(Requirement(), catalogue), "auth", "lifespan")
    there = Requirement(auth=drawn.x.values[0], lifespan=drawn.y.values[0])

    assert drawn.cells[0].option == Study(there, catalogue).champion


@pytest.mark.parametrize("weight", [*GROUPS, "maturity", "use_case_fit"])
def test_ranks_along_a_weight_start_from_the_engine_s(catalogue: Catalogue, weight: str) -> None:
    """Where the weight is as told, the first is who leads when it is set so."""
    path = ranks_along(Study(CLOSE, catalogue), weight)
    for place in (0, 10, 25, 50):
        share = path.shares[place]
        leader = Study(CLOSE.with_answers(weights={weight: [share, share]}), catalogue).champion
        first = {line.family for line in path.lines if line.ranks[place] == 1}

        assert catalogue.parts(leader)[0] in first


def test_central_weights_average_to_all_weights(catalogue: Catalogue) -> None:
    """Each draw has one family in front, so the families' means make the mean of all draws."""
    scored = Study(CLOSE, catalogue)
    ((_, drawn),) = islice(drawn_parts(scored, catalogue.model.draws.count), 1)
    mean = drawn_weights(CLOSE.weights, catalogue, drawn.groups, drawn.criteria).mean(axis=1)
    central = [item for item in central_weights_of(Study(CLOSE, catalogue)) if item.criteria]
    covered = sum(item.share for item in central)
    average = [
        sum(item.share * item.criteria[column] for item in central) / covered
        for column in range(len(CRITERIA))
    ]

    assert covered == pytest.approx(1, abs=0.02)
    assert average == pytest.approx(mean, abs=0.002)


def test_who_is_hardly_ever_first_has_no_central_weights(catalogue: Catalogue) -> None:
    """A mean of a few draws would say nothing."""
    central = central_weights_of(
        Study(Requirement(goal="rest_api", needs=("openapi_docs", "async_io")), catalogue)
    )

    assert [item.criteria is None for item in central] == [item.share < 0.003 for item in central]


def test_nothing_on_the_table_has_no_ranks(catalogue: Catalogue) -> None:
    """None fits: no line, no belief."""
    cells = catalogue.frameworks["gradio"].needs
    lacking = next(need for need in NEEDS if cells[need].status == "absent")
    nothing = Requirement(
        goal="rest_api", considered=("gradio",), needs=(lacking,), must_haves=(lacking,)
    )
    assert Study(nothing, catalogue).order == ()

    assert ranks_along(Study(nothing, catalogue), "team") is None
    assert central_weights_of(Study(nothing, catalogue)) == ()
