"""The report on paper: printed by a browser that is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from framework_compare.errors import FrameworkCompareError, Problem, clipped

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
"""Programs that print, the first that is found."""
LONGEST_S: Final = 60.0
"""Seconds after which a browser counts as stuck: a report takes some two."""
_OPTIONS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--no-first-run",
    "--no-pdf-header-footer",
)
_NO_SANDBOX: Final = "--no-sandbox"
_MARK: Final = b"%PDF-"
_LONGEST: Final = 240


class PrintingError(FrameworkCompareError):
    """No browser is installed that prints, or the one that is did not."""


def pdf_of(html: str, *, longest_s: float = LONGEST_S) -> bytes:
    """Return an HTML file as PDF, with the paper size and the page breaks that it asks for.

    Parameters
    ----------
    html
        one self-contained file.
    longest_s
        seconds that the browser may take.

    Raises
    ------
    PrintingError
        where no Chromium is installed, or it fails or takes too long.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise _failed(
            f"needs a Chromium, and none of {', '.join(BROWSERS)} is installed here; write .html"
            " and print it from any browser instead"
        )
    # The browser's last files may still be on their way when it has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        return _printed(browser, html, Path(name), longest_s)


def _printed(browser: str, html: str, folder: Path, longest_s: float) -> bytes:
    page, paper, said = (folder / name for name in ("report.html", "report.pdf", "said"))
    page.write_text(html, encoding="utf-8")
    command = [
        browser,
        *_OPTIONS,
        *([_NO_SANDBOX] if _is_root() else []),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={paper}",
        page.as_uri(),
    ]
    with said.open("wb") as output:
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                timeout=longest_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _failed(f"{browser} did not print it within {longest_s:g} s") from None
        except OSError as error:
            raise _failed(f"{browser} cannot be started: {error.strerror}") from None
    made = paper.read_bytes() if paper.is_file() else b""
    if ended.returncode or not made.startswith(_MARK):
        raise _failed(f"{browser} ended with {ended.returncode} and printed nothing{_last(said)}")
    return made


def _is_root() -> bool:
    """Return whether the browser's sandbox cannot be had: it refuses to run for the root user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _last(said: Path) -> str:
    """Return the last line of what the browser said."""
    lines = said.read_text(encoding="utf-8", errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {clipped(last, _LONGEST)}" if last else ""


def _failed(message: str) -> PrintingError:
    return PrintingError([Problem("PDF", "", message)])
