"""nginx with the configuration that the project hands out, in front of servers of the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("nginx.conf")
_PATIENCE = 10.0


def nginx() -> str:
    """Return the program, or nothing where there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or ""


class Proxy:
    """nginx on a port of its own in front of one or two replicas.

    Parameters
    ----------
    ports
        of the replicas; one alone stands for both.
    pinning
        ``cookie`` as the file has it, or ``address``.
    """

    def __init__(self, folder: Path, ports: tuple[int, ...], pinning: str = "cookie") -> None:
        self.folder = folder
        self.port = _free_port()
        one, two = ports[0], ports[-1]
        text = CONFIGURATION.read_text()
        values = {
            "folder": str(folder),
            "listen": f"127.0.0.1:{self.port}",
            "one": f"127.0.0.1:{one}",
            "two": f"127.0.0.1:{two}",
            "one_port": str(one),
            "two_port": str(two) if two != one else "none",
        }
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        if pinning == "address":
            text = text.replace("proxy_pass http://$pool;", "proxy_pass http://by_address;")
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(text)
        self.start()

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [nginx(), "-e", "stderr", "-p", str(self.folder), "-c", str(self.configuration)]
        with (self.folder / "nginx.log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"nginx did not start:\n{(self.folder / 'nginx.log').read_text()}")

    def stop(self) -> None:
        """Stop it: every connection through it is cut at once."""
        self.process.terminate()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(_PATIENCE)

    def url(self, path: str = "", query: str = "") -> str:
        """Return an address of the app."""
        return f"http://127.0.0.1:{self.port}/{path}" + (f"?{query}" if query else "")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
