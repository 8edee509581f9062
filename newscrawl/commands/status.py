"""``scrapy status``: what the archive holds, and how its crawls went."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.database import DatabaseError
from newscrawl.database.engine import shown
from newscrawl.database.reports import Run, SiteStatus, reading, sites, status
from newscrawl.persian.calendar import in_tehran

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.console import Console
    from rich.table import Table


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[SITE] [--json]"

    def short_desc(self) -> str:
        return "Show what the archive holds of each site, and how its crawls went"

    def long_desc(self) -> str:
        return (
            "Show for each site, or for one, how many articles the archive (DATABASE_URL) holds, "
            "what waits or failed and why, and the last crawls. Example: scrapy status roozplus; "
            "scrapy status --json for programs. Exit code 0: done, 1: the archive cannot be "
            "read, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Status")
        group.add_argument("--json", action="store_true", help="for programs")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) > 1 or any(arg.startswith("-") for arg in args):
            fail(f"expected the name of one site or nothing, got {' '.join(args)!r}")
        site = args[0] if args else None
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                if site is not None and site not in sites(connection):
                    load_site(self.settings, site)
                found = status(connection, site)
        except DatabaseError as error:
            fail(str(error), FAILURE)
        if opts.json:
            print_json([asdict(one) for one in found])
        elif found:
            show(found)
        else:
            print(f"The archive is empty: {shown(self.settings['DATABASE_URL'])}")


def show(found: list[SiteStatus]) -> None:
    """Print the status of sites, as tables."""
    console = make_console()
    table = _table("Sites", "site")
    for name in ("articles", "newest", "pending", "leased", "done", "failed", "vanished"):
        table.add_column(name, justify="left" if name == "newest" else "right")
    for one in found:
        newest = f"{one.newest_jalali} {one.newest:%H:%M}" if one.newest else "none"
        counts = (one.pending, one.leased, one.done, one.failed, one.vanished)
        table.add_row(one.site, str(one.articles), newest, *map(str, counts))
    console.print(table)

    table = _table("Failures", "site", "pages", "reason")
    for one in found:
        for reason, count in one.failures.items():
            table.add_row(one.site, str(count), reason)
    if table.row_count:
        console.print(table)

    table = _table("Days of the archive that are read", "site", "from", "to", "days")
    for one in found:
        for days in one.archive_days:
            table.add_row(one.site, days.first, days.last, str(days.days))
    if table.row_count:
        console.print(table)

    table = _table("Last crawls", "site", "run", "started", "finished", "reason", "arguments")
    for one in found:
        for run in one.last_runs:
            arguments = " ".join(f"{name}={value}" for name, value in run.arguments.items())
            table.add_row(
                one.site,
                str(run.run),
                local(run.started_at),
                local(run.finished_at),
                _reason(run),
                arguments,
            )
    if table.row_count:
        console.print(table)

    table = _table("Alarms of the last crawls", "site", "run", "alarm")
    for one in found:
        for run in one.last_runs:
            for alarm in run.alarms:
                table.add_row(one.site, str(run.run), alarm)
    if table.row_count:
        console.print(table)


def make_console() -> Console:
    """A console that prints text as it is, and does not squeeze it for a pipe or a file."""
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    return console


def print_json(value: Any) -> None:
    """Print a value for programs: UTF-8 whatever the terminal speaks, moments as ISO 8601."""
    text = json.dumps(value, default=datetime.isoformat, ensure_ascii=False, indent=2)
    try:
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILURE)


def local(moment: datetime | None) -> str:
    """A moment for people: by Tehran's clocks."""
    return "" if moment is None else f"{in_tehran(moment):%Y-%m-%d %H:%M}"


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    return Table(*columns, title=title, title_justify="left")


def _reason(run: Run) -> str:
    return "killed or running" if run.finished_at is None else run.finish_reason or ""
