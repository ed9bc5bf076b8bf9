"""Which recorded decisions are near: by shared facts, the rarer the more, and never by silence."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given

from framework_compare import Requirement
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.likeness import MOST, Fact, Likeness, load_likeness
from framework_compare.decisions.precedent import goal_class
from tests.decisions.samples import DEMO
from tests.strategies import requirements

SHOWN = [case for case in load_decisions() if case.may_be_shown]
TOOL = "internal_data_tool"


def case(id_: str, goal: str | None = TOOL, team: str = "", **facts: Any) -> Case:
    """Return a decision that may be shown, of a team of its own unless told."""
    told = {"summary": "A tool.", "reasons": "Speed.", "source": "https://example.org"}
    own = {"id": id_, "team": team or id_, "requirements": {"goal": goal, **facts}}
    return Case.model_validate({**DEMO, **told, **own})


def answers(**facts: Any) -> Requirement:
    return Requirement(goal=TOOL, **facts)


def ids(likeness: Likeness, requirement: Requirement) -> list[str]:
    return [near.case.id for near in likeness.nearest(requirement)]


def bits(facts: tuple[Fact, ...]) -> float:
    return sum(fact.bits for fact in facts)


@pytest.fixture(scope="module")
def shipped() -> Likeness:
    return load_likeness()


@given(requirements(), requirements())
def test_it_is_the_same_from_both_sides(one: Requirement, other: Requirement) -> None:
    """Word by word: what you share with them they share with you, and for as much."""
    there, back = load_likeness().compared(one, other), load_likeness().compared(other, one)

    assert sorted(
        (f.field, str(f.yours), str(f.theirs), f.shared, f.bits) for f in there
    ) == sorted((f.field, str(f.theirs), str(f.yours), f.shared, f.bits) for f in back)


@pytest.mark.parametrize("own", SHOWN, ids=lambda case: case.id)
def test_no_decision_is_nearer_than_the_one_with_these_facts(own: Case, shipped: Likeness) -> None:
    """A decision's own facts find it, or others that share every one of them."""
    requirement = own.requirement(shortlist=False)
    facts = shipped.compared(requirement, requirement)
    near = shipped.nearest(requirement)

    assert all(fact.shared and fact.bits > 0 for fact in facts)
    if own.goal is None or len(facts) < 3:
        assert own.goal is not None or not near
        return
    assert near[0].bits == pytest.approx(bits(facts))
    assert near[0].case is own or len(near[0].shared) == len(facts)


@given(requirements(goal=True))
def test_whatever_is_asked_the_nearest_are_few_and_of_different_teams(
    requirement: Requirement,
) -> None:
    """At most five, nearest first, of the goal's class, each with two shared facts beyond it."""
    near = load_likeness().nearest(requirement)

    assert len(near) <= MOST
    assert len({found.case.cluster for found in near}) == len(near)
    assert [found.bits for found in near] == sorted((n.bits for n in near), reverse=True)
    for found in near:
        assert goal_class(found.case.goal) == goal_class(requirement.goal)
        assert found.facts[0].field == "goal"
        assert sum(fact.shared for fact in found.facts[1:]) >= 2
        assert bits(found.facts[1:]) > 0
        assert found.bits == pytest.approx(bits(found.facts))


def test_a_rare_fact_says_more_than_a_common_one() -> None:
    """Many name Python and live updates, few name working offline."""
    common = [case(f"z{n}", needs=["live_updates", "forms"]) for n in range(9)]
    likeness = Likeness([*common, case("offline", needs=["offline", "forms"])])
    found = ids(likeness, answers(needs=("forms", "live_updates", "offline")))

    assert found[0] == "offline"


def test_the_shipped_decisions_know_what_is_rare(shipped: Likeness) -> None:
    """Python is named by nearly every team that names a skill."""
    python, offline = (
        shipped.compared(answers(**fact), answers(**fact))[1].bits
        for fact in ({"team_skills": ("python",)}, {"needs": ("offline",)})
    )

    assert 0 < python < 1 < offline


@given(requirements(goal=True))
def test_what_one_side_leaves_open_changes_nothing(requirement: Requirement) -> None:
    """However much the other side says."""
    goal_alone = Requirement(goal=requirement.goal)
    (goal,) = load_likeness().compared(requirement, goal_alone)

    assert (goal.field, goal.shared) == ("goal", True)


def test_a_fact_that_nobody_else_states_moves_nobody() -> None:
    """Neither up nor down."""
    likeness = Likeness([case("a", auth="sso", lifespan="tactical"), case("b", auth="sso")])
    asked = answers(auth="sso", lifespan="tactical")
    before = likeness.nearest(asked)

    assert before == likeness.nearest(asked.with_answers(cost_sensitivity="high"))
    assert [near.case.id for near in before] == ["a"]


def test_the_goal_counts_most_and_a_related_one_half() -> None:
    """A goal of the same class comes after the very goal, though it shares a rarer need."""
    shared = {"auth": "sso", "lifespan": "tactical"}
    likeness = Likeness(
        [
            case("same", "interactive_dashboard", **shared),
            case("related", "data_exploration", **shared, audience=["public"]),
            case("other", "rest_api", **shared),
        ]
    )
    asked = Requirement(goal="interactive_dashboard", audience=("public",), **shared)
    same, related = likeness.nearest(asked)

    assert (same.case.id, related.case.id) == ("same", "related")
    assert same.facts[0].bits == 2 * related.facts[0].bits
    assert same.facts[0].bits >= max(fact.bits for near in (same, related) for fact in near.facts)
    assert [(fact.yours, fact.theirs) for fact in related.differing] == [
        ("interactive_dashboard", "data_exploration")
    ]


def test_what_differs_counts_against() -> None:
    """Of two that share the same, the one that differs in nothing is nearer."""
    shared = {"needs": ["forms", "maps"]}
    likeness = Likeness([case("a", auth="rbac", **shared), case("b", **shared)])

    assert ids(likeness, answers(auth="none", **shared)) == ["b", "a"]


def test_on_a_scale_near_is_better_than_far() -> None:
    """Both count as different, and the neighbour costs half of what the far end does."""
    likeness = Likeness([case("a", visualisation="high"), case("b", visualisation="medium")])
    mine = answers(visualisation="low")
    (_, near), (_, far) = (
        likeness.compared(mine, answers(visualisation=level)) for level in ("medium", "high")
    )

    assert not near.shared
    assert not far.shared
    assert far.bits < near.bits < 0
    assert far.bits == pytest.approx(2 * near.bits)


@pytest.mark.parametrize(
    ("field", "yours", "theirs", "shared"),
    [
        ("peak_concurrent_users", 40, 40, True),
        ("peak_concurrent_users", 40, 100, True),
        ("peak_concurrent_users", 40, 200, False),
        ("peak_concurrent_users", 40, 4000, False),
        ("weeks_to_first_release", 2.0, 3.0, True),
        ("weeks_to_first_release", 2.0, 20.0, False),
    ],
)
def test_numbers_are_near_by_their_ratio(
    shipped: Likeness, field: str, yours: float, theirs: float, shared: bool
) -> None:
    """Up to about three times as much speaks for likeness, more against it."""
    _, fact = shipped.compared(answers(**{field: yours}), answers(**{field: theirs}))

    assert (fact.shared, fact.bits > 0) == (shared, shared)
    assert (fact.yours, fact.theirs) == (yours, theirs)


def test_lists_are_compared_word_by_word(shipped: Likeness) -> None:
    """A need, a skill or a known framework that one side does not name is no no."""
    yours = answers(needs=("forms", "maps"), team_skills=("python", "devops"))
    theirs = answers(needs=("maps", "offline"), team_skills=("sql_orm",))
    found = shipped.compared(yours, theirs)[1:]

    assert [(fact.field, fact.theirs, fact.shared) for fact in found] == [("needs", "maps", True)]


@pytest.mark.parametrize(
    ("field", "yours", "theirs"),
    [
        ("audience", ("public",), ("research_team", "internal_analysts")),
        ("hosting", ("snowflake",), ("containers",)),
    ],
)
def test_who_uses_it_and_where_it_runs_can_differ(
    shipped: Likeness, field: str, yours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    """As wholes, and only where the two have no word in common."""
    mine, other = answers(**{field: yours}), answers(**{field: theirs})
    _, fact = shipped.compared(mine, other)
    _, *shared = shipped.compared(mine, answers(**{field: (*yours, *theirs)}))

    assert not fact.shared
    assert fact.bits < 0
    assert set(fact.theirs) == set(theirs)
    assert [found.shared for found in shared] == [True]


def test_a_need_that_was_answered_with_no_differs(shipped: Likeness) -> None:
    """From either side; what nobody was asked does not."""
    _, fact = shipped.compared(answers(not_needed=("offline",)), answers(needs=("offline",)))
    _, back = shipped.compared(answers(needs=("offline",)), answers(not_needed=("offline",)))

    assert (fact.field, fact.yours, fact.theirs, fact.shared) == ("needs", (), ("offline",), False)
    assert (back.yours, back.theirs) == (("offline",), ())
    assert fact.bits == back.bits < 0


def test_a_must_counts_as_a_need(shipped: Likeness) -> None:
    """It is stated, whether it is ticked besides or not."""
    _, fact = shipped.compared(answers(must_haves=("offline",)), answers(needs=("offline",)))

    assert fact.shared


def test_of_one_team_only_the_nearest_is_named() -> None:
    """Two of its decisions would count one experience twice."""
    facts = {"needs": ["forms", "maps"]}
    likeness = Likeness(
        [
            case("a", team="twice", **facts),
            case("b", team="twice", auth="sso", **facts),
            case("c", team="once", **facts),
        ]
    )

    assert ids(likeness, answers(auth="sso", **facts)) == ["b", "c"]


def test_ties_go_by_id() -> None:
    """In whatever order the file has them."""
    cases = [case(name, needs=["forms", "maps"]) for name in "badc"]

    assert ids(Likeness(cases), answers(needs=("forms", "maps"))) == ["a", "b", "c", "d"]


def test_nothing_is_near_below_the_floor() -> None:
    """Without a goal, with another class of goal, with one shared fact, or where more differs."""
    facts = {"auth": "sso", "lifespan": "tactical"}
    likeness = Likeness(
        [case("a", hosting=["snowflake"], audience=["public"], visualisation="low", **facts)]
    )
    differing = {"hosting": ("containers",), "audience": ("company_wide",), "visualisation": "high"}

    assert ids(likeness, answers(**facts)) == ["a"]
    assert not likeness.nearest(Requirement(**facts))
    assert not likeness.nearest(Requirement(goal="rest_api", **facts))
    assert not likeness.nearest(answers(auth="sso"))
    assert not likeness.nearest(answers(**facts, **differing))
    assert not likeness.nearest(Requirement())


def test_what_may_not_be_shown_is_not_near() -> None:
    """Weak evidence is no example."""
    facts = {"needs": ["forms", "maps"]}
    weak = case("a", **facts).model_copy(update={"strength": "weak"})

    assert ids(Likeness([weak, case("b", **facts)]), answers(**facts)) == ["b"]


def test_without_decisions_nothing_is_near() -> None:
    """An empty record is no error."""
    assert not Likeness([]).nearest(answers(auth="sso", lifespan="tactical"))


def test_a_search_takes_no_time_that_anyone_notices(shipped: Likeness) -> None:
    """With every question answered; a rerun of the page has some 20 ms."""
    full = answers(
        audience=("company_wide",), peak_concurrent_users=40, weeks_to_first_release=4.0,
        team_skills=("python", "data_science"), ui_customization="low", visualisation="high",
        auth="sso", routing="low", hosting=("containers",), lifespan="strategic",
        needs=("live_updates", "many_pages", "forms", "file_upload"),
    )  # fmt: skip
    times = []
    for _ in range(5):
        start = time.perf_counter()
        shipped.nearest(full)
        times.append(time.perf_counter() - start)

    assert min(times) < 0.005
