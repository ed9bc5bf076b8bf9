"""The apps that wait, receive and work: what each declares, and what is read of what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from framework_compare.errors import DataError
from framework_compare.lab.bench import Bench
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.job_apps import effects, laid_out, load_job_app, most_at_once, span
from framework_compare.lab.registry import load_entrants
from tests.strategies import FRAMEWORKS

ONE_BY_ONE = "1.0 waiting 0\n1.5 waited 0\n1.5 waiting 0\n2.0 waited 0\n3.0 received 300\n"
TOGETHER = "1.0 waiting 0\n1.1 waiting 0\n1.5 waited 0\n1.6 waited 0\n"


@pytest.mark.parametrize("entrant", FRAMEWORKS)
def test_every_framework_has_its_app(entrant: str) -> None:
    """Which is told its port, and whose settings each cite a page of documentation."""
    app, entrant_ = load_job_app(entrant), load_entrants()[entrant]
    changes = [change for change in (app.waiting, app.limit) if change]

    assert any("{port}" in part for part in (*app.start, *entrant_.start)) or any(
        "{port}" in value for value in entrant_.environment.values()
    )
    assert all(
        source.startswith("https://")
        for source in (*app.sources, *(change.source for change in changes))
    )
    assert all(change.arguments or change.variables for change in changes)


def test_an_app_is_laid_out_with_what_it_writes_by(bench: Bench) -> None:
    """What describes it to the lab stays behind."""
    names = {path.name for path in laid_out(bench, "flask").iterdir()}

    assert names == {"app.py", "effects.py"}


@pytest.mark.parametrize(
    ("text", "seconds", "together"), [(ONE_BY_ONE, 1.0, 1), (TOGETHER, 0.6, 2), ("", 0.0, 0)]
)
def test_waiting_is_told_by_what_the_app_wrote(
    tmp_path: Path, text: str, seconds: float, together: int
) -> None:
    """One who begins when another ends does not wait beside them."""
    (tmp_path / "effects.txt").write_text(text, encoding="ascii")
    found = effects(tmp_path / "effects.txt")

    assert span(found, "waiting", "waited") == pytest.approx(seconds)
    assert together == most_at_once(found, "waiting", "waited")


def test_nothing_written_is_nothing_done(tmp_path: Path) -> None:
    """A line that is only half written is read the next time."""
    assert effects(tmp_path / "effects.txt") == []

    (tmp_path / "effects.txt").write_text("1.0 waiting 0\n1.5 wai", encoding="ascii")
    assert [effect.what for effect in effects(tmp_path / "effects.txt")] == ["waiting"]


def test_a_framework_without_an_app_is_skipped_with_its_reason(tmp_path: Path) -> None:
    """It is no failure of the lab."""
    with pytest.raises(Unavailable, match="has no app in jobs/"):
        load_job_app("flask", tmp_path)


def test_a_description_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """With file and place."""
    (tmp_path / "flask").mkdir()
    text = 'waits = "So."\nuploads = "So."\njobs = "So."\nsources = ["https://a.b"]\ncolour = 1\n'
    (tmp_path / "flask" / "probe.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"jobs/flask/probe\.toml: colour"):
        load_job_app("flask", tmp_path)
