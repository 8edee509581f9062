"""The demo newspaper's server for measuring: every answer is made once, headers and all.

:mod:`newscrawl.demo.server` does what a web server does for each request; here the crawler is what
is measured, so the server leaves it as much of the machine as possible. And a load generator, which
shows how far from its ceiling the server is.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site

ROOT = Path(__file__).parents[1]
#: Path of a list of the addresses of all articles, a line each.
ARTICLES = "/bench/articles.txt"


class Answers:
    """Whole HTTP answers by path."""

    def __init__(self, articles: int, padding: int, base: str) -> None:
        self.site = Site(Newspaper(articles), padding=padding)
        self.base = base
        paths = [story.path for story in self.site.paper.listed]
        self.made = {ARTICLES: _http(200, "text/plain", "\n".join(paths).encode())}
        for path in paths:
            self.of(path)
            self.site.cache.clear()  # kept here

    def of(self, path: str) -> bytes:
        answer = self.made.get(path)
        if answer is None:
            reply = self.site.reply(path, self.base)
            kind = "text/html; charset=utf-8" if reply.kind == "text/html" else reply.kind
            answer = _http(reply.status, kind, reply.body, reply.location)
            self.made[path] = answer
        return answer


def _http(status: int, kind: str, body: bytes, location: str | None = None) -> bytes:
    head = f"HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return (head + (f"Location: {location}\r\n" if location else "") + "\r\n").encode() + body


class Connection(asyncio.Protocol):
    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop has a class of its own

    def data_received(self, data: bytes) -> None:
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for request in requests:
            self.transport.write(self.answers.of(request.split(b" ", 2)[1].decode()))


def run(coroutine_function, *arguments: object) -> None:  # type: ignore[no-untyped-def]
    """Run a coroutine on uvloop, where it is installed."""
    try:
        from uvloop import run as run_uvloop
    except ImportError:
        asyncio.run(coroutine_function(*arguments))
    else:
        run_uvloop(coroutine_function(*arguments))


async def serve(articles: int, padding: int) -> None:
    loop = asyncio.get_running_loop()
    answers: Answers | None = None
    server = await loop.create_server(lambda: Connection(answers), "127.0.0.1", 0)  # type: ignore[arg-type]
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    answers = Answers(articles, padding, base)
    print(base, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


@contextlib.contextmanager
def running(articles: int, padding: int) -> Iterator[str]:
    """The server's address, served by a process of its own for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.server", "serve", str(articles), str(padding)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin and process.stdout
    try:
        yield process.stdout.readline().decode().strip()
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


# -- the load generator --------------------------------------------------------------------


async def load(base: str, connections: int, seconds: float) -> None:
    """Ask for articles over and over, and print how many a second came."""
    host, _, port = base.removeprefix("http://").partition(":")
    paths = article_paths(base)
    count = 0

    async def ask(number: int) -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection(host, int(port), limit=2**20)
        place = number * 7919
        while time.perf_counter() < end:
            place += connections
            await _ask(reader, writer, paths[place % len(paths)])
            count += 1
        writer.close()

    began = time.perf_counter()
    end = began + seconds
    await asyncio.gather(*map(ask, range(connections)))
    print(count / (time.perf_counter() - began))


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> bytes:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.split(b"Content-Length: ")[1].split(b"\r")[0])
    return await reader.readexactly(length)


def article_paths(base: str) -> list[str]:
    with urllib.request.urlopen(base + ARTICLES) as response:
        text: str = response.read().decode()
    return text.split()


def ceiling(base: str, seconds: float = 5) -> float:
    """Pages a second that the server gives a load generator in a process of its own."""
    command = [sys.executable, "-m", "bench.server", "load", base, "32", str(seconds)]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ)
    return float(result.stdout)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", articles, padding]:
            run(serve, int(articles), int(padding))
        case ["load", base, connections, seconds]:
            run(load, base, int(connections), float(seconds))
