"""The report on paper: at most ten pages, and a clear message where nothing can print it."""

from __future__ import annotations

import datetime
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.likeness import load_likeness
from framework_compare.explain.flips import every_flip
from framework_compare.exports import pdf
from framework_compare.exports.pdf import PrintingError, pdf_of
from framework_compare.exports.report.document import report_html
from framework_compare.requirement.model import LONGEST_NAME, LONGEST_NOTES
from framework_compare.requirement.people import MOST_PEOPLE, Person
from framework_compare.scoring.study import Study
from tests.projects import COMPANY_DASHBOARD
from tests.ui.conftest import chromium, do_without, driver
from tests.ui.test_accessibility import axe  # noqa: F401, a fixture

MOST_PAGES: Final = 10
LONGEST: Final = Requirement(
    name="A name that is as long as the app allows, of a shop that asks for everything."[
        :LONGEST_NAME
    ],
    notes=("Words that somebody typed. " * 20)[:LONGEST_NOTES],
    goal="ecommerce",
    audience=("public", "company_wide"),
    peak_concurrent_users=5000,
    interaction_work="medium",
    weeks_to_first_release=3,
    team_skills=("python", "data_science", "sql_orm"),
    known_frameworks=("streamlit", "flask"),
    existing_framework="streamlit",
    ui_customization="high",
    visualisation="high",
    auth="rbac",
    routing="high",
    hosting=("static_site", "containers", "on_premises"),
    devops_capacity="low",
    cost_sensitivity="high",
    lifespan="strategic",
    needs=(
        *("payments", "transactions", "admin_ui", "background_jobs", "webhooks", "deep_links"),
        "cross_chart_interaction",
    ),
    must_haves=("auth", "payments"),
    weights={"product": (0.3, 0.5), "engineering": (0.1, 0.3)},
)
"""Every question answered, contradictions among them, and what is missed by far."""
PAPER: Final = {"width": 688, "height": 1024}
"""What an A4 page has within its margins, in the browser's own pixels."""
TELEPHONE: Final = {"width": 390, "height": 844}
Browser = Callable[[str], None]


@pytest.fixture(scope="module")
def longest(catalogue: Catalogue) -> str:
    """The report of that project, with as many people as may have a say."""
    study = Study(LONGEST, catalogue, draws=1000)
    return report_html(
        study,
        LONGEST,
        every_flip(study),
        likeness=load_likeness(),
        made_on=datetime.date(2026, 3, 4),
        link="https://example.org/verdict?goal=ecommerce",
        people=[Person(f"Person {number}", COMPANY_DASHBOARD) for number in range(MOST_PEOPLE)],
    )


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Put a program of our own in the browser's place."""

    def put(body: str) -> None:
        program = tmp_path / "chromium"
        program.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(shutil, "which", lambda name: str(program))

    return put


def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    """Which programs were looked for, and that the HTML can be printed from any."""
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(PrintingError, match=r"chromium-browser.* is installed here; write \.html"):
        pdf_of("<!DOCTYPE html>")


def test_a_browser_that_fails_is_quoted(browser: Browser):
    """Its code, and the last line of what it said."""
    browser("sys.stderr.write('first\\nno display\\n\\n'); sys.exit(3)")

    with pytest.raises(PrintingError, match=r"ended with 3 and printed nothing: no display"):
        pdf_of("<!DOCTYPE html>")


def test_what_is_no_pdf_is_not_handed_on(browser: Browser):
    """A browser may end well and have written something else."""
    browser(
        "path = next(a.split('=')[1] for a in sys.argv if a.startswith('--print-to-pdf='))\n"
        "open(path, 'w').write('no paper')"
    )

    with pytest.raises(PrintingError, match="printed nothing"):
        pdf_of("<!DOCTYPE html>")


def test_a_browser_that_hangs_is_ended(browser: Browser):
    """Within the time that it is given."""
    browser("time.sleep(30)")

    with pytest.raises(PrintingError, match=r"did not print it within 0\.2 s"):
        pdf_of("<!DOCTYPE html>", longest_s=0.2)


def test_a_browser_gets_the_file_and_no_more_rights_than_it_needs(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    """The sandbox is given up for the root user alone, under whom there is none to have."""
    browser(
        "from pathlib import Path\n"
        "from urllib.parse import unquote, urlsplit\n"
        "path = next(a.split('=')[1] for a in sys.argv if a.startswith('--print-to-pdf='))\n"
        "page = Path(unquote(urlsplit(sys.argv[-1]).path)).read_text('utf-8')\n"
        "free = '--no-sandbox' in sys.argv\n"
        "Path(path).write_text(f'%PDF-{page} {free}', 'utf-8')"
    )
    monkeypatch.setattr(pdf.os, "geteuid", lambda: 1000, raising=False)
    as_user = pdf_of("<p>ä</p>")
    monkeypatch.setattr(pdf.os, "geteuid", lambda: 0, raising=False)

    assert as_user.decode() == "%PDF-<p>ä</p> False"
    assert pdf_of("<p>ä</p>").decode() == "%PDF-<p>ä</p> True"


@pytest.mark.browser
def test_the_longest_project_takes_ten_pages_at_most(longest: str):
    """With every question answered and as many people as may have a say."""
    if not any(map(shutil.which, pdf.BROWSERS)):
        do_without("no Chromium found by a name that prints")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf_of(longest)))

    assert 1 < pages <= MOST_PAGES


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_everyone_can_read_it(longest: str, tmp_path: Path, axe: Any):  # noqa: F811
    """No rule of axe-core's is broken, a telephone scrolls down only, and page one is one page."""
    file, asked = tmp_path / "report.html", []
    file.write_text(longest, encoding="utf-8")
    with driver().sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = shown.new_page(viewport=TELEPHONE, bypass_csp=True)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        broken = [rule["id"] for rule in axe.run(page).response["violations"]]
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        first = page.locator("section.first").bounding_box()["height"]
        shown.close()

    assert not broken
    assert beyond <= 0
    assert asked == [file.as_uri()]
    assert first <= PAPER["height"]
