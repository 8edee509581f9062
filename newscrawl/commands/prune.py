"""``scrapy prune``: what need not stay in the database."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted, print_json
from newscrawl.cli.progress import showing
from newscrawl.crawling.summary import problem_of
from newscrawl.database import open_engine
from newscrawl.database.cold import Moved, move
from newscrawl.database.engine import is_postgresql
from newscrawl.database.erasing import Space, space, vacuum
from newscrawl.database.pruning import Prunable, count, prune
from newscrawl.database.reports import reading

#: What goes if nothing is named, and how old it has to be; and what is never taken unasked.
AGES = {
    Prunable.FAILURES: "90d",
    Prunable.REQUESTS: "90d",
    Prunable.CRAWLS: "180d",
    Prunable.ALARMS: "1y",
    Prunable.MESSAGES: "90d",
    Prunable.HITS: "90d",
}
WHAT = {
    Prunable.FAILURES: "failures of pages that were read since",
    Prunable.REQUESTS: "requests of lists and feeds of epochs that are over",
    Prunable.CRAWLS: "crawls, summed up by day; the last ones of each site stay",
    Prunable.ALARMS: "alarms that are over",
    Prunable.MESSAGES: "messages that were told or given up",
    Prunable.HITS: "what alerts found and told",
    Prunable.RAW_PAGES: "raw pages, also those in cold files",
}
_UNITS = {"d": 1, "w": 7, "y": 365}


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Remove what nothing needs any more, and move old pages out of the database"

    def long_desc(self) -> str:
        return (
            "Remove rows that no later crawl, monitor or report needs: without options "
            + ", ".join(f"{_option(kind)[2:]} after {age}" for kind, age in AGES.items())
            + "; with options only what they name. With --cold the raw pages of past months move "
            "into cold files: WARC files by month, which reparse and export go on reading. It may "
            "run beside crawls, in short transactions; one that was interrupted goes on when "
            "started again. Example: scrapy prune --dry-run; scrapy prune --raw-pages 2y; scrapy "
            "prune --cold. Exit code 0: done, 1: failed or interrupted, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Prune")
        for kind in Prunable:
            usual = AGES.get(kind)
            group.add_argument(
                _option(kind),
                metavar="AGE",
                nargs="?" if usual else None,
                const=usual,
                help=f"{WHAT[kind]}, if older than AGE, like 90d, 26w or 2y"
                + (f"; default: {usual}" if usual else "; never unless named"),
            )
        group.add_argument(
            "--cold",
            action="store_true",
            help="move raw pages of past months into WARC files (COLD_DIR)",
        )
        group.add_argument(
            "--vacuum",
            action="store_true",
            help="give the space back afterwards; SQLite writes the whole file anew, crawls wait",
        )
        group.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        ages = self._ages(opts)
        if opts.dry_run:
            if opts.cold or opts.vacuum:
                fail(f"--dry-run is not for --{'cold' if opts.cold else 'vacuum'}")
            with reading(self.url) as connection:
                found = count(connection, ages, datetime.now(UTC))
            _show(Counter(found), ages, opts.json, is_dry=True)
            return
        rows = self._prune(ages)
        moved = self._move() if opts.cold else None
        if opts.vacuum and (problem := vacuum(self.url)) is not None:
            fail(f"removed, but the space could not be given back: {problem}", FAILURE)
        free = self._space()
        _show(rows, ages, opts.json, is_dry=False, moved=moved, free=free)
        if opts.json:
            return
        if moved is not None:
            print(_told(moved, str(self.cold)))
        if not opts.vacuum and (ages or moved is not None):
            print(_of_space(free, is_shared=is_postgresql(self.url)))

    def _ages(self, opts: argparse.Namespace) -> dict[Prunable, timedelta]:
        """Prunable → how old it has to be; ends the program if an age is wrong."""
        named = {kind: text for kind in Prunable if (text := getattr(opts, kind)) is not None}
        if not named and not opts.cold and not opts.vacuum:
            named = dict(AGES)
        ages = {kind: _age(kind, text) for kind, text in named.items()}
        least = timedelta(days=self.settings.getint("MONITOR_HISTORY_DAYS") + 1)
        if Prunable.CRAWLS in ages and ages[Prunable.CRAWLS] < least:
            fail(
                f"--crawls: expected at least {least.days}d, got {named[Prunable.CRAWLS]}: "
                "monitors look back MONITOR_HISTORY_DAYS"
            )
        return ages

    def _prune(self, ages: dict[Prunable, timedelta]) -> Counter[Prunable]:
        rows: Counter[Prunable] = Counter(dict.fromkeys(ages, 0))
        engine = open_engine(self.url)
        try:
            with showing("pruning", noun="rows") as progress:
                for batch in prune(
                    engine, ages, datetime.now(UTC), lambda s: problem_of(s) is not None, self.cold
                ):
                    rows[batch.kind] += batch.rows
                    progress.reach(rows.total())
        except KeyboardInterrupt:
            fail(f"interrupted after {rows.total()} rows; the same command goes on", FAILURE)
        finally:
            engine.dispose()
        return rows

    def _space(self) -> Space | None:
        with reading(self.url) as connection:
            return space(connection)

    def _move(self) -> Moved:
        """Move the pages, with progress; returns what was moved."""
        folder, max_size = self.cold, self._max_size()
        moved = Moved()
        engine = open_engine(self.url)
        try:
            with showing("moving", noun="pages") as progress:
                for moved in move(engine, folder, max_size):
                    progress.reach(moved.pages)
        except OSError as error:
            fail(f"cannot write cold files in {folder}: {error.strerror or error}", FAILURE)
        except KeyboardInterrupt:
            fail(f"interrupted after {moved.pages} pages; the same command goes on", FAILURE)
        finally:
            engine.dispose()
        return moved

    def _max_size(self) -> int:
        text = str(self.settings["COLD_FILE_MAXSIZE"])
        if not (text.isdecimal() and int(text) > 0):
            fail(f"COLD_FILE_MAXSIZE: expected bytes, got {text!r}")
        return int(text)


def _option(kind: Prunable) -> str:
    return f"--{kind.replace('_', '-')}"


def _age(kind: Prunable, text: str) -> timedelta:
    """An age; ends the program if it is none."""
    match = re.fullmatch(r"([1-9][0-9]{0,3})([dwy])", text)
    days = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 1 <= days <= 100 * 365:
        fail(f"{_option(kind)}: expected an age of 1d to 100y, like 90d, 26w or 2y, got {text!r}")
    return timedelta(days=days)


def _show(
    rows: Counter[Prunable],
    ages: dict[Prunable, timedelta],
    as_json: bool,
    *,
    is_dry: bool,
    moved: Moved | None = None,
    free: Space | None = None,
) -> None:
    if as_json:
        found: dict[str, Any] = {"dry_run": is_dry, **{kind: rows[kind] for kind in ages}}
        if moved is not None:
            found["cold"] = {"pages": moved.pages, "bytes": moved.size, "files": len(moved.files)}
        if not is_dry:
            found["free_bytes"] = None if free is None else free.free
        print_json(found)
        return
    verb = "would be removed" if is_dry else "removed"
    for kind, age in ages.items():
        name = kind.replace("_", " ")
        print(f"{name}: {rows[kind]} {verb}, older than {age.days} days ({WHAT[kind]})")


def _of_space(free: Space | None, *, is_shared: bool) -> str:
    if is_shared or free is None:
        return (
            "PostgreSQL's autovacuum makes the space free for new rows; 'scrapy prune --vacuum' "
            "does it now."
        )
    return (
        f"{free.free / 2**20:,.1f} of {free.size / 2**20:,.1f} MB of the file are free for new "
        "rows; 'scrapy prune --vacuum' gives them back to the disk, with no crawl running."
    )


def _told(moved: Moved, folder: str) -> str:
    if not moved.pages:
        return "No raw page of a past month is in the database."
    months = f"{min(moved.months)} to {max(moved.months)}"
    return (
        f"{counted(moved.pages, 'page')} of {months} moved into {counted(len(moved.files), 'file')}"
        f" in {folder} ({moved.size / 2**20:,.1f} MB)"
    )
