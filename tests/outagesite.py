"""A small news site whose server a test can break, stop and start again."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.httpserver import Server

ARTICLE = (
    "<html><body><h1 class=title><a href='/fa/news/{code}'>خبر شماره {code} از شهرداری</a></h1>"
    "<div class=news_nav>کد خبر: {code} تاریخ انتشار: ۲۲ تیر ۱۴۰۰ - ۱۹:۰۸</div>"
    "<div class=body><p>شورای شهر امروز درباره طرح شماره {code} گفت‌وگو کرد و آن را پذیرفت."
    "</p></div></body></html>"
)


@dataclass
class OutageSite:
    """The site: what its home page links to, and what some of its pages answer instead."""

    codes: list[int]
    #: Path → status, or status and headers; ``None``: the connection is closed.
    broken: dict[str, Any] = field(default_factory=dict)
    #: All pages but robots.txt answer this.
    status: int | None = None
    #: How often each path was asked for.
    asked: Counter[str] = field(default_factory=Counter)
    #: After so many requests every connection is closed without an answer.
    dies_after: int | None = None
    url: str = ""

    @property
    def articles(self) -> Iterable[str]:
        return [f"/fa/news/{code}" for code in self.codes]

    def answer(self, path: str) -> tuple[int, Mapping[str, str], str] | None:
        if path == "/robots.txt":
            return 404, {}, ""
        self.asked[path] += 1
        if self.dies_after is not None and self.asked.total() > self.dies_after:
            return None
        if path in self.broken:
            said = self.broken[path]
            if said is None or isinstance(said, str):
                return None if said is None else (200, {}, said)
            status, headers = said if isinstance(said, tuple) else (said, {})
            return status, headers, "<html>خطا</html>"
        if self.status is not None:
            return self.status, {}, "<html>خطا</html>"
        if path == "/":
            links = "".join(f"<a href='{url}'>خبر</a>" for url in self.articles)
            return 200, {}, f"<html><body>{links}<a href='/fa/sport'>ورزش</a></body></html>"
        if path == "/fa/sport":
            return 200, {}, "<html><body><a href='/'>خانه</a></body></html>"
        if match := re.fullmatch(r"/fa/news/(\d+)", path):
            return 200, {}, ARTICLE.format(code=match[1])
        return 404, {}, ""


@contextmanager
def serving(site: OutageSite, port: int = 0) -> Iterator[OutageSite]:
    """Serve a site on this machine; its address is in ``site.url``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answer(self.path)
            if answer is None:
                self.close_connection = True
                self.connection.close()
                return
            status, headers, text = answer
            body = text.encode()
            self.send_response(status)
            fixed = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
            for name, value in {**fixed, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError, ValueError):  # closed by answer()
                super().handle()

    server = Server(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
