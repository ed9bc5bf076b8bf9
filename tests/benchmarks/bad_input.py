"""What refusing a large wrong file or link costs, beside merely decoding the same bytes.

Run it with ``python -m tests.benchmarks.bad_input``. Each input has a megabyte, a link half of one.
Figures are CPU milliseconds, the least of several runs: as the app opens an upload, and as a list
of items on the command line.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from framework_compare import RequirementError, from_query, load_catalogue, parse_requirement
from framework_compare.present.problems import problem_in_words
from framework_compare.requirement.files import items_of
from framework_compare.requirement.model import LONGEST_FILE, Requirement
from framework_compare.requirement.parsing import parse_json

SIZE = 1_000_000
RUNS = 5


def _list(item: str, size: int = SIZE) -> str:
    return "[" + ",".join([item] * (size // (len(item) + 1))) + "]"


def _object(member: Callable[[int], str], size: int = SIZE) -> str:
    return "{" + ",".join(member(at) for at in range(size // (len(member(size)) + 1))) + "}"


def files(size: int) -> dict[str, str]:
    """One object each, of about so many bytes."""
    return {
        "a list of wrong items": f'{{"needs":{_list("0", size)}}}',
        "a list of wrong words": f'{{"needs":{_list(chr(34) + "x" * 20 + chr(34), size)}}}',
        "unknown fields": _object(lambda at: f'"colour{at}":0', size),
        "near misses": _object(lambda at: f'"goal{at}":0', size),
        "unknown weights": (
            f'{{"weights":{_object(lambda at: f"{chr(34)}w{at}{chr(34)}:[0,1]", size)}}}'
        ),
        "one field again and again": _object(lambda _: '"goal":"rest_api"', size),
        "a long text": json.dumps({"goal": "x" * size}),
        "long notes": json.dumps({"notes": "é" * (size // 6)}),
        "deep nesting": f'{{"notes":{"[" * (size // 2)}{"]" * (size // 2)}}}',
        "a number without end": f'{{"peak_concurrent_users":{"9" * size}}}',
    }


LISTS = {
    "a list of numbers": _list("0"),
    "a list of wrong items": _list('{"id":"a","requirements":{"goal":"x"}}'),
    "a list of good items": _list('{"id":"a","requirements":{"goal":"rest_api"}}'),
}
LINKS = {
    "a link of one list": {"needs": ["x"] * (SIZE // 2 // 8)},
    "a link of unknown names": {f"k{at}": ["1"] for at in range(SIZE // 2 // 8)},
    "a link of near misses": {f"goal{at}": ["1"] for at in range(SIZE // 2 // 12)},
    "a link of weights": {"weights": ["team:0:1"] * (SIZE // 2 // 17)},
    "a link of long values": {
        field: ["x" * (SIZE // 2 // 24)] for field in Requirement.model_fields
    },
}


def cpu_ms(run: Callable[[], object]) -> float:
    """The least CPU time of several runs."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def decoded(text: str) -> None:
    """What decoding alone does."""
    with contextlib.suppress(ValueError, RecursionError):
        json.loads(text)


def refused(text: str) -> str:
    """What the app tells of an upload."""
    try:
        parse_requirement(parse_json(text, "f.json", most=LONGEST_FILE), "f.json", inert_musts=True)
    except RequirementError as error:
        catalogue = load_catalogue()
        return "\n".join(problem_in_words(problem, catalogue) for problem in error.problems)
    return ""


def items(path: Path) -> str:
    """What the command line tells of a list."""
    return "\n".join(str(item) for _, item in items_of(path) if isinstance(item, RequirementError))


def linked(query: dict[str, list[str]]) -> str:
    """What the app tells of a link."""
    catalogue = load_catalogue()
    return "\n".join(problem_in_words(problem, catalogue) for problem in from_query(query)[1])


def show(name: str, size: int, run: Callable[[], str], plain: float) -> None:
    """Print one line."""
    cost, answer = cpu_ms(run), len(run().encode())
    ratio = f"{cost / plain:8.2f}" if plain > 0.05 else " " * 8
    print(f"{name:28} {size:>9,} {cost:8.1f} {plain:8.1f} {ratio} {answer:>8,}")


def main() -> None:
    """Print what each input costs and how long its answer is."""
    load_catalogue()
    print(f"{'':28} {'bytes':>9} {'ms':>8} {'decoded':>8} {'ratio':>8} {'answer':>8}")
    for size in (SIZE, LONGEST_FILE - 200):
        for name, text in files(size).items():
            # The functions run at once, before the loop goes on.
            show(
                name,
                len(text),
                lambda: refused(text),  # noqa: B023
                cpu_ms(lambda: decoded(text)),  # noqa: B023
            )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        for name, text in LISTS.items():
            path.write_text(text)
            # They run at once here too.
            show(name, len(text), lambda: items(path), cpu_ms(lambda: decoded(text)))  # noqa: B023
    for name, query in LINKS.items():
        size = sum(
            len(field) + len(value) + 2 for field, values in query.items() for value in values
        )
        show(name, size, lambda: linked(query), 0.0)  # noqa: B023  # run at once


if __name__ == "__main__":
    main()
