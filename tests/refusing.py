"""A small news site behind a gate, and proxies on the way to it."""

from __future__ import annotations

import select
import socket
import threading
import time
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.conftest import Database, rows_of
from tests.httpserver import Server

TEXT = "بهای نان در بازار امروز اندکی بالا رفت و نانوایان گفتند آرد گران‌تر شده است. "
CODES = range(101, 106)
PASSWORD = "s3cret-of-the-proxy"


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    #: Names in lower case.
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Answer:
    body: str | bytes = ""
    status: int = 200
    #: Name and value; several of one name are sent as they are.
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


#: What stands in the way of a page: an answer in its place, or ``None``.
Gate = Callable[[Asked], Answer | None]


def article(code: int | str) -> str:
    return (
        f"<!DOCTYPE html><html lang=fa><head><title>خبر {code}</title></head><body>"
        f"<h1 class=title>بهای نان، گزارش {code}</h1><img src=/picture.jpg>"
        f"<div class=body><p>{TEXT * 8}</p></div></body></html>"
    )


def page(path: str) -> Answer:
    """What the site has to say once one is in."""
    if path == "/robots.txt":
        return Answer(
            "User-agent: *\nDisallow: /fa/news/105\n", headers=(("Content-Type", "text/plain"),)
        )
    if path == "/":
        links = "".join(f"<a href=/fa/news/{code}>خبر {code}: {TEXT}</a>" for code in CODES)
        return Answer(f"<html><body>{links}</body></html>")
    if path.startswith("/fa/rss"):
        items = "".join(f"<item><link>/fa/news/{code}</link></item>" for code in (201, 202))
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return Answer(feed, headers=(("Content-Type", "application/rss+xml"),))
    if path.startswith("/fa/news/"):
        return Answer(article(path.split("/")[3]))
    return Answer("<h1>Not found</h1>", 404)


class _Server(Server):
    def handle_error(self, *_: Any) -> None:
        """Clients of these tests hang up in the middle of an answer."""


class Site:
    """A server; what it was asked for is in :attr:`asked`."""

    def __init__(self, gate: Gate | None = None, pages: Callable[[str], Answer] = page) -> None:
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.path, headers, time.monotonic())
                site.asked.append(asked)
                answer = (gate(asked) if gate else None) or pages(self.path)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def times(self, path: str) -> int:
        """How often a page was asked for."""
        return sum(asked.path == path for asked in self.asked)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def site(gate: Gate | None = None, pages: Callable[[str], Answer] = page) -> Iterator[Site]:
    server = Site(gate, pages)
    try:
        yield server
    finally:
        server.close()


def wants_cookie(asked: Asked) -> Answer | None:
    """A gate: whoever has no cookie is sent back to the same page with one."""
    if "entry=1" in asked.headers.get("cookie", ""):
        return None
    return Answer("", 302, (("Location", asked.path), ("Set-Cookie", "entry=1; Path=/")))


CHALLENGE = """<!DOCTYPE html><html><head><title>...</title></head><body><h1>Just a moment</h1>
<script>
var sum = 0;
for (var i = 1; i <= 100; i++) { sum += i * i; }
setTimeout(function () {
    document.cookie = "pass=" + sum + "; path=/";
    location.reload();
}, 300);
</script></body></html>"""


def wants_script(asked: Asked) -> Answer | None:
    """A gate: a script computes a cookie, and asks for the page again."""
    if asked.path == "/picture.jpg":
        return Answer("", 404)
    return None if "pass=338350" in asked.headers.get("cookie", "") else Answer(CHALLENGE)


# -- proxies ---------------------------------------------------------------------------


class HttpProxy:
    """A proxy of HTTP that hands on requests of ``http://`` pages; others get 407 or 404."""

    def __init__(self, user: str | None = None, password: str = PASSWORD) -> None:
        self.asked: list[Asked] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                proxy.asked.append(Asked(self.path, headers, time.monotonic()))
                given = headers.pop("proxy-authorization", "Basic Og==").removeprefix("Basic ")
                if user is not None and b64decode(given).decode() != f"{user}:{password}":
                    self.send_response(407)
                    self.send_header("Proxy-Authenticate", 'Basic realm="proxy"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                request = urllib.request.Request(self.path, headers=headers)
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                with opener.open(request, timeout=20) as answer:
                    body = answer.read()
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.headers["Content-Type"])
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = (
            f"http://{self.host}" if user is None else f"http://{user}:{password}@{self.host}"
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class SocksProxy:
    """A proxy of SOCKS5 (RFC 1928), with a password (RFC 1929) or without."""

    def __init__(self, user: str | None = None, password: str = PASSWORD) -> None:
        self.user, self.password = user, password
        #: Hosts that it was asked to connect to, by name or address.
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._listener.getsockname()[1]}"
        names = "" if user is None else f"{user}:{password}@"
        self.url = f"socks5h://{names}{self.host}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)  # close() alone leaves the thread accepting
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            if not self._greets(client):
                return
            _, _, _, kind = _read(client, 4)
            if kind == 3:
                host = _read(client, _read(client, 1)[0]).decode()
            else:
                host = socket.inet_ntop(
                    *(
                        (socket.AF_INET, _read(client, 4))
                        if kind == 1
                        else (socket.AF_INET6, _read(client, 16))
                    )
                )
            port = int.from_bytes(_read(client, 2), "big")
            self.asked.append(host)
            with socket.create_connection((host, port)) as server:
                client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
                ends = [client, server]
                while True:
                    ready, _, _ = select.select(ends, [], [], 30)
                    for end in ready:
                        data = end.recv(65536)
                        if not data:
                            return
                        (server if end is client else client).sendall(data)
                    if not ready:
                        return

    def _greets(self, client: socket.socket) -> bool:
        methods = _read(client, _read(client, 2)[1])
        if self.user is None:
            client.sendall(b"\x05\x00")
            return True
        if 2 not in methods:
            client.sendall(b"\x05\xff")
            return False
        client.sendall(b"\x05\x02")
        user = _read(client, _read(client, 2)[1]).decode()
        password = _read(client, _read(client, 1)[0]).decode()
        is_known = (user, password) == (self.user, self.password)
        client.sendall(b"\x01\x00" if is_known else b"\x01\x01")
        return is_known


def _read(client: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = client.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


@contextmanager
def closing(*proxies: Any) -> Iterator[Any]:
    """Proxies that are closed at the end; one as itself."""
    try:
        yield proxies if len(proxies) > 1 else proxies[0]
    finally:
        for proxy in proxies:
            proxy.close()


def everything_in(database: Database) -> str:
    """All that an archive holds, as one text."""
    if isinstance(database, Path):
        files = (file for file in database.parent.rglob("*") if file.is_file())
        return b"".join(file.read_bytes() for file in files).decode("latin-1")
    schema = "table_schema = current_schema() AND table_type = 'BASE TABLE'"
    tables = rows_of(database, f"SELECT table_name FROM information_schema.tables WHERE {schema}")
    return "".join(str(rows_of(database, f'SELECT * FROM "{t["table_name"]}"')) for t in tables)
