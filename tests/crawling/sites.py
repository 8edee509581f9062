"""Small sites on this machine that answer as a test wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.httpserver import Server

HTML = {"Content-Type": "text/html; charset=utf-8"}
TEXT = {"Content-Type": "text/plain"}
XML = {"Content-Type": "application/xml"}


@dataclass
class Answer:
    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    #: Seconds before it comes.
    after: float = 0.0


#: What a site answers at a path (with its query); ``None``: 404.
Answers = Callable[[str], Answer | None]


@dataclass
class Site:
    url: str
    #: Paths that were asked for, and when, in seconds.
    asked: list[tuple[str, float]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(answers: Answers | Mapping[str, Answer]) -> Iterator[Site]:
    """A site on the loopback address."""
    answer_to = answers if callable(answers) else answers.get

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, time.monotonic()))
            answer = answer_to(self.path) or Answer("<h1>نیست</h1>", 404)
            time.sleep(answer.after)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = Site(f"http://127.0.0.1:{server.server_port}")
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def article(code: int | str, text: str = "باران آمد و کوچه‌ها را شست.", links: str = "") -> Answer:
    """A page of an article of IranSamaneh."""
    return Answer(
        f"<html><body><h1 class=title>خبر شماره {code}</h1><div class=body><p>{text}</p></div>"
        f"{links}</body></html>"
    )
