"""A server that does as it is told: right, wrong, silent, dying, or deaf to the order to end."""

from __future__ import annotations

import http.server
import json
import signal
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

MODE, PORT = sys.argv[1], int(sys.argv[2])


class Page(http.server.BaseHTTPRequestHandler):
    """Shows the minimum age as the row count and the age as the spend."""

    def do_GET(self) -> None:
        """Answer, or not."""
        path = urlsplit(self.path)
        asked = float(parse_qs(path.query).get("age", ["0"])[0])
        if MODE == "silent" and path.path != "/":
            time.sleep(60)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(asked + (1 if MODE == "wrong" else 0)).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if MODE == "dying":
    sys.exit("the data is not there")
if MODE == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print(
        "child",
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid,
        flush=True,
    )
if MODE == "nowhere":
    time.sleep(600)
http.server.HTTPServer(("127.0.0.1", PORT), Page).serve_forever()
