"""data/: complete, cited, and every mistake in it is found and named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, DataError, load_catalogue
from framework_compare.catalogue.folder import DATA, framework_ids
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.vocabulary import CRITERIA, GOALS, HOSTS, NEEDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(folder: Path, name: str, pattern: str, replacement: str) -> list[str]:
    """Replace the first match of a pattern in one file and return what is complained of."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    spoilt = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert spoilt != text, "the pattern does not occur"
    path.write_text(spoilt, encoding="utf-8")
    return [str(problem) for problem in read_catalogue(folder)[1]]


def test_the_shipped_data_has_no_problem() -> None:
    """What `check` says of data/."""
    catalogue, problems = read_catalogue()

    assert not problems
    assert catalogue is not None


def test_everything_is_covered(catalogue: Catalogue) -> None:
    """All ten frameworks have every criterion, block, need and host.

    There are 71 claims, and the pairings and presets asked for.
    """
    assert tuple(catalogue.frameworks) == framework_ids()
    assert len(catalogue.frameworks) == 10
    assert tuple(criterion.id for criterion in catalogue.criteria) == CRITERIA
    assert set(catalogue.goals) == set(GOALS)
    assert set(catalogue.hosts) == set(HOSTS)
    assert set(catalogue.needs) == set(NEEDS)
    assert [f"C{number}" for number in range(1, 72)] == list(catalogue.claims)
    wanted = {
        "streamlit+fastapi",
        "streamlit+flask",
        "dash+fastapi",
        "gradio+fastapi",
        "nicegui+fastapi",
        "streamlit+django",
    }
    assert wanted <= set(catalogue.pairings)
    assert len(catalogue.presets) >= 8


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "said"),
    [
        (
            "frameworks/flask.toml",
            r"^licence",
            "license",
            "license: is not a key here; the keys are name",
        ),
        (
            "frameworks/flask.toml",
            r"(?<=\[capability\.maturity\]\n)low = [\d.]+",
            "low = 1.7",
            "capability.maturity.low",
        ),
        (
            "frameworks/flask.toml",
            r"(?<=\[capability\.maturity\]\n)low = [\d.]+",
            "low = 0.99",
            "mid must lie between low and high",
        ),
        ("elicitation.toml", r"value = 7", "value = 5", "pairwise: steps must ascend from 1, got"),
        (
            "elicitation.toml",
            r"4 = 0.882, ",
            "",
            "random_index.values must name [3, 4, 5], got [3, 5]",
        ),
        ("elicitation.toml", r'"EL02"', '"EL99"', "pairwise.random_index.sources: names 'EL99'"),
        ("elicitation.toml", r"^hardly_differ = .*$", "hardly_differ = 5", "swing.hardly_differ"),
        (
            "frameworks/dash.toml",
            r"as_of = 2026-\d\d-\d\d",
            "as_of = 2027-01-01",
            ", got 2027-01-01",
        ),
        (
            "frameworks/dash.toml",
            r'sources = \["',
            'sources = ["nowhere-", "',
            "names 'nowhere-', which sources.toml does not declare",
        ),
        ("criteria.toml", r'^worst = ".*"$', "", "worst: Field required"),
        ("criteria.toml", r'^id = "maturity"', 'id = "maturite"', "criterion.maturity: is missing"),
        (
            "criteria.toml",
            r"^share = 0.44",
            "share = 0.54",
            "must sum to 1 over the groups, got 1.1",
        ),
        ("claims.toml", r'^holds = "\w+"', 'holds = "maybe"', "claim.C1.holds"),
        (
            "goals.toml",
            r"^visualisation = \{ low = 0.5",
            "visualisation = { low = 0.95",
            "mid must lie between low and high",
        ),
        (
            "goals.toml",
            r"^covers = .*",
            'covers = ["async_io"]',
            "likely must leave out what the building blocks cover, got 'async_io'",
        ),
        (
            "presets.toml",
            r'^goal = "ml_model_demo"',
            'goal = "demo"',
            "goal: must be one of interactive_dashboard",
        ),
        (
            "pairings.toml",
            r'^ui = "dash"',
            'ui = "fastapi"',
            "ui and service must differ, got 'fastapi' twice",
        ),
        ("sources.toml", r'^id = ".*"', "id = ", "must be TOML"),
        ("model.toml", r"^count = 10000", "count = 10", "draws.count"),
        ("overlaps.toml", r'^effect = "same"', 'effect = "perhaps"', "overlap.0.effect"),
        (
            "overlaps.toml",
            r'^first = "use_case_fit"\nsecond = "stated_needs"',
            'first = "stated_needs"\nsecond = "use_case_fit"',
            "overlap.stated_needs+use_case_fit: first must come before second",
        ),
        (
            "overlaps.toml",
            r'^first = "use_case_fit"\nsecond = "access_control"',
            'first = "access_control"\nsecond = "scalability"',
            "overlap.use_case_fit+access_control: is missing: ",
        ),
        (
            "overlaps.toml",
            r'^first = "scalability"\nsecond = "running_cost"',
            'first = "access_control"\nsecond = "running_cost"',
            (
                "overlap.scalability+running_cost: is missing: criteria.toml says that the two"
                " share a cause"
            ),
        ),
        (
            "overlaps.toml",
            r'^first = "scalability"\nsecond = "running_cost"',
            'first = "access_control"\nsecond = "running_cost"',
            (
                "overlap.access_control+running_cost: names two criteria that share neither a"
                " source nor a cause"
            ),
        ),
        ("cross_check.toml", r"^differing = 2", "differing = 5", "rule.differing"),
        ("cross_check.toml", r"^floor = ", "flor = ", "weighted_product.flor: is not a key here"),
        (
            "cross_check.toml",
            r"^indifference = 0.1",
            "indifference = 0.4",
            "preference must be above indifference",
        ),
        (
            "cross_check.toml",
            r"^anti_ideal = 0.0",
            "anti_ideal = 1.0",
            "ideal must be above anti_ideal, got 1 and 1",
        ),
        ("cross_check.toml", r"^v = 0.5", "v = 1.5", "vikor.v"),
        ("cross_check.toml", r"^why = .*", "", "rule.why: Field required"),
        ("confidence.toml", r"^right = .*$", "", "clear.right is missing"),
        ("confidence.toml", r'^id = "gateway"', 'id = "service"', "elsewhere names service twice"),
        ("confidence.toml", r'^hosts = \["', 'hosts = ["moon", "', "elsewhere.0.hosts.0: must be"),
        ("confidence.toml", r'^lacks = \["', 'lacks = ["sun", "', "elsewhere.0.lacks.0: must be"),
        (
            "lab.toml",
            r"^repeats = { quick = 1",
            "repeats = { quick = [1]",
            "repeats must be one number",
        ),
        (
            "questions.toml",
            r"^kind = \"number\"",
            'kind = "one"',
            "answer: must hold at least one answer, found none",
        ),
        ("capacity.toml", r"^\[input.think_s\]", "[input.think]", "input.think.[key]"),
        ("capacity.toml", r"^value = 60$", "value = 99", "value must lie between 5 and 95, got 99"),
        ("capacity.toml", r"heavy = 5000", "heavy = -1", "input.extra_ms.seeds.heavy"),
        (
            "capacity.toml",
            r"^low = 0.7",
            "low = 1.7",
            "mid must lie between low and high, got 1.7, 1, 1.4",
        ),
        ("capacity.toml", r"^low = 0.7", "low = 0.0", "core_speed.low must be above 0, got 0"),
        ("capacity.toml", r'^keeps = "outside"', 'keeps = "somewhere"', "worker.flask.keeps"),
        ("capacity.toml", r'"GR02"', '"GR99"', "worker.gradio.sources: names 'GR99'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_path(
    folder: Path, name: str, pattern: str, replacement: str, said: str
) -> None:
    """One mistake of each kind."""
    found = spoil(folder, name, pattern, replacement)

    assert any(message.startswith(f"data/{name}") and said in message for message in found), found


def test_every_kind_of_product_has_a_class_of_thing_outside(folder: Path) -> None:
    """So that there may be advice whatever is built, where nothing fits."""
    path = folder / "confidence.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('surface = "api"', 'surface = "web_app"'), encoding="utf-8")

    assert [str(problem) for problem in read_catalogue(folder)[1]] == [
        "data/confidence.toml: elsewhere.api: is missing"
    ]


def test_all_mistakes_are_named_at_once(folder: Path) -> None:
    """Two files, two messages, and loading refuses both."""
    spoil(folder, "claims.toml", r'^holds = "\w+"', 'holds = "maybe"')
    found = spoil(folder, "frameworks/flask.toml", r"^licence", "license")

    assert {message.split(":")[0] for message in found} >= {
        "data/claims.toml",
        "data/frameworks/flask.toml",
    }
    with pytest.raises(DataError, match=r"claims\.toml"):
        load_catalogue(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    """Instead of a traceback."""
    (folder / "faq.toml").unlink()

    assert any(
        "data/faq.toml: must be readable" in str(problem) for problem in read_catalogue(folder)[1]
    )


def test_an_answer_that_moves_needs_backwards_is_found(folder: Path) -> None:
    """Ordered answers go one way."""
    found = spoil(
        folder,
        "questions.toml",
        r"at = 10, low = 0\.2, mid = 0\.3",
        "at = 10, low = 0.0, mid = 0.05",
    )

    assert any("must move the need of scalability up" in message for message in found)


@given(
    st.sampled_from(sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*.toml"))),
    st.integers(0, 10**6),
    st.binary(max_size=6),
)
@settings(max_examples=12)
def test_a_damaged_file_is_a_message(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, noise: bytes
) -> None:
    """Bytes anywhere in any file: problems or none, never a traceback."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("noise") / "data"))
    path = folder / name
    content = path.read_bytes()
    place %= len(content)
    path.write_bytes(content[:place] + noise + content[place + len(noise) :])
    _, problems = read_catalogue(folder)

    assert all(str(problem).startswith("data/") for problem in problems)


def test_most_cells_are_not_taste(catalogue: Catalogue) -> None:
    """Building blocks, needs and hosts carry a source in the larger part."""
    cells = [
        c
        for f in catalogue.frameworks.values()
        for table in (f.blocks, f.needs, f.hosts)
        for c in table.values()
    ]

    assert sum(cell.kind != "judged" for cell in cells) > len(cells) / 3
