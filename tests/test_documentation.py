"""What the documents promise exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from framework_compare import Catalogue
from framework_compare import __all__ as exported
from framework_compare.__main__ import main
from tests.strategies import FRAMEWORKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TRACKED = [p for p in ROOT.glob("*") if p.suffix in (".md", ".toml", ".txt")] + list(
    (ROOT / "data").rglob("*.toml")
)


def test_the_readme_names_both_commands_in_one_line_each() -> None:
    """One opens the app, one passes the tests; .ci/run runs the second as it stands."""
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)

    assert len(commands) == 2
    assert commands[0].endswith("streamlit run app.py")
    assert commands[1].endswith("pytest")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#]+)\)", README + CONTRIBUTING))))
def test_every_linked_file_exists(path: str) -> None:
    """Pictures and documents."""
    assert path.startswith("http") or (ROOT / path).exists()


@pytest.mark.parametrize("module", re.findall(r"python -m (tests\.[\w.]+)", README))
def test_every_benchmark_that_is_named_exists(module: str) -> None:
    """So that anyone can run it."""
    assert (ROOT / (module.replace(".", "/") + ".py")).exists()


def test_every_command_of_the_readme_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The README tells of every one."""
    named = set(re.findall(r"python -m framework_compare (\w+)", README))
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = capsys.readouterr().out

    commands = re.search(r"\{([\w,]+)\}", offered)
    assert commands is not None
    assert named == set(commands[1].split(","))


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_the_readme_names_every_framework(name: str) -> None:
    """As the ten that are compared."""
    assert name in README.lower()


@pytest.mark.parametrize("name", exported)
def test_what_is_exported_has_a_docstring(name: str) -> None:
    """What has no leading underscore is promised."""
    import framework_compare  # noqa: PLC0415  # the package's own attributes

    assert getattr(framework_compare, name).__doc__


@pytest.mark.parametrize("path", TRACKED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_is_left_open(path: Path) -> None:
    """Nothing to be done is left in a document."""
    assert not re.search(r"\b(TODO|FIXME|TBD|lorem)\b", path.read_text(encoding="utf-8"))


def test_the_readme_counts_the_claims_as_they_stand(catalogue: Catalogue) -> None:
    """How many of the article's claims hold, hold in part, do not, or are open."""
    held = Counter(claim.holds for claim in catalogue.claims.values())
    said = re.search(
        r"Of its (\d+) claims (\d+) hold today, (\d+) hold in part, (\d+) do not hold, and of"
        r" (\d+) nobody knows",
        README,
    )

    assert said is not None
    assert [int(count) for count in said.groups()] == [
        len(catalogue.claims),
        *(held[word] for word in ("yes", "partly", "no", "unclear")),
    ]


def test_what_the_readme_repeats_of_the_article_is_what_the_claims_say(
    catalogue: Catalogue,
) -> None:
    """Five lines on what became of it rest on four claims."""
    why = {claim.id: claim.why for claim in catalogue.claims.values()}

    assert "160 times" in why["C1"]
    assert "ahead of Flask" in why["C2"]
    assert "four others" in why["C12"]
    assert "Nobody has to take Flask" in why["C23"]
    assert {
        claim.holds for claim in catalogue.claims.values() if claim.id in ("C2", "C12", "C23")
    } == {"no"}


def test_the_readme_gets_the_code_before_it_runs_it() -> None:
    """Whoever reads it has nothing yet."""
    assert README.index("git clone") < README.index("python3 -m venv")
