"""A level is named by what is reached, never rounded up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.scoring.levels import level_reached, level_text
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA

CATALOGUE = load_catalogue()


@given(st.sampled_from(CRITERIA), st.floats(0, 1))
def test_the_level_named_is_the_highest_that_is_reached(criterion: str, value: float):
    """Of all levels of the scale no higher one lies at or below the value."""
    scale = CATALOGUE.criterion(criterion)  # type: ignore[arg-type]  # one of their ids
    level = level_reached(scale, value)

    assert level.at <= value + 1e-6
    assert not [other for other in scale.anchors if level.at < other.at <= value]


@given(st.sampled_from(CRITERIA), st.floats(0, 1))
def test_what_is_not_reached_is_never_claimed(criterion: str, value: float):
    """A level above the value is named only as not reached yet."""
    scale = CATALOGUE.criterion(criterion)  # type: ignore[arg-type]  # one of their ids
    for missing in (False, True):
        said = level_text(CATALOGUE, scale.id, value, missing=missing)
        claimed = re.split(", not yet ", said)[0].removesuffix(" at once")
        words = re.sub("^(better|more) than ", "", claimed).strip("“”")

        assert words in [anchor.text for anchor in scale.anchors if anchor.at <= value + 1e-6]


@pytest.mark.parametrize(
    ("criterion", "value", "said"),
    [
        ("scalability", 0.5, "a hundred at once"),
        ("scalability", 0.6, "more than a hundred at once, not yet a thousand"),
        ("running_cost", 0.8, "small stateless workers"),
        (
            "access_control",
            0.68,
            "better than “single sign-on built in or through one documented add-on”,"
            " not yet “own accounts with registration and password reset”",
        ),
        ("scalability", 1.0, "a hundred thousand at once"),
    ],
)
def test_levels_read_as_they_stand(criterion: str, value: float, said: str):
    """A level is named alone; between two, the one that is reached and the one that is not."""
    assert said == level_text(
        CATALOGUE,
        criterion,  # type: ignore[arg-type]  # one of their ids
        value,
        missing=True,
    )


def test_who_has_no_accounts_is_not_said_to_have_them(catalogue: Catalogue):
    """Panel's grade is nearer to own accounts than to single sign-on, and it has none."""
    study = Study(Requirement(goal="interactive_dashboard", auth="rbac"), catalogue)
    middle = study.intervals["panel"]["access_control"].mid

    assert "account store" in catalogue.frameworks["panel"].capability["access_control"].why
    assert "accounts" not in level_text(catalogue, "access_control", middle)
