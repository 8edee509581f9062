"""Reread stored pages again by today's selectors, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from scrapy.http import HtmlResponse
from scrapy.settings import BaseSettings

from newscrawl.database.pages import StoredPage
from newscrawl.database.reparse import Reparsed, Reread, Result, apply, pages_to_read
from newscrawl.database.selection import Selection
from newscrawl.extraction import NotAnArticle
from newscrawl.items import RawPage, missing_fields
from newscrawl.spider import NewsSpider

#: Pages that are read before they are written in one transaction.
BATCH = 50


@dataclass(slots=True)
class ReparseReport:
    """What came of a reparse."""

    #: How many changes of each field are kept.
    samples: int
    results: Counter[Result] = field(default_factory=Counter)
    #: Field → some changes: ``url`` of the article, ``old`` and ``new`` value.
    fields: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    #: Field → how many articles changed in it.
    counts: Counter[str] = field(default_factory=Counter)
    #: Why pages could not be read → how many.
    reasons: Counter[str] = field(default_factory=Counter)
    #: Why pages could not be taken from their cold files → how many. They are not counted as read.
    unreadable: Counter[str] = field(default_factory=Counter)

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return sum(self.results.values())

    def add(self, outcomes: Iterable[Reparsed]) -> None:
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

    def miss(self, why: str) -> None:
        """Count a page that could not be taken from its cold file."""
        self.unreadable[why] += 1

    def for_programs(self, is_dry: bool) -> dict[str, Any]:
        """The report as a value of JSON."""
        return {
            "dry_run": is_dry,
            "pages": self.pages,
            **{result.value: self.results[result] for result in Result},
            "reasons": dict(self.reasons.most_common()),
            "unreadable": dict(self.unreadable.most_common()),
            "fields": {
                name: {"count": count, "samples": self.fields[name]}
                for name, count in self.counts.most_common()
            },
        }


def reparse(
    engine: sa.Engine,
    spider: NewsSpider,
    selection: Selection,
    report: ReparseReport,
    cold: Path,
    *,
    is_dry: bool = False,
    read_all: bool = False,
) -> Iterator[int]:
    """Read the selected pages of a spider's site again; yields how many so far.

    Args:
        report: gets what came of each page.
        cold: the folder of cold files.
        is_dry: write nothing.
        read_all: also pages that today's selectors have read already.
    """
    rules = spider.rules_version
    selection = replace(selection, site=spider.name)
    # Each batch of pages is a query of its own: no snapshot stays open for hours.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as reader:
        stored = pages_to_read(reader, selection, None if read_all else rules, cold, report.miss)
        count = 0
        while batch := [read(spider, one) for one in islice(stored, BATCH)]:
            now = datetime.now(UTC)
            if is_dry:
                outcomes = apply(reader, batch, rules, now, write=False)
            else:
                with engine.begin() as writer:
                    outcomes = apply(writer, batch, rules, now, write=True)
            report.add(outcomes)
            count += len(batch)
            yield count


def make_spider(
    spider_class: type[NewsSpider], settings: BaseSettings, **arguments: str
) -> NewsSpider:
    """A spider that reads pages, and crawls nothing.

    Raises:
        ArgumentError: if the site needs other arguments.
    """
    spider = spider_class(**arguments)
    spider.settings = settings.copy()
    spider_class.update_settings(spider.settings)
    return spider


def read(spider: NewsSpider, stored: StoredPage) -> Reread:
    """Read a page again."""
    try:
        article = spider.read_article(response_of(stored.page), stored.fetched_at)
    except NotAnArticle as error:
        return Reread(stored, None, str(error))
    except Exception as error:  # a page that breaks must not stop the others
        return Reread(stored, None, " ".join(f"{type(error).__name__}: {error}".split())[:500])
    if missing := missing_fields(article):
        return Reread(stored, None, f"article without {', '.join(missing)}")
    return Reread(stored, article)


def response_of(page: RawPage) -> HtmlResponse:
    """A page as Scrapy downloaded it."""
    headers: dict[str, list[str]] = {}
    for name, value in page.headers:
        headers.setdefault(name, []).append(value)
    return HtmlResponse(
        page.url, page.status, headers=headers, body=page.body, encoding=page.encoding
    )
