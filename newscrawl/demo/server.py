"""Serves the demo newspaper over HTTP.

aiohttp comes with the extra ``demo``: it is imported where it is used, so that all else works
without it.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from newscrawl.demo.exchange import Reply
from newscrawl.demo.month import Month
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.pictures import photograph, takes_only_photographs
from newscrawl.demo.site import Site

if TYPE_CHECKING:
    from aiohttp import web

TEXTUAL = (
    "text/",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/json",
    "image/svg+xml",
)
STOP_SECONDS = 5
ROOT = Path(__file__).parents[2]


class DemoServerError(Exception):
    """The server cannot run; the message says why in one line."""


class MissingExtraError(DemoServerError):
    """The extra ``demo`` is not installed."""


def check_extra() -> None:
    """
    Raises:
        MissingExtraError: if the server cannot be imported.
    """
    if find_spec("aiohttp") is None:
        raise MissingExtraError("the demo newspaper needs aiohttp: pip install 'newscrawl[demo]'")


def create_app(
    newspaper: Newspaper,
    *,
    domain: str | None = None,
    padding: int = 0,
    traps: bool = False,
    closed_api: bool = False,
    latency: float = 0.0,
    request_log: TextIO | None = None,
) -> web.Application:
    """The newspaper's site as an application.

    Args:
        latency: how many milliseconds every answer waits.
        request_log: gets a line for each request: seconds of the monotonic clock at its arrival,
            status, method and path, tab-separated.
    """
    from aiohttp import web

    site = Site(newspaper, domain, padding, traps, closed_api)
    last_modified = newspaper.now.replace(microsecond=0)
    modified_header = format_datetime(last_modified)

    def unchanged(request: web.Request, reply: Reply) -> bool:
        if tags := request.headers.get("If-None-Match"):
            return tags == "*" or reply.etag in (
                t.strip().removeprefix("W/") for t in tags.split(",")
            )
        if since := request.headers.get("If-Modified-Since"):
            with suppress(ValueError, TypeError):
                return parsedate_to_datetime(since) >= last_modified
        return False

    async def answer(request: web.Request) -> web.Response:
        arrived = time.monotonic()
        if request.method in ("GET", "HEAD"):
            reply = site.reply(request.raw_path, f"{request.scheme}://{request.host}")
            is_drawn = reply.kind == "image/svg+xml" and not request.path.endswith(".svg")
            if is_drawn and takes_only_photographs(request.headers.get("Accept", "")):
                reply = Reply(photograph(request.path), "image/png")
            response = to_response(request, reply)
        else:
            response = web.Response(status=405, headers={"Allow": "GET, HEAD"})
        if latency:
            await asyncio.sleep(latency / 1000)
        if request_log:
            line = f"{arrived:.6f}\t{response.status}\t{request.method}\t{request.raw_path}\n"
            request_log.write(line)
        return response

    def to_response(request: web.Request, reply: Reply) -> web.Response:
        if reply.location:
            return web.Response(status=reply.status, headers={"Location": reply.location})
        headers = {"ETag": reply.etag, "Last-Modified": modified_header, **reply.headers}
        if reply.status == 200 and unchanged(request, reply):
            return web.Response(status=304, headers=headers)
        kind = reply.kind
        if kind.startswith(TEXTUAL):
            kind += "; charset=utf-8"
        headers["Content-Type"] = kind
        return web.Response(body=reply.body, status=reply.status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    return app


def serve(
    articles: int = 300,
    seed: int = 1400,
    edition: int = 1,
    port: int = 0,
    *,
    host: str = "127.0.0.1",
    hidden: float = 0.0,
    domain: str | None = None,
    family: str = "iransamaneh",
    padding: int = 0,
    traps: bool = False,
    closed_api: bool = False,
    day: int | None = None,
    latency: float = 0.0,
    request_log: str | None = None,
    stop_with_stdin: bool = False,
) -> None:
    """Print the newspaper's address and serve it until the process is told to stop.

    Args:
        day: serve it as it is at noon of this day of its month; see :mod:`newscrawl.demo.month`.

    Raises:
        DemoServerError: if the port or the request log cannot be opened.
        MissingExtraError: if the extra ``demo`` is not installed.
    """
    check_extra()
    if day is None:
        newspaper = Newspaper(articles, seed, edition, hidden, family)
    else:
        newspaper = Month(None, articles, seed, family).at(timedelta(days=day - 1, hours=12))
    with ExitStack() as stack:
        log = None
        if request_log:
            try:
                log = stack.enter_context(Path(request_log).open("a", buffering=1))
            except OSError as error:
                raise DemoServerError(f"cannot write {request_log}: {error.strerror}") from error
        app = create_app(
            newspaper,
            domain=domain,
            padding=padding,
            traps=traps,
            closed_api=closed_api,
            latency=latency,
            request_log=log,
        )
        asyncio.run(_serve(app, host, port, stop_with_stdin))


async def _serve(app: web.Application, host: str, port: int, stop_with_stdin: bool) -> None:
    from aiohttp import web

    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            reason = "the port is taken" if taken else error.strerror or str(error)
            raise DemoServerError(f"cannot listen on {host}:{port}: {reason}") from error
        print(f"http://{host}:{runner.addresses[0][1]}", flush=True)
        await wait_for_the_end(stop_with_stdin)
    finally:
        await runner.cleanup()


async def wait_for_the_end(stop_with_stdin: bool) -> None:
    """Wait until the process is told to stop, or its standard input ends."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows
            loop.add_signal_handler(number, stop.set)
    if stop_with_stdin:
        threading.Thread(target=_wait_for_end_of_stdin, args=(loop, stop), daemon=True).start()
    await stop.wait()


def _wait_for_end_of_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    with suppress(OSError, ValueError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    with suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(stop.set)


@contextmanager
def running(
    articles: int = 300, seed: int = 1400, edition: int = 1, port: int = 0, **options: Any
) -> Iterator[str]:
    """The newspaper's address, served by a process of its own for as long as the block runs.

    The process watches its standard input, so it ends with this one, however this one ends.

    Args:
        options: those of :func:`serve`.

    Raises:
        DemoServerError: if the process does not start.
        MissingExtraError: if the extra ``demo`` is not installed.
    """
    check_extra()
    options |= {"articles": articles, "seed": seed, "edition": edition, "port": port}
    command = [sys.executable, "-m", "newscrawl.demo", "--stop-with-stdin"]
    for name, value in options.items():
        if value is not None and value is not False:
            command.append(f"--{name.replace('_', '-')}")
            command += [] if value is True else [str(value)]
    with process_of(command) as url:
        yield url


@contextmanager
def process_of(command: list[str]) -> Iterator[str]:
    """The address that a server of this project prints, while its process runs.

    Args:
        command: starts it; it has to end when its standard input does.

    Raises:
        DemoServerError: if the process does not start.
    """
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the crawl, which still needs its pages
        )
        assert process.stdin and process.stdout
        try:
            url = process.stdout.readline().decode().strip()
            if not url:
                process.wait(STOP_SECONDS)
                errors.seek(0)
                lines = errors.read().decode(errors="replace").splitlines()
                raise DemoServerError(lines[-1] if lines else "the demo newspaper did not start")
            yield url
        finally:
            process.stdin.close()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
