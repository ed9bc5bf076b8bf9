"""nginx in front of two replicas, with one of four ways to choose between them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from framework_compare.lab.errors import Unavailable
from framework_compare.lab.machine import program
from framework_compare.lab.servers import HOST, Server, serving

COOKIE: Final = "lab_visitor"
REPLICA: Final = "X-Replica"
"""The header that says which replica answered."""
POLICIES: Final = {
    "round robin": "",
    "random": "random;",
    "ip hash": "ip_hash;",
    "cookie": f"hash $cookie_{COOKIE} consistent;",
}
# Visitors come from one machine: each states an address of its own, and nginx believes it, as
# behind another proxy.
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
    real_ip_header X-Forwarded-For;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    upstream replicas {{
        {policy}
        {servers}
    }}
    server {{
        listen {host}:{port};
        client_max_body_size 20m;
        location / {{
            proxy_pass http://replicas;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_read_timeout 300s;
            add_header {replica} $upstream_addr always;
        }}
    }}
}}
"""


@contextlib.contextmanager
def balancing(
    replicas: Iterable[Server], policy: str, folder: Path, health: str, cores: Iterable[int]
) -> Iterator[Server]:
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
    servers = " ".join(f"server {HOST}:{replica.port};" for replica in replicas)

    def configure(port: int) -> None:
        text = _CONFIGURATION.format(
            folder=folder,
            policy=POLICIES[policy],
            servers=servers,
            host=HOST,
            port=port,
            replica=REPLICA,
        )
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
        yield server
