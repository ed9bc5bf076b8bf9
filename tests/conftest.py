"""What every test may ask for."""

from __future__ import annotations

import os
import pickle
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from framework_compare import Catalogue, load_catalogue

settings.register_profile(
    "project",
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_searched_once() -> Iterator[None]:
    """Not anew by every `AppTest`: looking for components in each takes longer than most pages."""
    with pytest.MonkeyPatch.context() as patched:
        once = cache(manifest_scanner.scan_component_manifests)
        patched.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def text_is_parsed_once() -> Iterator[None]:
    """Not anew for each catalogue with one file changed: the standard library's parser is slow."""
    parse = tomllib.loads
    once = cache(lambda text: pickle.dumps(parse(text)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tomllib, "loads", lambda text: pickle.loads(once(text)))
        yield


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
