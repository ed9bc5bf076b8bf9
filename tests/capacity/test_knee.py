"""The capacity of one core: what the model predicts against what was measured."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Catalogue
from framework_compare.capacity.knee import knee_checks, most_users
from framework_compare.present.plan_basis import knee_text
from tests.capacity.lab import MEASURED, measurements

ROOT = Path(__file__).parents[2]


ENDLESS = 1e7
"""Seconds of a level in which nothing of its beginning is left."""


def test_the_prediction_by_hand():
    """Without an end, the number of people follows from Kingman's formula for work of one length.

    A click takes 100 ms and comes every 5 s; 19 of 20 are answered within 1 s. k = -ln 0.05 =
    2.9957; S k / (2 (1 - S)) = 0.1 x 2.9957 / 1.8 = 0.16643; busy share 1 / 1.16643 = 0.85732;
    0.85732 x 5 / 0.1 = 42.9.
    """
    assert float(most_users(0.1, 5, 1, 0.95, 0, ENDLESS)) == pytest.approx(42.866, abs=0.001)


@given(click=st.floats(0.001, 0.9), think=st.floats(0.1, 60), variability=st.floats(0, 1))
def test_no_core_is_busier_than_wholly(click: float, think: float, variability: float):
    """And a shorter wait, or less even work, never allows more users."""
    users = float(most_users(click, think, 1, 0.95, variability, ENDLESS))

    assert 0 < users * click / think < 1
    assert float(most_users(click, think, 0.95, 0.95, variability, ENDLESS)) <= users
    assert float(most_users(click, think, 1, 0.95, variability + 0.1, ENDLESS)) <= users


@pytest.mark.parametrize("level", [8, ENDLESS])
def test_nobody_is_served_where_one_click_takes_too_long(level: float):
    """Two seconds of work cannot be answered within one."""
    assert float(most_users(2, 5, 1, 0.95, 0.5, level)) == 0


@pytest.mark.parametrize(("click", "variability"), [(0.005, 1.0), (0.03, 0.0), (0.1, 1.0)])
def test_a_level_bears_what_a_simulated_one_does(click: float, variability: float):
    """Clicks at random to one idle server, first come, first served: as many are late as asked."""
    seconds, think = 8.0, 5.0
    users = float(most_users(click, think, 1, 0.95, variability, seconds))
    random = np.random.default_rng(1)
    shares = []
    for _ in range(400):
        times = np.sort(random.uniform(0, seconds, random.poisson(users * seconds / think)))
        work = random.exponential(click, times.size) if variability else np.full(times.size, click)
        done = np.cumsum(work)
        free = np.maximum.accumulate(times - np.concatenate([[0.0], done[:-1]]))
        shares.append(np.mean(free + done - times > 1))

    assert np.mean(shares) == pytest.approx(0.05, abs=0.02)


@given(click=st.floats(0.002, 0.5), variability=st.floats(0, 1), level=st.floats(2, 100))
def test_a_longer_level_bears_fewer(click: float, variability: float, level: float):
    """What is too much for good needs time to pile up."""
    short, longer, endless = (
        float(most_users(click, 5, 1, 0.95, variability, seconds))
        for seconds in (level, level * 1.5, ENDLESS)
    )

    assert short >= longer * (1 - 1e-6) >= endless * (1 - 1e-4)


def test_each_framework_with_both_experiments_is_checked(catalogue: Catalogue):
    """Streamlit within its band, Flask above it, FastAPI above a level that was still served."""
    found = {
        check.framework: check for check in knee_checks(replace(catalogue, measurements=MEASURED))
    }

    assert [(name, c.served, c.too_many, c.holds) for name, c in found.items()] == [
        ("streamlit", 34, 56, True),
        ("flask", 500, 540, False),
        ("fastapi", 2000, None, True),
    ]
    assert all(c.predicted.low <= c.predicted.mid <= c.predicted.high for c in found.values())


def test_what_was_measured_of_a_core_was_predicted(catalogue: Catalogue):
    """Of most frameworks of the experiment the middle lies within what was seen.

    The page says of each whether it does.
    """
    assert catalogue.measurements is not None
    checks = {check.framework: check for check in knee_checks(catalogue)}
    seen = catalogue.measurements.measured
    tried = {key.split("/")[1] for key in seen if key.startswith("E12/") and "/click/" in key}
    within = {
        name
        for name, check in checks.items()
        if min(seen[f"E12/{name}/click/served_users"].values)
        <= check.predicted.mid
        <= max(seen[f"E12/{name}/click/too_many_users"].values)
    }
    held = {name for name, check in checks.items() if check.holds}

    assert tried == set(checks)
    assert len(held) >= 6, held
    assert held == {name for name in within if checks[name].is_decided}


@pytest.mark.parametrize(
    ("level", "share", "own", "decided"),
    [
        ("served", 60, 99.0, True),
        ("served", 60, 101.0, False),
        ("too many", 90, 119.0, True),
        ("too many", 90, 121.0, False),
        ("no bound", 75, 900.0, True),
    ],
)
def test_a_limit_that_may_be_the_client_s_decides_nothing(
    catalogue: Catalogue, level: str, share: int, own: float, decided: bool
):
    """Its own wait must be under a tenth of the longest one, and of one that was too long."""
    rows = {
        "E5/flask/predict/cpu_ms": 8.5,
        "E12/flask/click/served_users": 500.0,
        "E12/flask/click/too_many_users": 700.0,
        "E12/flask/click/users_at_60": 500.0,
        "E12/flask/click/users_at_75": 600.0,
        "E12/flask/click/users_at_90": 700.0,
        "E12/flask/click/p95_ms_at_60": 20.0,
        "E12/flask/click/p95_ms_at_75": 900.0,
        "E12/flask/click/p95_ms_at_90": 1200.0,
        f"E12/flask/click/own_p95_ms_at_{share}": own,
    }
    (check,) = knee_checks(replace(catalogue, measurements=measurements(rows)))

    assert decided == check.is_decided == check.holds, level
    assert decided != ("undecided" in knee_text(check, catalogue))


def test_without_measurements_nothing_is_checked(catalogue: Catalogue):
    """Neither with one of the two experiments."""
    alone = measurements({"E12/flask/click/served_users": 10.0})

    assert knee_checks(replace(catalogue, measurements=None)) == ()
    assert knee_checks(replace(catalogue, measurements=measurements({}))) == ()
    assert knee_checks(replace(catalogue, measurements=alone)) == ()


def test_the_check_has_the_conditions_of_the_experiment(catalogue: Catalogue):
    """As the lab's plan has them."""
    plan = tomllib.loads((ROOT / "data" / "lab.toml").read_text(encoding="utf-8"))
    sizes = next(design["sizes"] for design in plan["experiment"] if design["id"] == "E12")
    knee = catalogue.capacity.knee

    assert (knee.think_s, knee.longest_wait_s, knee.level_s) == tuple(
        sizes[name]["full"] for name in ("think_s", "longest_wait_s", "level_s")
    )
    assert math.isclose(knee.answered, 19 / 20)
