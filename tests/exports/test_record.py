"""The decision record: one Markdown document in which what people typed stays text."""

from __future__ import annotations

import json
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.flips import every_flip
from framework_compare.exports.record import decision_record, literal
from framework_compare.exports.verdict import requirement_json, verdict_json
from framework_compare.present.briefing import nearest_flips, risks
from framework_compare.present.contributions import strong_reasons
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.scoring.study import Study
from tests.strategies import requirements

SECTIONS = (
    "## Context",
    "## What drives the decision",
    "## Options considered",
    "## Decision",
    "## Reasons",
    "## Consequences",
    "## What it hinges on",
    "## Revisit when",
    "## How it was found",
)
TOOL = Requirement(goal="internal_data_tool", needs=("forms",), auth="sso", must_haves=("auth",))
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)
HOSTILE = (
    "# Title\n\n<script>alert(1)</script> [link](javascript:x) | `code` **bold** &amp; <!-- -->"
)


def record(requirement: Requirement, catalogue: Catalogue) -> str:
    return decision_record(Study(requirement, catalogue, draws=1000), requirement)


def test_a_record_tells_the_whole_story(catalogue: Catalogue):
    """Its sections come in a fixed order.

    They are context, drivers, options, decision, reasons, consequences, when to revisit, and
    provenance.
    """
    study = Study(TOOL, catalogue, draws=1000)
    verdict = study.verdict
    text = decision_record(study, TOOL, every_flip(study), "https://example.org/?goal=x")
    headings = [line for line in text.splitlines() if line.startswith("## ")]

    assert list(SECTIONS) == headings
    assert verdict.champion is not None
    assert catalogue.option_name(verdict.champion) in text.splitlines()[0]
    assert verdict.confidence_text in text
    assert "https://example.org/?goal=x" in text
    assert str(catalogue.model.draws.seed) in text
    assert catalogue.digest[:16] in text
    assert catalogue.model.as_of.isoformat() in text


def test_a_record_parts_what_to_argue_about_from_what_to_wait_for(catalogue: Catalogue):
    """Weights and facts under what it hinges on, answers under when to revisit."""
    study = Study(TOOL, catalogue, draws=1000)
    flips = every_flip(study)
    text = decision_record(study, TOOL, flips)
    hinges = text.split("## What it hinges on")[1].split("## Revisit when")[0]
    revisit = text.split("## Revisit when")[1].split("## How it was found")[0]

    for flip in flips:
        assert (flip.text in hinges) <= (flip.kind in ("weight", "evidence"))
        assert (flip.text in revisit) <= (flip.kind in ("answer", "must_have"))
    assert hinges.count("\n- ") >= 2


def test_what_cannot_go_together_comes_first(catalogue: Catalogue):
    """Each contradiction with its ways out, before anything else."""
    requirement = Requirement(goal="rest_api", hosting=("static_site",), needs=("webhooks",))
    verdict = recommend(requirement, catalogue, draws=1000)
    text = record(requirement, catalogue)
    section = text.split("## Answers that cannot go together")[1].split("## Context")[0]

    assert len(verdict.contradictions) == 2
    for found in verdict.contradictions:
        assert f"- {found.text}" in section
        assert all(way.label in section and way.text in section for way in found.take_back)


def test_the_json_holds_what_cannot_go_together(catalogue: Catalogue):
    """Whose answers they are, and why."""
    requirement = Requirement(hosting=("serverless",), needs=("live_updates",))
    verdict = recommend(requirement, catalogue, draws=1000)
    (found,) = verdict.contradictions

    assert json.loads(verdict_json(verdict, "x"))["contradictions"] == [
        {"fields": ["hosting", "needs"], "text": found.text}
    ]


def test_a_record_of_nothing_fits_says_so(catalogue: Catalogue):
    """With the least that would have to give, and every option with its reason."""
    verdict = recommend(NONE_FITS, catalogue)
    text = record(NONE_FITS, catalogue)

    assert verdict.relaxations
    assert all(item.text in text for item in verdict.relaxations)
    assert len(verdict.excluded) == text.count("fails the must")
    assert "none of the ten" in text.splitlines()[0]


def test_a_record_without_answers_says_so(catalogue: Catalogue):
    """An empty requirement is not hidden."""
    assert "Nothing was answered" in record(Requirement(), catalogue)


def test_what_people_typed_stays_text(catalogue: Catalogue):
    """No tag, no heading, no link, no table cell comes from it."""
    requirement = TOOL.with_answers(name=HOSTILE[:80], notes=HOSTILE)
    plain, hostile = record(TOOL, catalogue), record(requirement, catalogue)

    assert "<" not in hostile
    assert "](" not in hostile
    assert plain.count("\n## ") == hostile.count("\n## ")
    assert len([line for line in plain.splitlines() if line.startswith("# ")]) == 1
    assert len([line for line in hostile.splitlines() if line.startswith("# ")]) == 1


@given(st.text(max_size=80))
def test_literal_text_is_one_line_without_marks(typed: str):
    """Every mark of Markdown is escaped, every line break gone."""
    shown = literal(typed)
    unescaped = shown.replace("\\\\", "")

    assert len(shown.splitlines()) <= 1
    for mark in "*_`[]#|":
        assert unescaped.count(mark) == unescaped.count(f"\\{mark}")
    assert not set(shown) & set("<>")


@pytest.mark.parametrize(
    "typed",
    [
        "👩\u200d👩\u200d👧",
        "क्\u200dष",
        "نامه\u200cای",
        "❤\ufe0f",
        "🏴\U000e0067\U000e0062\U000e007f",
    ],
)
def test_what_joins_characters_survives(typed: str):
    """Emoji, Indic and Persian letters, flags."""
    assert typed == literal(typed)


def test_what_turns_the_direction_of_text_does_not_survive():
    """It would turn what follows, too."""
    assert literal("a\u202eb\u2066c") == "a b c"


def notes_of(typed: str) -> list[str]:
    """The lines of a record that hold the notes."""
    text = record(Requirement(notes=typed), load_catalogue())
    return text.partition("- Notes: ")[2].partition("\n\n## What drives")[0].split("\n")


def test_lines_of_notes_stay_lines(catalogue: Catalogue):
    """Each ends in a hard break, and an empty one parts paragraphs of the same item."""
    assert notes_of("one\ntwo\n\n\n# three\r\n  - four") == [
        "one\\",
        "  two",
        "",
        "  \\# three\\",
        "  \\- four",
    ]


MARKUP = """# h|> q|- l|* l|+ l|1. l|1) l|===|---|```|~~~|    code|\tcode|<b>|<!-- c -->|<script>
&lt;b&gt;|[a](javascript:x)|![a](http://x)|[a]: http://x|<http://x>|http://x|www.x.org|a@x.org|`c`|**b**|__b__|~~s~~|$m$
a\\|\\|{{x}}|:smile:|[^1]|- [ ] t"""
PAYLOADS = [*MARKUP.replace("\n", "|").split("|"), "| a | b |", "|---|---|"]


@given(
    st.lists(st.sampled_from(PAYLOADS) | st.text(max_size=12), min_size=1, max_size=6).map(
        "\n".join
    )
)
def test_no_mark_of_markdown_survives_in_notes(typed: str):
    """Each mark is escaped wherever it is typed, and no line is indented into code."""
    lines = notes_of(f"x\n{typed}"[:500])
    for place, line in enumerate(lines):
        text = line if not place else line.removeprefix("  ")
        bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(amp|lt|gt);", "", text)

        assert not set(bare.removesuffix("\\")) & set(string.punctuation)
        assert not text.startswith((" ", "\t"))


@given(requirements(musts=True))
def test_the_same_requirement_gives_the_same_record(requirement: Requirement):
    """No clock, no order of a set."""
    catalogue = load_catalogue()

    assert record(requirement, catalogue) == record(requirement, catalogue)
    assert record(requirement, catalogue).endswith("\n")


@given(requirements(musts=True))
def test_the_answers_come_back_from_their_file(requirement: Requirement):
    """What is downloaded can be uploaded."""
    assert requirement == parse_requirement(
        parse_json(requirement_json(requirement)), inert_musts=True
    )


def test_the_verdict_as_data_is_what_the_command_line_prints(catalogue: Catalogue):
    """The documented keys."""
    document = json.loads(verdict_json(recommend(TOOL, catalogue, draws=1000), "tool"))

    assert list(document) == [
        "id", "champion", "runner_up", "confidence", "ranking", "excluded", "reasons", "flips",
        "finalists", "musts", "relaxations", "contradictions", "precedent", "like",
    ]  # fmt: skip


def test_risks_need_a_champion(catalogue: Catalogue):
    """Where there is one, what its framework is known for is named."""
    study = Study(TOOL, catalogue)
    assert study.champion is not None
    first = catalogue.frameworks[catalogue.parts(study.champion)[0]].watch_out[0].text

    assert not risks(Study(NONE_FITS, catalogue))
    assert first in risks(study)


@given(requirements())
def test_reasons_that_are_shown_make_a_point(requirement: Requirement):
    """A whole point, or the strongest that there is."""
    verdict = recommend(requirement, load_catalogue(), draws=1000)
    shown = strong_reasons(verdict)

    assert bool(shown) == bool(verdict.reasons)
    assert len(shown) == 1 or all(abs(reason.points) >= 0.5 for reason in shown)


def test_each_answer_is_named_once(catalogue: Catalogue):
    """The nearest change of each, at most five."""
    flips = nearest_flips(answer_flips(Study(TOOL, catalogue)))

    assert len(flips) <= 5
    assert len({flip.field for flip in flips}) == len(flips)
