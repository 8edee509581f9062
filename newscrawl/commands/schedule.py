"""``scrapy schedule``: which sites ``scrapy crawlall`` crawls, and how often."""

from __future__ import annotations

import argparse
from dataclasses import asdict

import sqlalchemy as sa
from scrapy import Spider
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import ArgumentError
from newscrawl.cli import fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted, local, make_console, print_json
from newscrawl.cli.sites import load_site, spider_arguments
from newscrawl.database import open_engine, schedule
from newscrawl.database.schedule import Entry
from newscrawl.schedule.interval import parse_interval, show_interval
from newscrawl.sites import is_real
from newscrawl.spider import NewsSpider

ACTIONS = ("list", "add", "remove")
#: In place of names: every site but the demo newspaper's.
ALL = "all"
#: How often a site is crawled by default.
EVERY = "1h"


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "[list] | add SITE... [options] | remove SITE..."

    def short_desc(self) -> str:
        return "Show or change which sites 'scrapy crawlall' crawls, and how often"

    def long_desc(self) -> str:
        return (
            "Show the schedule, add sites to it or change how they are crawled, or remove some. "
            "Example: scrapy schedule add roozplus yjc --every 30m; scrapy schedule add all "
            "--every 6h. Exit code 0: done, 1: the archive cannot be used, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Schedule")
        group.add_argument(
            "--every", metavar="TIME", help=f"add: like 90s, 30m, 6h or 1d; default: {EVERY}"
        )
        group.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="add: a spider argument (may be repeated)",
        )
        group.add_argument("--json", action="store_true", help="list: for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        action, *sites = args or ["list"]
        _check(action, sites, opts)
        if action == "add":
            every = _every(opts.every or EVERY)
            arguments = spider_arguments(opts.spargs)
            spiders = self._spiders(sites)
            for spider in spiders:
                _check_arguments(spider, arguments)
        engine = open_engine(self.url)
        with engine.begin() as connection:
            if action == "add":
                names = [spider.name for spider in spiders]
                schedule.add(connection, names, every, arguments)
            elif action == "remove":
                self._remove(connection, sites)
            entries = schedule.entries(connection)
        engine.dispose()
        if opts.json:
            print_json([asdict(entry) for entry in entries])
        elif action == "add":
            print(f"scheduled: {counted(len(spiders), 'site')}")
        elif action == "list":
            show(entries)

    def _spiders(self, names: list[str]) -> list[type[Spider]]:
        if names == [ALL]:
            loader = get_spider_loader(self.settings)
            return [spider for spider in map(loader.load, loader.list()) if is_real(spider)]
        return [load_site(self.settings, name) for name in dict.fromkeys(names)]

    def _remove(self, connection: sa.Connection, sites: list[str]) -> None:
        if sites == [ALL]:
            sites = [entry.site for entry in schedule.entries(connection)]
        if unknown := schedule.missing(connection, sites):
            fail(f"not scheduled: {', '.join(unknown)}")
        print(f"removed: {counted(schedule.remove(connection, sites), 'site')}")


def show(entries: list[Entry]) -> None:
    """Print the schedule as a table."""
    if not entries:
        print("no site is scheduled")
        return
    from rich.table import Table

    table = Table("site", "every", "due", "last started", "failures", "problem", "taken by")
    for entry in entries:
        table.add_row(
            entry.site,
            show_interval(entry.every),
            local(entry.due_at),
            local(entry.started_at),
            str(entry.failures),
            entry.problem or "",
            (entry.taken_by or "").rsplit(":", 1)[0],
        )
    make_console().print(table)


def _check(action: str, sites: list[str], opts: argparse.Namespace) -> None:
    if action not in ACTIONS:
        fail(f"expected {', '.join(ACTIONS)}, got {action!r}")
    if (action == "list") != (not sites) or any(site.startswith("-") for site in sites):
        fail(f"schedule {action}: expected {'no' if action == 'list' else 'the names of'} sites")
    if action != "add" and (opts.every or opts.spargs):
        fail(f"schedule {action} takes neither --every nor -a")
    if action != "list" and opts.json:
        fail(f"schedule {action} takes no --json")


def _check_arguments(spider: type[Spider], arguments: dict[str, str]) -> None:
    if issubclass(spider, NewsSpider):
        try:
            spider.parse_arguments(**arguments)
        except ArgumentError as error:
            fail(f"{spider.name}: {error}" if str(error) else spider.name)


def _every(text: str) -> int:
    try:
        return parse_interval(text)
    except ValueError as error:
        fail(f"--every: {error}")
