"""``scrapy changes``: what sites changed in their articles, and what they removed."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.changes import LIMIT, for_programs, show, show_most_important
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import check_limit, check_site, days
from newscrawl.cli.output import (
    counted,
    one_line_if_unwritable,
    print_json_list,
)
from newscrawl.database.changes.reading import ChangesReader, ChangesWanted
from newscrawl.database.reports import reading
from newscrawl.export.files import COMPRESSIONS, writing
from newscrawl.export.formats import FEEDS, MissingExtra, require
from newscrawl.persian.calendar import in_tehran, midnight
from newscrawl.persian.text import to_latin_digits

#: How many changes a feed has by default, and at most.
FEED_LIMIT, MAX_FEED_LIMIT = 50, 1000
#: How many days are looked at by default.
DAYS = 7


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show what sites changed in their articles, and what they removed"

    def long_desc(self) -> str:
        return (
            "Show the articles of the archive (DATABASE_URL) that their site edited or removed in "
            f"the last {DAYS} days, word by word, the most important first; or write them as a "
            "feed. Spelling, digits and half-spaces are no edits, nor is what a new theme changes "
            "on all pages; an article is removed if it was missing twice with some time between. "
            "Example: scrapy changes --headlines --site tabnak; scrapy changes --at-least 5% "
            "--from-date 1405/09/01 --json; scrapy changes --format atom -o changes.xml. Exit code "
            "0: done, 1: the archive cannot be read or the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Changes")
        group.add_argument("--site", metavar="SITE", help="only this site")
        for option, what in (("--from-date", "since"), ("--to-date", "until the end of")):
            group.add_argument(
                option,
                metavar="DAY",
                help=f"only what changed {what} this day in Tehran, like 1405/09/03 or 2026-11-24; "
                f"default: the {DAYS} days until today or --to-date",
            )
        group.add_argument(
            "--headlines", action="store_true", help="only edits in which the headline changed"
        )
        group.add_argument(
            "--at-least", metavar="SHARE", help="only edits of at least so many words, like 5%%"
        )
        group.add_argument(
            "--vanished", action="store_true", help="only what was removed, and what is back"
        )
        group.add_argument(
            "--all",
            action="store_true",
            help="also what changed in so many articles of a site at once that it is no edit, but "
            "a new theme",
        )
        group.add_argument(
            "--limit",
            metavar="N",
            help="at most this many, newest first, 0 for all; otherwise the "
            f"{LIMIT} most important ones, with --json all, in a feed {FEED_LIMIT} "
            f"(at most {MAX_FEED_LIMIT})",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument("--format", metavar="FORMAT", help=f"a feed: {' or '.join(FEEDS)}")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="of the feed, replaced when all is written; default: -, standard output",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        format = _format(opts)
        wanted = _wanted(opts)
        if format is not None:
            self._feed(opts, wanted, format)
            return
        limit = check_limit(opts.limit, 0 if opts.json else LIMIT) or None
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            changes = ChangesReader(connection, wanted)
            if opts.json:
                print_json_list(for_programs(changes, limit))
            elif opts.limit is not None:
                show(changes, islice(changes, limit), by_site=False)
            else:
                show_most_important(changes)

    def _feed(self, opts: argparse.Namespace, wanted: ChangesWanted, format: str) -> None:
        limit = check_limit(opts.limit, FEED_LIMIT)
        if limit is None or limit > MAX_FEED_LIMIT:
            fail(f"--limit: expected 1 to {MAX_FEED_LIMIT} for {format}, got {opts.limit}")
        try:
            require(format)
        except MissingExtra as error:
            fail(str(error), FAILURE)
        from newscrawl.export.changes import write_changes

        output = opts.output or "-"
        suffix = Path(output).suffix.lower()
        compression = suffix if suffix in COMPRESSIONS else None
        title = ": ".join(("newscrawl", *([opts.site] if opts.site else []), "changes"))
        with one_line_if_unwritable(output), reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            changes = list(islice(ChangesReader(connection, wanted), limit))
            with writing(output, compression) as file:
                write_changes(changes, file, format, title)
        if output != "-":
            print(f"{counted(len(changes), 'change')} written to {output}")


def _format(opts: argparse.Namespace) -> str | None:
    """The format of the feed; ``None`` if none is wanted."""
    format: str | None = opts.format
    if format is None and opts.output is not None:
        format = Path(opts.output).suffix.lower().removeprefix(".")
        if format not in FEEDS:
            fail(f"-o {opts.output}: its suffix is no format: add --format {' or '.join(FEEDS)}")
    if format is not None and format not in FEEDS:
        fail(f"--format: expected {' or '.join(FEEDS)}, got {format!r}")
    if format is not None and opts.json:
        fail(f"--json is not for {format}")
    return format


def _wanted(opts: argparse.Namespace) -> ChangesWanted:
    if opts.vanished and (opts.headlines or opts.at_least is not None):
        option = "--headlines" if opts.headlines else "--at-least"
        fail(f"--vanished shows no edits: leave out {option}")
    since, until = days(opts.from_date, opts.to_date)
    if since is None:
        last = until or in_tehran(datetime.now(UTC)).date()
        since = max(last, date.min + timedelta(DAYS)) - timedelta(DAYS - 1)
    return ChangesWanted(
        site=opts.site,
        since=midnight(since),
        before=None if until is None else midnight(until, days=1),
        headlines=opts.headlines,
        at_least=share_of(opts.at_least),
        vanished=opts.vanished,
        floods=opts.all,
    )


def share_of(text: str | None) -> float:
    """The share that ``--at-least`` means; ends the program if it is none.

    >>> share_of("5%"), share_of("۵٫۵٪"), share_of(None)
    (0.05, 0.055, 0.0)
    """
    if text is None:
        return 0.0
    number = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?) ?[%٪]", to_latin_digits(text).replace("٫", "."))
    share = float(number[1]) / 100 if number else 2.0
    if share > 1:
        fail(f"--at-least: expected a share of the words from 0% to 100%, like 5%, got {text!r}")
    return share
