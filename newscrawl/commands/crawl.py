"""``scrapy crawl``: Scrapy's own, with checks before and an exit code after."""

from __future__ import annotations

import argparse
import logging
import sys

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.settings import BaseSettings

from newscrawl.cli import FAILURE, check_crawl, crawl_problem, fail, load_site
from newscrawl.summary import Summary


class Command(CrawlCommand):
    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the archive. Example: scrapy crawl roozplus -a discover=front,rss "
            "-O data/roozplus.jsonl. Exit code 0: done, 1: the crawl failed, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Output")
        group.add_argument(
            "-q", "--quiet", action="store_true", help="no live view, and only warnings in the log"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Here and not in run(): nothing has been logged yet.
        super().process_options(args, opts)
        if len(args) != 1:
            fail("expected the name of one site; 'scrapy list' shows them all")
        assert self.settings is not None
        if opts.quiet:
            self.settings.set("PROGRESS_ENABLED", False, priority="cmdline")
            if not opts.loglevel:
                self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        check_crawl(load_site(self.settings, args[0]), opts.spargs, self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        try:
            self.crawler_process.start()
        except KeyboardInterrupt:  # a second Ctrl-C, when Scrapy's handler of it is gone already
            fail("the crawl did not finish: interrupted", FAILURE)
        if self.crawler_process.bootstrap_failed:
            self.exitcode = FAILURE
            return
        if not shows_summary(crawler.settings):
            print(f"{args[0]}: {Summary.of(crawler.stats.get_stats())}", file=sys.stderr)
        if problem := crawl_problem(crawler):
            fail(problem, FAILURE)


def shows_summary(settings: BaseSettings) -> bool:
    """Whether the log says on standard error what a crawl came to."""
    is_there = settings.getbool("LOG_ENABLED") and not settings["LOG_FILE"]
    level = logging.getLevelName(str(settings["LOG_LEVEL"]).upper())
    return is_there and isinstance(level, int) and level <= logging.INFO
