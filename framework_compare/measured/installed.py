"""Whether something installed here is newer than what was measured."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Callable, Iterable

from framework_compare.measured.measurements import Measured

_MAJOR = re.compile(r"\s*v?(\d+)")


def installed_version(distribution: str) -> str | None:
    """Return the installed release of a distribution, or None where it is not installed."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def outdated(
    measured: Iterable[Measured], version_of: Callable[[str], str | None] = installed_version
) -> dict[str, tuple[str, str]]:
    """Return the frameworks whose installed major version is newer.

    By id, what was measured and what is installed.

    A framework's id is the name of its distribution. What is not installed here says nothing.
    """
    versions = {one.key.split("/")[1]: one.version for one in measured}
    found = {}
    for framework, version in versions.items():
        installed = version_of(framework)
        if installed is not None and _major(installed) > _major(version):
            found[framework] = (version, installed)
    return found


def _major(version: str) -> int:
    match = _MAJOR.match(version)
    return int(match[1]) if match else 0
