"""What some exports need beyond the core: packages of the extra ``export``, each there or not."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from framework_compare.errors import MissingExtraError, Problem

try:
    import segno as _segno
except ImportError:
    SEGNO: ModuleType | None = None
else:
    SEGNO = _segno
try:
    import vl_convert as _vl_convert
except ImportError:
    VL_CONVERT: ModuleType | None = None
else:
    VL_CONVERT = _vl_convert
try:
    import xlsxwriter as _xlsxwriter
except ImportError:
    XLSXWRITER: ModuleType | None = None
else:
    XLSXWRITER = _xlsxwriter

INSTALL: Final = "pip install 'framework-compare[export]'"
"""The command that brings all of them."""


def needed(module: ModuleType | None, package: str, export: str) -> ModuleType:
    """Return a module of the extra.

    Parameters
    ----------
    module
        as this file holds it.
    package
        that it comes in.
    export
        what needs it, for the message.

    Raises
    ------
    MissingExtraError
        where its package is not installed.
    """
    if module is None:
        raise MissingExtraError([Problem(export, "", missing_text(package))])
    return module


def missing_text(package: str) -> str:
    """Return what must be installed, in a sentence for whoever asked for the export."""
    return f"It needs {package}, which is not installed here: {INSTALL}"
