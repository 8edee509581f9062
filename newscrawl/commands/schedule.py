"""``scrapy schedule``: which sites ``scrapy crawlall`` crawls, how, how often and when."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Self

from scrapy import Spider
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import ArgumentError
from newscrawl.cli import fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted, local, make_console, print_json
from newscrawl.cli.sites import load_sites, spider_arguments
from newscrawl.database import open_engine, schedule
from newscrawl.database.reports import reading
from newscrawl.database.schedule import Entry
from newscrawl.schedule.interval import parse_interval, parse_time_of_day, show_interval
from newscrawl.sites import is_real
from newscrawl.spider import NewsSpider

ACTIONS = ("list", "add", "remove")
#: In place of names: every site but the demo newspaper's.
ALL = "all"
#: How often a site is crawled by default, and with a time of the day.
EVERY, EVERY_AT = "1h", "1d"
#: Seconds.
DAY, LONGEST = 86_400, 1000 * 86_400


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "[list] | add SITE... [options] | remove SITE..."

    def short_desc(self) -> str:
        return "Show or change which sites 'scrapy crawlall' crawls, and how often"

    def long_desc(self) -> str:
        return (
            "Show the schedule, add entries to it or change them, or remove some. A site may have "
            "several entries, each with a name. Example: scrapy schedule add roozplus yjc --every "
            "30m; scrapy schedule add all --name nightly --every 1d --at 02:30 -a revisit=7d. Exit "
            "code 0: done, 1: the archive cannot be used, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Schedule")
        group.add_argument(
            "--name", help=f"of the entry (add: {schedule.NAME}), or only entries of this name"
        )
        group.add_argument(
            "--every",
            metavar="TIME",
            help=f"add: like 90s, 30m, 6h or 1d; default: {EVERY}, with --at {EVERY_AT}",
        )
        group.add_argument(
            "--at",
            metavar="HH:MM",
            help="add: at this time of the day in Tehran",
        )
        group.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="add: a spider argument (may be repeated)",
        )
        group.add_argument(
            "--own", action="store_true", help="add all, remove all: also entries of sites' own"
        )
        group.add_argument("--json", action="store_true", help="list: for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        action, *sites = args or ["list"]
        _check(action, sites, opts)
        if action == "add":
            self._add(sites, opts)
        elif action == "remove":
            self._remove(sites, opts)
        else:
            with reading(self.url) as connection:
                entries = schedule.entries(connection, opts.name)
            print_json([asdict(entry) for entry in entries]) if opts.json else show(entries)

    def _add(self, sites: list[str], opts: argparse.Namespace) -> None:
        how = _How.parse(opts)
        if sites == [ALL]:
            self._add_all(how, replace=opts.own)
            return
        names = list(dict.fromkeys(sites))
        for name, spider in load_sites(self.settings, names).items():
            if (wrong := _why_not(spider, how.arguments)) is not None:
                fail(f"{name}: {wrong}")
        engine = open_engine(self.url)
        with engine.begin() as connection:
            schedule.add(
                connection,
                names,
                how.every,
                how.arguments,
                name=how.name,
                time_of_day=how.time_of_day,
            )
        engine.dispose()
        print(f"scheduled: {counted(len(names), 'site')}")

    def _add_all(self, how: _How, *, replace: bool) -> None:
        spiders = self._all()
        reasons = {name: _why_not(spider, how.arguments) for name, spider in spiders.items()}
        able = [name for name, reason in reasons.items() if reason is None]
        refused = Counter(reason for reason in reasons.values() if reason is not None)
        if not able:
            fail(next(iter(refused), "there are no sites"))
        engine = open_engine(self.url)
        with engine.begin() as connection:
            left = schedule.add_to_all(
                connection,
                able,
                how.every,
                how.arguments,
                name=how.name,
                time_of_day=how.time_of_day,
                replace=replace,
            )
        engine.dispose()
        print(f"scheduled: {counted(len(able) - len(left), 'site')}")
        _say_left(len(left), "changes")
        for reason, count in refused.most_common():
            print(f"left out: {counted(count, 'site')}: {reason}")

    def _all(self) -> dict[str, type[Spider]]:
        names = sorted(get_spider_loader(self.settings).list())
        spiders = load_sites(self.settings, names)
        return {name: spider for name, spider in spiders.items() if is_real(spider)}

    def _remove(self, sites: list[str], opts: argparse.Namespace) -> None:
        is_all = sites == [ALL]
        engine = open_engine(self.url)
        with engine.begin() as connection:
            if not is_all and (unknown := schedule.missing(connection, sites, opts.name)):
                named = "" if opts.name is None else f" as {opts.name!r}"
                fail(f"not scheduled{named}: {', '.join(unknown)}")
            removed = schedule.remove(
                connection,
                None if is_all else sites,
                opts.name,
                is_of_all=True if is_all and not opts.own else None,
            )
            left = schedule.entries(connection, opts.name) if is_all else []
        engine.dispose()
        count = counted(len({site for site, _ in removed}), "site")
        is_several = len(removed) > len({site for site, _ in removed})
        print(f"removed: {len(removed)} entries of {count}" if is_several else f"removed: {count}")
        _say_left(len({entry.site for entry in left}), "removes")


@dataclass(frozen=True, slots=True)
class _How:
    """How sites are to be crawled, checked."""

    name: str
    #: Seconds.
    every: int
    time_of_day: str | None
    arguments: dict[str, str]

    @classmethod
    def parse(cls, opts: argparse.Namespace) -> Self:
        """Ends the program if an option is wrong, or does not go with another."""
        name = schedule.NAME if opts.name is None else opts.name
        if re.fullmatch(r"\w[\w-]{0,39}", name) is None:
            fail(f"--name: expected up to 40 letters, digits, - and _, got {name!r}")
        arguments = spider_arguments(opts.spargs)
        at = None
        if opts.at is not None:
            try:
                at = parse_time_of_day(opts.at)
            except ValueError as error:
                fail(f"--at: {error}")
        try:
            every = parse_interval(opts.every or (EVERY_AT if at else EVERY))
        except ValueError as error:
            fail(f"--every: {error}")
        if every > LONGEST:
            fail(f"--every: expected at most {show_interval(LONGEST)}, got {opts.every!r}")
        if at is not None and every % DAY:
            fail(f"--at: expected an interval of whole days, like --every 1d, got {opts.every!r}")
        return cls(name, every, at, arguments)


def show(entries: list[Entry]) -> None:
    """Print the schedule as a table."""
    if not entries:
        print("no site is scheduled")
        return
    from rich.table import Table

    table = Table(
        "site", "name", "arguments", "every", "due", "last started", "last result", "taken by"
    )
    for entry in entries:
        at = f" at {entry.time_of_day}" if entry.time_of_day else ""
        table.add_row(
            entry.site,
            entry.name,
            " ".join(f"{name}={value}" for name, value in entry.arguments.items()),
            show_interval(entry.every) + at,
            local(entry.due_at),
            local(entry.started_at),
            _result(entry),
            (entry.taken_by or "").rsplit(":", 1)[0],
        )
    make_console().print(table)


def _result(entry: Entry) -> str:
    if entry.problem is not None:
        times = f", {entry.failures} times" if entry.failures > 1 else ""
        return f"{entry.problem}{times}"
    return "" if entry.finished_at is None else "done"


def _say_left(count: int, what: str) -> None:
    if count:
        print(f"left alone: {counted(count, 'site')} with entries of their own (--own {what} them)")


def _check(action: str, sites: list[str], opts: argparse.Namespace) -> None:
    if action not in ACTIONS:
        fail(f"expected {', '.join(ACTIONS)}, got {action!r}")
    if (action == "list") != (not sites) or any(site.startswith("-") for site in sites):
        fail(f"schedule {action}: expected {'no' if action == 'list' else 'the names of'} sites")
    if ALL in sites and len(sites) > 1:
        fail(f"schedule {action}: expected names of sites or {ALL!r}, got both")
    if action != "add" and (opts.every or opts.spargs or opts.at is not None):
        fail(f"schedule {action} takes neither --every nor --at nor -a")
    if opts.own and sites != [ALL]:
        fail(f"--own is for 'schedule add {ALL}' and 'schedule remove {ALL}'")
    if action != "list" and opts.json:
        fail(f"schedule {action} takes no --json")


def _why_not(spider: type[Spider], arguments: dict[str, str]) -> str | None:
    """Why a site cannot be crawled with these arguments."""
    if issubclass(spider, NewsSpider):
        try:
            spider.parse_arguments(**arguments)
        except ArgumentError as error:
            return str(error)
    return None
