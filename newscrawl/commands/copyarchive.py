"""``scrapy copyarchive``: copy an archive to another database."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.progress import showing
from newscrawl.database import DatabaseError, copying, open_engine
from newscrawl.database.engine import is_postgresql, open_for_reading, shown
from newscrawl.database.lock import SiteLock
from newscrawl.database.reports import sites


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "SOURCE TARGET"

    def short_desc(self) -> str:
        return "Copy an archive to another database, and verify the copy"

    def long_desc(self) -> str:
        return (
            "Copy an archive with all its tables to another database, SQLite or PostgreSQL, and "
            "verify the copy by counts and hashes. One that was interrupted goes on where it was. "
            "Example: scrapy copyarchive sqlite:///data/news.db "
            "postgresql+psycopg://news@db.example.org/news. Exit code 0: the copy is the same, "
            "1: it is not, or could not be made, 2: wrong arguments."
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 2:
            fail("expected two SQLAlchemy URLs: SOURCE TARGET")
        source, target = args
        _check(source, target)
        lease_seconds = self.settings.getfloat("LEASE_SECONDS")
        try:
            with (
                _open(source, open_for_reading) as ours,
                _open(target, open_engine) as theirs,
                ExitStack() as locks,
            ):
                with ours.connect() as reading, theirs.connect() as writing:
                    for url in (source, target):
                        for site in sites(reading):
                            lock = SiteLock(url, site)
                            lock.acquire()
                            locks.callback(lock.release)
                    copying.check_target(reading, writing, lease_seconds)
                different = _copy(ours, theirs)
        except KeyboardInterrupt:
            fail("interrupted: the same command goes on where this one was", FAILURE)
        if different:
            fail(f"the copy is not the same in {', '.join(different)}", FAILURE)


def _check(source: str, target: str) -> None:
    for name, url in (("SOURCE", source), ("TARGET", target)):
        try:
            is_postgresql(url)
        except DatabaseError as error:
            fail(str(error).replace("DATABASE_URL", name))
    if make_url(source) == make_url(target):
        fail("SOURCE and TARGET are the same")
    path = make_url(source).database
    if not is_postgresql(source) and not (path and Path(path.removeprefix("file:")).is_file()):
        fail(f"SOURCE: no file {path}")


@contextmanager
def _open(url: str, opened: Callable[[str], sa.Engine]) -> Iterator[sa.Engine]:
    try:
        engine = opened(url)
    except DatabaseError as error:
        raise DatabaseError(str(error).removeprefix("DATABASE_URL: ")) from error
    try:
        yield engine
    finally:
        engine.dispose()


def _copy(source: sa.Engine, target: sa.Engine) -> list[str]:
    """Copy and verify; returns the tables that are not the same."""
    with source.connect() as connection:
        rows = copying.count(connection)
    different = []
    with showing("copying", sum(rows.values()), "rows") as progress:
        copying.copy(source, target, progress.advance)
        progress.begin("verifying", 2 * sum(rows.values()), "rows")
        digests = {}
        for table in copying.TABLES:
            ours, theirs = (
                copying.digest(engine, table, progress.advance) for engine in (source, target)
            )
            digests[table.name] = ours
            if ours != theirs:
                different.append(table.name)
    for name, found in digests.items():
        state = "DIFFERENT" if name in different else "the same"
        print(f"{name}: {found.rows} rows, {state}, sha256 {found.sha256[:16]}")
    if not different:
        print(f"copied to {shown(str(target.url))}")
    return different
