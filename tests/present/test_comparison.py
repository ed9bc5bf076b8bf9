"""Options side by side: fits, the article's table, the radar, and the evidence behind a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from framework_compare import Catalogue, Requirement
from framework_compare.present import fits, radar
from framework_compare.present.article_table import article_comparison
from framework_compare.present.cells import cell_evidence
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import FIT
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA
from tests.strategies import FRAMEWORKS, requirements

DASHBOARD = Requirement(
    goal="interactive_dashboard", team_skills=("python", "data_science"), visualisation="high"
)
EVERY_OPTION = ("streamlit", "flask", "streamlit+fastapi")


@given(requirements())
def test_every_fit_lies_in_its_interval(requirement: Requirement):
    """And every option has a cell on every criterion, with a word for its step."""
    rows = fits.fit_cells(Study(requirement.with_answers(considered=())), EVERY_OPTION)

    assert len(CRITERIA) * len(EVERY_OPTION) == len(rows)
    assert set(rows["step"]) <= {word for word, *_ in FIT}
    for row in rows[rows["interval"] != ""].itertuples():
        low, high = map(int, str(row.interval).split(" to "))
        assert low <= int(str(row.figure)) <= high


def test_the_article_speaks_for_its_two(catalogue: Catalogue):
    """Streamlit and Flask in its own judgement, the others in words of the scale."""
    study = Study(DASHBOARD, catalogue)
    frame = article_comparison(study, ("streamlit", "flask", "dash"))

    assert len(catalogue.article.comparison) == len(frame)
    for row, cells in zip(catalogue.article.comparison, frame.to_dict("records"), strict=True):
        assert row.streamlit_text in cells["Streamlit"]
        assert row.flask_text in cells["Flask"]
        assert row.implication in cells.values()
        assert cells["Dash"]


def test_a_speed_is_explained_by_what_is_built(catalogue: Catalogue):
    """A service is not quick for what is said of screens."""
    service = Study(Requirement(goal="rest_api"), catalogue)
    rows = article_comparison(service, ("fastapi",)).set_index("Feature")
    said = rows.loc["**Development Speed**", "FastAPI"]

    assert catalogue.frameworks["fastapi"].speed["api"].why in said
    assert catalogue.frameworks["fastapi"].speed["data_ui"].why not in said


def test_addresses_that_are_asked_for_stand_among_the_stated_needs(catalogue: Catalogue):
    """They are judged there, so the opened line shows what is known of them."""
    asked = Study(DASHBOARD.with_answers(routing="high"), catalogue)
    found = {piece.about for piece in cell_evidence(asked, "dash", "stated_needs")}

    assert catalogue.routing.label in found


@pytest.mark.parametrize("order", radar.AXIS_ORDERS)
def test_axes_can_be_reordered(catalogue: Catalogue, order: str):
    """The same axes in another order; never one that the answers leave without meaning."""
    study = Study(DASHBOARD, catalogue)
    axes = {
        name: radar.axes(study, EVERY_OPTION, name)  # type: ignore[arg-type]  # keys of AXIS_ORDERS
        for name in (order, "tree")
    }

    assert set(axes["tree"]) == set(axes[order])
    assert "stated_needs" not in axes[order]


def test_the_radar_has_a_line_for_the_need(catalogue: Catalogue):
    """Options and what is asked, on the same axes."""
    study, axes = Study(DASHBOARD, catalogue), ("scalability", "maturity")
    profile = radar.radar_profile(study, ("dash",), axes)

    assert list(profile["name"].unique()) == ["Dash", radar.YOURS]
    assert profile["value"].between(0, 100).all()
    assert list(radar.values(study, ("dash",), axes).columns) == ["Criterion", "Dash", radar.YOURS]


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("option", ["streamlit", "streamlit+fastapi"])
def test_every_cell_opens_its_evidence(catalogue: Catalogue, criterion: str, option: str):
    """Each has something behind it, except what the answers leave without meaning."""
    requirement = DASHBOARD.with_answers(needs=("maps",), existing_framework="dash")
    found = cell_evidence(
        Study(requirement, catalogue),
        option,
        criterion,  # type: ignore[arg-type]  # one of their ids
    )

    assert found
    assert all(piece.value and piece.why for piece in found)
    assert ("Together" in {piece.framework for piece in found}) == ("+" in option)


def test_without_a_goal_all_building_blocks_count(catalogue: Catalogue):
    """No answer narrows them down."""
    study = Study(Requirement(), catalogue)

    assert len(catalogue.blocks) == len(cell_evidence(study, "dash", "use_case_fit"))
    assert not cell_evidence(study, "dash", "stated_needs")


def test_short_names_join_with_a_plus(catalogue: Catalogue):
    """As charts write them."""
    assert short_name("streamlit+fastapi", catalogue) == "Streamlit + FastAPI"
    assert len({short_name(name, catalogue) for name in FRAMEWORKS}) == len(FRAMEWORKS)


def test_what_is_not_known_has_no_line(catalogue: Catalogue):
    """A framework may leave out any cell."""
    dash = catalogue.frameworks["dash"]
    bare = dash.model_copy(
        update={
            "capability": {},
            "speed": {},
            "demands": {},
            "blocks": {},
            "hosts": {},
        }
    )
    frameworks = catalogue.frameworks | {"dash": bare}
    without = replace(catalogue, frameworks=frameworks, digest="with a bare Dash")
    study = Study(DASHBOARD, without)

    assert not cell_evidence(study, "dash", "maturity")
    assert not cell_evidence(study, "dash", "development_speed")
    assert not cell_evidence(study, "dash", "hosting_fit")
    assert not cell_evidence(study, "dash", "use_case_fit")
