"""Newspapers on this machine, in this process: a new one for every hour costs next to nothing."""

from __future__ import annotations

import asyncio
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import create_app

#: The news code in the path of an article of IranSamaneh.
_CODE = re.compile(r"/fa/(?:news|photos|video)/(\d+)")


@dataclass
class Served:
    """A newspaper, and what it was asked for."""

    url: str
    log: io.StringIO = field(default_factory=io.StringIO)

    @property
    def articles(self) -> list[tuple[str, int]]:
        """News code and status of each request of an article."""
        lines = [line.split("\t") for line in self.log.getvalue().splitlines()]
        found = [(_CODE.match(path), int(status)) for _, status, _, path in lines]
        return [(match[1], status) for match, status in found if match]


@contextmanager
def serving(newspaper: Newspaper) -> Iterator[Served]:
    """Serve a newspaper at a free port."""
    served = Served("")
    loop = asyncio.new_event_loop()
    app = create_app(newspaper, request_log=served.log)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    loop.run_until_complete(runner.setup())
    loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
