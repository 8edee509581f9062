"""``scrapy copyarchive``: copy an archive to another database."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from scrapy.commands import ScrapyCommand
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli import FAILURE, fail
from newscrawl.database import DatabaseError, copying, open_engine
from newscrawl.database.engine import in_one_line, is_postgresql, shown

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.progress import Progress
from newscrawl.database.lock import SiteLock
from newscrawl.database.reports import sites


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 2:
            fail("expected two SQLAlchemy URLs: SOURCE TARGET")
        source, target = args
        try:
            _check(source, target)
            with _open(source) as reading, _open(target) as writing, ExitStack() as locks:
                with reading.connect() as ours, writing.connect() as theirs:
                    for url in (source, target):
                        for site in sites(ours):
                            lock = SiteLock(url, site)
                            lock.acquire()
                            locks.callback(lock.release)
                    lease_seconds = self.settings.getfloat("LEASE_SECONDS")
                    copying.check_target(ours, theirs, lease_seconds)
                different = _copy(reading, writing)
        except (DatabaseError, SQLAlchemyError) as error:
            fail(in_one_line(error), FAILURE)
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
def _open(url: str) -> Iterator[sa.Engine]:
    try:
        engine = open_engine(url)
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
    with _progress() as progress:
        task = progress.add_task("Copying", total=sum(rows.values()))
        copying.copy(source, target, lambda count: progress.advance(task, count))
        task = progress.add_task("Verifying", total=2 * sum(rows.values()))
        digests = {}
        for table in copying.TABLES:
            ours, theirs = (
                copying.digest(engine, table, lambda count: progress.advance(task, count))
                for engine in (source, target)
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


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("rows"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
