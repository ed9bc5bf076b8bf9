"""What is judged by what others taught: nobody's own decision teaches its forecast."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, load_catalogue
from framework_compare.decisions.choices import Choices
from framework_compare.decisions.cross_validation import (
    FOLDS,
    Forecasts,
    WordAims,
    folds,
    forecasts,
    held_out,
    words,
)
from framework_compare.scoring.distributions import Floats
from tests.decisions.made import losses_of, made_up
from tests.strategies import FRAMEWORKS

CATALOGUE = load_catalogue()
AIMS = WordAims(clear=0.88, leaning=0.6)


def choices_by(teams: list[str], seed: int = 0, **more: Any) -> Choices:
    """Choice sets of these teams, everything else drawn."""
    rng = np.random.default_rng(seed)
    losses = losses_of(rng, CATALOGUE, len(teams))
    taken = rng.integers(0, losses.shape[1], len(teams)).tolist()
    return made_up(CATALOGUE, losses, taken, teams=teams, **more)


@given(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1), st.integers(0, 99))
def test_decisions_of_one_team_are_left_out_together(teams: list[str], seed: int) -> None:
    """Whichever way the teams are divided; and no fold has two teams more than another."""
    found = folds(teams, seed)
    of_team = {team: {int(fold) for fold in found[np.array(teams) == team]} for team in teams}
    sizes = [sum(fold in own for own in of_team.values()) for fold in range(FOLDS)]

    assert all(len(own) == 1 for own in of_team.values())
    assert set(found.tolist()) <= set(range(FOLDS))
    assert max(sizes) - min(sizes) <= 1


def test_ways_of_dividing_differ() -> None:
    """Else three of them would say no more than one."""
    teams = [str(team) for team in range(40)]

    assert (folds(teams, 0) != folds(teams, 1)).any()


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=2)
def test_what_a_team_took_teaches_nothing_about_itself(seed: int) -> None:
    """Every set is forecast once, by a catalogue that stays the same whatever its team took."""
    teams = [f"team {place // 2}" for place in range(6)]
    choices = choices_by(teams, seed)
    backwards = choices.right[:, ::-1]
    turned = replace(choices, right=backwards, taken=backwards)
    forecast: list[int] = []
    for known, rows in held_out(choices, CATALOGUE, 0):
        forecast += rows.tolist()
        if not len(rows):
            continue
        own = {teams[row] for row in rows}
        others = np.array([team not in own for team in teams])
        mixed = np.where(others[:, None], choices.right, turned.right)
        otherwise = replace(choices, right=mixed, taken=mixed)
        again = [then for then, left in held_out(otherwise, CATALOGUE, 0) if set(left) == set(rows)]

        assert [then.learnt for then in again] == [known.learnt]
    assert sorted(forecast) == list(range(len(teams)))


def test_of_one_team_alone_nobody_teaches_anything() -> None:
    """Its decisions are judged by what is known without them."""
    (known,) = [
        known for known, rows in held_out(choices_by(["a", "a"]), CATALOGUE, 0) if len(rows)
    ]

    assert known.learnt == CATALOGUE.learnt


def forecast_by_hand(shares: Floats, champions: Floats) -> Forecasts:
    """Forecasts of one size of the noise, of families' shares: (ways, sets, frameworks)."""
    return Forecasts((1.0,), shares[None], champions)


def test_log_scores_are_those_worked_out_by_hand() -> None:
    """Two ways, a shortlist and an open decision, which two families agree with.

    The first: half the firsts one way, an eighth the other. The second: 0.2 and 0.3 are a half,
    and nothing at all counts as one in a thousand.
    """
    choices = choices_by(["a", "b"], is_open=np.array([False, True]))
    first, second = (choices.options.names.index(name) for name in FRAMEWORKS[:2])
    choices.right[:] = False
    choices.right[0, first] = True
    choices.right[1, [first, second]] = True
    shares = np.zeros((2, 2, len(FRAMEWORKS)))
    shares[0, 0, 0], shares[1, 0, 0] = 0.5, 0.125
    shares[0, 1, :2], shares[1, 1, 5] = (0.2, 0.3), 1.0
    found = forecast_by_hand(shares, np.zeros((2, 2), np.int64)).log_scores(choices)

    assert found.tolist() == [
        pytest.approx([np.log(0.25), (np.log(0.5) + np.log(0.001)) / 2]),
    ]


def test_the_size_that_forecasts_both_lists_best_is_taken() -> None:
    """Not the one that is best on the longer of them."""
    choices = choices_by(["a", "b", "c"], is_open=np.array([False, True, True]))
    choices.right[:] = False
    choices.right[:, 0] = True
    shares = np.zeros((2, 1, 3, len(FRAMEWORKS)))
    shares[0, 0, :, 0] = 0.1, 0.9, 0.9
    shares[1, 0, :, 0] = 0.5, 0.5, 0.5
    found = Forecasts((1.0, 2.0), shares, np.zeros((1, 3), np.int64))

    assert found.best(choices) == 1


def test_forecasts_are_shares_of_who_is_on_the_table() -> None:
    """At every size of the noise they sum to one; the wider the noise, the less anybody is sure."""
    found = forecasts(choices_by(["a", "b"]), CATALOGUE, ways=1)
    surest = found.shares.max(axis=3)

    assert found.shares.sum(axis=3) == pytest.approx(1)
    assert surest[0].mean() > surest[-1].mean()


@st.composite
def verdicts(draw: st.DrawFn) -> tuple[Choices, Forecasts]:
    """Many verdicts of all shares, right more often the surer they are, or not at all so."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count, ways = draw(st.sampled_from((20, 120, 300))), draw(st.integers(1, 3))
    own = rng.uniform(0.2, 1, (ways, count))
    honesty = draw(st.floats(-0.4, 0.4))
    options = len(losses_of(rng, CATALOGUE, 1)[0])
    champions = rng.integers(0, options, (ways, count))
    choices = choices_by(["a"] * count)
    choices.right[:] = False
    for way, set_ in np.ndindex(ways, count):
        if rng.random() < own[way, set_] + honesty:
            choices.right[set_, champions[way, set_]] = True
    shares = np.zeros((ways, count, len(FRAMEWORKS)))
    families = np.array(choices.options.ui)[champions]
    np.put_along_axis(shares, families[..., None], own[..., None], axis=2)
    return choices, forecast_by_hand(shares, champions)


@given(verdicts())
@settings(max_examples=25)
def test_words_start_where_verdicts_were_right_as_often_as_they_promise(
    found: tuple[Choices, Forecasts],
) -> None:
    """Of thirty verdicts at least, and no lower share would do as well.

    Where no share does, no verdict gets the word.
    """
    choices, forecast = found
    families = np.array(choices.options.ui)[forecast.champions]
    own = np.take_along_axis(forecast.shares[0], families[..., None], axis=2)[..., 0]
    right = np.stack([choices.right[np.arange(len(row)), row] for row in forecast.champions])
    clear, leaning = words(choices, forecast, 0, AIMS)

    assert leaning.share <= clear.share <= 1
    for word, aim, below in ((clear, AIMS.clear, 2.0), (leaning, AIMS.leaning, clear.share)):
        said = (own >= word.share) & (own < below)
        assert (word.verdicts, word.right) == (0, 0.0)  # all are of one team, which nobody taught
        if word.share < min(below, 1.0):
            assert said.sum() >= 30
            assert right[said].mean() >= aim
        for per_cent in range(40, round(100 * word.share)):
            lower = (own >= per_cent / 100) & (own < below)
            assert lower.sum() < 30 or right[lower].mean() < aim


def test_what_a_word_is_worth_is_counted_by_thresholds_of_others() -> None:
    """The surer half is always right, the other never: all folds say so of each."""
    half, teams = 60, [f"team {number}" for number in range(120)]
    choices = choices_by(teams)
    champions = np.zeros((2, len(teams)), int)
    shares = np.zeros((2, len(teams), len(FRAMEWORKS)))
    shares[:, :half, choices.options.ui[0]], shares[:, half:, choices.options.ui[0]] = 0.9, 0.6
    choices.right[:] = False
    choices.right[:half, 0] = True
    clear, leaning = words(choices, forecast_by_hand(shares, champions), 0, AIMS)

    assert (clear.share, clear.verdicts, clear.right) == (0.61, half, half)
    assert (leaning.share, leaning.verdicts) == (0.61, 0)


def test_shipped_words_reach_their_aims(catalogue: Catalogue) -> None:
    """As the file itself tells: how many verdicts, and how many of them were right."""
    rules = catalogue.confidence
    for word, name in ((catalogue.learnt.clear, "clear"), (catalogue.learnt.leaning, "leaning")):
        assert word.right >= rules.aim(name) * word.verdicts - 2
