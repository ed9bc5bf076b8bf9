"""The validation: what counts as agreement, what is reported, and that its arithmetic is the
published one.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from framework_compare import Catalogue, Requirement, RequirementError
from framework_compare.__main__ import main
from framework_compare.decisions.baselines import article_pick
from framework_compare.decisions.cases import Case, read_cases
from framework_compare.decisions.evaluation import evaluate
from framework_compare.decisions.figures import cluster_interval, share_of, wilson
from framework_compare.decisions.record import TrackRecord, load_track_record
from framework_compare.decisions.report import report
from framework_compare.decisions.shaking import shaken
from framework_compare.decisions.words import word_logs
from framework_compare.present.allowed_claims import claims_of
from framework_compare.scoring.study import Study

SHOP = {
    "id": "shop",
    "requirements": {"goal": "ecommerce", "auth": "accounts", "needs": ["payments", "seo"]},
    "considered": ["django", "streamlit"],
    "accepted": ["django"],
    "chosen": ["django"],
    "rejected": ["streamlit"],
    "strength": "strong",
    "facts_stated": 4,
    "team": "a",
    "reasons": "Accounts and payments.",
    "source": "https://example.org/shop",
}
DEMO = {
    "id": "demo",
    "requirements": {"goal": "ml_model_demo", "weeks_to_first_release": 1},
    "considered": ["flask", "streamlit"],
    "accepted": ["flask"],
    "chosen": ["flask"],
    "rejected": ["streamlit"],
    "facts_stated": 5,
    "team": "b",
}
VAGUE = {**DEMO, "id": "vague", "facts_stated": 2}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three decisions, one of them too vague to count."""
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps([SHOP, DEMO, VAGUE]))
    return path


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_intervals(hits: int, n: int, low: float, high: float) -> None:
    """Published values; 15 of 148 from Newcombe (1998), Statistics in Medicine 17, 857-872, table
    I.
    """
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-4)


def test_one_team_is_one_cluster() -> None:
    """With a single team there is nothing to resample: the interval is a point."""
    assert cluster_interval([1, 0, 1], ["a", "a", "a"], seed=1) == pytest.approx((2 / 3, 2 / 3))


def test_no_cases_have_no_share() -> None:
    """Nothing is claimed of nothing."""
    assert share_of([])["share"] is None


def test_agreement_is_the_ui_or_the_very_parts() -> None:
    """A pairing agrees if its screens are accepted, or if its parts are what was chosen."""
    case = Case.model_validate({**SHOP, "accepted": ["streamlit"], "chosen": ["fastapi", "dash"]})

    assert case.agrees(("streamlit", "fastapi"))
    assert case.agrees(("dash", "fastapi"))
    assert not case.agrees(("dash",))


def test_the_report_counts_what_counts(file: Path, catalogue: Catalogue) -> None:
    """The shop agrees, the demo does not, the vague one is left out, and the miss says who rejected
    what.
    """
    result = evaluate(read_cases(file), catalogue, shakes=2)

    assert (result["cases"], result["counted"]) == (3, 2)
    assert result["shortlist"]["top1"]["agree"] == 1
    assert [(miss["id"], miss["kind"]) for miss in result["misses"]["shortlist"]] == [
        ("demo", "rejected")
    ]
    assert {row["name"] for row in result["baselines"]} >= {
        "always Streamlit",
        "the article's two columns",
    }
    assert result["robustness"]["shaken"]["times"] == 2
    assert "misses, shortlist:" in report(result)


def test_a_word_forecasts_by_what_it_meant_for_other_teams() -> None:
    """Two of another team agreed with that word: three in four. A team never forecasts itself; a
    new word is a coin.
    """
    found = word_logs(
        ["clear"] * 4 + ["leaning"], [True, True, True, False, False], ["a", "a", "b", "b", "c"]
    )

    assert found == pytest.approx(
        [math.log(0.5)] * 2 + [math.log(0.75), math.log(0.25), math.log(0.5)]
    )


def test_without_the_cross_check_the_words_are_those_before_it(catalogue: Catalogue) -> None:
    """With every method's dissent counting, a verdict falls a step, and the record shows it before
    and after.
    """
    rules = catalogue.cross_check
    strict = rules.model_copy(update={"rule": rules.rule.model_copy(update={"differing": 1})})
    touchy = replace(catalogue, cross_check=strict, digest=f"{catalogue.digest}:touchy")
    facts = {"goal": "interactive_dashboard", "needs": ["many_pages"]}
    case = {
        **DEMO,
        "requirements": facts,
        "considered": ["streamlit", "dash"],
        "accepted": ["dash"],
    }
    result = evaluate([Case.model_validate(case)], touchy, shakes=0)
    figures = result["cross_check"]["shortlist"]

    assert [row["word"] for row in figures["before"] if row["n"]] == ["leaning"]
    assert [row["word"] for row in result["calibration"]["shortlist"] if row["n"]] == ["too_close"]
    assert figures["lowered"]["n"] == 1
    assert "lowered by it: 100% [21%, 100%] of 1 agree" in report(result)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((-0.1, 0.1), "may be chance"),
        ((0.01, 0.1), "better by more"),
        ((-0.1, -0.01), "worse by more"),
    ],
)
def test_what_is_claimed_of_the_cross_check_follows_its_interval(
    change: tuple[float, float], said: str
) -> None:
    """Better or worse is said only of an interval that does not hold nought."""
    lowered = {"n": 4, "agree": 1, "share": 0.25, "low": 0.05, "high": 0.7}
    scores = {"before": -0.6, "after": -0.55, "change": change}
    record = TrackRecord.model_validate(
        {
            "as_of": "2026-11-23",
            "cases": 9,
            "calibration": {
                "all": [
                    {"word": "clear", "n": 7, "agree": 4, "share": 0.57, "low": 0.25, "high": 0.84}
                ]
            },
            "cross_check": {"shortlist": {"lowered": lowered, "word_log_score": scores}},
        }
    )
    claims = " ".join(claims_of(record))

    assert said in claims
    assert "4 verdicts on the shortlist, 1 of which agreed" in claims
    assert "that they beat a coin there is not shown" in claims


def test_the_command_prints_and_saves(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is saved is what the evidence page reads."""
    saved = tmp_path / "validation.json"

    assert main(["evaluate", str(file), "--save", str(saved), "--shakes", "2"]) == 0
    assert "2 of 3 decisions counted" in capsys.readouterr().out
    record = TrackRecord.model_validate_json(saved.read_bytes())
    assert record.counted == 2
    assert any("off by up to a fifth" in sentence for sentence in claims_of(record))


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[]",
        "[1]",
        '[{"id": "x"}]',
        "nothing",
        (
            '[{"id": "x", "accepted": ["django"], "chosen": ["django"], "requirements": {"goal":'
            ' "z"}}]'
        ),
    ],
)
def test_a_bad_file_is_a_message(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the message names the file or the case."""
    path = tmp_path / "bad.json"
    path.write_text(content)

    assert main(["evaluate", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


def test_a_file_in_which_nothing_counts_is_reported_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a counted case there is no share and no score, and no traceback."""
    path = tmp_path / "vague.json"
    path.write_text(json.dumps([VAGUE]))

    assert main(["evaluate", str(path), "--shakes", "1"]) == 0
    assert "0 of 1 decisions counted" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_a_message(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the report is printed."""
    assert (
        main(["evaluate", str(file), "--shakes", "0", "--save", str(file / "no" / "such.json")])
        == 2
    )
    out, err = capsys.readouterr()
    assert "2 of 3 decisions counted" in out
    assert "must be writable" in err


def test_a_bad_case_is_named_by_its_id_and_the_others_are_evaluated(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and figures that leave a case out are not saved."""
    cases = json.loads(file.read_text())
    cases[1]["requirements"] = {"goal": "nothing"}
    file.write_text(json.dumps([*cases, {"id": "no choice", "requirements": {}}, "what"]))
    saved = tmp_path / "figures.json"

    assert main(["evaluate", str(file), "--shakes", "0", "--save", str(saved)]) == 2
    out, err = capsys.readouterr()
    assert "of 2 decisions counted" in out
    assert f"[{cases[1]['id']!r}]: goal: must be one of" in err
    assert "['no choice']: accepted: Field required" in err
    assert f"{file}[4]: " in err
    assert f"{saved}: not written" in err
    assert not saved.exists()


def test_a_fault_of_ours_in_one_case_leaves_the_others(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, and the case is named by its id."""
    agrees = Case.agrees

    def broken(case: Case, parts: tuple) -> bool:
        return {}[case.id] if case.id == "demo" else agrees(case, parts)

    monkeypatch.setattr(Case, "agrees", broken)

    assert main(["evaluate", str(file), "--shakes", "0"]) == 3
    out, err = capsys.readouterr()
    assert "of 2 decisions counted" in out
    assert "['demo']: a fault of framework_compare, not of the input: KeyError" in err
    assert len(err.splitlines()) == 1


def test_each_case_can_be_evaluated_alone(file: Path, catalogue: Catalogue) -> None:
    """By which the one is found that all together fail on."""
    assert [evaluate([case], catalogue, shakes=1)["cases"] for case in read_cases(file)] == [
        1,
        1,
        1,
    ]


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    """Instead of a traceback."""
    with pytest.raises(RequirementError, match="must be readable"):
        read_cases(tmp_path / "absent.json")


def test_shaking_moves_scores_and_keeps_every_scale(catalogue: Catalogue) -> None:
    """Weights still sum to one, fits stay in [0, 1], and something moves."""
    requirement = Requirement(goal="rest_api", auth="rbac")
    found = Study(requirement, shaken(catalogue, 1))

    assert found.weights.sum() == pytest.approx(1)
    assert ((found.fits >= 0) & (found.fits <= 1)).all()
    assert (found.scores != Study(requirement, catalogue).scores).any()


def test_the_articles_columns_as_a_rule() -> None:
    """Its own two examples."""
    flask = Requirement(
        goal="transactional_web_app", audience=("public",), auth="rbac", team_skills=("javascript",)
    )
    streamlit = Requirement(
        goal="ml_model_demo", audience=("internal_analysts",), weeks_to_first_release=1
    )

    assert (article_pick(flask), article_pick(streamlit)) == ("flask", "streamlit")


def test_the_shipped_record_is_of_the_shipped_data(catalogue: Catalogue) -> None:
    """The figures on the evidence page were made with the data that is shipped."""
    record = load_track_record()

    assert record is not None
    assert record.catalogue == catalogue.digest
