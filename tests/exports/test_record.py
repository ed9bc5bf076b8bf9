"""The decision record: MADR's sections, of the option that was chosen, typed text as text."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.errors import RequirementError
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.flips import every_flip
from framework_compare.exports.markdown import link, literal, quoted, said
from framework_compare.exports.record import decision_record
from framework_compare.exports.record_options import points_by_row
from framework_compare.exports.tables import tables_csv
from framework_compare.exports.verdict import requirement_json, verdict_json
from framework_compare.present.architecture import architecture_lines
from framework_compare.present.briefing import nearest_flips, pitfalls, risks, weak_spots
from framework_compare.present.contributions import strong_reasons
from framework_compare.present.plans import cost_text, plan_of
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from tests.projects import NONE_FITS
from tests.strategies import requirements

SECTIONS = (
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Consequences",
    "What to Build",
    "Costs for the Load Asked",
    "Confirmation",
    "Pros and Cons of the Options",
    "More Information",
)
LINK = "https://example.org/?goal=x&name=a_b_c"
TOOL = Requirement(goal="internal_data_tool", needs=("forms",), auth="sso", must_haves=("auth",))
STRICT = Requirement(goal="interactive_dashboard", auth="rbac", must_haves=("auth",))
"""With it many options are ruled out, and some are borderline."""
CLASH = Requirement(goal="rest_api", hosting=("static_site",), needs=("webhooks",))
CROWD = TOOL.with_answers(peak_concurrent_users=800)
"""A service behind the screens leads."""
HOSTILE = (
    "# Title\n\n<script>alert(1)</script> [link](javascript:x) | `code` **bold** &amp; <!-- -->"
)


@cache
def study_of(requirement: Requirement) -> Study:
    """One study of each project, for all tests."""
    return Study(requirement, load_catalogue(), draws=500)


@cache
def flips_of(requirement: Requirement) -> tuple[Flip, ...]:
    return tuple(every_flip(study_of(requirement)))


def record(requirement: Requirement, option: str | None = None) -> str:
    return decision_record(study_of(requirement), requirement, option=option)


def parsed(text: str) -> list[Token]:
    """The blocks as GitHub reads them, the front matter left out."""
    body = text.split("\n---\n", 1)[1]
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)


def headings(text: str, level: int = 0) -> list[str]:
    """What stands in headings, of one level or of all."""
    tokens = parsed(text)
    return [
        shown(after)
        for token, after in pairwise(tokens)
        if token.type == "heading_open" and level in (0, int(token.tag[1:]))
    ]


def shown(token: Token) -> str:
    """The characters that a reader sees of a paragraph."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
    )


def paragraphs(text: str) -> list[str]:
    return [shown(token) for token in parsed(text) if token.type == "inline"]


def inside(text: str, title: str) -> str:
    """What stands under one heading, up to the next of its level or above."""
    level = next(line for line in text.splitlines() if line.lstrip("#") == f" {title}")
    marks = level.split(" ")[0]
    rest = text.split(f"\n{marks} {title}\n", 1)[1]
    return re.split(rf"\n#{{1,{len(marks)}}} ", rest)[0]


def test_a_record_tells_the_whole_story(catalogue: Catalogue):
    """With the headings of MADR 4 in its order, and where it came from."""
    text = decision_record(study_of(CROWD), CROWD, flips_of(CROWD), LINK)
    verdict, options = study_of(CROWD).verdict, catalogue.frameworks
    found = headings(text)

    assert [title for title in found if title in SECTIONS] == list(SECTIONS)
    assert len(found) == 1 + len(SECTIONS) + len(options)
    assert verdict.champion is not None
    assert found[0] == f"Python framework: {catalogue.option_name(verdict.champion)}"
    assert any(each.endswith(verdict.confidence_text) for each in paragraphs(text))
    assert f"\n- Reopen it: {LINK}\n" in text
    assert str(catalogue.model.draws.seed) in text
    assert catalogue.digest[:16] in text
    assert catalogue.model.as_of.isoformat() in text


def test_date_and_deciders_are_there_to_fill_in():
    """As MADR's front matter has them, and valid YAML: each value is one quoted text or a word."""
    front = record(TOOL).split("\n---\n")[0].splitlines()

    assert front[0] == "---"
    assert [line.split(":")[0] for line in front[1:]] == [
        "status", "date", "decision-makers", "consulted", "informed",
    ]  # fmt: skip
    assert front[1] == "status: proposed"
    assert all(re.fullmatch(r'[a-z-]+: "\{to fill in: [^"\\{}]+\}"', line) for line in front[2:])


def test_what_is_not_known_is_named_in_full(catalogue: Catalogue):
    """Every question without an answer, none that has one."""
    context = inside(record(TOOL), "Context and Problem Statement")
    unknown = context.split("Not known, and varied over all that is plausible: ")[1]

    for field in ("visualisation", "audience", "hosting", "team_skills", "lifespan"):
        assert catalogue.questions[field].short in unknown
    assert catalogue.questions["auth"].short not in unknown
    assert "- Sign-in: Company sign-on (must)" in context


def test_every_family_has_its_pros_and_cons(catalogue: Catalogue):
    """Also those that came third, at most three of each kind; the chosen one stands first."""
    text = record(CROWD)
    champion = catalogue.option_name(study_of(CROWD).champion or "")
    section = inside(text, "Pros and Cons of the Options")
    titles = re.findall(r"^### (.+)$", section, re.MULTILINE)

    assert titles[0] == f"{champion} (chosen)"
    for framework in catalogue.frameworks.values():
        assert [
            title for title in titles if title.split(" (")[0].split(" with ")[0] == framework.name
        ]
    for title in titles:
        own = inside(text, title)
        for word in ("Good", "Bad"):
            assert own.count(f"\n- {word}, because ") <= 3
        assert "\n- " in own


def test_every_option_is_weighed_somewhere(catalogue: Catalogue):
    """What is not the best of its family stands in its family's section, with its score."""
    study = study_of(TOOL)
    section = inside(record(TOOL), "Pros and Cons of the Options")
    for row, option in enumerate(study.options.names):
        name, score = catalogue.option_name(option), f"{study.scores[row]:.1f}"

        assert f"\n- {name}: {score}, " in section or f"### {name}" in section


def test_pros_and_cons_are_the_points_of_the_score():
    """Each option's points by row sum to its score, so that no argument is invented."""
    for requirement in (TOOL, CLASH, STRICT):
        study = study_of(requirement)
        sums = [sum(points_by_row(study, row).values()) for row in range(len(study.options))]

        assert np.allclose(study.scores, sums, atol=1e-9)


@pytest.mark.parametrize("requirement", [TOOL, CROWD, CLASH])
def test_what_is_said_of_two_scores_agrees_with_both(requirement: Requirement):
    """The lead is over the next in the table, and is the difference of the two as shown there."""
    text = record(requirement)
    table = inside(text, "Considered Options")
    (first, score), (second, next_score), *_ = re.findall(
        r"\n\| \**([^|*]+?)\** \| ([\d.]+) \|", table
    )
    lead = f"{float(score) - float(next_score):.1f} points of 100 behind"

    outcome = inside(text, "Decision Outcome").strip().splitlines()[0]
    assert outcome.startswith(
        f'Chosen option: "{first}", because it scores highest: {score} of 100. Next '
    )
    assert f" is {second}, {lead}" in outcome


def test_a_record_parts_what_to_argue_about_from_what_to_wait_for():
    """Weights and facts under what it hinges on, answers under when to revisit."""
    flips = flips_of(TOOL)
    text = inside(decision_record(study_of(TOOL), TOOL, flips), "Confirmation")
    hinges = text.split("hinges on these")[1].split("Revisit when:")[0]
    revisit = text.split("Revisit when:")[1]

    for flip in flips:
        assert (flip.text in hinges) <= (flip.kind in ("weight", "evidence"))
        assert (flip.text in revisit) <= (flip.kind in ("answer", "must_have"))
    assert hinges.count("\n- ") >= 2
    assert revisit.count("\n- ") >= 3


def test_another_option_is_said_to_score_lower(catalogue: Catalogue):
    """The confidence is in the champion, and the reason is left to those who chose."""
    study = study_of(TOOL)
    other = study.verdict.families[2].best
    name, leader = catalogue.option_name(other), catalogue.option_name(study.champion or "")
    text = decision_record(study, TOOL, flips_of(TOOL), option=other)
    outcome = inside(text, "Decision Outcome")

    assert headings(text)[0] == f"Python framework: {name}"
    assert re.match(
        rf'\nChosen option: "{name}", though {leader} scores [\d.]+ points higher', outcome
    )
    assert "{To fill in: what spoke for it all the same.}" in outcome
    assert f"Confidence that {leader} fits best: " in outcome
    assert f"{name} comes first in " in outcome
    assert f"### {name} (chosen)" in text
    assert f"That {leader} scores highest hinges on" in text


@pytest.mark.parametrize("option", ["dash", "streamlit+django", "reflex", None])
def test_what_follows_is_of_the_option_that_was_chosen(catalogue: Catalogue, option: str | None):
    """What to build, what it costs, where it falls short and what can go wrong."""
    study = study_of(CROWD)
    chosen = option or study.champion or ""
    text = record(CROWD, option)
    found = plan_of(study, chosen)
    assert found is not None
    month = cost_text(found[1].cost, found[0].rules.currency)
    costs = inside(text, "Costs for the Load Asked").splitlines()
    first = next(line for line in costs if line.startswith("| ") and "Option" not in line
                 and "---" not in line)  # fmt: skip

    assert first.startswith(f"| {catalogue.option_name(chosen)} | ")
    assert f"| {month} |" in first
    built = inside(text, "What to Build").strip().splitlines()
    assert built == [f"- {said(line)}" for line in architecture_lines(study, chosen)]
    follows = inside(text, "Consequences")
    for risk in risks(study, chosen):
        assert risk in follows
    for part in catalogue.parts(chosen):
        assert catalogue.frameworks[part].strengths[0].text in follows


def test_the_champion_is_chosen_where_no_option_is_named():
    """Naming it changes nothing."""
    assert record(CROWD) == record(CROWD, study_of(CROWD).champion)


def test_an_option_with_the_champion_s_screens_says_what_the_word_is_about(catalogue: Catalogue):
    """Whether a service stands behind them is another question, with its own answer."""
    study = study_of(TOOL)
    service = study.verdict.service
    assert service is not None
    assert service.option is not None
    assert study.champion in catalogue.frameworks
    outcome = inside(record(TOOL, service.option), "Decision Outcome")

    assert "whether a service stands behind them is a question of its own" in outcome
    assert service.text in outcome


def test_an_option_that_fails_a_must_may_be_recorded_and_says_so(catalogue: Catalogue):
    """In the outcome, among what follows, and where it is weighed."""
    study = study_of(STRICT)
    option = study.verdict.excluded[0].option
    name = catalogue.option_name(option)
    text = record(STRICT, option)

    assert f'Chosen option: "{name}", although it fails the must “' in text
    assert ", which fails none, scores " in text
    assert "- Bad, because it fails the must “" in inside(text, "Consequences")
    assert "Ruled out. Leaving the musts aside, its score is " in inside(text, f"{name} (chosen)")


def test_where_none_fits_an_option_may_be_chosen_all_the_same(catalogue: Catalogue):
    """There is nobody to hold it against."""
    text = record(NONE_FITS, "dash")

    assert 'Chosen option: "Dash", although it fails the musts “' in text
    assert "which fails none" not in text
    assert inside(text, "What to Build")


def test_an_option_that_was_not_compared_is_refused(catalogue: Catalogue):
    """With those that were."""
    requirement = TOOL.with_answers(considered=("streamlit", "dash"))
    study = Study(requirement, catalogue, draws=200)

    with pytest.raises(
        RequirementError, match="option: must be one of streamlit, dash, got 'flask"
    ):
        decision_record(study, requirement, option="flask")


def test_borderline_musts_are_to_be_checked(catalogue: Catalogue):
    """Of the chosen option only."""
    study = study_of(STRICT)
    (must,) = study.verdict.musts
    option = must.borderline[0]
    checks = inside(record(STRICT, option), "Confirmation").split("Revisit when")[0]

    assert f"- Whether {catalogue.option_name(option)} meets the must “{must.text}”" in checks


def test_a_load_that_was_stated_is_to_be_tried(catalogue: Catalogue):
    """With the processes that are planned; an assumed one is nobody's to keep."""
    asked = inside(record(CROWD), "Confirmation")

    assert re.search(r"- Whether .+ process(es)? of .+ carr(y|ies) 800 people at once", asked)
    assert "carry" not in inside(record(TOOL), "Confirmation")


def test_what_cannot_go_together_comes_before_the_answers():
    """Each contradiction with its ways out."""
    verdict = study_of(CLASH).verdict
    context = inside(record(CLASH), "Context and Problem Statement")
    section = context.split("What was answered:")[0]

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


def test_a_record_of_nothing_fits_says_so():
    """With the least that would have to give, and every option with its reason."""
    verdict, text = study_of(NONE_FITS).verdict, record(NONE_FITS)

    assert verdict.relaxations
    for title in ("Decision Outcome", "Confirmation"):
        assert all(item.text in inside(text, title) for item in verdict.relaxations)
    assert len(verdict.excluded) == inside(text, "Considered Options").count("fails the must")
    assert headings(text)[0] == "Python framework: none of the ten"
    assert "What to Build" not in headings(text)


@pytest.mark.parametrize(
    ("considered", "name"),
    [(("dash",), "not Dash"), (("dash", "flask"), "neither of the two")],
)
def test_none_of_a_short_list_is_said_in_words(
    catalogue: Catalogue, considered: tuple[str, ...], name: str
):
    """Nobody says none of the two."""
    requirement = NONE_FITS.with_answers(considered=considered)
    text = decision_record(Study(requirement, catalogue, draws=200), requirement)

    assert headings(text)[0] == f"Python framework: {name}"


def test_a_record_without_answers_says_so():
    """An empty requirement is not hidden."""
    assert "Nothing was answered" in record(Requirement())


def test_a_record_of_an_option_that_is_alone_compares_it_with_nothing(catalogue: Catalogue):
    """There is neither a lead nor a rival."""
    requirement = Requirement(goal="rest_api", considered=("flask",))
    text = decision_record(Study(requirement, catalogue, draws=200), requirement)

    assert 'Chosen option: "Flask", because nothing else is left to compare it with.' in text
    assert "Only what is on the shortlist was compared." in text


PROJECTS = (TOOL, STRICT, CLASH, CROWD, NONE_FITS, Requirement())


@pytest.mark.parametrize("requirement", PROJECTS, ids=range(len(PROJECTS)))
def test_it_renders_as_it_is(requirement: Requirement):
    """Every table whole, no stray mark, no HTML, no code, and links to pages alone."""
    tokens = parsed(decision_record(study_of(requirement), requirement, flips_of(requirement)))
    kinds = {token.type for token in tokens}
    widths: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            widths.append(0)
        widths[-1:] = [widths[-1] + 1] if token.type in ("th_open", "td_open") else widths[-1:]

    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td")
          for end in ("open", "close")),
    }  # fmt: skip
    assert set(widths) <= {4, 5}
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text", "text_special", "strong_open", "strong_close", "link_open", "link_close",
    }  # fmt: skip
    assert all(
        str(child.attrs["href"]).startswith("https://")
        for child in inline
        if child.type == "link_open"
    )
    assert not [child for child in inline if child.type == "text" and "**" in child.content]


def test_what_people_typed_stays_text():
    """No tag, no heading, no link, no table cell comes from it; a reader sees what was typed."""
    requirement = TOOL.with_answers(name=HOSTILE[:80], notes=HOSTILE)
    plain, hostile = record(TOOL), decision_record(study_of(TOOL), requirement)
    named = HOSTILE[:80].replace("\n\n", " ").strip()

    assert len(headings(plain)) == len(headings(hostile))
    assert headings(hostile)[0] == f"Python framework for {named}: Streamlit"
    assert [token.type for token in parsed(hostile)].count("html_block") == 0
    after = paragraphs(hostile).index("Notes:") + 1
    assert [HOSTILE.splitlines()[0], HOSTILE.splitlines()[2]] == paragraphs(hostile)[
        after : after + 2
    ]


def test_the_name_of_somebody_s_own_framework_stays_text(catalogue: Catalogue):
    """It stands in our sentences, in headings and in tables."""
    name = "<img src=x onerror=y> | [a](javascript:z) *b* `c`\n# d"
    dash = catalogue.frameworks["dash"]
    own = {**catalogue.frameworks, "dash": dash.model_copy(update={"name": name})}
    marked = replace(catalogue, frameworks=own, digest="other")
    requirement = Requirement(goal="interactive_dashboard", considered=("streamlit", "dash"))
    text = decision_record(Study(requirement, marked, draws=200), requirement, option="dash")
    usual = decision_record(Study(requirement, catalogue, draws=200), requirement, option="dash")
    seen = name.replace("\n", " ")

    assert [token.type for token in parsed(usual)] == [token.type for token in parsed(text)]
    assert headings(text)[0] == f"Python framework: {seen}"
    assert "javascript" not in {
        str(child.attrs.get("href", "")).split(":")[0]
        for token in parsed(text)
        for child in token.children or ()
    }


def test_somebody_s_own_framework_is_marked_as_such(catalogue: Catalogue):
    """In the record and in the tables; the shipped ones are not."""
    own = replace(catalogue, handed_in=frozenset({"dash"}), digest="own")
    requirement = Requirement(goal="interactive_dashboard", considered=("streamlit", "dash"))
    study = Study(requirement, own, draws=200)
    marks = "{} was described by whoever compares"
    about = tables_csv(study, requirement)["about.csv"].decode()
    for text in (inside(decision_record(study, requirement), "Considered Options"), about):
        assert marks.format("Dash") in text
        assert marks.format("Streamlit") not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1.3 (0.9 to 1.6)", "1.3 (0.9 to 1.6)"),
        ("1. one", "1\\. one"),
        ("# one", "\\# one"),
        ("- one", "\\- one"),
        ("-5", "-5"),
        ("under_score and _mark_", "under_score and \\_mark\\_"),
        ("$120 (84 to 150)", "$120 (84 to 150)"),
        ("$x$", "\\$x\\$"),
        ("a | b", "a \\| b"),
        ("see https://x.org/a_b_.", "see https://x.org/a_b_."),
        ("a & b &amp; c", "a & b \\&amp; c"),
    ],
)
def test_sentences_of_ours_keep_their_ordinary_marks(text: str, written: str):
    """And a reader sees them as they are."""
    (paragraph,) = [token for token in MarkdownIt().parse(said(text)) if token.type == "inline"]

    assert written == said(text)
    assert text == shown(paragraph)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://x.org/> [", "PyPI: dash 4", ""]
)
def test_what_is_no_address_of_a_page_is_no_link(address: str):
    """It stands beside the title as text."""
    assert not [
        child
        for token in MarkdownIt().parse(link("A *title*", address))
        for child in token.children or ()
        if child.type in ("link_open", "em_open", "html_inline")
    ]


@given(st.text(max_size=80))
def test_literal_text_is_one_line_without_marks(typed: str):
    """Every mark of Markdown is escaped, every line break gone."""
    written = literal(typed)
    unescaped = written.replace("\\\\", "")

    assert len(written.splitlines()) <= 1
    for mark in "*_`[]#|":
        assert unescaped.count(mark) == unescaped.count(f"\\{mark}")
    assert not set(written) & set("<>")


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


def test_lines_of_notes_stay_lines():
    """Each ends in a hard break, and an empty one parts paragraphs of the same quotation."""
    notes = "one\ntwo\n\n\n# three\r\n  - four\n"
    text = decision_record(study_of(TOOL), TOOL.with_answers(notes=notes))

    assert "\n\nNotes:\n\n> one\\\n> two\n>\n> \\# three\\\n> \\- four\n\n## " in text
    assert "Notes:" not in record(TOOL)
    assert "Notes:" not in decision_record(study_of(TOOL), TOOL.with_answers(notes=" \n"))


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
    for line in quoted(f"x\n{typed}").split("\n"):
        text = line.removeprefix(">").removeprefix(" ")
        bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(amp|lt|gt);", "", text)

        assert not set(bare.removesuffix("\\")) & set(string.punctuation)
        assert not text.startswith((" ", "\t"))


@given(requirement=requirements(musts=True, goal=True), is_last=st.booleans())
@settings(max_examples=4)
def test_the_same_requirement_gives_the_same_record(requirement: Requirement, is_last: bool):
    """No clock, no order of a set; whatever was answered, and whichever option was chosen."""
    study, again = (Study(requirement, load_catalogue(), draws=100) for _ in range(2))
    option = study.options.names[-1] if is_last else None
    text = decision_record(study, requirement, option=option)

    assert text == decision_record(again, requirement, option=option)
    assert text.endswith("\n")


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


def test_risks_need_an_option(catalogue: Catalogue):
    """Where there is one, what its framework is known for is named."""
    study = study_of(TOOL)
    assert study.champion is not None
    first = catalogue.frameworks[catalogue.parts(study.champion)[0]].watch_out[0].text

    assert not risks(study_of(NONE_FITS))
    assert first in risks(study)


def test_risks_are_of_the_option_that_is_named(catalogue: Catalogue):
    """Where it fits least, then what its parts are known for, not the champion's."""
    study = study_of(TOOL)
    found = risks(study, "dash")

    assert found == (*weak_spots(study, "dash"), *pitfalls(study, "dash"))
    assert catalogue.frameworks["dash"].watch_out[0].text in found
    assert catalogue.frameworks["streamlit"].watch_out[0].text not in found


@given(requirements())
@settings(max_examples=12)
def test_reasons_that_are_shown_make_a_point(requirement: Requirement):
    """A whole point, or the strongest that there is."""
    verdict = recommend(requirement, load_catalogue(), draws=200)
    found = strong_reasons(verdict)

    assert bool(found) == bool(verdict.reasons)
    assert len(found) == 1 or all(abs(reason.points) >= 0.5 for reason in found)


def test_each_answer_is_named_once():
    """The nearest change of each, at most five."""
    flips: Sequence[Flip] = nearest_flips(answer_flips(study_of(TOOL)))

    assert len(flips) <= 5
    assert len({flip.field for flip in flips}) == len(flips)


@pytest.mark.parametrize(
    "address",
    [
        "https://a/\n\n# Approved by the board",
        "https://a/[click](javascript:alert(1))",
        "https://a/ <img src=x>",
    ],
)
def test_an_address_is_never_markup(catalogue: Catalogue, address: str) -> None:
    """It may come from a file of anybody's."""
    asked = Requirement(goal="rest_api")
    text = decision_record(Study(asked, catalogue), asked, (), address)
    (line,) = [line for line in text.splitlines() if "Reopen it" in line]

    assert "# Approved by the board" not in text.splitlines()
    assert not re.search(r"(?<!\\)[<\[]", line)
