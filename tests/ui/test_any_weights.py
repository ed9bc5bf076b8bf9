"""Whatever weights a link carries: its pages are drawn whole, or it is refused in words."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from framework_compare import from_query, load_catalogue
from framework_compare.vocabulary import GOALS
from tests.strategies import any_weights, examples
from tests.ui.conftest import ROOT, link_of, open_link, open_section

RULES = load_catalogue().elicitation.pairwise
PAGES = ("verdict", "compare", "capacity", "what_if")
"""Beside the landing page, on which a link is opened."""


@given(weights=any_weights(RULES), goal=st.sampled_from(GOALS))
@example(weights={"engineering": (0.6, 0.85), "operations": (0.35, 1.0)}, goal="rest_api")
@settings(max_examples=examples(6))
def test_every_page_that_uses_weights_is_drawn_whole(
    weights: dict[str, tuple[float, float]], goal: str
) -> None:
    """There is no error box and no part that could not be shown.

    Weights that cannot be met are named and left out.
    """
    link = {
        "goal": [goal],
        "weights": [f"{key}:{low!r}:{high!r}" for key, (low, high) in weights.items()],
    }
    requirement, problems = from_query(link)
    opened = {"what_if.ranges": ["open"]}  # the ranges of weights are drawn once opened
    app = open_link(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60), link | opened)
    assert_whole(app)
    assert bool(problems) == any(
        "could not be used" in str(element.value) for element in app.markdown
    )
    for page in PAGES:
        assert_whole(app.switch_page(f"pages/{page}.py").run())
    assert_whole(open_section(app, "what_if", "Your weights"))

    assert from_query(link_of(app)) == (requirement, ())


def assert_whole(app: AppTest) -> None:
    """Nothing failed."""
    assert not app.exception
    assert not [
        e.value for e in (*app.markdown, *app.caption) if "could not be shown" in str(e.value)
    ]
