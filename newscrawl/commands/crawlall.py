"""``scrapy crawlall``: crawl the sites of the schedule when they are due."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Any, ClassVar

from scrapy.utils.log import configure_logging

from newscrawl.arguments import ArgumentError
from newscrawl.cli import ALARM, FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted
from newscrawl.cli.sites import is_ours
from newscrawl.crawling.revisiting import revisit_plan
from newscrawl.database import open_engine, schedule
from newscrawl.database.engine import check_writable
from newscrawl.monitoring.delivery import Courier, make_courier
from newscrawl.monitoring.exposing import Exposed, exposed, exposing
from newscrawl.schedule.worker import Worker

#: How many sites are crawled at a time by default.
JOBS = 4


class Command(ArchiveCommand):
    default_settings: ClassVar[dict[str, Any]] = {}  # it logs

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Crawl the sites of the schedule when they are due"

    def long_desc(self) -> str:
        return (
            "Crawl the sites that 'scrapy schedule' names when they are due, some at a time, for "
            "ever or once. Several workers, on PostgreSQL on several machines, divide the sites "
            "among them. Example: scrapy crawlall --jobs 8; scrapy crawlall --once from cron. Exit "
            "code 0: done, 1: a crawl failed, or the archive cannot be used, 2: wrong arguments, "
            "3: done, but an alarm of a site stands."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Crawl all")
        group.add_argument(
            "-j", "--jobs", default=str(JOBS), metavar="N", help=f"sites at a time; default: {JOBS}"
        )
        group.add_argument("--once", action="store_true", help="crawl what is due now, and end")
        group.add_argument("--sites", metavar="A,B", help="only these sites of the schedule")
        group.add_argument("--logs", metavar="DIR", help="a log file a site in this folder")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            fail(f"crawlall takes no arguments, got {' '.join(args)!r}: see --sites")
        if not (opts.jobs.isascii() and opts.jobs.isdigit() and 1 <= int(opts.jobs) <= 1000):
            fail(f"--jobs: expected a number from 1 to 1000, got {opts.jobs!r}")
        logs = Path(opts.logs) if opts.logs else None
        if logs is not None and not logs.is_dir():
            fail(f"--logs: no directory {opts.logs}")
        sites = [site.strip() for site in opts.sites.split(",")] if opts.sites else None
        self._check_revisit()
        courier, where = self._courier(), self._exposed()
        check_writable(self.url)
        engine = open_engine(self.url)
        with engine.connect() as connection:
            unknown = schedule.missing(connection, sites or ())
            is_empty = not schedule.entries(connection)
        if unknown:
            fail(f"--sites: not scheduled: {', '.join(unknown)}: see 'scrapy schedule'")
        if is_empty:
            fail("no site is scheduled: 'scrapy schedule add SITE --every 1h' does that")
        configure_logging(self.settings)
        logging.getLogger("newscrawl").setLevel(self.settings["LOG_LEVEL"])
        worker = Worker(
            engine,
            self.url,
            jobs=int(opts.jobs),
            hold_seconds=self.settings.getfloat("LEASE_SECONDS"),
            options=_options(opts),
            only=sites,
            logs=logs,
            courier=courier,
            is_ours=lambda site: is_ours(self.settings, site),
        )
        try:
            with exposing(where, self.url):
                failed = worker.run(once=opts.once)
        except ArgumentError as error:
            fail(str(error), FAILURE)
        engine.dispose()
        if failed and opts.once:
            fail(f"{counted(failed, 'crawl')} failed", FAILURE)
        if worker.alarmed and opts.once:
            self.exitcode = ALARM

    def _check_revisit(self) -> None:
        """Say once, and before the schedule notes a failure, what every crawl would say."""
        try:
            revisit_plan(self.settings)
        except ArgumentError as error:
            fail(str(error))

    def _exposed(self) -> Exposed:
        try:
            return exposed(self.settings)
        except ArgumentError as error:
            fail(str(error))

    def _courier(self) -> Courier:
        try:
            return make_courier(self.settings)
        except ArgumentError as error:
            fail(str(error))


def _options(opts: argparse.Namespace) -> list[str]:
    """The options of this command line that each crawl gets too."""
    options = [option for setting in opts.set for option in ("-s", setting)]
    return [*options, "-L", opts.loglevel] if opts.loglevel else options
