"""``scrapy demo``: crawl the bundled demo newspaper, or serve it."""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import suppress
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.crawls import check_crawl, crawl_problem, end_by
from newscrawl.cli.help import speak_plainly
from newscrawl.cli.output import card
from newscrawl.cli.program import reworded
from newscrawl.cli.sites import load_site
from newscrawl.crawling.summary import Summary
from newscrawl.database import DatabaseError
from newscrawl.database.engine import shown
from newscrawl.database.reports import (
    count_articles,
    count_requests,
    newest_with_agency,
    reading,
)

# The newspaper is imported late: Scrapy imports all commands to run one of them.

#: Family → the site that crawls a newspaper which looks like it.
SITES = {
    "iransamaneh": "demo",
    "asam": "demo_asam",
    "nastooh": "demo_nastooh",
    "generic": "demo_generic",
    "wordpress": "demo_wordpress",
    "studiokhabar": "demo_studiokhabar",
    "joomla": "demo_joomla",
}
#: All articles are looked at again, however old.
EVER = "9999d"
#: The site that crawls the hostile newspaper, and settings of that crawl: on this machine, what
#: does not come soon does not come at all.
HOSTILE = "demo_hostile"
IMPATIENT = {"DOWNLOAD_TIMEOUT": 15, "RETRY_TIMES": 1}


class Command(ScrapyCommand):
    requires_project = True

    #: Scrapy sets them before it calls anything.
    settings: Settings

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Crawl the bundled demo newspaper into the archive"

    def long_desc(self) -> str:
        return (
            "Start the bundled demo newspaper on a free port of this machine, crawl it into the "
            "archive (DATABASE_URL) and show what came of it. Example: scrapy demo --articles 500; "
            "scrapy demo --serve --port 8000 only serves it, for a browser or another crawl. "
            "scrapy demo --hostile crawls a site that breaks in every way that sites break, and "
            "says whether each page became what it must: exit code 1 if one did not."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from newscrawl.demo.month import DAYS
        from newscrawl.demo.newspaper import FAMILIES

        group = parser.add_argument_group("Demo")
        group.add_argument("--articles", type=int, default=300, metavar="N", help="default: 300")
        group.add_argument(
            "--family",
            choices=FAMILIES,
            default=FAMILIES[0],
            help=f"whose sites it looks like (default: {FAMILIES[0]})",
        )
        group.add_argument(
            "--hostile", action="store_true", help="crawl the hostile newspaper instead"
        )
        group.add_argument(
            "--day",
            type=int,
            metavar="D",
            help=f"the newspaper on one of the {DAYS} days of a month in which it edits articles, "
            "takes some down and brings some back",
        )
        group.add_argument("--serve", action="store_true", help="only serve the newspaper")
        group.add_argument(
            "--port", type=int, default=0, metavar="PORT", help="default: 0, a free one"
        )
        super().add_options(parser)
        speak_plainly(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if args:
            raise UsageError(f"demo takes no arguments, got {' '.join(args)!r}")
        if not 1 <= opts.articles <= 100_000:
            fail(f"--articles: expected 1 to 100000, got {opts.articles}")
        if not 0 <= opts.port <= 65535:
            fail(f"--port: expected 0 to 65535, got {opts.port}")
        if opts.day is not None and not 1 <= opts.day <= 30:
            fail(f"--day: expected 1 to 30, got {opts.day}")
        if opts.day is not None and opts.hostile:
            fail("--day does not go with --hostile")
        self._check_extra()
        shown: dict[str, Any] = {"PROGRESS_TOTAL": 0 if opts.hostile else opts.articles}
        if not (opts.loglevel or opts.logfile):
            # Who tries it wants to see the articles. Of the hostile one, errors are no news.
            shown["LOG_LEVEL"] = "CRITICAL" if opts.hostile else "ERROR"
        for name, value in shown.items():
            self.settings.set(name, value, priority="cmdline")
        if not opts.serve:
            check_crawl(load_site(self.settings, self.site_of(opts)), {}, self.settings)

        if opts.hostile and not opts.serve:
            self._check_new()

    def _check_new(self) -> None:
        """End the program if the archive has hostile pages: they would not be asked for again."""
        with suppress(DatabaseError), reading(self.settings["DATABASE_URL"]) as connection:
            if count_articles(connection, HOSTILE) or count_requests(connection, HOSTILE):
                fail(
                    "--hostile: the archive has the hostile newspaper already; "
                    "take a new one, as by -s DATABASE_URL=sqlite:///hostile.db"
                )

    def site_of(self, opts: argparse.Namespace) -> str:
        return HOSTILE if opts.hostile else SITES[opts.family]

    def _check_extra(self) -> None:
        from newscrawl.demo.server import MissingExtraError, check_extra

        try:
            check_extra()
        except MissingExtraError as error:
            fail(str(error))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.demo.server import DemoServerError, serve

        try:
            if opts.hostile:
                self.run_hostile(opts)
            elif opts.serve:
                serve(articles=opts.articles, port=opts.port, family=opts.family, day=opts.day)
            else:
                self.crawl(opts)
        except DemoServerError as error:
            fail(str(error), FAILURE)

    def crawl(self, opts: argparse.Namespace) -> None:
        from newscrawl.demo.server import running

        # Its articles may be of any time: looked at again are all of them.
        arguments = {} if opts.day is None else {"revisit": EVER}
        options = {"port": opts.port, "family": opts.family, "day": opts.day}
        with running(opts.articles, **options) as base_url:
            crawler = self.crawl_site(SITES[opts.family], base_url=base_url, **arguments)
        if problem := crawl_problem(crawler):
            fail(problem, FAILURE)
        summary = Summary.of(crawler.stats.get_stats())
        show(summary, self.settings["DATABASE_URL"], SITES[opts.family])
        end_by(crawler)

    def crawl_site(self, site: str, **arguments: str) -> Crawler:
        """Crawl a site to the end."""
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(site)
        self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            fail("the crawl could not start", FAILURE)
        return crawler

    def run_hostile(self, opts: argparse.Namespace) -> None:
        from newscrawl.demo.hostile.server import asked, running, serve

        if opts.serve:
            serve(opts.port)
            return
        for name, value in IMPATIENT.items():
            self.settings.set(name, value, priority="spider")
        with running(opts.port) as base_url:
            crawler = self.crawl_site(HOSTILE, base_url=base_url, discover="front,rss,sitemap")
            times = asked(base_url)
        if not show_verdicts(crawler, times):
            fail("not every page became what it must", FAILURE)


def show_verdicts(crawler: Crawler, asked: Counter[str]) -> bool:
    """Print what became of the hostile newspaper's cases; whether all is as it must be.

    Args:
        asked: how often each case was asked for, by its name.
    """
    from rich.console import Console
    from rich.table import Table

    from newscrawl.demo.hostile.site import HostileSite
    from newscrawl.demo.hostile.verdict import judge, unfinished

    with reading(crawler.settings["DATABASE_URL"]) as connection:
        verdicts = judge(connection, HOSTILE, HostileSite().cases, asked)
        left = unfinished(connection, HOSTILE)
    wrong = [verdict for verdict in verdicts if verdict.problem]
    console = Console()
    if wrong:
        table = Table("case", "became", "but", title="Not as they must be", title_justify="left")
        for verdict in wrong:
            table.add_row(verdict.case.name, verdict.became, verdict.problem)
        console.print(table, markup=False)
    summary = Summary.of(crawler.stats.get_stats())
    finished = crawler.stats.get_value("finish_reason")
    console.print(
        f"{len(verdicts) - len(wrong)} of {len(verdicts)} cases came out as they must, "
        f"in {summary.seconds:.0f} s; {left} requests are left behind; the crawl ended: {finished}",
        highlight=False,
        soft_wrap=True,
    )
    return not wrong and not left and finished == "finished"


def show(summary: Summary, database_url: str, site: str) -> None:
    """Print the numbers of a demo crawl, one article, and what to do next."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    with reading(database_url) as connection:
        stored = count_articles(connection, site)
        article = newest_with_agency(connection, site)

    table = Table(title="The demo newspaper", show_header=False, title_justify="left")
    table.add_row("pages", str(summary.pages))
    table.add_row("new articles", str(summary.articles))
    table.add_row("duplicates", str(summary.duplicates))
    table.add_row("failures", f"{summary.failures} (planted: missing pages and the like)")
    if summary.revisits.count:
        table.add_row("looked at again", str(summary.revisits))
    table.add_row("pages a second", f"{summary.pages_a_second:.0f}")
    table.add_row("in the archive", f"{stored} articles in {shown(database_url)}")
    console.print(table)
    if not summary.articles:
        console.print("Nothing new: the archive has every article of the newspaper already.")
    if article is not None:
        console.print(card(article))
    console.print(
        reworded(
            "Next:\n"
            "  scrapy demo            again: only what is new is fetched\n"
            "  scrapy demo --serve    look at the newspaper in a browser\n"
            "  scrapy list            the sites that can be crawled\n"
            "  scrapy crawl roozplus  crawl a real one\n"
            "  scrapy export -o data/all.jsonl\n"
            "                         all articles of the archive, as a file",
        ),
        highlight=False,
        soft_wrap=True,
    )
