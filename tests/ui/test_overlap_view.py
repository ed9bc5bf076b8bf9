"""Double counting on screen: what may count twice, counting it once, and merging any two."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement
from framework_compare.explain.overlap import merged_overlaps
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import state

FIELDS = (
    "goal",
    "needs",
    "must_haves",
    "considered",
    "peak_concurrent_users",
    "weeks_to_first_release",
)
FIRM = Requirement(goal="rest_api")
NARROW = Requirement(goal="interactive_dashboard", needs=("live_updates",))
NOBODY = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)


def view() -> None:
    """A page that shows nothing else."""
    # AppTest runs this function's source alone.
    from framework_compare.ui.method import overlap  # noqa: PLC0415

    overlap.render_overlaps()


def opened(requirement: Requirement) -> AppTest:
    """The view with a requirement in the session."""
    app = AppTest.from_function(view, default_timeout=60)
    for field in FIELDS:
        value = getattr(requirement, field)
        app.session_state[state.key_of(field)] = list(value) if isinstance(value, tuple) else value
    return app.run()


def words(app: AppTest) -> str:
    """Every word on screen."""
    kinds = ("subheader", "markdown", "caption", "info", "success", "warning")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


@pytest.mark.parametrize(
    "requirement", [Requirement(), FIRM, NARROW, Requirement(considered=("gradio",))], ids=str
)
def test_every_flagged_pair_is_in_the_table(catalogue: Catalogue, requirement: Requirement):
    """With its result, its reason and its sources; the others wait in an expander."""
    app = opened(requirement)
    flagged, others = (frame.value for frame in app.dataframe)
    effects = [overlap.effect for overlap in catalogue.overlaps.values()]

    assert not app.exception
    assert len(flagged) == effects.count("same")
    assert len(others) == effects.count("two")
    assert flagged["Counted once"].str.len().min() > 0
    assert not others["Counted once"].any()


def test_a_firm_lead_is_called_firm(catalogue: Catalogue):
    """No pair changes who leads, and the sentence says so."""
    app = opened(FIRM)

    assert all(merge.survives for merge in merged_overlaps(Study(FIRM, catalogue)))
    assert [element.value for element in app.success] == [
        "**FastAPI** stays first whichever of these pairs is counted once."
    ]
    assert not app.warning


def test_a_lead_that_falls_is_said_with_who_takes_over(catalogue: Catalogue):
    """And stands on top of the table."""
    candidates = (
        Requirement(goal=goal, needs=(need,))
        for need in ("design_system", "live_updates", "maps", "many_pages", "file_upload", "mobile")
        for goal in ("internal_data_tool", "interactive_dashboard", "data_exploration")
    )
    requirement = next(
        r for r in candidates if not all(m.survives for m in merged_overlaps(Study(r, catalogue)))
    )
    app = opened(requirement)
    count = sum(not merge.survives for merge in merged_overlaps(Study(requirement, catalogue)))
    said = f"{count} of these pairs" if count > 1 else "one of these pairs"

    assert [said in element.value for element in app.warning] == [True]
    assert "would lead" in app.dataframe[0].value["Counted once"].iloc[0]


def test_any_two_can_be_counted_as_one():
    """The result, and that nothing ties the two."""
    app = opened(FIRM)
    app.selectbox(key="method.first").set_value("running_cost").run()
    app.selectbox(key="method.second").set_value("maturity").run()

    assert not app.exception
    assert "FastAPI stays first" in words(app)
    assert "No source is cited for both." in words(app)


def test_a_registered_pair_says_why_and_shows_its_sources(catalogue: Catalogue):
    """As the register has it."""
    app = opened(FIRM)
    app.selectbox(key="method.first").set_value("hosting_fit").run()
    app.selectbox(key="method.second").set_value("deployment_complexity").run()

    assert catalogue.overlaps["deployment_complexity+hosting_fit"].why in words(app)
    assert any("shared sources" in expander.label for expander in app.expander)
    assert "**Flask:** [" in words(app)


def test_one_criterion_twice_is_not_merged():
    """A hint instead of a result."""
    app = opened(FIRM)
    app.selectbox(key="method.first").set_value("maturity").run()
    app.selectbox(key="method.second").set_value("maturity").run()

    assert not app.exception
    assert "Choose two different criteria." in words(app)


def test_without_a_leader_there_is_nothing_to_test():
    """Said in one line."""
    app = opened(NOBODY)

    assert not app.exception
    assert "no lead to test" in words(app)
    assert not app.dataframe
