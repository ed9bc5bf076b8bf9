"""Verdict, compare, evidence and method, for every kind of project.

It has no answers, ordinary ones, gaps, an excluded champion, or no champion at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.present.cross_check import cross_check_rule, cross_check_sentence
from framework_compare.requirement.links import to_query
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached
from framework_compare.ui.frame.menu import SECTIONS
from framework_compare.vocabulary import METHODS
from tests.track_records import NO_RATE, rate, scored, track_record
from tests.ui.conftest import ROOT, open_link, open_section

REQUIREMENTS = {
    "nothing": Requirement(),
    "ordinary": Requirement(
        goal="interactive_dashboard",
        audience=("company_wide",),
        peak_concurrent_users=150,
        team_skills=("python", "data_science"),
        visualisation="high",
        auth="sso",
        needs=("many_pages", "cross_chart_interaction"),
        name="Sales *figures*",
        notes="<b>bold</b>",
    ),
    "gaps": Requirement(goal="rest_api"),
    "service": Requirement(
        goal="internal_data_tool", considered=("streamlit", "fastapi"), needs=("programmatic_api",)
    ),
    "one option": Requirement(goal="ml_model_demo", considered=("gradio",)),
    "excluded": Requirement(
        goal="interactive_dashboard", needs=("transactions",), must_haves=("transactions", "auth")
    ),
    "none fits": Requirement(
        goal="interactive_dashboard",
        peak_concurrent_users=10_000_000,
        weeks_to_first_release=0.1,
        must_haves=("peak_concurrent_users", "weeks_to_first_release"),
    ),
}
PANEL = """
from framework_compare.ui.frame import shell
shell.ensure_router()
from framework_compare.ui.method import cross_check
cross_check.render_cross_check()
"""
VIEWS = [
    (page, title)
    for page, titles in SECTIONS.items()
    if page not in ("capacity", "stakeholders")  # they have tests of their own
    for title in titles.values()
]


def opened(app: AppTest, page: str, requirement: Requirement) -> AppTest:
    """Return the app on a page with a requirement."""
    open_link(app, to_query(requirement))
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def shown(app: AppTest) -> str:
    """Return every word on screen."""
    kinds = ("header", "subheader", "markdown", "caption", "text", "info")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def words_of(app: AppTest, key: str) -> list[str]:
    """Return what a container holds, without marks of Markdown."""
    container = app.get_by_key(key)
    return [re.sub(r"[*#]", "", str(child.value)).strip() for child in container.children.values()]


def specs(app: AppTest) -> Iterator[tuple[dict, str]]:
    """Yield every chart's specification and words."""
    for chart in app.get("vega_lite_chart"):
        yield json.loads(chart.proto.spec), chart.proto.alt


@pytest.mark.parametrize("name", REQUIREMENTS)
@pytest.mark.parametrize("page", ["verdict", "compare", "what_if", "evidence", "method"])
def test_every_page_shows_something(app: AppTest, page: str, name: str):
    """Whatever is known: no exception, a heading, and words."""
    opened(app, page, REQUIREMENTS[name])

    assert not app.exception
    assert app.header or app.subheader
    assert len(shown(app)) > 100


@pytest.mark.parametrize(("page", "section"), VIEWS)
@pytest.mark.parametrize("name", ["nothing", "ordinary", "service", "none fits"])
def test_every_section_shows_something(app: AppTest, page: str, section: str, name: str):
    """One at a time; what is hidden does not run."""
    opened(app, page, REQUIREMENTS[name])
    open_section(app, page, section)

    assert not app.exception
    assert SECTIONS[page][app.segmented_control(key=f"{page}.section").value] == section


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_champion_stands_alone(app: AppTest, catalogue: Catalogue, name: str):
    """Two containers hold the champion's name and the word, and nothing else."""
    verdict = recommend(REQUIREMENTS[name], catalogue)
    opened(app, "verdict", REQUIREMENTS[name])
    champion = catalogue.option_name(verdict.champion) if verdict.champion else "None fits"

    assert [champion] == words_of(app, "champion")
    assert [catalogue.confidence.word(verdict.confidence).label] == words_of(app, "confidence")


@pytest.mark.parametrize("name", REQUIREMENTS)
@pytest.mark.parametrize("page", ["verdict", "compare", "evidence"])
def test_every_chart_speaks(app: AppTest, page: str, name: str):
    """Each has words of its own, and rows that are not empty."""
    opened(app, page, REQUIREMENTS[name])

    for spec, words in specs(app):
        assert words.endswith(".")
        assert spec["layer"]


def test_what_people_typed_is_shown_as_text(app: AppTest):
    """Never as Markdown."""
    opened(app, "verdict", REQUIREMENTS["ordinary"])

    assert "for Sales *figures*" in [text.value for text in app.text]
    assert not [
        item.value for item in app.markdown if "figures" in item.value or "bold" in item.value
    ]


def test_without_answers_the_verdict_asks_for_the_first(app: AppTest):
    """It says that this is the view over all kinds of projects."""
    opened(app, "verdict", REQUIREMENTS["nothing"])

    assert "Nothing is known about your project yet" in shown(app)


def test_excluded_options_have_their_reason(app: AppTest, catalogue: Catalogue):
    """All of them, and what each must-have costs."""
    requirement = REQUIREMENTS["excluded"]
    verdict = recommend(requirement, catalogue)
    opened(app, "verdict", requirement)
    words = shown(app)

    assert verdict.excluded
    assert all(item.reason[1:] in words for item in verdict.excluded)
    assert f"{len(verdict.excluded)} options are out" in [
        expander.label for expander in app.expander
    ]
    assert "is marked as a must but not answered" in words
    assert app.table


def test_where_nothing_fits_the_page_says_what_would_have_to_give(
    app: AppTest, catalogue: Catalogue
):
    """The smallest sets of musts, and no architecture of something that is out."""
    verdict = recommend(REQUIREMENTS["none fits"], catalogue)
    opened(app, "verdict", REQUIREMENTS["none fits"])

    assert verdict.relaxations
    assert all(item.text in shown(app) for item in verdict.relaxations)
    assert "What would fit instead" not in shown(app)
    assert "What to build" not in [item.value for item in app.subheader]


def test_a_borderline_must_is_shown_with_names_and_chances(app: AppTest):
    """Who passes, who is borderline and how often; that nobody knows is said of nobody."""
    requirement = Requirement(
        goal="rest_api", peak_concurrent_users=2000, must_haves=("peak_concurrent_users",)
    )
    verdict = recommend(requirement)
    opened(app, "verdict", requirement)
    words = shown(app)
    share = f"{verdict.ranking[0].meets:.0%}"

    assert not app.exception
    assert "borderline: Streamlit (" in words
    assert f"FastAPI ({share})" in words
    assert f"in {share[:-1]} of 100 plausible cases" in words
    assert "nobody knows" not in words.lower()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_files_can_be_taken_away(app: AppTest, name: str):
    """Report, record, bundle, tables, answers and verdict can be saved whatever the verdict is.

    So can a project that runs, where there is one to build.
    """
    opened(app, "verdict", REQUIREMENTS[name])

    starter = [] if name == "none fits" else ["Download the starter"]
    assert [button.proto.label for button in app.get("download_button")] == [
        *starter,
        "Report",
        "Decision record",
        "Everything",
        "Tables as a workbook",
        "Tables as CSV",
        "Your answers",
        "Verdict as data",
    ]


def test_the_starter_is_the_champions_until_another_is_chosen(app: AppTest, catalogue: Catalogue):
    """Options that are out are not offered."""
    verdict = recommend(REQUIREMENTS["ordinary"], catalogue)
    opened(app, "verdict", REQUIREMENTS["ordinary"])
    box = next(item for item in app.selectbox if item.label == "Option to take")

    assert box.value == verdict.champion
    assert box.options == [catalogue.option_name(standing.option) for standing in verdict.ranking]
    box.set_value("streamlit+fastapi").run()
    assert not app.exception
    button = next(each for each in app.get("download_button") if "starter" in each.proto.label)
    assert "Screens and service are two folders" in button.proto.help


def test_champion_and_runner_up_are_compared_first(app: AppTest, catalogue: Catalogue):
    """With the article's two."""
    verdict = recommend(REQUIREMENTS["ordinary"], catalogue)
    opened(app, "compare", REQUIREMENTS["ordinary"])
    pills = next(item for item in app.pills if item.key == "compare.options")

    assert {verdict.champion, verdict.runner_up, "streamlit", "flask"} == set(pills.value)


def test_a_comparison_does_not_depend_on_the_shortlist(app: AppTest):
    """Options off the shortlist can be looked at too, with the same numbers."""
    everyone, two = Requirement(goal="rest_api"), ("streamlit", "flask", "dash", "fastapi")
    found = []
    for requirement in (everyone, everyone.with_answers(considered=("streamlit", "dash"))):
        opened(app, "compare", requirement)
        pills = next(item for item in app.pills if item.key == "compare.options")
        pills.set_value(list(two)).run()
        spec, _ = next(specs(app))
        cells = next(layer["data"]["values"] for layer in spec["layer"] if "data" in layer)
        found.append({(row["criterion_id"], row["option_id"]): row["text"] for row in cells})

    assert {option for _, option in found[0]} == set(two)
    assert found[0] == found[1]


def test_a_card_says_what_speaks_for_a_framework(app: AppTest, catalogue: Catalogue):
    """And on which Python its release runs, and of which day that is."""
    opened(app, "compare", REQUIREMENTS["nothing"])
    open_section(app, "compare", "Philosophies")

    for framework in (catalogue.frameworks["streamlit"], catalogue.frameworks["flask"]):
        card = next(item.value for item in app.markdown if f"#### {framework.name} " in item.value)
        assert all(f"- {remark.text}" in card for remark in framework.strengths)
        assert f"Python {framework.requires_python}, released {framework.released}]" in card


def test_a_line_of_items_says_when_they_count(app: AppTest, catalogue: Catalogue):
    """What is part of a framework, and what is an add-on."""
    opened(app, "compare", REQUIREMENTS["ordinary"])
    box = next(item for item in app.selectbox if item.label.startswith("Evidence behind a line"))
    labels = {}
    for criterion in ("stated_needs", "maturity"):
        box.set_value(criterion).run()
        labels[criterion] = [expander.label for expander in app.expander]

    assert "When is it part of it?" in labels["stated_needs"]
    assert "When is it part of it?" not in labels["maturity"]
    box.set_value("stated_needs").run()
    assert catalogue.needs["many_pages"].present_means in shown(app)


def test_no_option_at_all_is_a_hint(app: AppTest):
    """Nothing chosen, nothing broken."""
    opened(app, "compare", REQUIREMENTS["ordinary"])
    pills = next(item for item in app.pills if item.key == "compare.options")
    pills.set_value([]).run()

    assert not app.exception
    assert "Choose at least one option" in shown(app)


def test_six_options_fit_side_by_side(app: AppTest):
    """More are left out with a word."""
    opened(app, "compare", REQUIREMENTS["ordinary"])
    pills = next(item for item in app.pills if item.key == "compare.options")
    pills.set_value(
        ["streamlit", "flask", "fastapi", "django", "dash", "gradio", "panel", "streamlit+fastapi"]
    ).run()
    spec, _ = next(specs(app))
    cells = next(layer["data"]["values"] for layer in spec["layer"] if "data" in layer)

    assert not app.exception
    assert len({cell["option"] for cell in cells}) == 6
    assert "6 fit side by side" in shown(app)


@pytest.mark.parametrize("order", ["tree", "weight", "difference"])
def test_the_radar_stays_small(app: AppTest, order: str):
    """At most three options, the need beside them, at most eight axes."""
    opened(app, "compare", REQUIREMENTS["ordinary"])
    open_section(app, "compare", "Radar")
    app.segmented_control(key="compare.axes").set_value(order).run()
    spec, _ = next(specs(app))
    points = next(
        layer["data"]["values"] for layer in spec["layer"] if layer["data"]["name"] == "points"
    )

    assert not app.exception
    assert len({point["name"] for point in points}) == 4
    assert len({point["criterion"] for point in points}) <= 8
    assert "cannot show" in shown(app)


def test_every_line_of_the_comparison_opens(app: AppTest, catalogue: Catalogue):
    """Each criterion shows its question and what it rests on."""
    opened(app, "compare", REQUIREMENTS["ordinary"])
    for criterion in catalogue.criteria:
        next(box for box in app.selectbox if str(box.key).startswith("cmp.line")).set_value(
            criterion.id
        ).run()

        assert not app.exception
        assert criterion.question in shown(app)


def test_claims_can_be_filtered(app: AppTest, catalogue: Catalogue):
    """By verdict, section and feature; the table holds what is left."""
    opened(app, "evidence", REQUIREMENTS["nothing"])
    app.pills(key="evidence.holds").set_value(["✗ Does not hold"]).run()
    rows = app.dataframe[0].value

    assert not app.exception
    assert len([claim for claim in catalogue.claims.values() if claim.holds == "no"]) == len(rows)


def test_the_ledger_can_be_filtered(app: AppTest):
    """Down to one framework's judged cells."""
    opened(app, "evidence", REQUIREMENTS["nothing"])
    open_section(app, "evidence", "All evidence")
    app.multiselect(key="evidence.frameworks").set_value(["Dash"]).run()
    app.selectbox(key="evidence.kind").set_value("judged").run()
    rows = app.dataframe[0].value

    assert not app.exception
    assert {"Dash"} == set(rows["Framework"])
    assert {"judged"} == set(rows["Kind"])


def test_without_a_record_the_page_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """And how to make one."""
    monkeypatch.setattr(cached, "track_record", lambda: None)
    opened(app, "evidence", REQUIREMENTS["nothing"])
    open_section(app, "evidence", "Real decisions")

    assert not app.exception
    assert "have not been compared with real decisions" in shown(app)


def test_a_record_is_shown_with_its_misses(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Agreement, baselines, both calibrations, and every miss with its reason."""
    agreed = rate(4, 3, 0.3, 0.95)
    miss = {
        "id": "a",
        "champion": "dash",
        "confidence": "leaning",
        "chosen": ["flask"],
        "kind": "rejected",
        "reason": "They knew it.",
        "source": "",
    }
    rule = {
        "name": "always Streamlit",
        "shortlist": agreed,
        "shortlist_better": 0,
        "shortlist_worse": 0,
        "all": NO_RATE,
        "all_better": 0,
        "all_worse": 0,
    }
    record = track_record(
        scored("shortlist", agreed),
        {
            "cases": 5,
            "counted": 4,
            "baselines": [rule],
            "calibration": {"shortlist": [rate(4, 3, 0.3, 0.95, word="clear", rejected=1)]},
            "misses": {"all": [miss]},
        },
    )
    monkeypatch.setattr(cached, "track_record", lambda: record)
    opened(app, "evidence", REQUIREMENTS["nothing"])
    open_section(app, "evidence", "Real decisions")

    assert not app.exception
    assert len(list(specs(app))) == 4
    assert list(app.dataframe[0].value["Reason given"]) == ["They knew it."]


def test_the_method_takes_the_score_apart(app: AppTest, catalogue: Catalogue):
    """The points of the example add up to the champion's score."""
    requirement = REQUIREMENTS["ordinary"]
    verdict = recommend(requirement, catalogue)
    opened(app, "method", requirement)
    open_section(app, "method", "Your score, step by step")

    assert verdict.champion is not None
    assert app.dataframe[0].value["Points"].sum() == pytest.approx(
        verdict.standing(verdict.champion).score
    )


def test_every_number_of_the_model_has_its_reason(app: AppTest, catalogue: Catalogue):
    """From the objects that compute."""
    opened(app, "method", REQUIREMENTS["nothing"])
    open_section(app, "method", "Numbers and reasons")
    words = shown(app)
    parts = [getattr(catalogue.model, field) for field in type(catalogue.model).model_fields]

    assert all(part.why in words for part in parts if hasattr(part, "why"))
    assert "chance that a skill is lacking where nothing is said of skills" in words


def test_every_method_of_the_cross_check_has_its_numbers_and_reason(
    app: AppTest, catalogue: Catalogue
):
    """With the rule by which they count."""
    opened(app, "method", REQUIREMENTS["nothing"])
    open_section(app, "method", "Numbers and reasons")
    rules = catalogue.cross_check
    entries = [rules.weighted_sum, *(rules.method(method) for method in METHODS)]

    assert [entry.name for entry in entries] == [
        name
        for name in (re.sub(r"\*\*(.+?)\*\*.*", r"\1", box.label) for box in app.expander)
        if name in {entry.name for entry in entries}
    ]
    assert all(entry.why in shown(app) and entry.reference in shown(app) for entry in entries)
    assert rules.rule.why in shown(app)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_cross_check_is_shown_for_every_verdict(name: str, catalogue: Catalogue):
    """One line a method, the deciding one first; a hint where there is nothing to check."""
    verdict = recommend(REQUIREMENTS[name], catalogue)
    app = AppTest.from_string(PANEL, default_timeout=30)
    open_link(app, to_query(REQUIREMENTS[name]))

    assert not app.exception
    if verdict.champion is None:
        assert "nothing to check" in shown(app)
        assert not app.table
        return
    winners = [catalogue.option_name(result.winner) for result in verdict.cross_check.methods]
    cells = list(app.table[0].value["Would choose"])
    assert len(METHODS) + 1 == len(cells)
    assert cells[0].startswith(f"**{catalogue.option_name(verdict.champion)}**")
    assert all(
        cell.startswith(f"**{winner}**") for winner, cell in zip(winners, cells[1:], strict=True)
    )
    assert cross_check_sentence(Study(REQUIREMENTS[name], catalogue)) in shown(app)
    assert cross_check_rule(catalogue) in shown(app)


def test_every_question_is_answered(app: AppTest, catalogue: Catalogue):
    """The article's and ours."""
    opened(app, "method", REQUIREMENTS["nothing"])
    open_section(app, "method", "Questions people ask")

    assert [f"**{entry.question}**" for entry in catalogue.faq] == [
        expander.label for expander in app.expander
    ]
