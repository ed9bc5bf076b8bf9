"""E1: how much has to be written, and in how many languages."""

from __future__ import annotations

from collections.abc import Iterable

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.counting import Code, counted
from framework_compare.starters.places import SHARED


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Count the files that make the page.

    What all share, tests and deployment files count for none.
    """
    entrant = bench.environment(unit).entrant
    paths = sorted({path for pattern in entrant.code for path in entrant.folder.glob(pattern)})
    files = [path for path in paths if path.is_file() and path.name not in SHARED]
    found = sum((counted(path) for path in files), Code())
    yield Reading("lines", "lines", found.lines)
    yield Reading("tokens", "tokens", sum(found.tokens.values()))
    yield Reading("files", "files", len(files))
    yield Reading("languages", "languages", len(found.tokens))
    for language, tokens in sorted(found.tokens.items()):
        yield Reading(f"tokens_{language}", "tokens", tokens)
