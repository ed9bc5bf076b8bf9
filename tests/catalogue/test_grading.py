"""From measurements to grades: monotone, bounded, checked, and nothing else in a file touched."""

from __future__ import annotations

import functools
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from framework_compare import Catalogue, load_catalogue
from framework_compare.catalogue.evidence import Evidence, StatusCell
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.grading import Graded, at_point, graded_cells
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.catalogue.measured_checks import measured_problems, measured_rule_problems
from framework_compare.catalogue.measured_rules import (
    SettledRule,
    VisitorsRule,
    load_megabytes,
    users_carried,
)
from framework_compare.lab.__main__ import main as lab
from framework_compare.lab.store import as_text
from framework_compare.measured.comparisons import is_of_client
from framework_compare.measured.measurements import FILE
from framework_compare.vocabulary import CRITERIA
from tests.measured_files import USUAL, copied, measurements, with_measurements

CPU = st.floats(0.1, 5_000)
RULES = load_catalogue().measured
DESIGNS = load_catalogue().designs
Values = tuple[float, ...]


@functools.cache
def unmeasured() -> Catalogue:
    """Return the catalogue as it was before anything was measured."""
    with tempfile.TemporaryDirectory() as folder:
        return load_catalogue(copied(Path(folder), None))


def cells_of(values: dict[str, tuple[float, ...]]) -> dict[tuple[str, str], Graded]:
    """Return what follows from some values, by framework and path."""
    found = graded_cells(with_measurements(unmeasured(), measurements(values)))
    return {(cell.framework, cell.path): cell for cell in found}


def problems_of(folder: Path) -> list[str]:
    """Return what is complained of."""
    return [str(problem) for problem in read_catalogue(folder)[1]]


def problems_of_cells(folder: Path) -> list[str]:
    """Return what is complained of but claims, which quote more than a few measurements hold."""
    return [problem for problem in problems_of(folder) if not problem.startswith("data/claims")]


def test_the_utilisation_law_by_hand() -> None:
    """At 100 ms a click, a core that is 70 % full serves 7 clicks a second: 70 people at 10 s."""
    load = RULES.load.model_copy(update={"utilisation": 0.7, "think_s": 10.0, "own_work_ms": 40.0})

    assert users_carried(60, 1, load) == pytest.approx(70)
    assert users_carried(60, 4, load) == pytest.approx(280)


def test_the_reference_load_by_hand() -> None:
    """100 people who click every 10 s, at 70 ms a click, take one core at 70 %.

    Their 100 sessions of 5.5 MB take 550 MB.
    """
    load = RULES.load.model_copy(
        update={
            "users": 100.0,
            "think_s": 10.0,
            "utilisation": 0.7,
            "session_mb": 5.0,
            "mb_per_core": 8000.0,
        }
    )

    assert load_megabytes(70, 200, 0.5, load, keeps_sessions=True) == pytest.approx(
        200 + 550 + 8000
    )
    assert load_megabytes(70, 200, 0.0, load, keeps_sessions=False) == pytest.approx(200 + 8000)


@given(CPU, CPU)
def test_dearer_interactions_never_raise_a_grade(first: float, second: float) -> None:
    """More CPU time for each click carries no more people and costs no less."""
    cheap, dear = sorted((first, second))
    scalability, cost = RULES.grade

    def grade(cpu: float) -> tuple[float, float]:
        occupied = load_megabytes(cpu, 100, 0.1, RULES.load, keeps_sessions=True)
        return at_point(scalability, users_carried(cpu, 4, RULES.load)), at_point(cost, occupied)

    assert all(low <= high for low, high in zip(grade(dear), grade(cheap), strict=True))


@pytest.mark.parametrize(
    ("people", "words"), [(10, "ten"), (100, "a hundred"), (1000, "a thousand")]
)
def test_the_map_of_people_is_the_scale_in_words(
    catalogue: Catalogue, people: int, words: str
) -> None:
    """The corners lie where criteria.toml says those words."""
    anchors = {anchor.text: anchor.at for anchor in catalogue.criterion("scalability").anchors}

    assert anchors[words] == pytest.approx(at_point(RULES.grade[0], people))


@given(st.dictionaries(st.sampled_from(sorted(USUAL)), st.just(0), max_size=len(USUAL)))
def test_any_part_of_the_measurements_gives_valid_cells(missing: dict[str, int]) -> None:
    """Whatever was not measured only takes away the cells that need it."""
    there = {key: values for key, values in USUAL.items() if key not in missing}
    found = cells_of(there)

    assert set(found) <= set(cells_of(USUAL))
    assert {key for cell in found.values() for key in cell.cell.measurements} <= set(there)


def test_without_measurements_nothing_is_graded(tmp_path: Path) -> None:
    """And nothing is wrong."""
    empty = load_catalogue(copied(tmp_path, None))

    assert graded_cells(empty) == ()
    assert not list(measured_problems(empty))


def test_a_grade_rests_on_what_it_names(catalogue: Catalogue) -> None:
    """Kind, keys, release and day come from the measurements, sources and name from the cell."""
    cell = cells_of(USUAL)["flask", "capability.scalability"].cell

    assert isinstance(cell, Evidence)
    assert cell.kind == "measured_here"
    assert cell.measurements == ("E5/flask/predict/cpu_ms", "E5/flask/filter/cpu_ms")
    assert (cell.version, cell.as_of.isoformat()) == ("1.67.0", "2026-11-20")
    assert cell.low < cell.mid < cell.high


def test_a_wider_bootstrap_interval_widens_the_grade(catalogue: Catalogue) -> None:
    """The cell's interval is the measurement's through the map, widened by the judged factor."""
    noisy = USUAL | {
        f"E5/flask/{action}/cpu_ms": (1, 4, 7, 40, 90) for action in ("predict", "filter")
    }
    sure = cells_of(USUAL)["flask", "capability.scalability"].cell
    unsure = cells_of(noisy)["flask", "capability.scalability"].cell

    assert isinstance(sure, Evidence)
    assert isinstance(unsure, Evidence)
    assert unsure.high - unsure.low > sure.high - sure.low


@pytest.mark.parametrize(
    ("megabytes", "word"),
    [(5, "present"), (50, "present"), (51, "add_on"), (150, "add_on"), (151, "absent")],
)
def test_a_small_footprint_by_its_limits(catalogue: Catalogue, megabytes: float, word: str) -> None:
    """Up to 50 MB, up to 150 MB, and more."""
    cell = cells_of({"E2/gradio/alone/installed_mb": (megabytes,)})[
        "gradio", "needs.small_footprint"
    ].cell

    assert isinstance(cell, StatusCell)
    assert word == cell.status


def settled(
    catalogue: Catalogue, word: str, values: dict[str, Values], framework: str = "gradio"
) -> Graded:
    """Return one cell as it follows from what E14 and E15 gave for a framework."""
    keys = {
        f"{'E14' if '_at_390' in name or 'other' in name or 'fetch' in name else 'E15'}"
        f"/{framework}/{name}": value
        for name, value in values.items()
    }
    return cells_of(keys)[framework, f"needs.{word}"]


WAITERS = DESIGNS["E15"].number("waiters", quick=False)
SUM = WAITERS * DESIGNS["E15"].number("wait_s", quick=False)
SIZE = DESIGNS["E15"].number("upload_mb", quick=False)
WAIT = SUM / WAITERS


def waited(
    catalogue: Catalogue, ordinary: Values, threads: Values, best: Values, framework: str = "gradio"
) -> Graded:
    """Return how waiting at once is graded by the clock and the threads."""
    values = {"s": ordinary, "threads": threads, "with_setting_s": best, "at_once": (3,)}
    named = {f"waiters_{name}": value for name, value in values.items()}
    return settled(catalogue, "async_io", named, framework)


@pytest.mark.parametrize(
    ("ordinary", "threads", "best", "word"),
    [
        (WAIT, 0, WAIT, "present"),
        (WAIT + SUM / 5, WAITERS / 2, SUM, "present"),
        (WAIT, WAITERS, WAIT, "add_on"),
        (SUM, 0, WAIT + SUM / 5, "add_on"),
        (SUM, 0, SUM / 2, "absent"),
    ],
)
def test_waiting_at_once_is_told_by_the_clock(
    catalogue: Catalogue, ordinary: float, threads: float, best: float, word: str
) -> None:
    """About one wait or the sum; a thread for each, or a setting, makes it an add-on."""
    cell = waited(catalogue, (ordinary,), (threads,), (best,)).cell

    assert isinstance(cell, StatusCell)
    assert (cell.status, cell.kind) == (word, "measured_here")
    assert f"One after another takes {SUM:g} s." in cell.why
    assert "{" not in cell.why
    assert len(cell.measurements) == 4


@pytest.mark.parametrize(
    ("ordinary", "threads", "best"),
    [
        ((SUM / 3,), (0,), (SUM / 3,)),  # a few are let in at a time
        ((WAIT, SUM), (0, 0), (SUM, SUM)),  # two repeats on both sides of the bound
        ((WAIT, WAIT), (0, WAITERS), (WAIT, WAIT)),
    ],
)
def test_neither_one_wait_nor_the_sum_leaves_the_word(
    catalogue: Catalogue, ordinary: Values, threads: Values, best: Values
) -> None:
    """What scatters about a bound is not passed on to the step below."""
    graded = waited(catalogue, ordinary, threads, best, "fastapi")

    assert isinstance(graded.cell, StatusCell)
    assert graded.cell.status == "present"
    assert graded.cell.kind != "measured_here"
    assert len(graded.cell.measurements) == 4


@pytest.mark.parametrize(
    ("accepted", "peak", "word"),
    [(0, 0, "add_on"), (1, SIZE / 10, "present"), (1, SIZE, "add_on"), (1, 3 * SIZE, "add_on")],
)
def test_a_large_file_in_memory_as_a_whole_is_no_stream(
    catalogue: Catalogue, accepted: float, peak: float, word: str
) -> None:
    """How it is carried decides, and the sentence says whether it arrived, not a share."""
    cell = settled(
        catalogue, "file_upload", {"upload_accepted": (accepted,), "upload_peak_mb": (peak,)}
    ).cell

    assert isinstance(cell, StatusCell)
    assert (cell.status, cell.kind) == (word, "measured_here")
    assert cell.why.startswith(f"A file of {SIZE:g} MB, sent by")
    assert ("arrived whole" in cell.why) == bool(accepted)
    assert "%" not in cell.why


@pytest.mark.parametrize(
    ("framework", "kind"),
    [("gradio", "measured_here"), ("flask", "judged"), ("dash", "documented")],
)
def test_a_page_too_wide_lowers_only_what_ships(
    catalogue: Catalogue, framework: str, kind: str
) -> None:
    """Markup of one's own takes ordinary style rules, which one author did not write."""
    cell = settled(catalogue, "mobile", {"scroll_px_at_390": (590,)}, framework).cell

    assert isinstance(cell, StatusCell)
    assert (cell.status, cell.kind) == (
        "add_on" if kind == "measured_here" else "present",
        kind,
    )
    assert cell.measurements == (f"E14/{framework}/scroll_px_at_390",)


@pytest.mark.parametrize(("fetches", "works"), [(0, 1), (3, 1), (3, 0)])
def test_what_a_page_asks_of_other_hosts_moves_no_word(
    catalogue: Catalogue, fetches: float, works: float
) -> None:
    """No setting that stops it was tried, and the pages that ship were not opened."""
    values: dict[str, Values] = {
        "outside_fetches": (fetches,),
        "works_without_other_hosts": (works,),
    }
    graded = settled(catalogue, "offline", values, "gradio")

    assert len(graded.cell.measurements) == 2
    assert graded.cell.model_copy(update={"measurements": graded.now.measurements}) == graded.now


def test_what_ran_in_part_settles_nothing(catalogue: Catalogue) -> None:
    """A word follows from all that its steps name, or not at all."""
    found = cells_of({"E15/gradio/waiters_s": (0.5,), "E15/gradio/waiters_threads": (0,)})

    assert ("gradio", "needs.async_io") not in found


def visits(framework: str, alone: int = 0, **failed: int) -> dict[str, Values]:
    """Return what sixteen visitors found behind a balancer that pins nobody, and four alone."""
    tried = ("page", "count", "download", "upload", "reconnect")
    place = f"E11/{framework}/random{', shared key' if framework == 'flask' else ''}"
    return {
        **{f"{place}/{name}_failures": (failed.get(name, 0),) for name in tried},
        **{f"{place}/{name}_attempts": (16,) for name in tried},
        f"E11/{framework}/one replica/reconnect_failures": (alone,),
        f"E11/{framework}/one replica/reconnect_attempts": (4,),
    }


@pytest.mark.parametrize(
    ("framework", "alone", "failed", "word"),
    [
        ("dash", 0, {}, "present"),
        ("flask", 0, {}, "present"),
        ("panel", 0, {"reconnect": 9}, "absent"),
        ("panel", 2, {"reconnect": 9}, "absent"),
        ("fastapi", 0, {"download": 2}, "absent"),
        ("shiny", 4, {"reconnect": 16}, "present"),
        ("gradio", 3, {"reconnect": 16}, "present"),
        ("shiny", 4, {"reconnect": 16, "download": 8}, "absent"),
    ],
)
def test_all_frameworks_are_graded_by_the_same_operations(
    catalogue: Catalogue, framework: str, alone: int, failed: dict[str, int], word: str
) -> None:
    """Where most lose a connection for good on one replica, the second is not to blame for it."""
    cell = cells_of(visits(framework, alone, **failed))[framework, "blocks.horizontal_workers"].cell

    assert isinstance(cell, StatusCell)
    assert (cell.status, cell.kind) == (word, "measured_here")
    assert "16 visitors" in cell.why
    assert ("Not judged" in cell.why) == (alone > 2)
    assert "{" not in cell.why


@pytest.mark.parametrize(
    ("framework", "failed", "word"),
    [
        ("fastapi", {"download": 1}, "present"),  # one of eighty attempts may be chance
        ("reflex", {"download": 8}, "add_on"),  # with the store that its documentation describes
        ("django", {"download": 8}, "present"),
    ],
)
def test_what_a_store_might_mend_or_chance_explain_leaves_the_word(
    catalogue: Catalogue, framework: str, failed: dict[str, int], word: str
) -> None:
    """The word stays as it was, and the measurements bear on it."""
    cell = cells_of(visits(framework, **failed))[framework, "blocks.horizontal_workers"].cell

    assert isinstance(cell, StatusCell)
    assert cell.status == word
    assert cell.kind != "measured_here"
    assert len(cell.measurements) == 6


def test_a_measured_word_that_is_not_borne_out_any_more_is_to_be_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Measured fine once, then open: both commands say what to do, and nothing is made up."""
    folder = copied(tmp_path, measurements(visits("fastapi")))
    lab(["grade", "--data", str(folder), "--write"])
    later = measurements(visits("fastapi", download=1))
    (folder / FILE).write_text(as_text(later), encoding="utf-8")
    said = [line for line in problems_of_cells(folder) if "fastapi" in line]

    assert len(said) == 1
    assert "blocks.horizontal_workers: is 'measured_here', but no measurement gives" in said[0]
    assert "restore by hand" in said[0]
    capsys.readouterr()
    assert lab(["grade", "--data", str(folder)]) == 0
    assert "restore by hand" in capsys.readouterr().out


def test_a_quick_run_is_not_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rules ask for the sizes of a full one."""
    other = tmp_path / "quick.json"
    other.write_text(as_text(measurements(visits("dash"), quick=True)), encoding="utf-8")

    assert lab(["grade", "--data", str(copied(tmp_path, None)), str(other)]) == 1
    assert "holds a quick run" in capsys.readouterr().err


def test_an_operation_that_was_not_tried_leaves_the_cell_alone(catalogue: Catalogue) -> None:
    """Nothing is graded from a part."""
    some = visits("dash")
    del some["E11/dash/random/upload_failures"]

    assert ("dash", "blocks.horizontal_workers") not in cells_of(some)


def test_support_changes_no_grade(catalogue: Catalogue) -> None:
    """Code size bears the judgement out and stays a judgement."""
    graded = cells_of(USUAL)["flask", "speed.data_ui"]

    assert graded.cell.kind == graded.now.kind == "judged"
    assert graded.cell.model_copy(update={"measurements": graded.now.measurements}) == graded.now


def test_a_framework_whose_sessions_live_in_the_server_pays_for_them(catalogue: Catalogue) -> None:
    """The same measurements, once as stateless workers and once pinned."""
    same = {
        key.replace("flask", name): values
        for name in ("flask", "shiny")
        for key, values in USUAL.items()
        if key.startswith(("E5/flask/p", "E5/flask/f", "E7/flask/0")) and "twin" not in key
    }
    found = cells_of(same)
    flask, shiny = (found[name, "capability.running_cost"].cell for name in ("flask", "shiny"))

    assert isinstance(flask, Evidence)
    assert isinstance(shiny, Evidence)
    assert shiny.mid < flask.mid


def test_grading_writes_what_check_asks_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every cell that follows is named before, nothing is left to say after.

    A second run changes no byte.
    """
    folder = copied(tmp_path, measurements(USUAL))
    before = problems_of(folder)
    lab(["grade", "--data", str(folder), "--write"])
    once = {path.name: path.read_bytes() for path in folder.rglob("*.toml")}
    lab(["grade", "--data", str(folder), "--write"])

    assert any(
        "capability.scalability: must follow from the measurements" in problem for problem in before
    )
    assert problems_of_cells(folder) == []
    assert once == {path.name: path.read_bytes() for path in folder.rglob("*.toml")}
    assert lab(["grade", "--data", str(folder)]) == 0
    assert "Written: data/frameworks/flask.toml" in capsys.readouterr().out


def test_grading_again_follows_new_measurements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cells that name measurements already, other and more of them."""
    less = {
        key: values
        for key, values in USUAL.items()
        if not key.startswith(("E1/", "E11/streamlit/random/d"))
    }
    folder = copied(tmp_path, measurements(less))
    lab(["grade", "--data", str(folder), "--write"])
    dearer = USUAL | {"E5/flask/predict/cpu_ms": (30, 31, 32, 33, 34)}
    (folder / FILE).write_text(as_text(measurements(dearer)), encoding="utf-8")

    lab(["grade", "--data", str(folder), "--write"])
    assert problems_of_cells(folder) == []


def test_grading_keeps_comments_and_every_other_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only lines of the graded cells differ, and their order stays."""
    folder = copied(tmp_path, measurements(USUAL))
    path = folder / "frameworks" / "flask.toml"
    marked = path.read_text(encoding="utf-8").replace(
        "\n[capability.scalability]\n", "\n# kept\n[capability.scalability]\n"
    )
    path.write_text(marked, encoding="utf-8")
    lab(["grade", "--data", str(folder), "--write"])
    after = path.read_text(encoding="utf-8")
    headers = re.compile(r"^(\[.*\]|# .*)$", re.MULTILINE)

    assert headers.findall(marked) == headers.findall(after)
    assert "\n# kept\n[capability.scalability]\n" in after


def test_showing_grades_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --write, and never from another file."""
    folder = copied(tmp_path, None)
    other = tmp_path / "other.json"
    other.write_text(as_text(measurements(USUAL)), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}

    assert lab(["grade", "--data", str(folder), str(other)]) == 0
    assert lab(["grade", "--data", str(folder), str(other), "--write"]) == 1
    assert lab(["grade", "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert "nothing was measured yet" in said.err
    assert "Streamlit: 0 of " in said.out
    assert before == {path: path.read_bytes() for path in folder.rglob("*.toml")}


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "said"),
    [
        (
            "frameworks/flask.toml",
            r"(\[capability\.scalability\]\n)low = [\d.]+",
            r"\1low = 0.01",
            "must follow from",
        ),
        (
            "frameworks/flask.toml",
            r"\"E5/flask/filter/cpu_ms\"",
            '"E5/flask/sort/cpu_ms"',
            (
                "capability.scalability.measurements: names 'E5/flask/sort/cpu_ms', which"
                " data/measurements/lab.json"
            ),
        ),
        (
            "frameworks/dash.toml",
            r"(\[capability\.maturity\]\nlow.*\nmid.*\nhigh.*\n)kind = .*",
            r'\1kind = "measured_here"',
            (
                "capability.maturity: kind 'measured_here' needs at least one of the lab's"
                " measurements"
            ),
        ),
        (
            "measured.toml",
            r"at = 10, value = 0\.3",
            "at = 10, value = 0.05",
            "must only rise or only fall",
        ),
        (
            "measured.toml",
            r"^add_on = 150",
            "add_on = 20",
            "add_on must be above present, got 20 and 50",
        ),
        (
            "measured.toml",
            r'^criterion = "maturity"',
            'criterion = "hosting_fit"',
            "beyond.maturity: is missing",
        ),
        (
            "measured.toml",
            r'"django", "dash"\]',
            '"django", "dash", "dash"]',
            "design.dash: must be in one design, found in 2",
        ),
        (
            "measured.toml",
            r"\{per_core\} people",
            "{per_cor} people",
            "says must name only cpu, per_core",
        ),
        (
            "measured.toml",
            r'^key = "small_footprint"',
            'key = "small"',
            "status.small: must be one of",
        ),
        ("measured.toml", r'^experiment = "E13"', 'experiment = "E99"', "must be one of E1, E2"),
        (
            "measured.toml",
            r'"FL03", "FA01"',
            '"FL99", "FA01"',
            "design.stateless.sources: names 'FL99'",
        ),
        ("claims.toml", r'^packages = "E2/flask', 'package = "E2/flask', "says names {packages}"),
        (
            "claims.toml",
            r'^flask = "E2/flask/alone',
            'flask = "E13/flask/alone',
            "must be of an experiment that lab.toml ties",
        ),
        (
            "measured.toml",
            r'what = "scroll", at_least = 1',
            'what = "wide", at_least = 1',
            "step names wide, which quotes does not declare",
        ),
        (
            "measured.toml",
            r', conditions = \[\{ what = "accepted", at_most = 0 \}\]',
            "",
            "only the last may be without conditions",
        ),
        (
            "measured.toml",
            r'^key = "async_io"',
            'key = "async"',
            "settled.async: must be one of",
        ),
        ("claims.toml", r", at_most = 0\.1 \}", " }", "needs at_least or at_most"),
        ("lab.toml", r'"C3", "C6"', '"C3", "C72"', "names C72, which claims.toml does not hold"),
    ],
)
def test_a_mistake_around_measurements_is_named(
    tmp_path: Path,
    name: str,
    pattern: str,
    replacement: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With its file and its path."""
    folder = copied(tmp_path, measurements(USUAL))
    lab(["grade", "--data", str(folder), "--write"])
    path = folder / name
    text = path.read_text(encoding="utf-8")
    spoilt = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert spoilt != text, "the pattern does not occur"
    path.write_text(spoilt, encoding="utf-8")
    found = problems_of(folder)

    assert any(problem.startswith(f"data/{name}") and said in problem for problem in found), found


@pytest.mark.parametrize(
    ("table", "number", "change", "said"),
    [
        ("settled", 1, {"sizes": {"size": ("E15/gb",)}}, "found no gb there"),
        ("settled", 1, {"sizes": {"size": ("E99/upload_mb",)}}, "found no E99 there"),
        ("settled", 0, {"only_support": ("flusk",)}, "got 'flusk'"),
        ("visitors", 0, {"stores": {"flusk": "RX02"}}, "got 'flusk'"),
        ("visitors", 0, {"row": {"flusk": "E11/flask/random"}}, "got 'flusk'"),
    ],
)
def test_a_rule_that_names_what_is_not_there_is_named(
    catalogue: Catalogue, table: str, number: int, change: dict[str, object], said: str
) -> None:
    """Sizes of the design, and frameworks."""
    rules = list(getattr(catalogue.measured, table))
    rules[number] = rules[number].model_copy(update=change)
    measured = catalogue.measured.model_copy(update={table: tuple(rules)})
    problems = [str(one) for one in measured_rule_problems(replace(catalogue, measured=measured))]

    assert len(problems) == 1
    assert f"{table}.{rules[number].key}" in problems[0]
    assert said in problems[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sizes": {}}, "step names longest"),
        ({"sizes": {"longest": ("E15/longest_upload_s",)}}, "names size, which sizes does not"),
        ({"quotes": {"accepted": "E15/{framework}/upload_accepted"}}, "step names peak"),
    ],
)
def test_steps_name_what_is_declared(change: dict[str, object], said: str) -> None:
    """Measurements and sizes, in conditions and in the end of the sentence."""
    rule = next(rule for rule in RULES.settled if rule.key == "file_upload")
    named = rule.model_dump() | {"says": "A file"} | change

    with pytest.raises(ValidationError, match=said):
        SettledRule.model_validate(named)


def test_an_operation_with_a_control_is_one_of_the_operations() -> None:
    """Else it would be left out unseen."""
    named = RULES.visitors[0].model_dump() | {"control": {"connect": "E11/{framework}/alone"}}

    with pytest.raises(ValidationError, match="control names connect"):
        VisitorsRule.model_validate(named)


def test_measured_cells_without_their_file_are_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Graded, then the file is lost: the file is named, and how many cells rest on it."""
    folder = copied(tmp_path, measurements(USUAL))
    lab(["grade", "--data", str(folder), "--write"])
    (folder / FILE).unlink()
    found = problems_of(folder)

    (lost,) = [problem for problem in found if "measure" in problem]
    assert re.fullmatch(rf"data/{FILE}: must be there, since \d+ cells name what it holds", lost)


def test_measurements_that_are_not_graded_yet_stop_no_screen(tmp_path: Path) -> None:
    """While the lab runs the app goes on with the grades it has; only check refuses them."""
    folder = copied(tmp_path, measurements(USUAL))

    assert load_catalogue(folder).measurements is not None
    assert problems_of(folder)


def test_a_quick_run_is_no_evidence(tmp_path: Path) -> None:
    """It proves that everything works, and no more."""
    found = problems_of_cells(
        copied(tmp_path, measurements({"E13/streamlit/empty cache/requests": (5,)}, quick=True))
    )

    assert found == [
        "data/measurements/lab.json: runs.0.quick: must be false: a quick run is a proof, not a"
        " result"
    ]


def test_a_word_on_a_claim_that_the_numbers_do_not_bear_is_named(tmp_path: Path) -> None:
    """Flask with twice the code for the page bears the word; with as much it does not."""
    same = {"E1/streamlit/tokens": (400,), "E1/flask/tokens": (420,)}
    found = problems_of(copied(tmp_path, measurements(same)))

    assert any(
        "claim.C16.measured.conditions.0: 'nuanced' asks for at least 2, got 1.05" in line
        for line in found
    )


def test_a_number_that_a_claim_quotes_and_nobody_measured_is_named(tmp_path: Path) -> None:
    """Else the claim would lose its word and its sentence, and nobody would see."""
    fewer = {key: values for key, values in USUAL.items() if key != "E1/flask/tokens"}
    asked = "claim.C16.measured.quotes."
    found = [line for line in problems_of(copied(tmp_path, measurements(fewer))) if asked in line]
    all_there = problems_of(copied(tmp_path / "all", measurements(USUAL)))

    assert len(found) == 1
    assert "lab.json holds, got 'E1/flask/tokens'" in found[0]
    assert not [line for line in all_there if asked in line]


def test_a_damaged_file_of_measurements_is_a_message(tmp_path: Path) -> None:
    """Never a traceback, and never taken for a missing one."""
    folder = copied(tmp_path, None)
    (folder / FILE).write_text('{"format": 1, "rows": [{"run": 0}]}', encoding="utf-8")
    found = problems_of(folder)

    assert found
    assert all(problem.startswith("data/measurements/lab.json: rows.0.") for problem in found)


def test_every_criterion_is_measured_or_says_why_not(catalogue: Catalogue) -> None:
    """Fifteen of them."""
    rules = catalogue.measured

    assert set(CRITERIA) == {rule.criterion for rule in (*rules.grade, *rules.beyond)}
    assert set(catalogue.frameworks) == {
        name for design in rules.design for name in design.frameworks
    }


def test_whatever_the_experiments_read_is_shown(catalogue: Catalogue) -> None:
    """Every metric that an experiment yields has a figure.

    Attempts go with failures, runs are named by their kind, and what the measuring program itself
    waits and computes stands beside what it belongs to.
    """
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((DATA.parent / "framework_compare/lab/experiments").glob("*.py"))
    )
    metrics = {
        re.sub(r"\{.*?\}", "x", name) for name in re.findall(r'Reading\(\s*f?"([^"]+)"', source)
    }
    unseen = {
        metric
        for metric in metrics
        if not is_of_client(metric)
        and not any(figure.part(metric) is not None for figure in catalogue.measured.figure)
    }

    assert unseen == {"x_attempts", "x_runs"}


@pytest.mark.skipif(not (DATA / FILE).exists(), reason="nothing has been measured yet")
def test_every_key_that_a_claim_names_was_measured(catalogue: Catalogue) -> None:
    """So that every sentence can be shown."""
    assert catalogue.measurements is not None
    named = {
        key
        for claim in catalogue.claims.values()
        if claim.measured
        for key in claim.measured.quotes.values()
    }

    assert named <= set(catalogue.measurements.measured)


def test_the_digest_follows_the_measurements(tmp_path: Path) -> None:
    """What is cached for one file is never shown for another."""
    before = read_catalogue(copied(tmp_path, None))[0]
    after = read_catalogue(
        copied(tmp_path / "again", measurements({"E4/streamlit/first view/script_runs": (1,)}))
    )[0]

    assert before is not None
    assert after is not None
    assert before.digest != after.digest
