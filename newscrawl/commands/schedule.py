"""``scrapy schedule``: which sites ``scrapy crawlall`` crawls, and how often."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from typing import Any, ClassVar

import sqlalchemy as sa
from scrapy import Spider
from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import ArgumentError
from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.commands.status import local, make_console, print_json
from newscrawl.database import DatabaseError, open_engine, schedule
from newscrawl.database.engine import in_one_line
from newscrawl.database.schedule import Entry
from newscrawl.sites import is_real
from newscrawl.spider import NewsSpider

ACTIONS = ("list", "add", "remove")
#: Stands for every site but the demo newspaper's.
ALL = "all"
EVERY = "1h"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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
        super().add_options(parser)
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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        action, *sites = args or ["list"]
        _check(action, sites, opts)
        if action == "add":
            every = parse_every(opts.every or EVERY)
            arguments = self._arguments(opts.spargs)
            spiders = self._spiders(sites)
            for spider in spiders:
                _check_arguments(spider, arguments)
        try:
            engine = open_engine(self.settings["DATABASE_URL"])
            with engine.begin() as connection:
                if action == "add":
                    names = [spider.name for spider in spiders]
                    schedule.add(connection, names, every, arguments)
                elif action == "remove":
                    self._remove(connection, sites)
                entries = schedule.entries(connection)
            engine.dispose()
        except (DatabaseError, SQLAlchemyError) as error:
            fail(in_one_line(error), FAILURE)
        if opts.json:
            print_json([asdict(entry) for entry in entries])
        elif action == "add":
            print(f"scheduled: {_number(len(spiders))}")
        elif action == "list":
            show(entries)

    def _spiders(self, names: list[str]) -> list[type[Spider]]:
        assert self.settings is not None
        if names == [ALL]:
            loader = get_spider_loader(self.settings)
            return [spider for spider in map(loader.load, loader.list()) if is_real(spider)]
        return [load_site(self.settings, name) for name in dict.fromkeys(names)]

    def _arguments(self, texts: list[str]) -> dict[str, str]:
        try:
            return dict(arglist_to_dict(texts))
        except ValueError:
            fail("-a: expected NAME=VALUE")

    def _remove(self, connection: sa.Connection, sites: list[str]) -> None:
        if sites == [ALL]:
            sites = [entry.site for entry in schedule.entries(connection)]
        if unknown := schedule.missing(connection, sites):
            fail(f"not scheduled: {', '.join(unknown)}")
        print(f"removed: {_number(schedule.remove(connection, sites))}")


def parse_every(text: str) -> int:
    """
    >>> parse_every("90s"), parse_every("30m"), parse_every("1d")
    (90, 1800, 86400)
    """
    match = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", text)
    if match is None:
        fail(f"--every: expected a time like 90s, 30m, 6h or 1d, got {text!r}")
    return int(match[1]) * _UNITS[match[2]]


def show(entries: list[Entry]) -> None:
    """Print the schedule as a table."""
    if not entries:
        print("no site is scheduled")
        return
    from rich.table import Table  # every command of Scrapy imports this module

    table = Table("site", "every", "due", "last started", "failures", "problem", "taken by")
    for entry in entries:
        table.add_row(
            entry.site,
            _every(entry.every),
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


def _every(seconds: int) -> str:
    """
    >>> _every(90), _every(1800), _every(86400)
    ('90s', '30m', '1d')
    """
    unit = next(unit for unit in reversed(_UNITS) if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def _number(count: int) -> str:
    return "1 site" if count == 1 else f"{count} sites"
