"""nginx in front of two replicas, with one of four ways to choose between them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
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
    upstream replicas {{
        {policy}
        {servers}
    }}
    server {{
        listen {host}:{port};
        listen {host}:{door} proxy_protocol;
        client_max_body_size 20m;
        location / {{
            proxy_pass http://replicas;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_read_timeout 300s;
            add_header {replica} $upstream_addr always;
        }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Balancer:
    """A balancer that runs."""

    server: Server
    door: int
    """The port for visitors, where every connection begins with the line of the PROXY protocol."""


def configuration(
    replicas: Iterable[int], policy: str, folder: Path, *, port: int, door: int
) -> str:
    """Return what nginx is told.

    Parameters
    ----------
    replicas
        their ports.
    policy
        one of `POLICIES`.
    port
        where it answers anybody.
    door
        where visitors state their address first.
    """
    return _CONFIGURATION.format(
        folder=folder,
        policy=POLICIES[policy],
        servers=" ".join(f"server {HOST}:{replica};" for replica in replicas),
        host=HOST,
        port=port,
        door=door,
        replica=REPLICA,
    )


@contextlib.contextmanager
def balancing(
    replicas: Iterable[Server], policy: str, folder: Path, health: str, cores: Iterable[int]
) -> Iterator[Balancer]:
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
    ports, door = [replica.port for replica in replicas], free_port()

    def configure(port: int) -> None:
        text = configuration(ports, policy, folder, port=port, door=door)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")

    with serving(
        "nginx",
        [path, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", "stderr"],
        folder=folder,
        log=folder / "nginx.log",
        health=health,
        cores=cores,
        prepare=configure,
    ) as server:
        yield Balancer(server, door)
