"""``scrapy reparse``: read the stored pages again, by today's selectors."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import ArgumentError
from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_days, period
from newscrawl.cli.jobs import add_jobs, jobs_of
from newscrawl.cli.output import counted, fail_if_unreadable, make_console, print_json
from newscrawl.cli.progress import showing
from newscrawl.cli.sites import load_site, one_site
from newscrawl.database import open_engine
from newscrawl.database.engine import in_one_line
from newscrawl.database.engine import shown as without_password
from newscrawl.database.reparse import Result, count_to_read, sites_with_pages
from newscrawl.database.selection import Selection
from newscrawl.database.steps import renew_topics
from newscrawl.persian.text import to_latin_digits
from newscrawl.processes import ProcessDied
from newscrawl.reparse import Readers, ReparseReport, make_spider, reparse
from newscrawl.spider import NewsSpider

#: How many changes of each field are shown by default.
SAMPLES = 3
#: How many characters of a text are shown.
LENGTH = 70


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "[SITE] [options]"

    def short_desc(self) -> str:
        return "Read the stored pages again, by today's selectors"

    def long_desc(self) -> str:
        return (
            "Read the stored raw pages again, of one site or of all, where the selectors, or what "
            "cleans texts and dates, changed since they were last read. An article that reads "
            "otherwise becomes its next revision, marked with reparsed_at; a page that could not "
            "be read before becomes an article. --dry-run only shows what would change. Example: "
            "scrapy reparse roozplus --dry-run; scrapy reparse roozplus --from-date 1400/01/01. "
            "It may run beside a crawl; one that was interrupted goes on when started again. "
            "scrapy reparse --topics reads no page: it only finds the topics of the articles anew. "
            "Exit code 0: done, 1: failed or interrupted, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Reparse")
        group.add_argument("--dry-run", action="store_true", help="write nothing")
        add_days(group)
        group.add_argument("--code", metavar="CODE", help="only this news code")
        group.add_argument(
            "--all", action="store_true", help="also pages that today's rules have read already"
        )
        group.add_argument(
            "--samples",
            metavar="N",
            type=int,
            default=SAMPLES,
            help=f"how many changes of each field to show; default: {SAMPLES}",
        )
        add_jobs(group)
        group.add_argument(
            "--topics",
            action="store_true",
            help="read no page: only set the topics of all articles by today's list of sections",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        site = one_site(args)
        if opts.topics:
            self._renew_topics(site, opts)
            return
        if not 0 <= opts.samples <= 1000:
            fail(f"--samples: expected 0 to 1000, got {opts.samples}")
        opts.jobs = jobs_of(opts.jobs)
        since, before = period(opts.from_date, opts.to_date)
        if site is not None:
            load_site(self.settings, site)
        code = None if opts.code is None else to_latin_digits(opts.code.strip())
        selection = Selection(site, since, before, news_code=code)
        report = ReparseReport(samples=opts.samples)
        try:
            self._reparse(selection, report, opts)
        except SQLAlchemyError as error:
            fail(f"cannot reparse {without_password(self.url)}: {in_one_line(error)}", FAILURE)
        except ProcessDied as error:
            fail(f"{error} {report.pages} pages are done; the same command goes on", FAILURE)
        except KeyboardInterrupt:
            fail(f"interrupted after {report.pages} pages; the same command goes on", FAILURE)
        if opts.json:
            print_json(report.for_programs(opts.dry_run))
        else:
            show(report, opts.dry_run)
        fail_if_unreadable(report.unreadable)

    def _reparse(
        self, selection: Selection, report: ReparseReport, opts: argparse.Namespace
    ) -> None:
        from newscrawl.crawling.extension import finds_stories

        with_stories = finds_stories(self.settings)
        engine = open_engine(self.url)
        try:
            names = [selection.site] if selection.site else self._sites(engine)
            with (
                Readers(opts.jobs, self.settings) as readers,
                showing("reading", noun="pages") as progress,
            ):
                for place, name in enumerate(names, 1):
                    if (spider := self._spider(name)) is None:
                        continue
                    of = "" if len(names) == 1 else f" (site {place} of {len(names)})"
                    total = _count(engine, spider, selection, read_all=opts.all)
                    progress.begin(f"reading {name}{of}", total, "pages")
                    counts = reparse(
                        engine,
                        spider,
                        selection,
                        report,
                        self.cold,
                        is_dry=opts.dry_run,
                        read_all=opts.all,
                        readers=readers,
                        with_stories=with_stories,
                    )
                    for count in counts:
                        progress.reach(count)
        finally:
            engine.dispose()

    def _renew_topics(self, site: str | None, opts: argparse.Namespace) -> None:
        others = (opts.dry_run, opts.from_date, opts.to_date, opts.code, opts.all, opts.jobs)
        if site is not None or opts.json or any(others):
            fail("--topics is of all articles, and goes with no other option")
        count = self.take_steps("finding topics", renew_topics)
        print(f"{counted(count, 'article')} looked at")

    def _sites(self, engine: sa.Engine) -> list[str]:
        """The sites with pages that the project has a spider of."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            found = sites_with_pages(connection)
        known = set(get_spider_loader(self.settings).list())
        for name in found:
            if name not in known:
                _warn(f"{name} has pages, but no spider: they are left as they are")
        return [name for name in found if name in known]

    def _spider(self, site: str) -> NewsSpider | None:
        """What reads the pages of a site, ``None`` if nothing can."""
        spider_class = load_site(self.settings, site)
        if not issubclass(spider_class, NewsSpider):
            return None
        try:
            return make_spider(spider_class, self.settings)
        except ArgumentError as error:
            _warn(f"{site} is left as it is: {error}")
            return None


def _count(engine: sa.Engine, spider: NewsSpider, selection: Selection, *, read_all: bool) -> int:
    """How many pages there are to read."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rules = None if read_all else spider.rules_version
        return count_to_read(connection, replace(selection, site=spider.name), rules)


def show(report: ReparseReport, is_dry: bool) -> None:
    """Print a report for people."""
    from rich.table import Table

    console = make_console()
    if not report.pages:
        if not report.unreadable:
            console.print(
                "No page to read: today's rules read all of them last; --all reads them again."
            )
        return
    counts = ", ".join(
        f"{report.results[result]} {result}" for result in Result if report.results[result]
    )
    console.print(f"{report.pages} pages read again: {counts}" + (" (dry run)" if is_dry else ""))
    if report.reasons:
        table = Table("reason", "pages", title="Not read", title_justify="left")
        for reason, count in report.reasons.most_common():
            table.add_row(reason, str(count))
        console.print(table)
    for name, count in report.counts.most_common():
        title = f"{name}: {count} {'would change' if is_dry else 'changed'}"
        table = Table("article", "was", "is", title=title, title_justify="left")
        for sample in report.fields[name]:
            table.add_row(sample["url"], *excerpts(sample["old"], sample["new"]))
        console.print(table)


def excerpts(old: Any, new: Any) -> tuple[str, str]:
    """Two values as text, cut to begin shortly before they differ.

    >>> excerpts(None, ["ایران"])
    ('null', '["ایران"]')
    """
    texts = [value if isinstance(value, str) else _json(value) for value in (old, new)]
    same = next(
        (place for place, (a, b) in enumerate(zip(*texts, strict=False)) if a != b),
        min(map(len, texts)),
    )
    start = max(0, same - LENGTH // 3) if max(map(len, texts)) > LENGTH else 0
    return tuple(_cut(text, start) for text in texts)  # type: ignore[return-value]


def _cut(text: str, start: int) -> str:
    part = text[start : start + LENGTH].replace("\n", " ↵ ")
    return ("…" if start else "") + part + ("…" if len(text) > start + LENGTH else "")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _warn(message: str) -> None:
    print(f"newscrawl: warning: {message}", file=sys.stderr)
