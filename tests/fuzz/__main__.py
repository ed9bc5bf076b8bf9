"""Hostile input, bounded and seeded: one line for each kind; exit 1 if anything raised."""

from __future__ import annotations

import argparse
import logging
import sys
import time

from tests.fuzz.counting import RAISED
from tests.fuzz.making import Maker
from tests.fuzz.sockets import over_the_websocket
from tests.fuzz.texts import files, links


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument(
        "--links", type=int, default=20_000, help="of which one in 200 goes through the app as well"
    )
    parser.add_argument("--visits", type=int, default=200, help="links over the websocket")
    parser.add_argument(
        "--widgets", type=int, default=2_000, help="widget states over the websocket"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.disable(logging.WARNING)  # AppTest runs without a server, and says so often
    start = time.monotonic()
    print(f"seed {given.seed}", flush=True)
    raised = 0
    for counts in (
        files(Maker(given.seed), given.files),
        links(Maker(given.seed + 1), given.links, given.links // 200),
        over_the_websocket(Maker(given.seed + 2), given.visits, given.widgets),
    ):
        for count in counts:
            print(count, flush=True)
            raised += count.came[RAISED]
    print(f"{raised:,} raised in {time.monotonic() - start:.0f} s")
    return 1 if raised else 0


if __name__ == "__main__":
    sys.exit(main())
