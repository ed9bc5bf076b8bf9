"""The report: one file that needs nothing beside it, and says what the pages say."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.likeness import Likeness, load_likeness
from framework_compare.explain.flips import every_flip
from framework_compare.explain.versus import next_framework
from framework_compare.exports.provenance import own_version
from framework_compare.exports.report.document import report_html
from framework_compare.present import finalists, given, headline, places
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA
from tests.projects import COMPANY_DASHBOARD, NONE_FITS

MADE_ON: Final = datetime.date(2026, 3, 4)
LINK: Final = "https://example.org/verdict?goal=interactive_dashboard&auth=sso"
CONTRADICTORY: Final = Requirement(
    goal="ecommerce",
    hosting=("static_site",),
    needs=("payments", "transactions"),
    auth="accounts",
    peak_concurrent_users=2000,
    weeks_to_first_release=2,
)
PAIRED: Final = Requirement(
    goal="internal_data_tool",
    audience=("internal_analysts",),
    team_skills=("python", "data_science"),
    needs=("programmatic_api", "async_io", "chat_streaming"),
)
HOSTILE: Final = '<img src=x onerror=alert(1)> "&quot; **x** [a](https://example.org)'
PROJECTS: Final = {
    "ordinary": COMPANY_DASHBOARD.with_answers(name="Sales cockpit", notes="Two\nlines."),
    "none fits": NONE_FITS,
    "contradictory": CONTRADICTORY,
    "paired": PAIRED,
    "unknown": Requirement(),
    "alone": Requirement(goal="rest_api", considered=("fastapi",)),
}
LOADING: Final = {"script", "link", "iframe", "img", "image", "object", "embed", "base", "form"}
"""Elements that run, fetch or send something."""
Make = Callable[[str], "Page"]


class Page(HTMLParser):
    """What a report consists of: its elements in order, and the text in each."""

    VOID: Final = {"meta", "br"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[int] = []
        self.crossed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append((tag, ""))
        if tag not in self.VOID:
            self.open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.elements[self.open.pop()][0] != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        for place in self.open:
            tag, text = self.texts[place]
            self.texts[place] = (tag, text + data)

    def all(self, *tags: str) -> list[str]:
        """The text of every element with one of these names."""
        return [" ".join(text.split()) for tag, text in self.texts if tag in tags]

    @property
    def text(self) -> str:
        """Everything that a reader sees but for the charts' own letters."""
        return self.all("main")[0]

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return load_likeness()


@pytest.fixture(scope="module")
def studies(catalogue: Catalogue) -> dict[str, Study]:
    return {name: Study(asked, catalogue, draws=1000) for name, asked in PROJECTS.items()}


@pytest.fixture(scope="module")
def made(studies: dict[str, Study], likeness: Likeness) -> Make:
    """Make a project's report, once."""
    kept: dict[str, Page] = {}

    def make(name: str) -> Page:
        if name not in kept:
            study = studies[name]
            flips = every_flip(study) if study.requirement.goal else ()
            html = report_html(
                study, PROJECTS[name], flips, likeness=likeness, made_on=MADE_ON, link=LINK
            )
            kept[name] = Page(html)
        return kept[name]

    return make


every_project = pytest.mark.parametrize("name", PROJECTS)


@every_project
def test_it_needs_nothing_beside_it(made: Make, name: str):
    """No element that loads or runs, no address but links to follow and places in the file."""
    page = made(name)
    names = {key for _, attributes in page.elements for key in attributes}

    assert not {tag for tag, _ in page.elements} & LOADING
    assert not {key for key in names if key.startswith("on") or key == "src"}
    assert not re.search(r"url\((?!#)|@import", page.html)
    assert {tag for tag, attributes in page.elements if "href" in attributes} <= {"a"}
    assert all(address.startswith(("#", "https://")) for address in page.attributes("href"))
    assert len(page.html) < 1_500_000


@every_project
def test_its_elements_close_where_they_opened(made: Make, name: str):
    """It is built by hand, and still a tree."""
    page = made(name)

    assert not page.crossed
    assert not page.open


@every_project
def test_headings_go_down_step_by_step(made: Make, name: str):
    """One title, and under it no level that skips one."""
    levels = [int(tag[1]) for tag, _ in made(name).elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert made(name).attributes("lang") == ["en"]


@every_project
def test_every_table_says_what_it_holds(made: Make, name: str):
    """Each has a caption, and each of its names says whether it is of a column or of a row."""
    page = made(name)
    scopes = [attributes.get("scope", "") for tag, attributes in page.elements if tag == "th"]

    assert len(page.all("table")) == len(page.all("caption"))
    assert all(page.all("caption"))
    assert set(scopes) <= {"col", "row", "rowgroup"}


@every_project
def test_every_chart_has_its_words(made: Make, name: str):
    """A picture is one thing with a name, under a title of its own."""
    page = made(name)
    pictures = [attributes for tag, attributes in page.elements if tag == "svg"]

    assert [attributes["role"] for attributes in pictures] == ["img"] * len(pictures)
    assert all(len(attributes["aria-label"]) > 20 for attributes in pictures)
    assert len(pictures) == len(page.all("figure")) == len(page.all("figcaption"))
    assert all(page.all("figcaption"))


def test_charts_say_what_they_say_on_the_pages(made: Make, studies: dict[str, Study]):
    """The words of a picture are those of the drawing, letter for letter."""
    said = made("ordinary").attributes("aria-label")

    assert places.all_places(studies["ordinary"]).alt in said
    assert places.first_places(studies["ordinary"]).alt in said


@every_project
def test_no_two_things_share_an_id(made: Make, name: str):
    """And every place that the file refers to is there, in text and in pictures."""
    page = made(name)
    ids = Counter(page.attributes("id"))
    places_meant = re.findall(r"""(?:url\(|href=")#([\w-]+)""", page.html)

    assert not {id for id, count in ids.items() if count > 1}
    assert set(places_meant) <= set(ids)
    assert set(page.attributes("aria-labelledby")) <= set(ids)


@every_project
def test_no_markup_of_the_pages_is_left(made: Make, name: str):
    """Stars, signs and escapes of Markdown are HTML by then, or gone."""
    assert not re.search(r"\*\*|:material/|\\\$|:gray\[", made(name).text)


@every_project
def test_it_says_where_it_came_from(made: Make, catalogue: Catalogue, name: str):
    """Version, data, seed, day, and the address that reopens it."""
    text = made(name).text

    assert own_version() in text
    assert catalogue.digest[:16] in text
    assert str(catalogue.model.draws.seed) in text
    assert "4 March 2026" in text
    assert LINK in text


def test_the_first_page_says_what_a_director_asks(
    made: Make, studies: dict[str, Study], catalogue: Catalogue
):
    """The verdict in a sentence, how sure, what was asked and is unknown, who else, and why."""
    study, asked = studies["ordinary"], PROJECTS["ordinary"]
    page, verdict = made("ordinary"), studies["ordinary"].verdict
    against = next_framework(study)
    first = page.all("section")[0]

    assert headline.headline(study) in first
    assert catalogue.confidence.word(verdict.confidence).label in first
    assert verdict.confidence_text in first
    assert all(line in first for _, told in given.given_answers(asked, catalogue) for line in told)
    assert given.left_open(asked, catalogue) in first
    assert all(each.name in first for each in finalists.finalists_in_words(study))
    assert against
    assert catalogue.row_name(against.reasons[0].criterion) in first
    assert "Two lines." in first


def test_what_turns_it_stands_nearest_first(made: Make, studies: dict[str, Study]):
    """The nearest change of all is named."""
    assert every_flip(studies["ordinary"])[0].text in made("ordinary").text


@every_project
def test_every_option_is_held_against_every_criterion(
    made: Make, studies: dict[str, Study], catalogue: Catalogue, name: str
):
    """As many fits as there are options and criteria, in one table or in the one that is enough."""
    options = len(studies[name].options.names)
    cells = re.findall(r'<td class="fit [^"]*">(\d+)', made(name).html)

    assert len(cells) >= options * len(CRITERIA)
    assert all(catalogue.criterion(each).name in made(name).text for each in CRITERIA)


def test_where_none_fits_the_least_that_must_give_comes_first(
    made: Make, studies: dict[str, Study]
):
    """The smallest sets of musts, what each rules out, and nothing of a champion."""
    page = made("none fits")
    given_up = studies["none fits"].verdict.relaxations

    assert page.all("h1") == ["Python framework: none fits"]
    assert "No option meets both musts." in page.all("section")[0]
    assert given_up
    assert all(item.text in page.all("section")[0] for item in given_up)
    assert "Must-haves" in page.all("h2")
    assert not {"What to build", "Capacity and cost"} & set(page.all("h2"))


def test_contradictions_and_what_is_missed_come_before_the_verdict(
    made: Make, studies: dict[str, Study]
):
    """Whoever reads the verdict has read them; behind it stand the ways out."""
    page, verdict = made("contradictory"), studies["contradictory"].verdict
    text = page.text
    sentence = text.index(headline.headline(studies["contradictory"]))
    missed = [said.replace("**", "") for said in headline.breaches(studies["contradictory"])]

    assert verdict.contradictions
    assert missed
    assert all(text.index(found.text.split(". ")[0]) < sentence for found in verdict.contradictions)
    assert all(text.index(said) < sentence for said in missed)
    assert all(way.text in text for found in verdict.contradictions for way in found.take_back)


def test_a_pairing_says_what_each_part_has_to_do(made: Make, catalogue: Catalogue):
    """The architecture names both in every layer, and how they are put together."""
    page = made("paired")

    assert "Streamlit with FastAPI" in page.all("h1")[0]
    assert catalogue.pairings["streamlit+fastapi"].architecture in page.text


def test_the_same_arguments_give_the_same_bytes(
    made: Make, studies: dict[str, Study], likeness: Likeness
):
    """Nothing hangs on the clock, or on what was made before."""
    study, asked = studies["alone"], PROJECTS["alone"]
    again = report_html(
        study, asked, every_flip(study), likeness=likeness, made_on=MADE_ON, link=LINK
    )

    assert made("alone").html == again


def test_what_people_typed_stays_text(studies: dict[str, Study], likeness: Likeness):
    """A name, notes, a person's name and an address full of markup are shown as they are."""
    asked = NONE_FITS.with_answers(name=HOSTILE[:80], notes=f"{HOSTILE}\n</style></main>")
    html = report_html(
        studies["none fits"],
        asked,
        (),
        likeness=likeness,
        made_on=MADE_ON,
        link="javascript:alert(1)",
        people=[Person("<b>Ann</b>", NONE_FITS)],
    )
    page = Page(html)

    assert HOSTILE[:80] in page.all("title")[0]
    assert HOSTILE in page.text
    assert "</style></main>" in page.text
    assert "<b>Ann</b>" in page.all("th")
    assert not {"img", "b"} & {tag for tag, _ in page.elements}
    assert not [a for a in page.attributes("href") if not a.startswith(("#", "https://"))]
    assert not page.crossed


def test_a_framework_of_ones_own_is_told_from_the_shipped_ones(
    catalogue: Catalogue, likeness: Likeness
):
    """Whoever reads the report knows which evidence came with the question."""
    own = replace(catalogue, handed_in=frozenset({"dash"}))
    study = Study(NONE_FITS, own, draws=200)
    html = report_html(study, NONE_FITS, (), likeness=likeness, made_on=MADE_ON)

    assert "beside the shipped evidence: Dash" in Page(html).text


def test_everybody_with_a_say_has_a_line(
    catalogue: Catalogue, studies: dict[str, Study], likeness: Likeness
):
    """With the verdict on that person's own answers."""
    html = report_html(
        studies["none fits"],
        NONE_FITS,
        (),
        likeness=likeness,
        made_on=MADE_ON,
        people=[Person("Ann", Requirement(goal="rest_api")), Person("Bob", NONE_FITS)],
    )
    rows = [text for tag, text in Page(html).texts if tag == "tr"]
    ann = headline.headline(Study(Requirement(goal="rest_api"), catalogue))

    assert [row for row in rows if row.startswith("Ann") and ann in row]
    assert [row for row in rows if row.startswith("Bob") and "None fits" in row]
