"""``scrapy browse``: look through the archive in a browser."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy.engine import make_url

from newscrawl.cli import FAILURE, fail, site_titles
from newscrawl.database import DatabaseError
from newscrawl.database.reports import reading

HOST, PORT = "127.0.0.1", 8001


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--host HOST] [--port PORT]"

    def short_desc(self) -> str:
        return "Look through the archive in a browser"

    def long_desc(self) -> str:
        return (
            "Serve the archive (DATABASE_URL, SQLite) to a browser, read-only, with Datasette: "
            "articles by site, section, agency and Jalali month, full-text search, revisions with "
            "their differences, failures and crawls. Example: scrapy browse --port 8001. It may "
            "run while a crawl writes. Exit code 0: stopped by Ctrl-C, 1: the archive cannot be "
            "read or the port not be used, 2: wrong arguments. Needs: pip install "
            "'newscrawl[browse]'"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Browse")
        group.add_argument(
            "--host",
            default=HOST,
            metavar="HOST",
            help=f"default: {HOST}, only for this machine: whoever reaches it may read all",
        )
        group.add_argument(
            "--port",
            default=str(PORT),
            metavar="PORT",
            help=f"default: {PORT}; 0 for a free one",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            fail(f"browse takes only options, got {' '.join(args)!r}")
        if not (opts.port.isascii() and opts.port.isdigit() and int(opts.port) <= 65535):
            fail(f"--port: expected 0 to 65535, got {opts.port!r}")
        try:
            from newscrawl.browse.server import ServerError, make_datasette, serve
        except ModuleNotFoundError as error:
            fail(f"browse needs {error.name}: pip install 'newscrawl[browse]'", FAILURE)
        path = _path(self.settings["DATABASE_URL"])
        try:
            datasette = make_datasette(path, site_titles(self.settings))
            with suppress(KeyboardInterrupt):
                serve(datasette, opts.host, int(opts.port), lambda url: print(url, flush=True))
        except ServerError as error:
            fail(str(error), FAILURE)


def _path(url: str) -> Path:
    """The file of an archive; ends the program if there is none."""
    try:
        with reading(url) as connection:
            name = connection.dialect.name
    except DatabaseError as error:
        fail(str(error), FAILURE)
    path = make_url(url).database
    if name != "sqlite" or not path or not Path(path).is_file():
        fail(f"browse reads SQLite files, and DATABASE_URL is {url}", FAILURE)
    return Path(path)
