"""``scrapy check``: look a site over, a new one or one that is crawled."""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError, parse_base_url
from newscrawl.check.verdict import OPTIONAL, Coverage, complaints
from newscrawl.check.view import Findings, for_programs, save, show
from newscrawl.check.visit import VisitedSite, VisitSpider
from newscrawl.cli import FAILURE, fail
from newscrawl.cli.help import speak_plainly
from newscrawl.cli.names import module_name
from newscrawl.cli.output import print_json
from newscrawl.cli.sites import load_site, spider_arguments
from newscrawl.crawling.access.fetchers import check_access
from newscrawl.database import DatabaseError
from newscrawl.database.reports import field_coverage, reading
from newscrawl.spider import NewsSpider
from newscrawl.urls import Addresses, bare_host

#: How many articles are fetched of a new site, and of one that is crawled.
NEW, KNOWN = 3, 10
MOST = 50


class Command(ScrapyCommand):
    requires_project = True

    #: Scrapy sets them before it calls anything.
    settings: Settings

    def syntax(self) -> str:
        return "URL | SITE [options]"

    def short_desc(self) -> str:
        return "Look a site over: its family, which fields come out, what got worse"

    def long_desc(self) -> str:
        return (
            "Fetch the home page of a site and some articles, and store nothing. Of a new site, "
            "say which family it is and why, which fields come out, and print its spider file, "
            "with addresses and selectors proposed where no family fits. Of a site that is "
            "crawled, hold the fields against those of the archive, and note feeds and sections "
            "that lead to no articles. Example: "
            "scrapy check https://example.ir; scrapy check roozplus. Exit code 0: all is well, "
            "1: something is wrong or got worse, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Check")
        group.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE",
            help="set an argument of the site's spider, like base_url",
        )  # fmt: skip
        group.add_argument(
            "--articles", metavar="N", help=f"look at so many (a new site: {NEW}, else {KNOWN})"
        )
        group.add_argument("--name", help="name of a new site (default: of its domain)")
        group.add_argument(
            "--save", metavar="FOLDER", help="keep the pages there, and what was read of them"
        )
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)
        speak_plainly(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        opts.spargs = spider_arguments(opts.spargs)
        if not (opts.loglevel or opts.logfile):  # the end says what went wrong
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
        if len(args) != 1:
            fail("expected an address like https://example.ir, or the name of a site")
        self.is_known = "/" not in args[0] and "." not in args[0]
        self.count = _count(opts.articles, KNOWN if self.is_known else NEW)
        self.site = self._known_site(args[0], opts) if self.is_known else _new_site(args[0], opts)

    def _known_site(self, name: str, opts: argparse.Namespace) -> VisitedSite:
        spider = load_site(self.settings, name)
        if not issubclass(spider, NewsSpider):
            fail(f"{name!r} is not a news site of ours")
        if opts.name:
            fail("--name is for a new site")
        try:
            instance = spider(**opts.spargs)
            # The site is visited as it is crawled: with its cookies, proxies and browser.
            spider.update_settings(self.settings)
            check_access(self.settings, name)
        except ArgumentError as error:
            fail(str(error))
        return VisitedSite(instance.addresses, instance.name, instance.family, instance.title)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        before = self._before() if self.is_known else Coverage(0)
        self.crawler_process.crawl(VisitSpider, site=self.site, count=self.count)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            fail("the check could not start", FAILURE)
        family, why = self.site.detect()
        pages = self.site.read(family)
        wrong = complaints(pages, before)
        if self.site.home_failure:
            wrong = [f"the home page: {self.site.home_failure}"]
        found = Findings(self.site, family, why, pages, before, wrong)
        if opts.save:
            try:
                save(Path(opts.save), found)
            except OSError as error:
                fail(f"--save: cannot write {error.filename}: {error.strerror}", FAILURE)
        if opts.json:
            print_json(for_programs(found))
        else:
            show(found, is_known=self.is_known)
        if wrong:
            self.exitcode = FAILURE

    def _before(self) -> Coverage:
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                return Coverage(*field_coverage(connection, self.site.name, OPTIONAL))
        except DatabaseError as error:
            fail(str(error), FAILURE)


def _new_site(text: str, opts: argparse.Namespace) -> VisitedSite:
    url = text if "//" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        parse_base_url(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        fail(f"URL: expected an address like https://example.ir, got {text!r}")
    if opts.spargs:
        fail("-a is for the spider of a site that is there already")
    domain = bare_host(parts.netloc)
    name = opts.name or domain.partition(":")[0].split(".")[0]
    return VisitedSite(Addresses(domain, scheme=parts.scheme), module_name(name), None, None)


def _count(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        fail(f"--articles: expected 1 to {MOST}, got {text!r}")
    return int(text)
