"""``scrapy crawl``: Scrapy's own, with checks before and an exit code after."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands.crawl import Command as CrawlCommand

from newscrawl.arguments import MEANINGS
from newscrawl.cli import FAILURE, fail
from newscrawl.cli.crawls import check_crawl, end_by, shows_summary
from newscrawl.cli.help import listed, speak_plainly
from newscrawl.cli.lines import name_lines
from newscrawl.cli.quiet import be_quiet, say_what_begins
from newscrawl.cli.sites import load_site
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.summary import Summary
from newscrawl.private import could_not_start, create_crawler


class Command(CrawlCommand):
    def syntax(self) -> str:
        return "SITE [-a NAME=VALUE] [options]"

    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the archive; scrapy export writes what is there to a file. "
            "Example: scrapy crawl roozplus -a discover=front,rss. Exit code 0: done, 1: the crawl "
            "failed, 2: wrong arguments, 3: done, but an alarm stands."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument_group("Spider arguments", listed(MEANINGS))
        group = parser.add_argument_group("Output")
        group.add_argument(
            "-q", "--quiet", action="store_true", help="no live view, and only warnings in the log"
        )
        group.add_argument(
            "--stats", action="store_true", help="also Scrapy's stats at the end, as with -L DEBUG"
        )
        group.add_argument(
            "--name-lines",
            action="store_true",
            help="the name of the site before each line, for several crawls with one log",
        )
        super().add_options(parser)
        speak_plainly(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Not in run(): here nothing has been logged yet.
        super().process_options(args, opts)
        if len(args) != 1:
            fail("expected the name of one site; 'scrapy list' shows them all")
        assert self.settings is not None
        if opts.name_lines:
            name_lines(args[0])
        if opts.quiet:
            self.settings.set("PROGRESS_ENABLED", False, priority="cmdline")
            if not opts.loglevel:
                self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        be_quiet(self.settings, shows_stats=opts.stats)
        check_crawl(load_site(self.settings, args[0]), opts.spargs, self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        assert self.settings is not None
        say_what_begins(args[0], self.settings)
        crawler = create_crawler(self, args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        try:
            self.crawler_process.start()
        except KeyboardInterrupt:  # a second Ctrl-C, when Scrapy's handler of it is gone already
            fail("the crawl did not finish: interrupted", FAILURE)
        if could_not_start(self.crawler_process):
            self.exitcode = FAILURE
            return
        has_archive = crawler.get_extension(ArchiveExtension) is not None
        if not (has_archive and shows_summary(crawler.settings)):
            print(f"{args[0]}: {Summary.of(crawler.stats.get_stats())}", file=sys.stderr)
        end_by(crawler)
