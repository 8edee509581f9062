"""``scrapy mcp``: the archive for assistants, by the Model Context Protocol."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Collection
from contextlib import suppress
from functools import partial

from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from newscrawl.cli import DONE, FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.listening import ServerError, address_of, bound, names_of, port_of
from newscrawl.crawling.spiderloader import BrokenSpiderError
from newscrawl.database import DatabaseError
from newscrawl.database.engine import exists, is_postgresql, shown

HOST, PORT = "127.0.0.1", 8002


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[--http [--host HOST] [--port PORT] [--names A,B]]"

    def short_desc(self) -> str:
        return "Let an assistant search and read the archive"

    def long_desc(self) -> str:
        return (
            "Serve the archive (DATABASE_URL) to assistants by the Model Context Protocol, "
            "read-only: search, articles with their revisions, stories, and what the archive "
            "lacks. An assistant starts the command itself, and speaks with it over standard "
            "input and output; with --http it is a server. Nothing is fetched, and no archive is "
            "made or migrated. Example: scrapy mcp -s DATABASE_URL=sqlite:////data/news.db. Exit "
            "code 0: the assistant ended it, or Ctrl-C, 1: the address of the archive is wrong, or "
            "the port cannot be used, 2: wrong arguments. Needs: pip install 'newscrawl[mcp]'"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("MCP")
        group.add_argument(
            "--http", action="store_true", help="serve by streamable HTTP, until Ctrl-C"
        )
        group.add_argument(
            "--host",
            metavar="HOST",
            help=f"default: {HOST}, only for this machine: whoever reaches it may read all",
        )
        group.add_argument("--port", metavar="PORT", help=f"default: {PORT}; 0 for a free one")
        group.add_argument(
            "--names",
            metavar="A,B",
            help="answer under these host names, too, e.g. of a proxy in front",
        )
        super().add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Not as other commands: no archive is made here, and one that is away may come back.
        if args:
            fail(f"mcp takes only options, got {' '.join(args)!r}")
        try:
            self.work(args, opts)
        except (DatabaseError, ServerError) as error:
            fail(str(error), FAILURE)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        for option in ("host", "port", "names"):
            if getattr(opts, option) is not None and not opts.http:
                fail(f"--{option} is for --http")
        host = HOST if opts.host is None else opts.host
        port = PORT if opts.port is None else port_of(opts.port)
        names = names_of(opts.names)
        is_postgresql(self.url)  # the address is one
        try:
            from newscrawl.assistant.server import ArchiveServer
            from newscrawl.assistant.serving import PATH, serve_http, serve_stdio
            from newscrawl.assistant.source import ArchiveSource
        except ModuleNotFoundError as error:
            fail(f"mcp needs {error.name}: pip install 'newscrawl[mcp]'", FAILURE)
        self._warn_if_away()
        # On standard error, before the SDK sets up its own of many colours and lines.
        logging.basicConfig(level=logging.WARNING, format="newscrawl: %(levelname)s: %(message)s")
        titles = partial(_titles, get_spider_loader(self.settings))
        server = ArchiveServer(ArchiveSource(self.url, titles))
        if opts.http:
            with bound(host, port) as listener, suppress(KeyboardInterrupt):
                address = address_of(host, listener)[:-1] + PATH
                serve_http(server, listener, [host, *names], lambda: print(address, flush=True))
            return
        # A thread waits for the next line of standard input, and the loop would wait for it.
        signal.signal(signal.SIGINT, lambda *_: os._exit(DONE))
        serve_stdio(server)

    def _warn_if_away(self) -> None:
        try:
            problem = None if exists(self.url) else f"there is no archive at {shown(self.url)}"
        except DatabaseError as error:
            problem = str(error)
        if problem is not None:
            print(f"newscrawl: warning: {problem}", file=sys.stderr, flush=True)


def _titles(loader: SpiderLoaderProtocol, names: Collection[str]) -> dict[str, str]:
    """The Persian names of sites; one whose file has a mistake in it has none."""
    found = {}
    for name in set(loader.list()).intersection(names):
        with suppress(BrokenSpiderError):
            found[name] = getattr(loader.load(name), "title", None)
    return {name: title for name, title in found.items() if title}
