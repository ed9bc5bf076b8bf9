"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from framework_compare import Catalogue, load_catalogue

settings.register_profile(
    "project",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return load_catalogue()


@pytest.fixture(scope="session")
def large_cases() -> Path:
    """The folder of large sample files, which stay outside the repository."""
    folder = os.environ.get("FRAMEWORK_COMPARE_CASES")
    if not folder:
        pytest.skip("FRAMEWORK_COMPARE_CASES is not set: the folder of the large sample files")
    return Path(folder)
