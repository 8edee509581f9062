"""``scrapy backup``: a consistent, verified copy of an archive in SQLite."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from sqlalchemy.engine import make_url

from newscrawl.cli import fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted
from newscrawl.cli.progress import showing
from newscrawl.database.backup import back_up
from newscrawl.database.engine import is_postgresql, shown


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "-o FILE"

    def short_desc(self) -> str:
        return "Copy the archive to a file, also beside running crawls, and verify the copy"

    def long_desc(self) -> str:
        return (
            "Copy an archive in SQLite as it is at one moment, also while crawls write to it, and "
            "verify the copy: it is sound, and has the same rows. FILE is replaced only then. "
            "Example: scrapy backup -o /backup/news.db. For PostgreSQL use pg_dump. Exit code 0: "
            "the copy is there, 1: it could not be made, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Backup")
        group.add_argument("-o", "--output", metavar="FILE", type=Path, help="the file of the copy")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            fail(f"expected no arguments but -o FILE, got {args[0]!r}")
        target: Path | None = opts.output
        if target is None:
            fail("-o: expected the file of the copy")
        url = self.url
        if is_postgresql(url):
            fail(
                "an archive in PostgreSQL is backed up by PostgreSQL: "
                f"pg_dump -Fc {shlex.quote(_for_libpq(url))} -f {shlex.quote(str(target))}"
            )
        source = Path((make_url(url).database or "").removeprefix("file:"))
        if not source.is_file():
            fail(f"DATABASE_URL: there is no archive at {shown(url)}")
        if not target.parent.is_dir():
            fail(f"-o {target}: no folder {target.parent}")
        if target.is_dir() or (target.exists() and target.samefile(source)):
            fail(f"-o {target}: expected a file that is not the archive")
        with showing("copying", total=1.0) as progress:

            def copied(share: float) -> None:
                progress.reach(share)
                if share == 1:
                    progress.begin("verifying the copy")

            rows = back_up(source, target, copied)
        size = target.stat().st_size / 2**20
        print(
            f"{counted(rows.get('articles', 0), 'article')} in {target} ({size:,.1f} MB), verified"
        )
        here, there = shlex.quote(str(target)), shlex.quote(str(source))
        print(
            f"To restore, with no crawl running: rm -f {there}-wal {there}-shm && cp {here} {there}"
        )


def _for_libpq(url: str) -> str:
    """The address of a database as PostgreSQL's own programs have it, without the password."""
    parts = make_url(url).set(drivername="postgresql", password=None)
    return parts.difference_update_query(["options"]).render_as_string()
