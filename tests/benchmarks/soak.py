"""What many visitors leave in the server's memory: sessions that open, answer, and go.

Run it with ``python -m tests.benchmarks.soak --sessions 1000``. Each session opens a link that
nobody opened before, through the real websocket, gives a few answers on one page and leaves.
Figures are MiB of the server's resident set when so many sessions have come and gone, at last after
the server has forgotten those that left.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import psutil

from framework_compare.vocabulary import AUDIENCES, GOALS, NEEDS
from tests.ui.conftest import Server
from tests.ui.protocol import Tab

MARKS = (0, 10, 25, 50, 100, 250, 500, 750, 1000, 1500, 2000)
PAGES = ("", "", "verdict", "compare")
ANSWERS = 3
FORGOTTEN_S = 150
"""Longer than the two minutes for which Streamlit keeps a session that has lost its browser."""


def query(draws: np.random.Generator) -> str:
    """A link that was never opened: the number of people alone has a million values."""
    answers = {
        "goal": str(draws.choice(GOALS)),
        "audience": str(draws.choice(AUDIENCES)),
        "peak_concurrent_users": int(draws.integers(1, 1_000_000)),
        "weeks_to_first_release": int(draws.integers(1, 500)),
        "needs": [str(need) for need in draws.choice(NEEDS, 3, replace=False)],
    }
    return urlencode(answers, doseq=True)


async def visit(port: int, draws: np.random.Generator) -> None:
    """Open a page with a link, give some answers, and leave."""
    async with Tab(port, page=str(draws.choice(PAGES)), query=query(draws)) as tab:
        await tab.run()
        for _ in range(ANSWERS - 1):
            tab.query = query(draws)
            await tab.run()


async def soak(server: Server, sessions: int, seed: int) -> None:
    """Let the sessions come one after the other, and print what is resident at each mark."""
    draws, process = np.random.default_rng(seed), psutil.Process(server.process.pid)
    print(f"{'sessions':>10} {'MiB':>8} {'s':>7}")
    start = time.monotonic()

    def told(name: str) -> None:
        resident = process.memory_info().rss / 2**20
        print(f"{name:>10} {resident:8.1f} {time.monotonic() - start:7.0f}", flush=True)

    for number in range(sessions + 1):
        if number in MARKS or number == sessions:
            told(str(number))
        if number < sessions:
            await visit(server.port, draws)
    await asyncio.sleep(FORGOTTEN_S)
    await visit(server.port, draws)
    told("forgotten")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        running = Server(Path(folder) / "server.log")
        try:
            asyncio.run(soak(running, given.sessions, given.seed))
        finally:
            running.stop()
