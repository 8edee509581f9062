"""``scrapy crawl``: Scrapy's own, with checks before and an exit code after."""

from __future__ import annotations

import argparse

from scrapy.commands.crawl import Command as CrawlCommand

from newscrawl.cli import FAILURE, check_crawl, crawl_problem, fail, load_site


class Command(CrawlCommand):
    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the archive. Example: scrapy crawl roozplus -a discover=front,rss "
            "-O data/roozplus.jsonl. Exit code 0: done, 1: the crawl failed, 2: wrong arguments."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Here and not in run(): nothing has been logged yet.
        super().process_options(args, opts)
        if len(args) != 1:
            fail("expected the name of one site; 'scrapy list' shows them all")
        assert self.settings is not None
        check_crawl(load_site(self.settings, args[0]), opts.spargs, self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = FAILURE
        elif problem := crawl_problem(crawler):
            fail(problem, FAILURE)
