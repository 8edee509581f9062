"""``scrapy status``: what the archive holds, and how its crawls went."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from newscrawl.arguments import ArgumentError
from newscrawl.cli import ALARM, DONE, FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import check_site
from newscrawl.cli.output import (
    counted,
    local,
    local_jalali,
    make_console,
    one_line_if_unwritable,
    print_json,
)
from newscrawl.cli.program import reworded
from newscrawl.cli.sites import one_site
from newscrawl.crawling.revisiting import Revisits
from newscrawl.crawling.summary import STOPPED, Summary, problem_of
from newscrawl.database.engine import shown
from newscrawl.database.fleet import Fleet, FleetSite, fleet
from newscrawl.database.judgement import Health, ago
from newscrawl.database.outbox import Undelivered, undelivered
from newscrawl.database.reports import Run, SiteStatus, reading, status
from newscrawl.database.topics import TopicCounts, count_topics
from newscrawl.topics import label, topics

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.table import Table

#: The calendar and the clocks of a table, which stand in its head.
JALALI, GREGORIAN = "Jalali, Tehran's time", "Gregorian, Tehran's time"
#: A screen has room for so many lines of what needs a person, and for the table of so many sites.
MOST_TOLD, MOST_SITES = 15, 15
#: So many unmapped sections are shown, each with so many sites.
MOST_UNMAPPED, MOST_NAMED = 20, 3


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "[SITE | --all] [--topics] [--json]"

    def short_desc(self) -> str:
        return "Show what the archive holds of each site, and how its crawls went"

    def long_desc(self) -> str:
        return (
            "Show in one line how all sites of the archive (DATABASE_URL) are, and then what needs "
            "a person, the worst first. With --all, or for one site: how many articles are stored, "
            "what waits or failed and why, and the last crawls. Example: scrapy status; "
            "scrapy status roozplus; scrapy status --json for programs. --topics counts the "
            "articles of each topic, and lists the sections of which none is known. Exit code 0: "
            "done, 1: the archive cannot be read, 2: wrong arguments, 3: done, but something is in "
            "alarm."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Status")
        group.add_argument("--all", action="store_true", help="everything about every site")
        group.add_argument(
            "--topics",
            action="store_true",
            help="only the articles of each topic, and the sections of which none is known; with "
            "--all, all of those",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument(
            "--metrics",
            metavar="FILE",
            help="only write the state of all sites to FILE.prom, for Prometheus's node_exporter",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        site = one_site(args)
        if opts.topics and opts.metrics is not None:
            fail("--topics does not go with --metrics")
        if opts.topics:
            self._show_topics(site, opts)
            return
        if site is not None and opts.all:
            fail(f"--all is for all sites: leave it out, or {site!r}")
        if opts.metrics is not None:
            if site is not None or opts.all or opts.json:
                fail("--metrics is of all sites, and goes with no other option")
            self._write_metrics(opts.metrics)
            return
        with reading(self.url) as connection:
            check_site(connection, self.settings, site)
            known = fleet(connection, site)
            is_whole = site is not None or opts.all or opts.json
            found = []
            if is_whole or len(known.sites) <= MOST_SITES:
                by_name = {one.site: one for one in status(connection, site)}
                names = sorted(one.site for one in known.sites)
                found = [by_name.get(name) or SiteStatus(name) for name in names]
            messages = undelivered(connection)
        if opts.json:
            health = {one.site: one for one in known.sites}
            print_json([for_programs(one, health[one.site]) for one in found])
        elif known.sites:
            if site is None:
                show_verdict(known, None if opts.all else MOST_TOLD)
            else:
                show_site(known.sites[0])
            if is_whole:
                show(found)
            elif found:
                show_sites(found)
            show_undelivered(messages)
        else:
            print(f"The archive is empty: {shown(self.url)}")
        if known.is_in_alarm if site is None else known.counts[Health.ALARM]:
            self.exitcode = ALARM

    def _show_topics(self, site: str | None, opts: argparse.Namespace) -> None:
        with reading(self.url) as connection:
            check_site(connection, self.settings, site)
            found = count_topics(connection, site)
        if opts.json:
            print_json(topics_for_programs(found))
        else:
            show_topics(found, None if opts.all else MOST_UNMAPPED)

    def _write_metrics(self, name: str) -> None:
        from newscrawl.monitoring.exposing import checked_file, write

        try:
            path = checked_file("--metrics", name)
        except ArgumentError as error:
            fail(str(error))
        with one_line_if_unwritable(name):
            write(self.url, path)


#: What JSON tells of how a site is; see :class:`newscrawl.database.fleet.FleetSite`.
HEALTH = (
    "state", "why", "since", "last_crawl_at", "last_success_at", "scheduled", "lag",
    "is_under_way", "failed_crawls",
)  # fmt: skip
WORDS = {Health.WELL: "well", Health.LATE: "late", Health.ALARM: "in alarm"}


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
    #: What became of stored articles that it looked at again.
    revisits: Revisits | None = None

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
            revisits=summary.revisits,
        )

    def texts(self) -> list[str]:
        """The values for a table."""
        duration = None if self.seconds is None else timedelta(seconds=self.seconds)
        values = (self.new, self.changed, self.failed, self.absent, duration, self.exit)
        return ["" if value is None else str(value) for value in values]


def for_programs(one: SiteStatus, health: FleetSite) -> dict[str, Any]:
    """The status of a site as JSON has it."""
    values = asdict(one)
    values["absent"] = health.absent
    values |= {name: getattr(health, name) for name in HEALTH} | {"crawl_due_at": health.due_at}
    for run, shown_run in zip(one.last_runs, values["last_runs"], strict=True):
        del shown_run["stats"], shown_run["is_alarmed"]
        shown_run |= asdict(Ended.of(run))
    return values


def show_verdict(known: Fleet, most: int | None = MOST_TOLD) -> None:
    """Print how all sites are in one line, and what needs a person, the worst first.

    Args:
        most: so many lines of it; ``None`` for all.
    """
    from rich.table import Table

    print(known.verdict)
    told = [(one.what, "alarm", one.since, one.why) for one in known.problems]
    told += [
        (one.site, str(one.state), one.since, one.why or "")
        for one in known.sites
        if one.state != Health.WELL
    ]
    if not told:
        return
    # Lines, without a frame: as many as possible are to fit a screen.
    title = f"Needs a person ({GREGORIAN})"
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 1))
    for what, state, since, why in told[:most]:
        table.add_row(what, state, _since(since, known.at), why)
    make_console().print(table)
    if most is not None and (left := len(told) - most) > 0:
        print(f" and {left:,} more: see --all")


def show_site(one: FleetSite) -> None:
    """Print how one site is, in one line."""
    since = f" since {local(one.since)}" if one.since and one.state != Health.WELL else ""
    why = f": {one.why}" if one.why else ""
    print(f"{one.site}: {WORDS[one.state]}{since}{why}")
    success, due = local(one.last_success_at) or "never", local(one.due_at) or "not scheduled"
    print(f"{one.site}: last good crawl {success}, next crawl {due} ({GREGORIAN})")


def _since(since: datetime | None, now: datetime) -> str:
    return "" if since is None else f"{local(since)} ({ago(now - since)})"


def show_sites(found: list[SiteStatus]) -> None:
    """Print what is stored and asked for of sites, a line a site."""
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
    make_console().print(table)


def show(found: list[SiteStatus]) -> None:
    """Print the status of sites, as tables."""
    show_sites(found)
    console = make_console()
    for one in found:
        for way, total in one.totals.items():
            named = f"{total:,} that the site names ({way})"
            console.print(f"{one.site}: stored {one.articles:,} of {named}", highlight=False)
        if one.comments:
            console.print(f"{one.site}: {counted(one.comments, 'comment')}", highlight=False)

    table = _table(f"Alarms ({GREGORIAN})", "site", "since", "alarm")
    for one in found:
        for alarm in one.alarms:
            table.add_row(one.site, local(alarm.began_at), alarm.problem)
    if table.row_count:
        console.print(table)

    table = _table("Failures", "site", "pages", "reason")
    for one in found:
        for reason, count in one.failed_pages.items():
            table.add_row(one.site, str(count), reason)
    if table.row_count:
        console.print(table)
    for one in found:
        if absent := sum(one.absent.values()):
            pages = f"{absent:,} {'page' if absent == 1 else 'pages'}"
            print(f"{one.site}: {pages} that the site does not have")

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
    for one in found:
        for run in one.last_runs:
            if (revisits := Ended.of(run).revisits) and revisits.count:
                print(f"{one.site}: run {run.run}: {revisits}")

    table = _table("Alarms of the last crawls", "site", "run", "alarm")
    for one in found:
        for run in one.last_runs:
            for problem in run.alarms:
                table.add_row(one.site, str(run.run), problem)
    if table.row_count:
        console.print(table)


def topics_for_programs(found: TopicCounts) -> dict[str, Any]:
    """Counts of topics as JSON has them: of all topics, with their codes."""
    values = asdict(found)
    values["topics"] = [
        {**asdict(topic), "articles": found.topics.get(topic.name, 0)}
        for topic in topics().values()
    ]
    return values


def show_topics(found: TopicCounts, most: int | None) -> None:
    """Print how many articles there are of each topic, and which sections are unmapped.

    Args:
        most: at most so many sections; ``None`` for all.
    """
    console = make_console()
    table = _table("Topics", "topic", "in Persian")
    table.add_column("articles", justify="right")
    for name, count in found.topics.items():
        table.add_row(name, label(name), f"{count:,}")
    for why, count in (
        ("none: the site names no section", found.without_section),
        ("none: no section is of a topic", found.of_no_topic),
        ("none: a section is unmapped", found.of_unmapped),
        ("not found yet", found.stale),
    ):
        if count:
            table.add_row(why, "", f"{count:,}")
    console.print(table)
    if found.stale:
        articles = counted(found.stale, "article")
        told = f"{articles} would have a topic by today's list: scrapy reparse --topics"
        print(reworded(told))
    if not found.unmapped:
        return
    table = _table("Unmapped sections", "section")
    table.add_column("articles", justify="right")
    table.add_column("sites")
    for one in found.unmapped[:most]:
        table.add_row(one.section, f"{one.articles:,}", _few(list(one.sites)))
    console.print(table)
    if most is not None and (left := len(found.unmapped) - most) > 0:
        print(f" and {left:,} more: see --all")


def _few(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


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
