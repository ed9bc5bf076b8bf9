"""Charts as vector pictures in the report, and the elements around them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from framework_compare.errors import MissingExtraError
from framework_compare.exports.report.elements import Html, element, link, marked, section, table
from framework_compare.exports.report.figures import Figures
from framework_compare.present.drawing import Drawing, drawn, titled, untitled
from framework_compare.present.places import family_bars

ROWS = pd.DataFrame(
    [("Dash", 60.0, "60", "#8558E2"), ("Panel", 40.0, "40", "#2A93CF")],
    columns=["name", "share", "label", "colour"],
)
SEEN_THROUGH = {
    "data": {"values": [{"x": 1}]},
    "mark": {"type": "rect", "strokeWidth": 0, "color": "#000000", "opacity": 0.5},
    "encoding": {"x": {"field": "x", "type": "ordinal"}},
    "height": 100,
}


def bars(title: str = "How often first") -> Drawing:
    return drawn(title, family_bars, lambda rows: "Dash 60, Panel 40.", ROWS)


def test_a_title_that_was_put_on_can_be_taken_off():
    """What is left is as high as before."""
    whole = "Who leads, and how often that is so over many cases"
    title, help_, bare = untitled(titled(whole, {"height": 200}))

    assert title == whole
    assert help_ == ()
    assert bare["height"] == 200
    assert "title" not in bare


def test_lines_that_explain_a_chart_stay_with_its_title():
    """They go into the caption, and the picture loses their room unless it had none for them."""
    lines = {"text": ["One line.", "Another."]}
    _, help_, bare = untitled(titled("Costs", {"height": 200, "title": lines}))
    fixed = {"height": 200, "title": lines, "autosize": {"type": "fit-x"}}

    assert help_ == ("One line.", "Another.")
    assert bare["height"] == 200 - 2 * 18
    assert untitled(titled("Costs", fixed))[2]["height"] == 200


def test_a_figure_is_named_by_its_words():
    """The title above as text, the words as the picture's name, and no mark read out by itself."""
    html = Figures().figure(bars(), note="Read it so.").text

    assert "<strong>How often first</strong><span>Read it so.</span>" in html
    assert re.findall(r'role="[^"]*"', html) == ['role="img"']
    assert re.findall(r'aria-[a-z]+="[^"]*"', html) == ['aria-label="Dash 60, Panel 40."']


def test_letters_are_those_of_the_reader():
    """A file brings no fonts, so it names none that may be missing."""
    html = Figures().figure(bars()).text

    assert set(re.findall(r'font-family="([^"]*)"', html)) == {"sans-serif"}


def test_a_title_with_markup_is_text():
    """Names of one's own frameworks stand in titles."""
    html = Figures().figure(bars("<b>Mine</b>")).text

    assert "<strong>&lt;b&gt;Mine&lt;/b&gt;</strong>" in html


def test_fields_are_printed_in_the_colour_that_they_have_on_white():
    """Seen through, the edges of neighbours would show as lines: half of black is grey."""
    html = Figures().figure(Drawing(titled("Fields", SEEN_THROUGH), "One field.")).text

    assert 'fill="#808080"' in html
    assert 'opacity="0.5"' not in html


def test_ids_of_two_pictures_differ():
    """Each has what it cuts off at under a name of its own."""
    clipped = SEEN_THROUGH | {"mark": {"type": "rect", "clip": True}}
    figures = Figures()
    ids = [
        re.findall(r'id="([^"]+)"', figures.figure(Drawing(titled("Cut", clipped), "Cut.")).text)
        for _ in range(2)
    ]

    assert ids[0]
    assert ids[1]
    assert not set(ids[0]) & set(ids[1])


def test_without_the_converter_it_says_what_to_install():
    """Before anything is made."""
    with pytest.raises(MissingExtraError, match="vl-convert-python"):
        Figures(None)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Two** people at \\$5", "<strong>Two</strong> people at $5"),
        ("*When:* 2 * 3 * 4", "<em>When:</em> 2 * 3 * 4"),
        ("\\*not\\* and \\*\\*not\\*\\*", "*not* and **not**"),
        ("`a<b>`", "<code>a&lt;b&gt;</code>"),
        (
            "[Docs](https://example.org/?a=1&b=2)",
            '<a href="https://example.org/?a=1&amp;b=2">Docs</a>',
        ),
        ("[Docs](javascript:alert)", "[Docs](javascript:alert)"),
        ('[x](https://e.org/"onclick="y)', None),
    ],
)
def test_our_markdown_becomes_html(text: str, html: str | None):
    """And nothing that looks like an element or breaks out of an address does."""
    made = marked(text).text

    assert '"onclick=' not in made
    assert html is None or html == made


def test_text_is_escaped_wherever_it_stands():
    """In elements, attributes, tables and headings."""
    cells = table("<i>", ["<i>"], [["<i>"]]).text
    made = [element("p", "<i>", title='"<i>'), section("<i>", "<i>", id="a"), Html(cells)]

    assert not [each for each in made if "<i>" in each.text]
    assert 'title="&quot;&lt;i&gt;"' in made[0].text


def test_only_pages_are_linked():
    """Another kind of address stays text."""
    assert link("javascript:alert(1)", "Here").text == "Here"
    assert link("https://example.org", "Here").text == '<a href="https://example.org">Here</a>'
