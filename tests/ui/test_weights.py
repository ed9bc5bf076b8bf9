"""Weights asked for on the screen: by order, swing, pairs and shares, from a link, forgotten."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.explain.elicitation import FAMILIES, from_ranking, from_swings
from framework_compare.exports.record import decision_record
from framework_compare.requirement.links import from_query, to_query
from framework_compare.scoring.study import Study
from framework_compare.ui.frame.address import Address, _Entry
from framework_compare.ui.what_if import weighing
from framework_compare.vocabulary import GROUPS
from tests.ui.conftest import link_of, open_link

DASHBOARD = Requirement(
    goal="interactive_dashboard", audience=("company_wide",), team_skills=("python",)
)
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)
SCRIPT = """
import streamlit as st
from framework_compare.ui.frame import state
from framework_compare.ui.what_if import weights
state.arrive("")
if st.toggle("Away", key="away"):
    st.markdown("another page")
else:
    weights.render_weights()
"""


@pytest.fixture
def page() -> AppTest:
    """The section as a page of its own, with a switch that leaves it."""
    return AppTest.from_string(SCRIPT, default_timeout=60)


def held(app: AppTest) -> dict[str, tuple[float, float]]:
    """The weights that the address holds."""
    app.run()
    requirement, problems = from_query(link_of(app))
    assert not problems
    assert not app.exception
    return dict(requirement.weights)


def widget(app: AppTest, kind: str, start: str):
    """The one widget of a kind whose key starts so; its end changes whenever it starts anew."""
    found = [element for element in app.get(kind) if str(element.key).startswith(start)]
    assert len(found) == 1, [element.key for element in app.get(kind)]
    return found[0]


def choose(app: AppTest, way: str, family: str = "groups") -> AppTest:
    """Open one way of asking for one family."""
    app.segmented_control(key="what_if.weights").set_value(family).run()
    control = next(c for c in app.segmented_control if str(c.key).startswith(f"w.way.{family}"))
    return control.set_value(way).run()


def rank(app: AppTest, *order: str, family: str = "groups") -> AppTest:
    choose(app, "order", family)
    return widget(app, "multiselect", f"w.order.{family}").set_value(list(order)).run()


def slide(
    app: AppTest, way: str, member: str, low: int, high: int, family: str = "groups"
) -> AppTest:
    choose(app, way, family)
    return widget(app, "slider", f"w.{way}.{family}.{member}.").set_range(low, high).run()


def compare(app: AppTest, one: str, other: str, place: int | None) -> AppTest:
    choose(app, "pairs")
    return widget(app, "selectbox", f"w.pairs.groups.{one}.{other}.").set_value(place).run()


def words(app: AppTest) -> str:
    kinds = ("subheader", "markdown", "caption", "info", "text")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def test_nothing_is_set_at_first(page: AppTest):
    """And it is said that those hold which were learnt, as far as they are known."""
    open_link(page, to_query(DASHBOARD))

    assert held(page) == {}
    assert "those learnt from real decisions hold, as far as they are known" in words(page)
    assert page.button(key="w.forget").disabled


def test_an_order_sets_intervals(page: AppTest):
    """Those of the surrogate weights, in the address."""
    open_link(page, to_query(DASHBOARD))
    rank(page, "operations", "team")

    assert held(page) == from_ranking(["operations", "team"], GROUPS)


def test_an_order_of_criteria_leaves_the_groups_alone(page: AppTest):
    """Each family has its own."""
    open_link(page, to_query(DASHBOARD.with_answers(weights={"team": [0.2, 0.4]})))
    rank(page, "scalability", family="engineering")

    assert held(page) == {
        "team": (0.2, 0.4),
        **from_ranking(["scalability"], FAMILIES["engineering"]),
    }


def test_swings_add_up(page: AppTest):
    """Moving a second slider does not lose the first."""
    open_link(page, to_query(DASHBOARD))
    slide(page, "swing", "product", 100, 100)
    slide(page, "swing", "operations", 0, 30)

    assert held(page) == from_swings({"product": (100, 100), "operations": (0, 30)}, GROUPS)


def test_a_slider_over_its_whole_range_says_nothing(page: AppTest):
    """Back to untouched is back to unset."""
    open_link(page, to_query(DASHBOARD))
    slide(page, "swing", "product", 50, 100)
    slide(page, "swing", "product", 0, 100)

    assert held(page) == {}


def test_no_slider_starts_in_the_middle(page: AppTest):
    """Nothing is suggested before it is said."""
    open_link(page, to_query(DASHBOARD))
    choose(page, "swing")

    assert [slider.value for slider in page.slider] == [(0, 100)] * 4


def test_pairs_count_once_they_connect(page: AppTest):
    """Three comparisons connect four groups; two do not, and what is missing is named."""
    open_link(page, to_query(DASHBOARD))
    compare(page, "product", "engineering", 6)
    compare(page, "product", "team", 4)

    assert held(page) == {}
    assert "Compare also the product or Engineering or the team with Operations" in words(page)

    compare(page, "product", "operations", 5)

    assert set(held(page)) == set(GROUPS)


def test_answers_that_contradict_are_named_but_not_refused(page: AppTest):
    """The three that fit worst, the ratio and its table."""
    open_link(page, to_query(DASHBOARD))
    for one, other, place in [
        ("product", "engineering", 8),
        ("engineering", "team", 8),
        ("product", "team", 0),
        ("product", "operations", 4),
        ("engineering", "operations", 4),
        ("team", "operations", 4),
    ]:
        compare(page, one, other, place)

    assert "Hard to reconcile" in words(page)
    assert "far more than" in words(page)
    assert "Random index: Aguarón and Moreno-Jiménez (2003)" in words(page)
    assert set(held(page)) == set(GROUPS)


def test_taking_a_comparison_back_unsets_what_it_connected(page: AppTest):
    """Nothing stale stays in force."""
    open_link(page, to_query(DASHBOARD))
    for other in GROUPS[1:]:
        compare(page, "product", other, 5)
    compare(page, "product", "team", None)

    assert held(page) == {}


def test_a_link_is_shown_as_shares(page: AppTest):
    """Rounded outwards to whole per cent, and not changed by being shown."""
    weights = {"product": (0.2345, 0.4), "team": (0.3, 0.6)}
    open_link(page, to_query(DASHBOARD.with_answers(weights=weights)))

    assert {slider.key.split(".")[3]: slider.value for slider in page.slider} == {
        "product": (23, 40),
        "engineering": (0, 100),
        "team": (30, 60),
        "operations": (0, 100),
    }
    assert held(page) == weights


def test_a_whole_per_cent_stands_where_it_is():
    """0.29 is 29%, though a hundred times the one is a little less than the other."""
    shown = [
        weighing.slider_value({"team": (share / 100, share / 100)}, "team") for share in range(101)
    ]

    assert [(share, share) for share in range(101)] == shown


def test_a_slider_reaches_outwards_to_the_next_whole_per_cent():
    """It ends at the last whole per cent below and the first above.

    This holds for every share with four decimals between 29% and 30%.
    """
    shown = {
        weighing.slider_value({"team": (share / 10_000,) * 2}, "team")
        for share in range(2901, 3000)
    }

    assert shown == {(29, 30)}


def test_dragging_one_end_of_a_share_leaves_the_other(page: AppTest):
    """29% stays 29%."""
    open_link(page, to_query(DASHBOARD.with_answers(weights={"team": [0.29, 0.57]})))
    start = widget(page, "slider", "w.shares.groups.team.").value
    slide(page, "shares", "team", start[0], 60)

    assert held(page) == {"team": (0.29, 0.6)}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({}, 0),
        ({"team": (0.2, 0.4)}, 0),
        ({"team": (0.0, 1.0)}, 1),
        ({"team": (0.001, 0.999), "product": (0, 1)}, 2),
    ],
)
def test_a_share_set_to_its_whole_range_is_marked_as_set(page: AppTest, weights: dict, said: int):
    """It replaces the model's range, so it says something, though the slider looks untouched."""
    open_link(page, to_query(DASHBOARD.with_answers(weights=weights)))
    choose(page, "shares")

    assert said == words(page).count("Set by you, over its whole range")


def test_a_share_over_its_whole_range_can_be_taken_back(page: AppTest):
    """There and back again is unset, and no longer marked."""
    open_link(page, to_query(DASHBOARD.with_answers(weights={"team": [0, 1]})))
    slide(page, "shares", "team", 10, 100)
    slide(page, "shares", "team", 0, 100)

    assert held(page) == {}
    assert "Set by you" not in words(page)


def test_moving_one_share_keeps_the_others_as_the_link_had_them(page: AppTest):
    """To the last digit."""
    open_link(
        page,
        to_query(DASHBOARD.with_answers(weights={"product": [0.2345, 0.4], "team": [0.3, 0.6]})),
    )
    slide(page, "shares", "team", 10, 20)

    assert held(page) == {"product": (0.2345, 0.4), "team": (0.1, 0.2)}


def test_a_share_that_cannot_be_met_is_refused_in_words(page: AppTest):
    """The slider goes back, and nothing is lost."""
    weights = {"product": (0.5, 0.8), "team": (0.3, 0.6)}
    open_link(page, to_query(DASHBOARD.with_answers(weights=weights)))
    slide(page, "shares", "operations", 40, 50)

    assert held(page) == weights
    assert page.session_state["_notice"][1] == (
        "The least shares together are 120%: lower one of the others first.",
    )
    assert widget(page, "slider", "w.shares.groups.operations.").value == (0, 100)


@pytest.mark.parametrize(
    ("weights", "asked", "said"),
    [
        ({"product": (0.33004, 0.5)}, (67, 70), "The least shares together are 100.004%"),
        (
            {"product": (0.1, 0.33), "engineering": (0.1, 0.33), "operations": (0.1, 0.33996)},
            (0, 0),
            "The greatest shares together are 99.996%",
        ),
    ],
)
def test_a_share_that_misses_the_whole_by_little_is_refused_as_in_a_link(
    page: AppTest, weights: dict, asked: tuple[int, int], said: str
):
    """The slider takes nothing that a link could not carry on."""
    open_link(page, to_query(DASHBOARD.with_answers(weights=weights)))
    slide(page, "shares", "team", *asked)

    assert held(page) == weights
    assert said in page.session_state["_notice"][1][0]


def test_weights_that_cannot_be_met_never_take_other_answers_with_them(page: AppTest):
    """Should any stand in the session, all but the weights still counts."""
    page.session_state["req.goal"] = "rest_api"
    page.session_state["_address"] = Address([_Entry("", (), ())])
    page.session_state["req.weights"] = {group: [0.1, 0.2] for group in GROUPS}
    page.run()

    assert not page.exception
    assert link_of(page) == {"goal": ["rest_api"]}


def test_another_way_takes_over_and_the_first_starts_anew(page: AppTest):
    """One way at a time is in force for a family."""
    open_link(page, to_query(DASHBOARD))
    rank(page, "operations", "team")
    slide(page, "swing", "team", 100, 100)
    choose(page, "order")

    assert held(page) == from_swings({"team": (100, 100)}, GROUPS)
    assert widget(page, "multiselect", "w.order.groups").value == []


def test_another_link_in_the_session_starts_the_order_anew(page: AppTest):
    """An old order does not come back over new weights."""
    open_link(page, to_query(DASHBOARD))
    rank(page, "operations", "team")
    weights = {"product": (0.5, 0.8)}
    page.query_params.clear()
    open_link(page, to_query(DASHBOARD.with_answers(weights=weights)))
    choose(page, "order")

    assert held(page) == weights
    assert widget(page, "multiselect", "w.order.groups").value == []


def test_forgetting_takes_everything_back(page: AppTest):
    """Groups, criteria, and what the widgets hold."""
    open_link(page, to_query(DASHBOARD.with_answers(weights={"maturity": [0.1, 0.2]})))
    rank(page, "operations", "team")
    page.button(key="w.forget").click().run()

    assert held(page) == {}
    assert widget(page, "multiselect", "w.order.groups").value == []


def test_a_visit_elsewhere_loses_nothing(page: AppTest):
    """Neither the order nor a slider, nor what was chosen to be asked."""
    open_link(page, to_query(DASHBOARD))
    rank(page, "operations", "team")
    slide(page, "swing", "scalability", 100, 100, family="engineering")
    before = held(page)
    page.toggle(key="away").set_value(True).run()

    assert held(page) == before

    page.toggle(key="away").set_value(False).run()

    assert held(page) == before
    assert widget(page, "slider", "w.swing.engineering.scalability.").value == (100, 100)
    assert widget(choose(page, "order"), "multiselect", "w.order.groups").value == [
        "operations",
        "team",
    ]


def test_what_changes_is_said(page: AppTest, catalogue: Catalogue):
    """Who leads with these weights, and who did without."""
    requirement = DASHBOARD.with_answers(weights={"engineering": [0.95, 1.0]})
    leaders = [recommend(found, catalogue).champion for found in (requirement, DASHBOARD)]
    with_, without = map(catalogue.option_name, leaders)
    open_link(page, to_query(requirement))

    assert with_ != without
    assert f"With your weights {with_} leads; without them {without} did." in words(page)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("way", ["order", "swing", "pairs", "shares"])
@pytest.mark.parametrize(
    "requirement",
    [Requirement(), DASHBOARD, DASHBOARD.with_answers(considered=("dash",)), NONE_FITS],
    ids=["no answers", "a dashboard", "one option", "none fits"],
)
def test_every_way_comes_up(page: AppTest, family: str, way: str, requirement: Requirement):
    """Whatever is known, for each family."""
    open_link(page, to_query(requirement))
    choose(page, way, family)

    assert not page.exception
    assert ("no weight decides anything" in words(page)) == (
        len(requirement.considered) == 1 or requirement == NONE_FITS
    )


@pytest.mark.parametrize("name", ["project", "verdict"])
def test_own_weights_are_announced_where_the_verdict_stands(app: AppTest, name: str):
    """In one short line, and only where there are any."""
    open_link(app, to_query(DASHBOARD))
    app.switch_page(f"pages/{name}.py").run()
    before = announced(app)
    app.query_params.clear()
    open_link(app, to_query(DASHBOARD.with_answers(weights={"team": [0.2, 0.4]})))

    assert (before, announced(app)) == (False, True)


def announced(app: AppTest) -> bool:
    said = "Your own weights are in force"
    links = [element.proto.label for element in app.get("page_link")]
    return any(said in str(text) for text in [*links, *(element.value for element in app.caption)])


def test_the_decision_record_names_own_weights(catalogue: Catalogue):
    """As shares of the whole and of their group."""
    requirement = DASHBOARD.with_answers(weights={"team": [0.2, 0.4], "maturity": [0.5, 0.5]})
    record = decision_record(Study(requirement, catalogue), requirement)

    assert "- Weight set by the team: The team: 20% to 40% of the whole" in record
    assert "- Weight set by the team: Maturity: 50% of operations" in record
