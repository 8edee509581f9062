"""``scrapy status``: what the archive holds, and how its crawls went."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from newscrawl.cli import ALARM, DONE, FAILURE
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import check_site
from newscrawl.cli.output import counted, local, local_jalali, make_console, print_json
from newscrawl.cli.sites import one_site
from newscrawl.crawling.summary import STOPPED, Summary, problem_of
from newscrawl.database.engine import shown
from newscrawl.database.outbox import Undelivered, undelivered
from newscrawl.database.reports import Run, SiteStatus, reading, status

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.table import Table

#: The calendar and the clocks of a table, which stand in its head.
JALALI, GREGORIAN = "Jalali, Tehran's time", "Gregorian, Tehran's time"


class Command(ArchiveCommand):
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
        group = parser.add_argument_group("Status")
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        site = one_site(args)
        with reading(self.url) as connection:
            check_site(connection, self.settings, site)
            found = status(connection, site)
            messages = undelivered(connection)
        if opts.json:
            print_json([for_programs(one) for one in found])
        elif found:
            show(found)
            show_undelivered(messages)
        else:
            print(f"The archive is empty: {shown(self.url)}")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a crawl came to; ``None`` where it was killed, or is running."""

    new: int | None = None
    changed: int | None = None
    failed: int | None = None
    #: Guessed news codes that the site does not have.
    absent: int | None = None
    #: From its start to its end.
    seconds: int | None = None
    #: The exit code of ``scrapy crawl``.
    exit: int | None = None

    @classmethod
    def of(cls, run: Run) -> Self:
        if run.finished_at is None:
            return cls()
        # JSON has the moments as texts, and the row has them anyway.
        counts = {n: v for n, v in run.stats.items() if n not in ("start_time", "finish_time")}
        summary = Summary.of(counts)
        code = FAILURE if problem_of(counts | {"finish_reason": run.finish_reason}) else DONE
        return cls(
            new=summary.articles,
            changed=summary.changed,
            failed=summary.failures,
            absent=summary.absent,
            seconds=round((run.finished_at - run.started_at).total_seconds()),
            exit=ALARM if code == DONE and run.is_alarmed else code,
        )

    def texts(self) -> list[str]:
        """The values for a table."""
        duration = None if self.seconds is None else timedelta(seconds=self.seconds)
        values = (self.new, self.changed, self.failed, self.absent, duration, self.exit)
        return ["" if value is None else str(value) for value in values]


def for_programs(one: SiteStatus) -> dict[str, Any]:
    """The status of a site as JSON has it."""
    values = asdict(one)
    for run, shown_run in zip(one.last_runs, values["last_runs"], strict=True):
        del shown_run["stats"], shown_run["is_alarmed"]
        shown_run |= asdict(Ended.of(run))
    return values


def show(found: list[SiteStatus]) -> None:
    """Print the status of sites, as tables."""
    console = make_console()
    table = _table(f"Sites ({JALALI})", "site")
    for name in (
        "articles", "newest", "pending", "waiting", "due", "leased", "done", "failed", "vanished",
    ):  # fmt: skip
        table.add_column(name, justify="left" if name in ("newest", "due") else "right")
    for one in found:
        newest = f"{one.newest_jalali} {one.newest:%H:%M}" if one.newest else "none"
        counts = (one.leased, one.done, one.failed, one.vanished)
        waiting = (str(one.pending), str(one.waiting), local_jalali(one.due_at))
        table.add_row(one.site, str(one.articles), newest, *waiting, *map(str, counts))
    console.print(table)

    for one in found:
        for way, total in one.totals.items():
            named = f"{total:,} that the site names ({way})"
            console.print(f"{one.site}: stored {one.articles:,} of {named}", highlight=False)

    table = _table(f"Alarms ({GREGORIAN})", "site", "since", "alarm")
    for one in found:
        for alarm in one.alarms:
            table.add_row(one.site, local(alarm.began_at), alarm.problem)
    if table.row_count:
        console.print(table)

    table = _table("Failures", "site", "pages", "reason")
    for one in found:
        for reason, count in one.failures.items():
            table.add_row(one.site, str(count), reason)
    if table.row_count:
        console.print(table)

    table = _table(f"Days of the archive that are read ({JALALI})", "site", "from", "to", "days")
    for one in found:
        for days in one.archive_days:
            table.add_row(one.site, days.first, days.last, str(days.days))
    if table.row_count:
        console.print(table)

    table = _table(f"Last crawls ({GREGORIAN})", "site", "run", "started")
    for name in ("new", "changed", "failed", "absent", "duration", "exit"):
        table.add_column(name, justify="right")
    table.add_column("reason")
    table.add_column("arguments")
    for one in found:
        for run in one.last_runs:
            arguments = " ".join(f"{name}={value}" for name, value in run.arguments.items())
            started = (str(run.run), local(run.started_at))
            table.add_row(one.site, *started, *Ended.of(run).texts(), _reason(run), arguments)
    if table.row_count:
        console.print(table)

    table = _table("Alarms of the last crawls", "site", "run", "alarm")
    for one in found:
        for run in one.last_runs:
            for problem in run.alarms:
                table.add_row(one.site, str(run.run), problem)
    if table.row_count:
        console.print(table)


def show_undelivered(messages: Undelivered) -> None:
    """Print how many messages did not arrive, if any."""
    why = f" ({messages.problem})" if messages.problem else ""
    for said, count in (
        ("Waiting to be delivered", messages.waiting),
        ("Not delivered for two weeks, and given up", messages.given_up),
    ):
        if count:
            print(f"{said}: {counted(count, 'message')}{why}")


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    return Table(*columns, title=title, title_justify="left")


def _reason(run: Run) -> str:
    if run.finished_at is None:
        return "killed or running"
    return "stopped by its operator" if run.finish_reason == STOPPED else run.finish_reason or ""
