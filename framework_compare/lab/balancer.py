"""nginx in front of two replicas, with one of four ways to choose between them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from framework_compare.lab.errors import Unavailable
from framework_compare.lab.machine import program
from framework_compare.lab.servers import HOST, Server, free_port, serving

COOKIE: Final = "lab_visitor"
REPLICA: Final = "X-Replica"
"""The header that says which replica answered."""
POLICIES: Final = {
    "round robin": "",
    "random": "random;",
    "ip hash": "ip_hash;",
    "cookie": f"hash $cookie_{COOKIE} consistent;",
}
# Visitors come from one machine: at the door each states an address of its own, and nginx believes
# it, as behind another proxy.
_CONFIGURATION: Final = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    set_real_ip_from 127.0.0.1;
    real_ip_header proxy_protocol;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_read_timeout 300s;
    client_max_body_size 20m;
    add_header {replica} $upstream_addr always;
{doors}
}}
"""
_DOOR: Final = """\
    upstream {name} {{
        {policy}
        {servers}
    }}
    server {{
        {listen}
{locations}
    }}"""
_EVERYTHING: Final = "        location / { proxy_pass http://%s; }"
# The server of the built pages is told no encoding, since nginx can only write into plain text.
_SPLIT: Final = """\
        location {backend} {{ proxy_pass http://{name}; }}
        location / {{
            proxy_pass http://{host}:{first};
            proxy_set_header Host $http_host;
            proxy_set_header Accept-Encoding "";
            sub_filter {public} $http_host;
            sub_filter_once off;
            sub_filter_types application/javascript text/javascript application/json;
        }}"""


@dataclass(frozen=True, slots=True)
class Split:
    """A front end that is built once, apart from the replicas: the first one hands it out."""

    backend: str
    """How the paths begin that go to any replica."""
    public: str
    """The host and port that the build knows as its own; a visitor gets the one they came by."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Ports for visitors, where every connection begins with the line of the PROXY protocol."""

    any: int
    """To whichever replica the policy says."""
    each: tuple[int, ...]
    """To one replica only, in their order."""


def configuration(
    ports: Sequence[int], policy: str, folder: Path, *, port: int, doors: Doors, split: Split | None
) -> str:
    """Return what nginx is told.

    Parameters
    ----------
    ports
        of the replicas.
    policy
        one of `POLICIES`.
    port
        where it answers anybody.
    """
    also = f"listen {HOST}:{port};"
    told = [_door("replicas", POLICIES[policy], ports, ports[0], doors.any, split, also)]
    for number, (replica, door) in enumerate(zip(ports, doors.each, strict=True), start=1):
        told.append(_door(f"replica_{number}", "", [replica], ports[0], door, split))
    return _CONFIGURATION.format(folder=folder, replica=REPLICA, doors="\n".join(told))


def _door(
    name: str,
    policy: str,
    ports: Sequence[int],
    first: int,
    door: int,
    split: Split | None,
    also: str = "",
) -> str:
    locations = _EVERYTHING % name
    if split:
        locations = _SPLIT.format(
            name=name, host=HOST, first=first, backend=split.backend, public=split.public
        )
    return _DOOR.format(
        name=name,
        policy=policy,
        servers=" ".join(f"server {HOST}:{port};" for port in ports),
        listen=f"listen {HOST}:{door} proxy_protocol; {also}".strip(),
        locations=locations,
    )


@contextlib.contextmanager
def balancing(
    replicas: Sequence[Server],
    policy: str,
    folder: Path,
    health: str,
    cores: Iterable[int],
    split: Split | None = None,
) -> Iterator[Doors]:
    """Run nginx before some replicas for as long as the block lasts.

    Raises
    ------
    Unavailable
        where there is no nginx.
    NotStarted
        where it does not come up.
    """
    path = program("nginx")
    if path is None:
        raise Unavailable("nginx", "is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    ports = [replica.port for replica in replicas]
    doors = Doors(free_port(), tuple(free_port() for _ in ports))

    def configure(port: int) -> None:
        text = configuration(ports, policy, folder, port=port, doors=doors, split=split)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")

    with serving(
        "nginx",
        [path, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", "stderr"],
        folder=folder,
        log=folder / "nginx.log",
        health=health,
        cores=cores,
        prepare=configure,
    ):
        yield doors
