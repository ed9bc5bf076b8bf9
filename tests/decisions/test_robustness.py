"""What is shaken, and that it stays a catalogue."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.robustness import shaken
from framework_compare.scoring.study import Study


def test_shaking_moves_scores_and_keeps_every_scale(catalogue: Catalogue) -> None:
    """Weights still sum to one, fits stay in [0, 1], and something moves."""
    requirement = Requirement(goal="rest_api", auth="rbac")
    found = Study(requirement, shaken(catalogue, 1))

    assert found.weights.sum() == pytest.approx(1)
    assert ((found.fits >= 0) & (found.fits <= 1)).all()
    assert (found.scores != Study(requirement, catalogue).scores).any()
