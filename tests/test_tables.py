"""The frames that pages and charts show: rounded, complete, and true to what they come from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.decisions.record import TrackRecord, load_track_record
from framework_compare.explain.overlap import Merge
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import FIT, HOLDS
from framework_compare.scoring.results import CrossCheck
from framework_compare.tables import cells as cells_rows
from framework_compare.tables import comparison as comparison_rows
from framework_compare.tables import cross_check as cross_check_rows
from framework_compare.tables import ledger as ledger_rows
from framework_compare.tables import overlaps as overlaps_rows
from framework_compare.tables import record as record_rows
from framework_compare.tables import verdicts as verdicts_rows
from framework_compare.text import KINDS, interval_text, percent, points_text
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS
from tests.strategies import requirements

DASHBOARD = Requirement(
    goal="interactive_dashboard", team_skills=("python", "data_science"), visualisation="high"
)
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)
EVERY_OPTION = ("streamlit", "flask", "streamlit+fastapi")


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.001, "under 1%"), (0.314, "31%"), (0.999, "over 99%"), (1, "100%")],
)
def test_shares_in_whole_per_cent(share: float, text: str):
    """What is small but not nothing says so."""
    assert text == percent(share)


@pytest.mark.parametrize(
    ("points", "text"), [(2.4, "+2"), (-1.6, "\u22122"), (0.3, "0"), (-0.3, "0")]
)
def test_points_have_a_sign(points: float, text: str):
    """A true minus, and no minus nought."""
    assert text == points_text(points)


def test_an_interval_in_words():
    """Points of 100 with the range; a value alone where there is none."""
    assert interval_text(low=0.6, mid=0.7, high=0.8) == "70 (60 to 80)"
    assert interval_text(low=0.7, mid=0.7, high=0.7) == "70"


@given(requirements(musts=True))
def test_places_fill_the_bar(requirement: Requirement):
    """Each option's segments run from 0 to 100 without gaps."""
    catalogue = load_catalogue()
    rows = verdicts_rows.place_rows(recommend(requirement, catalogue, draws=1000), catalogue)

    for _, bar in rows.groupby("name"):
        assert bar["start"].iloc[0] == 0
        assert bar["end"].iloc[-1] == pytest.approx(100, abs=0.05)
        assert (bar["start"].to_numpy()[1:] == bar["end"].to_numpy()[:-1]).all()


@given(requirements(musts=True))
def test_contributions_add_up_to_the_lead(requirement: Requirement):
    """What is too small for a line of its own is not lost, unless it is less than half a point in
    all.
    """
    catalogue = load_catalogue()
    verdict = recommend(requirement, catalogue, draws=1000)
    rows = verdicts_rows.contribution_rows(verdict, catalogue)
    if verdict.champion is None or verdict.runner_up is None:
        assert rows.empty
        return
    lead = verdict.standing(verdict.champion).score - verdict.standing(verdict.runner_up).score

    assert rows["points"].sum() == pytest.approx(lead, abs=0.6)


def test_a_score_is_its_sum(catalogue: Catalogue):
    """The worked example of the method page."""
    verdict = recommend(DASHBOARD, catalogue)
    rows = verdicts_rows.score_sum(verdict, catalogue)

    assert len(CRITERIA) == len(rows)
    assert verdict.champion is not None
    assert rows["Points"].sum() == pytest.approx(verdict.standing(verdict.champion).score)
    assert rows["Weight"].sum() == pytest.approx(100)


def test_frames_without_a_champion_are_empty(catalogue: Catalogue):
    """Nothing is made up where every option is out; the must-haves are still there."""
    verdict = recommend(NONE_FITS, catalogue)

    assert verdict.champion is None
    for make in (
        verdicts_rows.family_rows,
        verdicts_rows.place_rows,
        verdicts_rows.contribution_rows,
        verdicts_rows.score_sum,
    ):
        assert make(verdict, catalogue).empty
    assert len(NONE_FITS.must_haves) == len(verdicts_rows.must_rows(verdict, catalogue))


@given(requirements())
def test_every_fit_lies_in_its_interval(requirement: Requirement):
    """And every option has a cell on every criterion, with a word for its step."""
    catalogue = load_catalogue()
    seen = comparison_rows.compare_all(requirement, catalogue)
    needs = recommend(requirement, catalogue, draws=1000).needs
    rows = comparison_rows.fit_cells(catalogue, EVERY_OPTION, seen.fits, seen.intervals, needs)

    assert len(CRITERIA) * len(EVERY_OPTION) == len(rows)
    assert set(rows["step"]) <= {word for word, *_ in FIT}
    for row in rows[rows["interval"] != ""].itertuples():
        low, high = map(int, str(row.interval).split(" to "))
        assert low <= int(str(row.figure)) <= high


def test_a_comparison_does_not_depend_on_the_shortlist(catalogue: Catalogue):
    """Options off the shortlist can be looked at too, with the same numbers."""
    short = DASHBOARD.with_answers(considered=("streamlit", "dash"))

    assert comparison_rows.compare_all(DASHBOARD, catalogue) == comparison_rows.compare_all(
        short, catalogue
    )


def test_the_article_speaks_for_its_two(catalogue: Catalogue):
    """Streamlit and Flask in its own judgement, the others in words of the scale."""
    intervals = comparison_rows.compare_all(DASHBOARD, catalogue).intervals
    frame = comparison_rows.article_comparison(catalogue, ("streamlit", "flask", "dash"), intervals)

    assert len(catalogue.article.comparison) == len(frame)
    for row, cells in zip(catalogue.article.comparison, frame.to_dict("records"), strict=True):
        assert row.streamlit_text in cells["Streamlit"]
        assert row.flask_text in cells["Flask"]
        assert row.implication in cells.values()
        assert cells["Dash"]


@pytest.mark.parametrize("order", comparison_rows.AXIS_ORDERS)
def test_axes_can_be_reordered(catalogue: Catalogue, order: str):
    """The same axes in another order; never one that the answers leave without meaning."""
    seen, weights = (
        comparison_rows.compare_all(DASHBOARD, catalogue),
        recommend(DASHBOARD, catalogue, draws=1000).weights,
    )
    axes = {
        name: comparison_rows.radar_axes(
            DASHBOARD, EVERY_OPTION, seen.intervals, weights, order=name, count=8
        )  # type: ignore[arg-type]  # keys of AXIS_ORDERS
        for name in (order, "tree")
    }

    assert set(axes["tree"]) == set(axes[order])
    assert "stated_needs" not in axes[order]


def test_the_radar_has_a_line_for_the_need(catalogue: Catalogue):
    """Options and what is asked, on the same axes."""
    seen, verdict = (
        comparison_rows.compare_all(DASHBOARD, catalogue),
        recommend(DASHBOARD, catalogue, draws=1000),
    )
    profile = comparison_rows.radar_profile(
        catalogue, ("dash",), ("scalability", "maturity"), seen.intervals, verdict.needs
    )

    assert list(profile["name"].unique()) == ["Dash", comparison_rows.YOURS]
    assert profile["value"].between(0, 100).all()
    assert list(comparison_rows.radar_values(profile).columns) == [
        "Criterion",
        "Dash",
        comparison_rows.YOURS,
    ]


def test_the_ledger_holds_every_cell(catalogue: Catalogue):
    """As many lines as there are cells in the frameworks' files."""
    cells = sum(
        len(part)
        for framework in catalogue.frameworks.values()
        for part in (
            framework.capability,
            framework.speed,
            framework.blocks,
            framework.needs,
            framework.hosts,
            framework.demands,
            framework.kept,
        )
    )
    rows = ledger_rows.ledger(catalogue)

    assert cells == len(rows)
    assert not rows.drop(columns="sources").isna().any().any()
    assert set(rows["Kind"]) <= set(KINDS.values())


def test_every_sourced_cell_names_its_source(catalogue: Catalogue):
    """One click from the source where it has an address."""
    rows = ledger_rows.ledger(catalogue)
    sourced = rows[rows["sources"] != ""]

    assert (sourced["Source"] != "our judgement").all()
    assert rows["Link"].map(lambda link: link == "" or link.startswith("https://")).all()


def test_claims_are_counted_once(catalogue: Catalogue):
    """The bars add up to the claims."""
    rows = ledger_rows.claim_rows(catalogue)
    counts = ledger_rows.claim_counts(rows)

    assert len(catalogue.claims) == len(rows) == counts["count"].sum()
    assert len(HOLDS) == len(counts)


def test_only_judged_cells_wait_for_a_measurement(catalogue: Catalogue):
    """The most telling first."""
    weights = recommend(DASHBOARD, catalogue, draws=1000).weights
    rows = ledger_rows.measure_next(catalogue, weights, 5)

    assert len(rows) <= 5
    assert rows["At stake"].is_monotonic_decreasing
    assert set(ledger_rows.judged_shares(ledger_rows.ledger(catalogue))["Framework"]) == {
        framework.name for framework in catalogue.frameworks.values()
    }


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("option", ["streamlit", "streamlit+fastapi"])
def test_every_cell_opens_its_evidence(catalogue: Catalogue, criterion: str, option: str):
    """Each has something behind it, except what the answers leave without meaning."""
    requirement = DASHBOARD.with_answers(needs=("maps",), existing_framework="dash")
    # a criterion's id
    found = cells_rows.cell_evidence(requirement, catalogue, option, criterion)  # type: ignore[arg-type]

    assert found
    assert all(piece.value and piece.why for piece in found)
    assert ("Together" in {piece.framework for piece in found}) == ("+" in option)


def test_without_a_goal_all_building_blocks_count(catalogue: Catalogue):
    """No answer narrows them down."""
    assert len(catalogue.blocks) == len(
        cells_rows.cell_evidence(Requirement(), catalogue, "dash", "use_case_fit")
    )
    assert not cells_rows.cell_evidence(Requirement(), catalogue, "dash", "stated_needs")


def test_nothing_saved_is_no_record(tmp_path):
    """The page then says so."""
    assert load_track_record(tmp_path) is None


def test_a_record_is_read_as_saved(tmp_path, catalogue: Catalogue):
    """Rates without cases are left out, misses are listed once, fields of later versions are left
    aside.
    """
    rate = '{"n": 4, "agree": 3, "share": 0.75, "low": 0.3, "high": 0.95}'
    none = '{"n": 0, "agree": 0, "share": null, "low": null, "high": null}'
    miss = (
        '{"id": "a", "champion": "dash", "confidence": "clear", "chosen": ["streamlit", "fastapi"],'
        ' "later": 1}'
    )
    text = (
        f'{{"as_of": "2026-11-23", "cases": 5, "shortlist": {{"n": 4, "top1": {rate}, "top2":'
        f' {none}}}, "misses": {{"shortlist": [{miss}], "all": [{miss}]}}, "log_score": {{"all":'
        " -1}}"
    )
    (tmp_path / "measurements").mkdir()
    (tmp_path / "measurements" / "validation.json").write_text(text, encoding="utf-8")
    record = load_track_record(tmp_path)

    assert isinstance(record, TrackRecord)
    assert list(record_rows.agreement_rates(record)["name"]) == ["First, of its shortlist"]
    assert list(
        record_rows.miss_rows(record, catalogue)[["The verdict", "They chose"]].itertuples(
            index=False, name=None
        )
    ) == [("Dash", "Streamlit with FastAPI")]


def test_short_names_join_with_a_plus(catalogue: Catalogue):
    """As charts write them."""
    assert short_name("streamlit+fastapi", catalogue) == "Streamlit + FastAPI"
    assert len({short_name(name, catalogue) for name in FRAMEWORKS}) == len(FRAMEWORKS)


# Double counting


def a_merge(leader: str | None, lead: float | None) -> Merge:
    """Scalability and running cost as one, with Dash in front today."""
    return Merge("scalability", "running_cost", "dash" if leader else None, 2.0, leader, lead, 0.01)


@pytest.mark.parametrize(
    ("leader", "lead", "said"),
    [
        ("dash", 2.14, "Dash stays first, by 2.1 points"),
        ("streamlit+fastapi", 0.3, "Streamlit + FastAPI would lead, by 0.3 points"),
        ("dash", 0.01, "Dash stays first, by next to nothing"),
        ("dash", None, "Dash is the only one left"),
        (None, None, "no option is left"),
    ],
)
def test_what_merging_does_is_one_phrase(catalogue: Catalogue, leader, lead, said: str):
    """Who, and by how much to one decimal."""
    assert overlaps_rows.merge_sentence(a_merge(leader, lead), catalogue) == said


def test_pairs_that_change_the_leader_stand_on_top(catalogue: Catalogue):
    """The surest change first, then the narrowest lead that holds."""
    pairs = list(catalogue.overlaps.values())[:4]
    results = (("dash", 0.2), ("flask", 0.1), ("dash", 0.1), ("flask", 3.0))
    merges = {pair.id: a_merge(*result) for pair, result in zip(pairs, results, strict=True)}
    rows = overlaps_rows.overlap_rows(catalogue, pairs, merges)

    assert list(rows["Counted once"]) == [
        "Flask would lead, by 3.0 points",
        "Flask would lead, by 0.1 points",
        "Dash stays first, by 0.1 points",
        "Dash stays first, by 0.2 points",
    ]


def test_shared_sources_do_not_hang_on_the_order_of_the_two(catalogue: Catalogue):
    """By framework's name; none for a pair that shares none."""
    found = overlaps_rows.shared_by_framework(catalogue, "hosting_fit", "deployment_complexity")

    assert found == overlaps_rows.shared_by_framework(
        catalogue, "deployment_complexity", "hosting_fit"
    )
    assert set(found) <= {framework.name for framework in catalogue.frameworks.values()}
    assert all(source in catalogue.sources for sources in found.values() for source in sources)
    assert overlaps_rows.shared_by_framework(catalogue, "customization", "running_cost") == {}


def test_criteria_share_measurements_as_they_share_sources(catalogue: Catalogue):
    """What an interaction costs the server bears on both."""
    found = overlaps_rows.shared_by_framework(catalogue, "scalability", "running_cost")

    assert "E5/streamlit/predict/cpu_ms" in found["Streamlit"]


# the cross-check


@given(requirements(musts=True))
@settings(max_examples=25)
def test_the_cross_check_has_a_line_for_every_method(requirement: Requirement):
    """The deciding one first, with the champion; each with at most three frameworks, its winner's
    first.
    """
    catalogue = load_catalogue()
    verdict = recommend(requirement, catalogue, draws=1000)
    rows = cross_check_rows.cross_check_rows(verdict, catalogue)
    if verdict.champion is None:
        assert rows.empty
        assert cross_check_rows.cross_check_sentence(verdict, catalogue) == ""
        return

    assert list(rows["Agrees"]).count("differs") == verdict.cross_check.differing
    assert rows["Agrees"].iloc[0] == "decides"
    assert rows["Would choose"].iloc[0] == catalogue.option_name(verdict.champion)
    for winner, first in zip(rows["Would choose"], rows["First three"], strict=True):
        assert len(first.split(", ")) == min(3, len(verdict.families))
        assert first.split(", ")[0] == winner.replace(" with ", " + ")


@pytest.mark.parametrize(
    ("differing", "lowered_from", "confidence", "said"),
    [
        (0, None, "clear", "All four other methods name Streamlit too."),
        (
            1,
            None,
            "clear",
            "One of four other methods would name Flask. It takes two to lower the confidence.",
        ),
        (
            2,
            "clear",
            "leaning",
            "would name Flask. So the verdict is called leaning rather than clear.",
        ),
        (
            3,
            None,
            "too_close",
            "would name Flask. The verdict is called too close to call without them already.",
        ),
    ],
)
def test_the_sentence_says_what_dissent_does(
    catalogue: Catalogue, differing, lowered_from, confidence, said
):
    """Nothing, too little, one step, or nothing more."""
    verdict = recommend(
        Requirement(goal="interactive_dashboard", considered=("streamlit", "flask")), catalogue
    )
    agreeing = [
        replace(item, winner="streamlit", family="streamlit", agrees=True)
        for item in verdict.cross_check.methods
    ]
    dissenting = [
        replace(item, winner="flask", family="flask", agrees=False) for item in agreeing[:differing]
    ]
    check = CrossCheck((*dissenting, *agreeing[differing:]), lowered_from)

    assert verdict.champion is not None
    assert verdict.champion.startswith("streamlit")
    assert cross_check_rows.cross_check_sentence(
        replace(verdict, cross_check=check, confidence=confidence), catalogue
    ).endswith(said)


def test_the_one_that_is_left_is_named_by_every_method(catalogue: Catalogue):
    """A shortlist of one."""
    verdict = recommend(Requirement(considered=("gradio",)), catalogue)

    assert (
        cross_check_rows.cross_check_sentence(verdict, catalogue)
        == "Only Gradio is left, so every method names it."
    )


def test_the_effect_of_the_cross_check_has_both_columns(catalogue: Catalogue):
    """From the shipped record: words with their intervals, and log scores with a true minus."""
    record = load_track_record()
    assert record is not None
    rows = record_rows.cross_check_effect(record, catalogue).set_index("What")
    changed = rows[rows["Without them"] != rows["With them"]]

    assert rows.loc["Log score of shares, shortlist", "With them"].startswith("\u2212")
    assert record.cross_check.shortlist.lowered.n > 0
    assert "Leaning, shortlist" in changed.index


def test_a_record_without_a_cross_check_has_no_effect_to_show(catalogue: Catalogue):
    """One that an earlier version saved."""
    record = TrackRecord.model_validate({"as_of": "2026-11-23", "cases": 1})

    assert record_rows.cross_check_effect(record, catalogue).empty
