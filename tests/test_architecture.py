"""The arrows of the house: who may import whom, who may read files, who may cache."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "framework_compare"
PROGRAMS = (
    PACKAGE / "starters" / "apps",
    PACKAGE / "starters" / "joining",
    PACKAGE / "lab" / "variants",
    PACKAGE / "lab" / "probes",
    PACKAGE / "lab" / "jobs",
)
"""They import what they measure, or what lies beside them once a project is put together."""
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not any(path.is_relative_to(folder) for folder in PROGRAMS)
]
SCREENS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
UI = [path for path in MODULES if path.is_relative_to(PACKAGE / "ui")]
LAB = [path for path in MODULES if path.is_relative_to(PACKAGE / "lab")]
CORE = [path for path in MODULES if path not in UI and path not in LAB]
ROOMS: Final = (
    ("errors", "vocabulary", "text"),
    ("requirement", "catalogue", "measured"),
    ("scoring", "starters"),
    ("explain", "decisions", "capacity"),
    ("present",),
    ("exports",),
    ("ui", "lab"),
)
"""The rooms, lowest first: a room imports its own floor and what lies below."""
FLOOR: Final = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
READERS: Final = {
    "catalogue/reading.py": "the data",
    "catalogue/folder.py": "the order in which the questions list the frameworks",
    "measured/measurements.py": "what the lab saved, as reading.py asks it to",
    "decisions/record.py": "the record of real decisions",
    "decisions/cases.py": "the recorded decisions, and those of the file that is named",
    "requirement/files.py": "the files that the command line names",
    "exports/pdf.py": "none of ours; it hands a browser a page and takes the paper",
    "starters/archive.py": "the apps that it packs",
    "starters/projects.py": "none; it lists which files an app has",
    "ui/frame/live.py": "none; it looks when a file of the data was changed",
    "starters/reference/reference.py": "the made-up people",
    "starters/reference/make_people.py": "the made-up people, which it writes",
    "exports/commands.py": "what the command line names, and writes what it asks for",
    "__main__.py": "nothing; it writes the record, and gives up its output",
}
"""Who opens files, and which."""
NAME_FRAMEWORKS: Final = {
    "decisions/evaluation.py",
    "present/article_table.py",
    "present/measured_values.py",
    "present/radar.py",  # the dash of a line
    "ui/capacity/plans.py",
    "ui/compare/compare.py",
}
"""The article compares two; the lab's figures and some baselines are held against one of them."""
KEEPERS: Final = {
    "scoring/weights.py",
    "ui/frame/live.py",
    "catalogue/loading.py",
    "catalogue/folder.py",
    "decisions/cases.py",
    "decisions/likeness.py",
    "scoring/ground.py",
    "present/decision_map.py",
    "present/drawing.py",
    "present/radar.py",
}
DRIVES_STREAMLIT: Final = {"lab/drivers/streamlit_tab.py"}
"""It speaks its protocol."""
TOUCHING: Final = {
    *("read_text", "read_bytes", "open", "write_text", "write_bytes", "fdopen"),
    *("fromfile", "loadtxt", "read_csv", "read_json", "read_parquet"),
    *("scandir", "listdir", "iterdir", "glob", "rglob", "walk", "is_file", "is_dir", "exists"),
}
"""Names by which a file or a folder is touched."""
LONGEST: Final = 450
LONGEST_OF_THE_LAB: Final = 250
EXTRAS: Final = (
    "framework_compare.lab.drivers.",
    "sklearn",
    "playwright",
    "axe_playwright_python",
    "fcntl",
)


def name_of(path: Path) -> str:
    """Return a module's dotted name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


NAMES: Final = {name_of(path): path for path in MODULES}


def imported(path: Path, body: ast.AST | None = None) -> set[str]:
    """Every module that a file imports, absolute; of ours down to the file."""
    found: set[str] = set()
    for node in ast.walk(body or tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in NAMES else node.module or "")
    return found


def names(path: Path) -> set[str]:
    """Every attribute and plain name that a file uses, and what it imports by its own name."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
    return found


def words(path: Path) -> set[str]:
    """Every text of a file that is no docstring."""
    said = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    }


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(module: str) -> str:
    """Return the room of one of our modules; the package's own front door has none."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "framework_compare" else ""


def test_arrows_go_down() -> None:
    """No room imports one above it; nobody imports the front door and the command line."""
    wrong = [
        f"{inside(path)} imports {module}"
        for path in MODULES
        if room_of(name_of(path)) in FLOOR
        for module in imported(path)
        if module.partition(".")[0] == "framework_compare"
        and FLOOR.get(room_of(module), len(ROOMS)) > FLOOR[room_of(name_of(path))]
    ]
    assert not wrong


def test_every_room_has_its_floor() -> None:
    """A new room is placed before it is used."""
    rooms = {room_of(name_of(path)) for path in MODULES} - {"", "__main__"}
    assert not rooms - set(FLOOR)


def test_there_is_no_circle() -> None:
    """Whatever imports what, no file leads back to itself; imports inside functions count."""
    ours = {name: {m for m in imported(path) if m in NAMES} for name, path in NAMES.items()}
    done: set[str] = set()
    circles: list[str] = []

    def follow(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circles.append(" -> ".join((*way[way.index(name) :], name)))
        elif name not in done:
            for other in sorted(ours[name]):
                follow(other, (*way, name))
            done.add(name)

    for name in ours:
        follow(name, ())
    assert not circles


def test_imports_stand_at_the_top() -> None:
    """But for the screens, and for what only an extra brings."""
    wrong = [
        f"{inside(path)}: {module}"
        for path in CORE + LAB
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for module in imported(path, node)
        if not module.startswith(EXTRAS)
    ]
    assert not wrong


def test_the_core_never_imports_streamlit() -> None:
    """Only the screens do; the lab has a browser drive what it starts."""
    wrong = [p for p in CORE + LAB if any(m.split(".")[0] == "streamlit" for m in imported(p))]
    assert {inside(path) for path in wrong} == DRIVES_STREAMLIT


def test_screens_import_ui_and_streamlit_only() -> None:
    """A page is a paragraph."""
    allowed = ("framework_compare.ui", "streamlit", "__future__")
    assert not [f"{p.name}: {m}" for p in SCREENS for m in imported(p) if not m.startswith(allowed)]


def test_nothing_of_the_app_imports_the_lab() -> None:
    """The app reads what it measured, and no more; nor does the lab import the screens."""
    of_lab, of_ui = "framework_compare.lab", "framework_compare.ui"
    assert not [p for p in CORE + UI + SCREENS if any(m.startswith(of_lab) for m in imported(p))]
    assert not [p for p in LAB if any(m.startswith(of_ui) for m in imported(p))]


def test_no_raw_html() -> None:
    """Native elements only."""
    assert not [inside(path) for path in UI if names(path) & {"html", "iframe"}]
    assert not [p for p in UI if any(m.startswith("streamlit.components") for m in imported(p))]
    texts = {path: path.read_text(encoding="utf-8") for path in SCREENS + UI}
    assert not [path for path, text in texts.items() if "unsafe_allow" in text]


def test_one_place_for_the_session_state() -> None:
    """ui/frame/state.py alone touches it."""
    assert [inside(p) for p in UI if "session_state" in names(p)] == ["ui/frame/state.py"]
    assert not [p for p in SCREENS if "session_state" in names(p)]


def test_one_place_caches() -> None:
    """ui/frame/cached.py alone, by one rule; whatever is shown asks it."""
    caching = {"cache_data", "cache_resource"}
    assert [inside(p) for p in UI if names(p) & caching] == ["ui/frame/cached.py"]
    assert not [p for p in SCREENS if names(p) & caching]


def test_one_place_keeps_results() -> None:
    """Below the screens a result is kept by its object, or by the ground that studies share.

    Besides, the shipped data and decisions are read once, an empty chart is filled anew with each
    rows, and weights are spread from plain numbers, all of which are in the key.
    """
    keeping = {"lru_cache", "cache"}
    assert {inside(path) for path in CORE + UI if names(path) & keeping} == KEEPERS


def test_every_import_is_seen() -> None:
    """None is made by a call, which no reader of imports would find."""
    hidden = {"import_module", "__import__", "find_spec", "exec", "eval"}
    assert not [inside(path) for path in CORE + UI if names(path) & hidden]


def test_frameworks_are_named_in_data() -> None:
    """But for the two of the founding article, and what speaks of Streamlit the program."""
    ids = {path.stem for path in (ROOT / "data" / "frameworks").glob("*.toml")}
    assert {inside(path) for path in CORE + UI if words(path) & ids} == NAME_FRAMEWORKS


def test_one_reader_of_data() -> None:
    """Below and on the screens a file is touched where the list says so, and nowhere else."""
    assert {inside(path) for path in CORE + UI if names(path) & TOUCHING} == set(READERS)


def test_modules_stay_readable() -> None:
    """When something is longer, it is usually two things."""
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    most = {p: LONGEST_OF_THE_LAB if p in LAB else LONGEST for p in MODULES}
    assert not {inside(p): length for p, length in lengths.items() if length > most[p]}


def test_pages_stay_short() -> None:
    """A page asks ui to show something."""
    assert not [p for p in SCREENS if len(p.read_text(encoding="utf-8").splitlines()) > 20]


def test_every_module_says_what_it_is() -> None:
    """One sentence of meaning first; pages say it in their title."""
    assert not [inside(path) for path in MODULES if not ast.get_docstring(tree(path))]
