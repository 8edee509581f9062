"""``scrapy reparse``: read the stored pages again, by today's selectors."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, ClassVar

import sqlalchemy as sa
from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import ArgumentError
from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.commands.status import make_console, print_json
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.engine import in_one_line
from newscrawl.database.engine import shown as without_password
from newscrawl.database.reparse import Outcome, Result, apply, pages_to_read, sites_with_pages
from newscrawl.database.selection import Selection
from newscrawl.filters import add_days, period
from newscrawl.persian.text import to_latin_digits
from newscrawl.reparse import make_spider, read
from newscrawl.rules import rules_version
from newscrawl.spider import NewsSpider

#: Pages that are read before they are written in one transaction.
BATCH = 50
#: How many samples are shown of each field unless told.
SAMPLES = 3
#: How much of a text a sample shows.
LENGTH = 70


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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
            "It may run beside a crawl; one that was interrupted goes on when started again. Exit "
            "code 0: done, 1: failed or interrupted, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
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
        group.add_argument("--json", action="store_true", help="for programs")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) > 1 or any(arg.startswith("-") for arg in args):
            fail(f"expected the name of one site or nothing, got {' '.join(args)!r}")
        if not 0 <= opts.samples <= 1000:
            fail(f"--samples: expected 0 to 1000, got {opts.samples}")
        since, before = period(opts.from_date, opts.to_date)
        site = args[0] if args else None
        if site is not None:
            load_site(self.settings, site)
        code = None if opts.code is None else to_latin_digits(opts.code.strip())
        selection = Selection(site, since, before, news_code=code)
        report = Report(samples=opts.samples)
        url = self.settings["DATABASE_URL"]
        try:
            engine = open_engine(url)
            try:
                from rich.console import Console

                with Console(stderr=True).status("") as shown:
                    for name in [site] if site else self._sites(engine):
                        for count in self._reparse(engine, name, selection, report, opts):
                            shown.update(f"{name}: {count} pages")
            finally:
                engine.dispose()
        except DatabaseError as error:
            fail(str(error), FAILURE)
        except SQLAlchemyError as error:
            fail(f"cannot reparse {without_password(url)}: {in_one_line(error)}", FAILURE)
        except KeyboardInterrupt:
            done = sum(report.results.values())
            fail(f"interrupted after {done} pages; the same command goes on", FAILURE)
        if opts.json:
            print_json(report.for_programs(opts.dry_run))
        else:
            show(report, opts.dry_run)

    def _sites(self, engine: sa.Engine) -> list[str]:
        """The sites with pages that the project has a spider of."""
        assert self.settings is not None
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            found = sites_with_pages(connection)
        known = set(get_spider_loader(self.settings).list())
        for name in found:
            if name not in known:
                _warn(f"{name} has pages, but no spider: they are left as they are")
        return [name for name in found if name in known]

    def _reparse(
        self,
        engine: sa.Engine,
        site: str,
        selection: Selection,
        report: Report,
        opts: argparse.Namespace,
    ) -> Iterator[int]:
        """Read the pages of a site; yields how many so far."""
        assert self.settings is not None
        spider_class = load_site(self.settings, site)
        if not issubclass(spider_class, NewsSpider):
            return
        try:
            spider = make_spider(spider_class, self.settings)
        except ArgumentError as error:
            _warn(f"{site} is left as it is: {error}")
            return
        rules = rules_version(spider)
        chosen = Selection(site, selection.since, selection.before, news_code=selection.news_code)
        # Each batch of pages is a query of its own: no snapshot stays open for hours.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as reader:
            stored = pages_to_read(reader, chosen, None if opts.all else rules)
            count = 0
            while batch := [read(spider, one) for one in islice(stored, BATCH)]:
                now = datetime.now(UTC)
                if opts.dry_run:
                    outcomes = apply(reader, batch, rules, now, write=False)
                else:
                    with engine.begin() as writer:
                        outcomes = apply(writer, batch, rules, now, write=True)
                report.add(outcomes)
                count += len(batch)
                yield count


@dataclass(slots=True)
class Report:
    """What came of a reparse."""

    #: How many changes of each field are kept.
    samples: int
    results: Counter[Result] = field(default_factory=Counter)
    fields: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            self.results[outcome.result] += 1
            if outcome.result in (Result.LOST, Result.UNREAD):
                self.reasons[f"{outcome.result}: {outcome.reading.reason}"] += 1
            for name, (old, new) in outcome.changes.items():
                self.counts[name] += 1
                samples = self.fields.setdefault(name, [])
                if len(samples) < self.samples:
                    url = outcome.reading.stored.item_url
                    samples.append({"url": url, "old": old, "new": new})

    def for_programs(self, is_dry: bool) -> dict[str, Any]:
        return {
            "dry_run": is_dry,
            "pages": sum(self.results.values()),
            **{result.value: self.results[result] for result in Result},
            "reasons": dict(self.reasons.most_common()),
            "fields": {
                name: {"count": count, "samples": self.fields[name]}
                for name, count in self.counts.most_common()
            },
        }


def show(report: Report, is_dry: bool) -> None:
    """Print a report for people."""
    from rich.table import Table  # every command of Scrapy imports this module

    console = make_console()
    pages = sum(report.results.values())
    if not pages:
        console.print(
            "No page to read: today's rules read all of them last; --all reads them again."
        )
        return
    counts = ", ".join(
        f"{report.results[result]} {result}" for result in Result if report.results[result]
    )
    console.print(f"{pages} pages read again: {counts}" + (" (dry run)" if is_dry else ""))
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
    """Two values as text, from shortly before where they differ.

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
