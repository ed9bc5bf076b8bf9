"""What a rerun costs on the server, page by page and beside an empty script.

Every rerun goes through the real websocket.

Run it with ``python -m tests.benchmarks.reruns``. Figures are CPU milliseconds of the server
process for one rerun, the median over several batches; the empty script, served the same way in the
same run, is what Streamlit itself takes. The memory of a further idle session is the growth of the
resident set over a hundred of them.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlencode

import psutil
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from framework_compare.requirement.people import Person
from framework_compare.ui.frame.menu import SECTIONS
from tests.people import TWELVE, link
from tests.ui.conftest import Server
from tests.ui.protocol import Tab

PAGES = ("", "verdict", "compare", "evidence", "stakeholders", "presenter", "method")
QUERY = (
    "goal=interactive_dashboard&audience=company_wide&peak_concurrent_users=150&auth=sso"
    "&visualisation=high&needs=cross_chart_interaction&needs=many_pages&hosting=containers"
)
BATCHES, RERUNS, SESSIONS = 5, 10, 100
_PAUSE = 0.06  # longer than a delayed acknowledgement


def cpu_ms(process: psutil.Process) -> float:
    """CPU time of the server so far."""
    times = process.cpu_times()
    return (times.user + times.system) * 1000


async def warm(port: int, process: psutil.Process, page: str) -> float:
    """One warm rerun of a page: nothing changed."""
    query = QUERY if page != "stakeholders" else f"{QUERY}&{urlencode(link(*TWELVE), doseq=True)}"
    async with Tab(port, page=page, query=query) as tab:
        for _ in range(3):
            await tab.run()
            await asyncio.sleep(1.0)
        found = []
        for _ in range(BATCHES):
            before = cpu_ms(process)
            for _ in range(RERUNS):
                await tab.run()
                await asyncio.sleep(_PAUSE)
            found.append((cpu_ms(process) - before) / RERUNS)
        return statistics.median(found)


class WatchedTab(Tab):
    """A tab that notes the server's CPU time when the verdict's bars arrive."""

    process: psutil.Process
    at_verdict: float | None = None

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        element = message.delta.new_element if message.delta.HasField("new_element") else None
        if (
            self.at_verdict is None
            and element is not None
            and "chart" in str(element.WhichOneof("type"))
        ):
            self.at_verdict = cpu_ms(self.process)


async def changed(port: int, process: psutil.Process) -> tuple[float, float]:
    """Rerun the landing page with a new number of users: CPU to the verdict, then until quiet."""
    first, after = 0.0, 0.0
    times = BATCHES * 6
    tab = WatchedTab(port, query=QUERY)
    tab.process = process
    async with tab:
        await tab.run()
        await asyncio.sleep(2.0)
        for users in range(200, 200 + times):
            tab.query = QUERY.replace("users=150", f"users={users}")
            tab.at_verdict = None
            before = cpu_ms(process)
            await tab.run()
            await asyncio.sleep(0.5)
            assert tab.at_verdict is not None, "no verdict was drawn"
            first += tab.at_verdict - before
            after += cpu_ms(process) - tab.at_verdict
    return first / times, after / times


async def joined(port: int, process: psutil.Process, section: str) -> float:
    """Rerun twelve people's page where one of them says what nobody has said: CPU until quiet."""
    took = []
    shown = f"{QUERY}&stakeholders.section={section}"
    async with Tab(port, page="stakeholders", query=shown) as tab:
        for users in range(300, 300 + BATCHES * 2):
            (*others, last) = TWELVE
            asked = last.requirement.with_answers(peak_concurrent_users=users)
            people = link(*others, Person(last.name, asked))
            tab.query = f"{shown}&{urlencode(people, doseq=True)}"
            before = cpu_ms(process)
            await tab.run()
            await asyncio.sleep(0.5)
            took.append(cpu_ms(process) - before)
    return statistics.median(took)


async def idle(port: int, process: psutil.Process) -> float:
    """KiB for each further session that has run the landing page and does nothing."""
    async with AsyncExitStack() as stack:
        for _ in range(SESSIONS // 5):
            await (await stack.enter_async_context(Tab(port, query=QUERY))).run()
        before = process.memory_info().rss
        for _ in range(SESSIONS):
            await (await stack.enter_async_context(Tab(port, query=QUERY))).run()
        return (process.memory_info().rss - before) / 1024 / SESSIONS


class EmptyServer(Server):
    """A script that does nothing, served with Streamlit's own settings instead of the project's."""

    def start(self) -> None:
        """Write the script and serve it."""
        script = self._log.parent / "empty.py"
        script.write_text("import streamlit\n")
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
        options = ["--server.port=0", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
        self._said = ""
        with self._log.open("a") as log:
            folder = self._log.parent
            self.process = subprocess.Popen(
                [*command, *options], cwd=folder, stdout=log, stderr=subprocess.STDOUT
            )
        self.port = int(self._wait_for(self._announced_port))
        self._wait_for(self._is_healthy)


def figures() -> dict[str, float]:
    """Everything that this benchmark reports."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        plain = EmptyServer(Path(folder) / "empty.log")
        try:
            found["empty script, ms"] = asyncio.run(
                warm(plain.port, psutil.Process(plain.process.pid), "")
            )
        finally:
            plain.stop()
        server = Server(Path(folder) / "server.log")
        try:
            process = psutil.Process(server.process.pid)
            for page in PAGES:
                found[f"{page or 'project'}, warm rerun, ms"] = asyncio.run(
                    warm(server.port, process, page)
                )
            (
                found["changed answer, ms to the verdict"],
                found["then, with the next question, ms"],
            ) = asyncio.run(changed(server.port, process))
            for section in SECTIONS["stakeholders"]:
                found[f"one of twelve says anew, {section}, ms"] = asyncio.run(
                    joined(server.port, process, section)
                )
            found["a further idle session, KiB"] = asyncio.run(idle(server.port, process))
        finally:
            server.stop()
    return found


if __name__ == "__main__":
    start = time.monotonic()
    for name, value in figures().items():
        print(f"{name:36} {value:8.1f}")
    print(f"{'took, s':36} {time.monotonic() - start:8.1f}")
