"""A web server that tests are told by."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.httpserver import Server


class Webhook:
    """A web server that keeps what it is sent."""

    def __init__(self, port: int = 0) -> None:
        received = self.received = list[dict[str, Any]]()
        hook = self
        self.status = 200

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(hook.status)
                self.end_headers()
                if hook.status == 200:
                    received.append(json.loads(body))

            def log_message(self, *args: Any) -> None:
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/hook"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
