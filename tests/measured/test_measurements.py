"""What was measured, read strictly, and what it allows to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare.errors import DataError
from framework_compare.measured.comparisons import (
    client_cpu,
    compared,
    failed_share,
    is_the_clients,
    noise_band,
    own_wait,
)
from framework_compare.measured.estimates import (
    Estimate,
    bootstrapped_medians,
    estimated,
    spread_name,
    wilson,
)
from framework_compare.measured.measurements import FILE, Measurements, read_measurements

RUN = {
    "started": "2026-11-25T10:00:00Z",
    "commit": "0123456789ab",
    "quick": False,
    "machine": {
        "cpu": "a",
        "cores": 2,
        "memory_gb": 8,
        "system": "s",
        "kernel": "k",
        "python": "3.12.1",
    },
    "tools": {},
}


def row(framework: str, value: float, repeat: int = 1, **other: Any) -> dict[str, Any]:
    """One row of experiment E5."""
    given = {"experiment": "E5", "variant": "predict", "metric": "p50_ms", "unit": "ms", **other}
    return {
        "run": 0,
        "framework": framework,
        "version": "1.0",
        "value": value,
        "repeat": repeat,
        "load": 0.1,
        **given,
    }


def measurements(*rows: dict[str, Any]) -> Measurements:
    return Measurements.model_validate_json(
        json.dumps({"format": 1, "runs": [RUN], "rows": list(rows)})
    )


def saved(folder: Path, *rows: dict[str, Any], **other: Any) -> Path:
    (folder / "measurements").mkdir()
    content = {"format": 1, "runs": [RUN], "rows": list(rows), **other}
    (folder / "measurements" / "lab.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def read(folder: Path) -> Measurements | None:
    """What the file of a folder holds."""
    return read_measurements(folder / FILE, f"data/{FILE}")


def several(framework: str, values: list[float], **other: Any) -> list[dict[str, Any]]:
    return [row(framework, value, repeat, **other) for repeat, value in enumerate(values, 1)]


def test_the_bootstrap_spreads_as_published() -> None:
    """The median of the mouse data has a bootstrap standard error of 37.83.

    Efron and Tibshirani (1993), table 2.1.
    """
    treated = [94, 197, 16, 38, 99, 141, 23]

    spread = float(np.std(bootstrapped_medians(treated)))

    assert pytest.approx(spread, rel=0.02) == 37.83


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_the_published_ones(
    hits: int, n: int, low: float, high: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = wilson(hits, n)

    assert (low, high) == pytest.approx(found, abs=5e-5)


@given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=8))
def test_an_interval_holds_its_median_and_stays_inside_the_values(values: list[float]) -> None:
    """A resampled median is one of the values or lies between two of them."""
    found = estimated(values)

    assert found.low is not None
    assert found.high is not None
    assert min(values) <= found.low <= found.median <= found.high <= max(values)


def test_five_values_have_their_range_as_interval() -> None:
    """Three of five draws are the smallest value more often than once in forty times."""
    found = estimated([5.0, 1.0, 4.0, 2.0, 3.0])

    assert (found.low, found.median, found.high) == (1.0, 3.0, 5.0)


@pytest.mark.parametrize(("count", "is_range"), [(1, False), (2, True), (5, True), (6, False)])
def test_the_ends_of_few_values_are_called_a_range(count: int, is_range: bool) -> None:
    """Up to five no interval holds the median with 95 per cent: 1 - 2 / 2**5 is less."""
    found = estimated(list(range(count)))

    assert is_range == found.is_range
    assert ("range" if count < 6 else "95% interval") == spread_name([found])


def test_ends_of_both_kinds_are_called_both() -> None:
    """Shares have Wilson's interval, whatever the number of repeats."""
    share = Estimate(n=100, median=0.5, low=0.4, high=0.6)

    assert spread_name([share, estimated([1.0, 2.0])]) == "range or 95% interval"
    assert spread_name([share]) == "95% interval"


@pytest.mark.parametrize(
    ("metric", "own"),
    [("p50_ms", "own_p50_ms"), ("p95_ms_at_60", "own_p95_ms_at_60"), ("p99_ms", "own_p99_ms")],
)
def test_a_wait_has_the_client_s_own_beside_it(metric: str, own: str) -> None:
    """Of the same variant and share."""
    found = measurements(row("flask", 1, metric=metric), row("flask", 0.5, metric=own))
    beside = own_wait(found, f"E5/flask/predict/{metric}")

    assert beside is not None
    assert f"E5/flask/predict/{own}" == beside.key
    assert own_wait(found, "E5/flask/filter/p50_ms") is None


@pytest.mark.parametrize(("own", "undecided"), [(1.0, False), (1.1, True), (None, False)])
def test_a_wait_is_undecided_where_a_tenth_is_the_client_s(
    own: float | None, undecided: bool
) -> None:
    """On either side of a comparison; what was not measured says nothing against it."""
    rows = [*TWINS, *several("dash", [90, 90, 90])]
    if own is not None:
        rows += several("flask", [own, own, own], metric="own_p50_ms")
    found = measurements(*rows)
    words = {
        comparison.word
        for pair in (("dash", "flask"), ("flask", "dash"))
        if (comparison := compared(found, *(f"E5/{name}/predict/p50_ms" for name in pair)))
    }

    assert undecided == is_the_clients(found, "E5/flask/predict/p50_ms")
    assert words == ({"undecided"} if undecided else {"higher", "lower"})


def test_cpu_time_has_the_client_s_own_beside_it() -> None:
    """Which is no wait either: neighbours on the machine do not change it."""
    found = measurements(
        row("flask", 7, metric="cpu_ms"), row("flask", 0.5, metric="client_cpu_ms")
    )
    beside = client_cpu(found, "E5/flask/predict/cpu_ms")

    assert beside is not None
    assert not beside.is_wall_time
    assert client_cpu(found, "E5/flask/predict/p50_ms") is None


def test_one_value_has_no_interval() -> None:
    """Nothing is known of its spread."""
    assert estimated([3.0]).low is None


def test_the_noise_band_is_the_largest_factor_either_way() -> None:
    """Of a program and its twin, repeat by repeat."""
    found = measurements(
        *several("flask", [10, 10, 10]),
        *several("flask", [12, 8, 10], variant="predict-twin"),
        *several("dash", [99]),
    )

    assert pytest.approx(1.25) == noise_band(found, "E5", "p50_ms")
    assert noise_band(found, "E5", "cpu_ms") is None


TWINS = [*several("flask", [10, 10, 10]), *several("flask", [15, 8, 10], variant="predict-twin")]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([14, 13, 14], "undecided"),
        ([9, 7, 8], "undecided"),
        ([16, 17, 18], "higher"),
        ([5, 6, 5], "lower"),
    ],
)
def test_a_difference_inside_the_noise_is_undecided(values: list[float], word: str) -> None:
    """The twins differ by up to 1.5; only what lies wholly outside counts."""
    found = compared(
        measurements(*TWINS, *several("dash", values)),
        "E5/dash/predict/p50_ms",
        "E5/flask/predict/p50_ms",
    )

    assert found is not None
    assert word == found.word


def test_a_wall_time_without_twins_is_never_decided() -> None:
    """CPU time is: neighbours hardly change it."""
    rows = [*several("flask", [1, 1, 1]), *several("dash", [90, 91, 92])]
    cpu = [{**one, "metric": "cpu_ms"} for one in rows]
    found = measurements(*rows, *cpu)

    wall = compared(found, "E5/dash/predict/p50_ms", "E5/flask/predict/p50_ms")
    spent = compared(found, "E5/dash/predict/cpu_ms", "E5/flask/predict/cpu_ms")

    assert wall is not None
    assert spent is not None
    assert (wall.word, spent.word) == ("undecided", "higher")


def test_a_share_that_failed_counts_all_repeats_together() -> None:
    """0 of 20, as 0 of 12 and 0 of 8: Newcombe's interval of 0 to 16.11 %."""
    counts = {"metric": "media_failures", "unit": "failures"}
    tries = {"metric": "media_attempts", "unit": "attempts"}
    found = measurements(*several("flask", [0, 0], **counts), *several("flask", [12, 8], **tries))

    share = failed_share(found, "E5/flask/predict/media_failures")

    assert share is not None
    assert (share.n, share.median, share.low, share.high) == pytest.approx(
        (20, 0.0, 0.0, 0.1611), abs=5e-5
    )


def test_what_was_never_tried_has_no_share() -> None:
    """Not zero."""
    assert failed_share(measurements(row("flask", 1)), "E5/flask/predict/media_failures") is None


def test_one_repeat_decides_nothing() -> None:
    """It has no interval."""
    found = measurements(row("flask", 1, metric="cpu_ms"), row("dash", 90, metric="cpu_ms"))

    answer = compared(found, "E5/dash/predict/cpu_ms", "E5/flask/predict/cpu_ms")

    assert answer is not None
    assert answer.word == "undecided"


def test_what_was_not_measured_is_not_compared() -> None:
    """None, not zero."""
    assert (
        compared(measurements(*TWINS), "E5/shiny/predict/p50_ms", "E5/flask/predict/p50_ms") is None
    )


def test_ratios_are_taken_within_a_repeat() -> None:
    """A slow minute slows both, so the ratio is exact where the values are not."""
    found = compared(
        measurements(*several("flask", [10, 20, 40]), *several("dash", [20, 40, 80])),
        "E5/dash/predict/p50_ms",
        "E5/flask/predict/p50_ms",
    )

    assert found is not None
    assert (found.ratio.low, found.ratio.median, found.ratio.high) == (2.0, 2.0, 2.0)


def test_a_key_names_one_metric() -> None:
    """As an evidence cell writes it; without a variant it is shorter."""
    found = measurements(
        row("streamlit", 3, variant="", metric="cpu_ms"), *several("flask", [5, 7])
    )

    assert {"E5/streamlit/cpu_ms", "E5/flask/predict/p50_ms"} == set(found.measured)
    assert found.measured["E5/flask/predict/p50_ms"].values == (5.0, 7.0)


def test_no_file_is_no_measurement(tmp_path: Path) -> None:
    """Nothing was measured yet: that is not an error."""
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    ("rows", "other", "said"),
    [
        (
            [row("flask", 1, colour="red")],
            {},
            "data/measurements/lab.json: rows.0.colour: is not a key here",
        ),
        ([row("flask", 1), row("dash", 1, repeat=0)], {}, "rows.1.repeat"),
        (
            [row("flask", 1, run=3)],
            {},
            "rows.0 (E5/flask/predict/p50_ms).run: must be below 1, got 3",
        ),
        (
            [row("flask", 1), row("flask", 2)],
            {},
            "E5/flask/predict/p50_ms: repeat 1 must be there once, found 2 times",
        ),
        ([row("flask", 1), row("flask", 2, 2, unit="s")], {}, ".unit: must be s, got ms"),
        ([row("flask", 1) | {"value": "1"}], {}, "rows.0.value"),
        ([], {"format": 2}, "format"),
    ],
)
def test_an_error_names_the_file_and_the_row(
    tmp_path: Path, rows: list[dict[str, Any]], other: dict[str, Any], said: str
) -> None:
    """Nothing is converted, left out or guessed."""
    with pytest.raises(DataError) as error:
        read(saved(tmp_path, *rows, **other))

    assert said in str(error.value)
    assert "data/measurements/lab.json" in str(error.value)


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    """Half a file is no file."""
    folder = saved(tmp_path, row("flask", 1))
    path = folder / "measurements" / "lab.json"
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")

    with pytest.raises(DataError, match=r"lab\.json"):
        read(folder)
