"""``scrapy backup``: a consistent, verified copy of an archive in SQLite."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from sqlalchemy.engine import make_url

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted
from newscrawl.database.backup import back_up, cold_beside
from newscrawl.database.engine import is_postgresql, shown


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "-o FILE"

    def short_desc(self) -> str:
        return "Copy the archive with its cold files, also beside running crawls, and verify it"

    def long_desc(self) -> str:
        return (
            "Copy an archive in SQLite as it is at one moment, also while crawls write to it, and "
            "verify the copy: it is sound, and has the same rows. FILE is replaced only then. Cold "
            "files go to the folder FILE.cold, those that it has already are not copied again. "
            "Example: scrapy backup -o /backup/news.db. For PostgreSQL use pg_dump. Exit code 0: "
            "the copy is there, 1: it could not be made, or lacks cold files, 2: wrong arguments."
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
        cold = self.cold
        if is_postgresql(url):
            fail(f"an archive in PostgreSQL is backed up by PostgreSQL: {_dump(url, target, cold)}")
        source = Path((make_url(url).database or "").removeprefix("file:"))
        if not source.is_file():
            fail(f"DATABASE_URL: there is no archive at {shown(url)}")
        if not target.parent.is_dir():
            fail(f"-o {target}: no folder {target.parent}")
        if target.is_dir() or (target.exists() and target.samefile(source)):
            fail(f"-o {target}: expected a file that is not the archive")
        beside = cold_beside(target)
        if beside.resolve() == cold.resolve():
            fail(f"-o {target}: {beside} has the cold files of the archive itself")
        done = back_up(source, target, cold)
        size = target.stat().st_size / 2**20
        articles = counted(done.rows.get("articles", 0), "article")
        print(f"{articles} in {target} ({size:,.1f} MB), verified")
        here, there = shlex.quote(str(target)), shlex.quote(str(source))
        restore = f"rm -f {there}-wal {there}-shm && cp {here} {there}"
        if done.cold.files:
            files = counted(done.cold.files, "cold file")
            size = done.cold.size / 2**20
            print(f"{files} in {beside} ({size:,.1f} MB, {done.cold.kept} already there), verified")
            here, there = shlex.quote(str(beside)), shlex.quote(str(cold))
            restore += f" && rm -rf {there} && cp -r {here} {there}"
        print(f"To restore, with no crawl running: {restore}")
        if done.cold.problems:
            fail(f"not in the copy: {'; '.join(done.cold.problems.values())}", FAILURE)


def _dump(url: str, target: Path, cold: Path) -> str:
    """The commands that back up an archive in PostgreSQL. The database comes first: what is
    appended to cold files later does no harm."""
    command = f"pg_dump -Fc {shlex.quote(_for_libpq(url))} -f {shlex.quote(str(target))}"
    if cold.is_dir():
        copy = shlex.quote(f"{cold_beside(target)}/")
        command += f" && rsync -a --delete {shlex.quote(f'{cold}/')} {copy}"
    return command


def _for_libpq(url: str) -> str:
    """The address of a database as PostgreSQL's own programs have it, without the password."""
    parts = make_url(url).set(drivername="postgresql", password=None)
    return parts.difference_update_query(["options"]).render_as_string()
