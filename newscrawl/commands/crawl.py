"""``scrapy crawl``: Scrapy's own, with checks before and an exit code after."""

from __future__ import annotations

import argparse

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from newscrawl.cli import FAILURE, check_crawl, crawl_problem, fail, load_site


class Command(CrawlCommand):
    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the archive. Example: scrapy crawl roozplus -a discover=front,rss "
            "-O data/roozplus.jsonl. Exit code 0: done, 1: the crawl failed, 2: wrong arguments."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("expected the name of one site; 'scrapy list' shows them all")
        assert self.crawler_process is not None
        assert self.settings is not None
        spider = load_site(self.crawler_process.spider_loader, args[0])
        check_crawl(spider, opts.spargs, self.settings)
        crawler = self._create_crawler(spider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = FAILURE
        elif problem := crawl_problem(crawler):
            fail(problem, FAILURE)
