"""``scrapy copyarchive``: copy an archive to another database."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import row_progress
from newscrawl.database import DatabaseError, copying, open_engine
from newscrawl.database.cold.copying import ColdFile, copy_files, files_of
from newscrawl.database.cold.place import cold_folder
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
                with theirs.connect() as connection:
                    before = files_of(connection)
                different = _copy(ours, theirs)
                with theirs.connect() as connection:
                    files = files_of(connection)
                folder = self._cold_of(target)
                if not _copy_cold(files, self._cold_of(source), folder):
                    different.append("its cold files")
                gone = {file.name for file in before} - {file.name for file in files}
                for name in gone:  # taken down since the last copy
                    (folder / name).unlink(missing_ok=True)
        except KeyboardInterrupt:
            fail("interrupted: the same command goes on where this one was", FAILURE)
        except OSError as error:
            fail(f"the cold files cannot be copied: {error}", FAILURE)
        if different:
            fail(f"the copy is not the same in {', '.join(different)}", FAILURE)

    def _cold_of(self, url: str) -> Path:
        """The folder of the cold files of an archive. ``COLD_DIR`` is that of ``DATABASE_URL``."""
        return self.cold if make_url(url) == make_url(self.url) else cold_folder(url)


def _copy_cold(files: Sequence[ColdFile], source: Path, target: Path) -> bool:
    """Copy cold files and verify them; returns whether the copy has all of them."""
    if not files or source.resolve() == target.resolve():
        return True
    copied = copy_files(files, source, target)
    for why in copied.problems.values():
        print(f"cold files: {why}")
    print(f"cold files: {copied.files} ({copied.size / 2**20:,.1f} MB) in {target}, verified")
    return not copied.problems


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
    with row_progress() as progress:
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
