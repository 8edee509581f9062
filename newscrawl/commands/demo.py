"""``scrapy demo``: crawl the bundled demo newspaper, or serve it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.cli import FAILURE, check_crawl, crawl_problem, fail, load_site
from newscrawl.database import open_engine
from newscrawl.database.engine import shown
from newscrawl.database.schema import articles
from newscrawl.demo.addresses import ADDRESSES
from newscrawl.items import Article
from newscrawl.summary import Summary

if TYPE_CHECKING:
    from rich.panel import Panel

# Every command of Scrapy imports this module: the server and rich are imported where they are used.

#: Whose sites the newspaper can look like.
FAMILIES = tuple(ADDRESSES)

#: The site that crawls the newspaper in the manner of a family.
SITES = {
    "iransamaneh": "demo",
    "asam": "demo_asam",
    "nastooh": "demo_nastooh",
    "generic": "demo_generic",
}


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Crawl the bundled demo newspaper into the archive"

    def long_desc(self) -> str:
        return (
            "Start the bundled demo newspaper on a free port of this machine, crawl it into the "
            "archive (DATABASE_URL) and show what came of it. Example: scrapy demo --articles 500; "
            "scrapy demo --serve --port 8000 only serves it, for a browser or another crawl."
        )

    # The newspaper is imported late: Scrapy imports all commands to run one of them.

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from newscrawl.demo.newspaper import FAMILIES

        super().add_options(parser)
        group = parser.add_argument_group("Demo")
        group.add_argument("--articles", type=int, default=300, metavar="N", help="default: 300")
        group.add_argument(
            "--family",
            choices=FAMILIES,
            default=FAMILIES[0],
            help=f"whose sites it looks like (default: {FAMILIES[0]})",
        )
        group.add_argument("--serve", action="store_true", help="only serve the newspaper")
        group.add_argument(
            "--port", type=int, default=0, metavar="PORT", help="default: 0, a free one"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if args:
            raise UsageError(f"demo takes no arguments, got {' '.join(args)!r}")
        if not 1 <= opts.articles <= 100_000:
            fail(f"--articles: expected 1 to 100000, got {opts.articles}")
        if not 0 <= opts.port <= 65535:
            fail(f"--port: expected 0 to 65535, got {opts.port}")
        assert self.settings is not None
        shown: dict[str, Any] = {"PROGRESS_TOTAL": opts.articles}
        if not (opts.loglevel or opts.logfile):
            shown["LOG_LEVEL"] = "ERROR"  # who tries it wants to see the articles
        for name, value in shown.items():
            self.settings.set(name, value, priority="cmdline")
        if not opts.serve:
            check_crawl(load_site(self.settings, SITES[opts.family]), {}, self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.demo.server import DemoServerError, serve

        try:
            if opts.serve:
                serve(articles=opts.articles, port=opts.port, family=opts.family)
            else:
                self.crawl(opts)
        except DemoServerError as error:
            fail(str(error), FAILURE)

    def crawl(self, opts: argparse.Namespace) -> None:
        from newscrawl.demo.server import running

        assert self.crawler_process is not None
        assert self.settings is not None
        site = SITES[opts.family]
        crawler = self.crawler_process.create_crawler(site)
        with running(opts.articles, port=opts.port, family=opts.family) as base_url:
            self.crawler_process.crawl(crawler, base_url=base_url)
            self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            fail("the crawl could not start", FAILURE)
        if problem := crawl_problem(crawler):
            fail(problem, FAILURE)
        show(Summary.of(crawler.stats.get_stats()), self.settings["DATABASE_URL"], site)


def show(summary: Summary, database_url: str, site: str) -> None:
    """Print what a demo crawl came to, one article, and what to do next."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    engine = open_engine(database_url)
    with engine.connect() as connection:
        stored = connection.scalar(
            sa.select(sa.func.count()).select_from(articles).where(articles.c.site == site)
        )
        article = connection.execute(
            sa.select(articles)
            .where(articles.c.site == site, articles.c.agency.is_not(None))
            .order_by(articles.c.published_at.desc())
            .limit(1)
        ).first()
    engine.dispose()

    table = Table(title="The demo newspaper", show_header=False, title_justify="left")
    table.add_row("pages", str(summary.pages))
    table.add_row("new articles", str(summary.articles))
    table.add_row("duplicates", str(summary.duplicates))
    table.add_row("failures", f"{summary.failures} (planted: missing pages and the like)")
    table.add_row("pages a second", f"{summary.pages_a_second:.0f}")
    table.add_row("in the archive", f"{stored} articles in {shown(database_url)}")
    console.print(table)
    if not summary.articles:
        console.print("Nothing new: the archive has every article of the newspaper already.")
    if article is not None:
        console.print(card(article))
    console.print(
        "Next:\n"
        "  scrapy demo            again: only what is new is fetched\n"
        "  scrapy demo --serve    look at the newspaper in a browser\n"
        "  scrapy list            the sites that can be crawled\n"
        "  scrapy crawl roozplus -O data/roozplus.jsonl\n"
        "                         crawl a real one, with a feed of what is new",
        highlight=False,
        soft_wrap=True,
    )


def card(article: sa.Row[Any] | Article) -> Panel:
    """One article, as a panel."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    text = Text(justify="right")
    text.append(f"{article.title}\n", style="bold")
    if article.lead:
        text.append(f"{article.lead}\n", style="italic")
    text.append("\n" + (article.body or "").split("\n")[0][:400] + "\n")
    facts = [
        f"کد خبر {article.news_code}",
        article.published_jalali or "",
        " › ".join(article.sections),
        article.agency or "",
    ]
    text.append("\n" + " | ".join(fact for fact in facts if fact), style="dim")
    return Panel(text, title=article.url, title_align="left", width=min(100, Console().width))
