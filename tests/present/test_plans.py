"""Plans in sentences: rounded, true, and with what is missing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.capacity.knee import knee_checks
from framework_compare.capacity.planning import crossing
from framework_compare.capacity.workload import Banded
from framework_compare.present import plan_basis, plans
from framework_compare.text import about
from tests.capacity.lab import MEASURED, measurements
from tests.capacity.test_planning import PRICES, planner

FREE = dict.fromkeys(PRICES, 0.0)
DUEL = ("streamlit", "flask")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.4, "0"), (99.4, "99"), (99.6, "100"), (114.3, "110"), (1249, "1,200"), (12_600, "13,000")],
)
def test_amounts_are_as_coarse_as_what_is_known(number: float, shown: str):
    """Two digits above a hundred."""
    assert about(number) == shown


def test_a_band_without_width_is_one_number():
    """After rounding."""
    assert plans.cost_text(Banded(61.2, 61.3, 61.4), "€") == "€61"
    assert plans.count_text(Banded(2, 3, 4)) == "3 (2 to 4)"
    assert plans.gigabytes_text(Banded(0.76, 0.8, 12.4)) == "0.8 (0.8 to 12)"


def test_a_sentence_says_what_is_paid_for():
    """Processes, memory, money, balancer and store; a dollar sign never starts a formula."""
    asked = planner(users=150)

    assert (
        plans.cost_sentence(asked.plan("flask"), asked)
        == "**Flask** needs one process and 0.4 GB of memory: about **\\$62** a month, a shared"
        " store included."
    )
    assert plans.cost_sentence(asked.plan("streamlit"), asked).endswith(
        "a month, a load balancer included."
    )


@pytest.mark.parametrize("prices", [{}, {"database": 0.0}, {"database": 2000.0}, FREE], ids=str)
def test_the_crossing_is_said_as_it_is(prices: dict[str, float]):
    """Both numbers, one that is never dearer, or none."""
    asked = planner(prices=prices)
    found = crossing(asked, "streamlit", "flask")
    said = plans.crossing_sentences(found, asked, "streamlit", "flask")
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", said)]

    if found is None:
        assert said == "**Streamlit** and **Flask** cost about the same for any number of people."
    elif not found.crosses:
        assert numbers == [1_000_000]
    else:
        assert numbers == [found.last, found.first]


def test_how_sure_the_cheaper_one_is():
    """Always in every draw is over 99 %."""
    many = planner(users=5000)
    cheap, dear = (
        plans.cost_text(many.plan(option).cost, "\\$") for option in ("flask", "streamlit")
    )

    assert plans.comparison_sentence(many, "streamlit", "flask") == (
        f"**Flask** costs less than **Streamlit**: {cheap} against {dear} a month, and in over 99%"
        " of 1,000 draws the difference is worth naming."
    )


@pytest.mark.parametrize(
    ("database", "said"),
    [
        (0.0, "**Streamlit** and **Flask** cost about the same: \\$31 and \\$31 a month."),
        (9.0, "**Streamlit** and **Flask** cost about the same: \\$31 and \\$40 a month."),
        (30.0, "**Streamlit** costs less than **Flask**: \\$31 against \\$61 a month, and in over"),
    ],
)
def test_what_is_not_worth_naming_is_about_the_same(database: float, said: str):
    """A dollar is not, nor are nine where a fifth is; twenty-nine are."""
    asked = planner(users=20, prices={"database": database})

    assert plans.comparison_sentence(asked, "streamlit", "flask").startswith(said)


def test_a_share_too_small_to_count_is_not_worth_naming():
    """Thirty dollars of a thousand are a thirtieth."""
    asked = planner(users=20, prices={"per_vcpu": 1000.0})

    assert "cost about the same" in plans.comparison_sentence(asked, "streamlit", "flask")


def test_what_few_draws_say_is_not_counted_on():
    """Around a step the cheaper one hangs on the speed of a core."""
    said = [
        plans.comparison_sentence(planner(users=users, prices={"database": 0.0}), *DUEL)
        for users in range(40, 100)
    ]
    unsure = [text for text in said if "may cost less" in text]

    assert unsure
    assert all(text.endswith("draws: count on about the same.") for text in unsure)
    assert all(int(re.findall(r"in only (\d+)%", text)[0]) < 80 for text in unsure)


def test_the_load_says_who_says_so():
    """The project, the page, or nobody."""
    asked, assumed = planner(users=150), planner(users=100)
    project = Requirement(peak_concurrent_users=150)

    assert plans.load_words(asked, project) == "**150 people at once**, as the project says"
    assert plans.load_words(assumed, project).endswith("as entered here (the project says 150)")
    assert plans.load_words(assumed, Requirement()).endswith(
        "an assumption, since nobody has said how many"
    )
    assert plans.load_words(asked, Requirement()).endswith("as entered here")


def test_containers_are_said_with_their_size():
    """Of each part, the largest where they differ."""
    asked = planner(users=3000, extra_ms=20)
    flask = asked.plan("flask").parts[0]
    said = plans.layout_text(asked.plan("flask"), asked.catalogue)
    pairing = plans.layout_text(asked.plan("streamlit+fastapi"), asked.catalogue)

    assert said.startswith(f"{flask.containers} containers of ")
    assert "2 vCPUs" in said
    assert pairing.startswith("Streamlit: ")
    assert "; FastAPI: " in pairing
    assert plans.layout_text(planner(users=1).plan("flask"), asked.catalogue).startswith(
        "1 container of 1 vCPU, 0.3 GB"
    )


def test_what_is_missing_is_named_once(catalogue: Catalogue):
    """All figures: the name alone; some: which."""
    lacks = [("django", name) for name in ("click_ms", "base_mb", "session_mb")] + [
        ("dash", "base_mb")
    ] * 2

    assert (
        plans.missing_text(lacks, catalogue)  # type: ignore[arg-type]  # ids as plain text
        == "Django, Dash (memory of one process)"
    )


def test_routing_matters_from_the_second_container_on():
    """Before, there is nothing to route; a sticky framework says what then comes."""
    few, many = planner(users=1), planner(users=5000)
    sticky = many.rules.worker["streamlit"].routing

    assert plan_basis.routing_text("streamlit", few.plan("streamlit"), few).endswith(
        f"From a second container on: {sticky}"
    )
    assert plan_basis.routing_text("streamlit", many.plan("streamlit"), many) == sticky
    assert (
        plan_basis.routing_text("flask", few.plan("flask"), few)
        == "One container is enough, so there is nothing to route."
    )
    assert plan_basis.routing_text("streamlit", None, few) == sticky


def test_where_data_live_says_what_it_costs():
    """A store is paid for where the process keeps nothing; a process keeps it for a while."""
    asked = planner()

    assert "The store is in the price" in plan_basis.store_text("flask", asked.workload, asked)
    assert "It is kept for 2 minutes after" in plan_basis.store_text(
        "streamlit", asked.workload, asked
    )
    empty = planner(state_mb=0)
    assert plan_basis.store_text("flask", empty.workload, empty).startswith(
        "Nothing is kept for a visitor."
    )


def test_what_broke_in_the_experiment_is_counted():
    """By operation, or that nothing did; nothing at all where it was not run."""
    assert (
        plan_basis.affinity_text("streamlit", MEASURED)
        == "Measured with two replicas, one process each. With any replica answering: 60 of 120"
        " uploads failed. "
        "With the same replica answering: none of 120 failed."
    )
    assert (
        plan_basis.affinity_text("flask", MEASURED)
        == "Measured with two replicas, one process each. With any replica answering: none of 1,200"
        " failed."
    )
    assert plan_basis.affinity_text("flask", measurements({})) == ""


def test_the_check_is_said_with_its_outcome(catalogue: Catalogue):
    """Within, outside, and without an upper end."""
    said = [
        plan_basis.knee_text(check, catalogue)
        for check in knee_checks(replace(catalogue, measurements=MEASURED))
    ]

    assert said[0].endswith("measured between 34 and 56: within it.")
    assert said[1].endswith("measured between 500 and 540: outside: plan with the measured number.")
    assert "measured at least 2,000" in said[2]


def test_a_core_that_served_nobody_in_one_repeat_has_no_lower_end(catalogue: Catalogue):
    """The first level was too much for it, whatever disturbed it."""
    check = replace(knee_checks(replace(catalogue, measurements=MEASURED))[0], served=0)

    assert "measured fewer than 56" in plan_basis.knee_text(check, catalogue)


def test_tables_hold_every_option_and_figure(catalogue: Catalogue):
    """A later month only where it grows; figures with their measurements."""
    table = plans.rows(planner(), ("streamlit", "flask", "dash"))
    figures = plan_basis.parameter_rows(
        {name: planner().parameters[name] for name in ("flask", "shiny")}, catalogue
    )

    assert list(table["Option"]) == ["Streamlit", "Flask", "Dash"]
    assert table["Decided by"].iloc[2] == "not measured: Dash"
    assert "In 12 months" not in table
    assert "In 12 months" in plans.rows(planner(growth=5), ("flask",))
    assert list(figures["Repeats"]) == [5, 1, 1, 1, 1, 1, 1, 1]
    assert figures["Made of"].iloc[0] == "E5/flask/predict/cpu_ms, E5/flask/filter/cpu_ms"
