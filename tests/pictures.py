"""The README's picture of the landing page, and what it shows.

Run it with ``python -m tests.pictures``. It starts the app, opens one link in the browser that the
tests use, and writes ``.github/landing.png`` with ``.github/landing.json`` beside it. A test holds
the second to what the app says now, so that the picture cannot go stale unseen.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from framework_compare import Catalogue, from_query, load_catalogue, recommend
from framework_compare.ui.frame import menu
from tests.ui.conftest import ROOT, Server, chromium, driver

PICTURE: Final = ROOT / ".github" / "landing.png"
FACTS: Final = PICTURE.with_suffix(".json")
LINK: Final = (
    "goal=interactive_dashboard&audience=internal_analysts&peak_concurrent_users=25"
    "&weeks_to_first_release=6&team_skills=python&team_skills=data_science&lifespan=tactical"
)
_SIZE: Final = {"width": 1280, "height": 800}
_IDLE: Final = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)


def facts(link: str, catalogue: Catalogue) -> dict[str, Any]:
    """Return what a picture of the landing page with this link shows."""
    requirement, _ = from_query(parse_qs(link))
    verdict = recommend(requirement, catalogue=catalogue)
    return {
        "link": link,
        "pages": [entry.title for entry in menu.ENTRIES if entry.listed],
        "champion": catalogue.option_name(verdict.champion) if verdict.champion else "None fits",
        "word": catalogue.confidence.word(verdict.confidence).label,
        "catalogue": catalogue.digest,
    }


def take(link: str, picture: Path) -> None:
    """Photograph the landing page with this link in light colours."""
    with tempfile.TemporaryDirectory() as folder, driver().sync_playwright() as playwright:
        server = Server(Path(folder) / "server.log")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport=_SIZE, color_scheme="light", reduced_motion="reduce")
            page.goto(server.url("", link))
            page.wait_for_selector("svg.marks", timeout=60_000)
            for _ in range(2):
                page.wait_for_selector(_IDLE, timeout=60_000)
                page.wait_for_timeout(1000)
            page.screenshot(path=str(picture))
        finally:
            browser.close()
            server.stop()


def main() -> int:
    """Write the picture and what it shows."""
    take(LINK, PICTURE)
    shown = facts(LINK, load_catalogue())
    FACTS.write_text(json.dumps(shown, indent=2) + "\n", encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {shown['champion']}, {shown['word'].lower()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
