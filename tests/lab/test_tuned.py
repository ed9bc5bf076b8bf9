"""What an entrant is tuned with, and the same entrant as it comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from framework_compare.errors import DataError
from framework_compare.lab.bench import Bench, Unit
from framework_compare.lab.environments import Environment, as_it_comes, assembled
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.machine import cores
from framework_compare.lab.registry import Entrant, load_entrant, load_entrants
from tests.lab.conftest import PYTHON, design

ENTRANT = """\
name = "Flask"
package = "flask"
minimum_python = "3.11"
start = ["serve", "--port", "{port}", "--threads", "4", "--quiet"]
idiomatic = "It is."

[environment]
QUEUE = "8"
OTHER = "1"
"""
TUNED = """
[[tuned]]
what = "Four requests wait at once."
file = "start"
text = "--threads 4"
source = "https://example.org/threads"

[[tuned]]
what = "A longer queue."
file = "environment"
text = "QUEUE=8"
instead = "QUEUE=1"
source = "https://example.org/queue"

[[tuned]]
what = "Sets aside what was loaded."
file = "app.py"
text = "freeze()\\n"
source = "https://example.org/freeze"
"""
APP = "load()\nfreeze()\nserve()\n"


def entrant_in(folder: Path, text: str, app: str = APP) -> Entrant:
    folder = folder / "flask"
    folder.mkdir()
    (folder / "app.py").write_text(app, encoding="utf-8")
    (folder / "entrant.toml").write_text(text, encoding="utf-8")
    return load_entrant(folder)


def unit_of(entrant: str, variant: str) -> Unit:
    return Unit(design(), entrant, variant, 1, quick=False)


def environment_in(folder: Path, entrant: Entrant) -> Environment:
    project = assembled(entrant, folder / "projects" / entrant.id)
    return Environment(entrant, folder / "venv", project, "1.0", PYTHON)


def test_as_it_comes_the_command_the_variables_and_the_files_lack_the_lines(tmp_path: Path) -> None:
    entrant = entrant_in(tmp_path, ENTRANT + TUNED)
    tuned = environment_in(tmp_path, entrant)
    plain = as_it_comes(tuned, tmp_path)
    assert plain.entrant.start == ("serve", "--port", "{port}", "--quiet")
    assert plain.entrant.environment == {"QUEUE": "1", "OTHER": "1"}
    assert plain.entrant.tuned == ()
    assert (plain.project / "app.py").read_text(encoding="utf-8") == "load()\nserve()\n"
    assert (tuned.project / "app.py").read_text(encoding="utf-8") == APP
    assert tuned.entrant.environment == {"QUEUE": "8", "OTHER": "1"}


@pytest.mark.parametrize(
    ("text", "app", "says"),
    [
        (ENTRANT + TUNED, "load()\n", "must stand in app.py once, found 0 times"),
        (ENTRANT + TUNED, APP + "freeze()\n", "must stand in app.py once, found 2 times"),
        (ENTRANT + TUNED.replace("--threads 4", "--thread 4"), APP, "must stand in start once"),
        (ENTRANT + TUNED.replace('"QUEUE=8"', '"QUEUE=9"'), APP, "must stand in environment once"),
        (ENTRANT + TUNED.replace("https://example.org/q", "the manual"), APP, "tuned.1.source"),
        (ENTRANT + TUNED + TUNED[: TUNED.index("[[tuned]]", 5)], APP, "tuned"),
    ],
    ids=["not there", "there twice", "part of an argument", "other value", "no page", "four"],
)
def test_a_line_that_is_not_there_or_has_no_source_is_refused(
    tmp_path: Path, text: str, app: str, says: str
) -> None:
    with pytest.raises(DataError) as refused:
        entrant_in(tmp_path, text, app)
    assert says in str(refused.value)
    assert "flask/entrant.toml" in str(refused.value)


def test_what_is_tuned_with_nothing_is_not_measured_twice(tmp_path: Path) -> None:
    entrant = entrant_in(tmp_path, ENTRANT)
    tuned = environment_in(tmp_path, entrant)
    bench = Bench(tmp_path, cores(), {"flask": tuned})
    assert bench.environment(unit_of("flask", "")) is tuned
    with pytest.raises(Unavailable, match="tuned with nothing"):
        bench.environment(unit_of("flask", "answer, as it comes"))


def test_every_entrant_can_be_started_as_it_comes() -> None:
    for entrant in load_entrants().values():
        plain = entrant.as_it_comes()
        assert any("{port}" in part for part in (*plain.start, *plain.environment.values()))
