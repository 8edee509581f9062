"""A crawl whose articles go to the caller, and into no archive."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from newscrawl.arguments import ArgumentError
from newscrawl.cli.exits import ALARM, DONE, WRONG_USAGE
from newscrawl.items import Article

#: The longest article as a line of JSON, in bytes. Twice as many wait for a slow caller at most;
#: then the crawl waits.
LONGEST_LINE: Final = 32 * 1024 * 1024
#: Seconds that a crawl has to stop in its own way.
STOP_SECONDS: Final = 10.0
_ERROR: Final = "newscrawl: error: "


class CrawlError(Exception):
    """A crawl failed; the message is one line and says why."""


async def crawl(
    site: str, *, settings: Mapping[str, Any] | None = None, **arguments: str
) -> AsyncIterator[Article]:
    """The articles of a site as a crawl finds them, for ``async for``.

    Nothing is kept: each crawl fetches all again, so name what you want by ``discover``, ``url``,
    ``from_date`` and the like. The crawl is as polite as any. It runs in a process of its own,
    because a reactor of Twisted belongs to one event loop and runs once in a process; so it works
    in any asyncio loop, in a notebook too, and several run side by side. It ends when the loop is
    left, at the latest when the generator is closed (``contextlib.aclosing``).

    Args:
        site: its name, or ``generic`` with ``base_url`` or ``url`` for one that has none.
        settings: of Scrapy and newscrawl, like ``{"CLOSESPIDER_ITEMCOUNT": 10}``.
        arguments: the spider arguments; see docs/usage.md.

    Raises:
        ArgumentError: if there is no such site, or an argument is wrong. It is a ``ValueError``.
        CrawlError: at the end, if the crawl failed.

    >>> import asyncio
    >>> from newscrawl.demo.server import running
    >>> async def titles(address):
    ...     options = {"CLOSESPIDER_ITEMCOUNT": 3}
    ...     found = crawl("demo", base_url=address, discover="rss", settings=options)
    ...     return [article.title async for article in found]
    >>> with running(articles=10) as address:
    ...     len(asyncio.run(titles(address))) >= 3
    True
    """
    with TemporaryDirectory(prefix="newscrawl-") as folder:
        given = {
            "DATABASE_URL": f"sqlite:///{Path(folder).as_posix()}/news.db",
            "STORE_PAGES": False,
            "LOG_ENABLED": False,
            "PROGRESS_ENABLED": False,
            **(settings or {}),
        }
        command = ["-m", "newscrawl", "crawl", site, "-o", "-:jsonl"]
        command += [part for item in arguments.items() for part in ("-a", "=".join(item))]
        command += [
            part for name, value in given.items() for part in ("-s", f"{name}={_text(value)}")
        ]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=PIPE, stderr=PIPE, limit=LONGEST_LINE,
            # Each article comes when it is there.
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        said = asyncio.create_task(process.stderr.read())
        try:
            async for line in process.stdout:
                yield Article(**json.loads(line))
            code = await process.wait()
            lines = (await said).decode("utf-8", "replace").splitlines()
        finally:
            await _stop(process)
            said.cancel()
        if code not in (DONE, ALARM):
            why = next((one.removeprefix(_ERROR) for one in lines if one.startswith(_ERROR)), "")
            if code == WRONG_USAGE:
                name, _, message = why.partition(": ")
                raise ArgumentError(name, message) if message else ArgumentError("site", why)
            raise CrawlError(why or (lines[-1] if lines else f"it ended with exit code {code}"))


def _text(value: Any) -> str:
    """A setting as a command line has it.

    >>> _text(["http://a:1", "http://b:2"]), _text({"mine.Pipeline": 1}), _text(True)
    ('http://a:1,http://b:2', '{"mine.Pipeline": 1}', 'True')
    """
    if isinstance(value, Mapping):
        return json.dumps(dict(value))
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


async def _stop(process: Process) -> None:
    """End a crawl that nobody wants any more."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        # Twice: the second one does not wait for what is under way, and nothing of it is kept.
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
