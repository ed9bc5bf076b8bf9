"""What nginx is told, and the cable between a visitor and it."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from framework_compare.lab.balancer import POLICIES, Doors, Split, configuration
from framework_compare.lab.cable import Cable, address_of
from framework_compare.lab.experiments.affinity import PROBES, probe_of
from framework_compare.lab.registry import load_entrants

DOORS = Doors(8001, (8002, 8003))


def told(policy: str, split: Split | None = None) -> str:
    """Return the configuration for two replicas."""
    return configuration([9001, 9002], policy, Path("/there"), port=8000, doors=DOORS, split=split)


@pytest.mark.parametrize("policy", POLICIES)
def test_only_the_common_door_is_balanced(policy: str) -> None:
    """The two others lead to one replica each."""
    text = " ".join(told(policy).split())

    assert f"upstream replicas {{ {POLICIES[policy]}".strip() in text
    assert "upstream replica_1 { server 127.0.0.1:9001; }" in text
    assert "upstream replica_2 { server 127.0.0.1:9002; }" in text
    assert text.count("proxy_protocol;") == len((DOORS.any, *DOORS.each)) + 1
    assert text.count("{") == text.count("}")


def test_a_front_end_apart_comes_from_the_first_replica() -> None:
    """Only what its pages ask goes to any."""
    text = told("random", Split("/_", "visits.example:8000"))

    assert "location /_ { proxy_pass http://replicas; }" in text
    assert text.count("proxy_pass http://127.0.0.1:9001;") == 3
    assert "sub_filter visits.example:8000 $http_host;" in text


def test_every_entrant_has_a_probe() -> None:
    """Each of the same words, and what a deployment adds can be read."""
    for name in load_entrants():
        files = [
            path for path in (PROBES / name).rglob("*") if path.suffix in (".py", ".html", ".js")
        ]
        text = "".join(path.read_text(encoding="utf-8") for path in files)

        assert [
            word for word in ("Count", "Visit: ", "Download", "rows: ") if word not in text
        ] == []
        assert bool(probe_of(name).second) == (probe_of(name).split is not None)


async def _refused(port: int) -> bytes:
    """Return what comes to somebody who connects while the cable is cut."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    came = b""
    with contextlib.suppress(ConnectionError):
        writer.write(b"anybody?")
        came = await reader.read(100)
    writer.close()
    return came


async def _through_a_cable() -> tuple[list[bytes], bytes, bytes]:
    lines: list[bytes] = []

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            lines.append(await reader.readline())
            while data := await reader.read(100):
                writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server, Cable(server.sockets[0].getsockname()[1], 7) as cable:
        port = int(cable.address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello")
        answer = await reader.read(100)
        cable.cut()
        try:
            gone = await reader.read(100)
        except ConnectionError:
            gone = b""
        writer.close()
        gone += await _refused(port)
        cable.mend()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"again")
        gone += await reader.read(100)
        writer.close()
    await asyncio.sleep(0.02)  # the sockets are let go of
    return lines, answer, gone


def test_a_cable_states_the_address_can_be_cut_and_mended() -> None:
    """What was open is gone, nobody gets through meanwhile, what comes afterwards passes."""
    lines, answer, after = asyncio.run(_through_a_cable())

    assert [line.split()[:3] for line in lines] == [[b"PROXY", b"TCP4", address_of(7).encode()]] * 2
    assert (answer, after) == (b"hello", b"again")
