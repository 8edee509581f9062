"""``scrapy browse``: look through the archive in a browser."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.listening import ServerError, names_of, port_of
from newscrawl.cli.progress import showing
from newscrawl.cli.sites import site_titles
from newscrawl.database.engine import is_postgresql, shown
from newscrawl.database.overview import ArchiveOverview
from newscrawl.database.reports import reading

HOST, PORT = "127.0.0.1", 8001
#: Seconds between refreshes of a copy.
REFRESH = 60
#: So many articles are counted in no time.
FEW = 5000


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[--host HOST] [--port PORT] [--names A,B] [--copy FILE] [--refresh SECONDS]"

    def short_desc(self) -> str:
        return "Look through the archive in a browser"

    def long_desc(self) -> str:
        return (
            "Serve the archive (DATABASE_URL) to a browser, read-only, with Datasette: "
            "articles by site, section, agency and Jalali month, full-text search, revisions with "
            "their differences, failures and crawls. Example: scrapy browse --port 8001. It may "
            "run while a crawl writes. An archive on PostgreSQL is copied to an SQLite file first, "
            "which is kept fresh while it is served. Exit code 0: stopped by Ctrl-C, 1: the "
            "archive cannot be read or the port not be used, 2: wrong arguments. Needs: pip "
            "install 'newscrawl[browse]'"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
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
        group.add_argument(
            "--names",
            metavar="A,B",
            help="answer under these host names, too, e.g. of a proxy in front",
        )
        group.add_argument(
            "--copy",
            metavar="FILE",
            help="PostgreSQL: where the copy is; default: in the cache folder of the user",
        )
        group.add_argument(
            "--refresh",
            metavar="SECONDS",
            help=f"PostgreSQL: take over what is new every so often; default: {REFRESH}",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        port = port_of(opts.port)
        try:
            from newscrawl.browse.server import make_datasette, serve
        except ModuleNotFoundError as error:
            fail(f"browse needs {error.name}: pip install 'newscrawl[browse]'", FAILURE)
        seconds, names = _seconds(opts.refresh), names_of(opts.names)
        titles, images = site_titles(self.settings), self.images
        with _archive(self.url, opts.copy, seconds) as path:
            try:
                overview = _overview(path)
                datasette = make_datasette(path, titles, self.url, overview, images)
                with suppress(KeyboardInterrupt):
                    serve(datasette, opts.host, port, _print, names)
            except ServerError as error:
                fail(str(error), FAILURE)


def _print(address: str) -> None:
    print(address, flush=True)


def _seconds(text: str | None) -> int:
    if text is None:
        return REFRESH
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**7):
        fail(f"--refresh: expected a number of seconds, got {text!r}")
    return int(text)


@contextmanager
def _archive(url: str, copy: str | None, seconds: int) -> Iterator[Path]:
    """The file to serve: the archive itself, or a copy that is kept fresh.

    Raises:
        DatabaseError: if the archive cannot be read, or the copy not be written.
    """
    if not is_postgresql(url):
        if copy is not None:
            fail("--copy is for archives on PostgreSQL: SQLite's are served as they are")
        yield _path(url)
        return
    from newscrawl.browse.copy import ArchiveCopy, default_file

    archive = ArchiveCopy(url, default_file(url) if copy is None else Path(copy))
    try:
        with showing(f"copying to {archive.file}", archive.count(), "rows") as progress:
            archive.refresh(progress.advance)
        with archive.kept_fresh(seconds, _warn):
            yield archive.file
    finally:
        archive.close()


def _overview(archive: Path) -> ArchiveOverview | None:
    """The overview of an archive, up to date; ``None`` where it cannot be made."""
    from newscrawl.browse.copy import cache_file

    file = cache_file("overview", str(archive.resolve()))
    try:
        overview = ArchiveOverview(archive, file)
        articles = overview.count()
        if articles <= FEW:
            overview.refresh()
            return overview
        with showing(f"counting into {file}", articles, "articles") as progress:
            overview.refresh(progress.advance)
    except (OSError, sqlite3.Error) as error:
        _warn(f"browse: large lists will be slow: cannot write {file}: {error}")
        return None
    return overview


def _warn(message: str) -> None:
    print(f"newscrawl: warning: {message}", file=sys.stderr, flush=True)


def _path(url: str) -> Path:
    """The file of an archive; ends the program if there is none.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        name = connection.dialect.name
    path = make_url(url).database
    if name != "sqlite" or not path or not Path(path).is_file():
        fail(f"browse reads files of SQLite, and DATABASE_URL is {shown(url)}", FAILURE)
    return Path(path)
