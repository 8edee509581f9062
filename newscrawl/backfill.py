"""Asking for a site's days and news codes one after the other, as answers come in."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawl.arguments import Arguments
from newscrawl.discovery import codes
from newscrawl.discovery import days as site_days
from newscrawl.known import KnownArticles
from newscrawl.persian.calendar import in_tehran

logger = logging.getLogger(__name__)

#: Days of the archive that are read if no ``from_date`` is given.
USUAL_DAYS = 30
#: Days whose lists are read at the same time.
DAYS_AT_A_TIME = 8
#: Codes this near to the newest one are asked for again: they may have become articles since.
UNSETTLED = 200
#: Least seconds between two lines of progress in the log.
LOG_SECONDS = 10.0

#: Stat: in how many runs the known codes stand, between which ``codes`` asks for others.
GAPS = "codes/runs"


class Answers:
    """Results of requests, for a backfill that waits for them before it asks for more.

    A request is named by its day (``2021-07-13``) or by the key of its article.
    """

    def __init__(self, crawler: Crawler | None) -> None:
        self._crawler = crawler
        self._open: set[str] = set()
        self._given: dict[str, bool] = {}
        self._changed = asyncio.Event()
        # Only then have all expected requests been made.
        self._is_waiting = False
        if crawler is not None:
            crawler.signals.connect(self._check_idle, signals.scheduler_empty)

    def expect(self, *names: str) -> None:
        """Requests of these names are about to be made."""
        self._open.update(names)

    def give(self, name: str, is_good: bool) -> None:
        """A request was answered. Names that nobody waits for are ignored."""
        if name in self._open:
            self._open.discard(name)
            self._given[name] = is_good
            self._changed.set()

    async def wait(self, at_most: int = 0) -> dict[str, bool]:
        """Wait until at most ``at_most`` requests are open.

        Requests that get no answer are given up once nothing is under way: the frontier has made
        them often enough, or in this epoch already.

        Returns:
            The answers since the last call: name → whether it was what was asked for.
        """
        if self._crawler is not None and self._crawler.engine is not None:
            self._is_waiting = True
            while len(self._open) > at_most:
                self._changed.clear()
                await self._changed.wait()
            self._is_waiting = False
        given, self._given = self._given, {}
        return given

    async def quiet(self) -> None:
        """Wait until nothing waits and nothing is under way."""
        self.expect("everything")
        await self.wait()

    def _check_idle(self) -> None:
        engine = self._crawler.engine if self._crawler else None
        if not self._is_waiting or engine is None or engine.scraper.slot is None:
            return
        busy = engine.downloader.active or not engine.scraper.slot.is_idle()
        if not busy and engine.scheduler and not engine.scheduler.has_pending_requests():
            self._open.clear()
            self._changed.set()


class BackfillSpider(Protocol):
    """What a backfill needs of a spider."""

    arguments: Arguments
    known: KnownArticles
    answers: Answers

    @property
    def stats(self) -> StatsCollector:
        """The stats of the crawl."""

    def day_request(self, day: date, page: int) -> Request:
        """A page of the archive of a day."""

    def code_request(self, code: int) -> Request:
        """The article of a news code."""


class BackfillProgress:
    """How far a backfill is, for the log and the stats.

    Args:
        name: of the backfill, which the names of its stats begin with.
        total: how many days or codes there are.
    """

    def __init__(self, stats: StatsCollector, name: str, total: int) -> None:
        self.stats, self.name, self.total = stats, name, total
        self.done = 0
        self.began = self.logged = time.monotonic()
        stats.set_value(f"{name}/total", total)

    def advance(self, count: int, where: str) -> None:
        """So many more are done; ``where`` is the day or code that it is at."""
        if count <= 0:
            return
        self.done += count
        self.stats.set_value(f"{self.name}/done", self.done)
        now = time.monotonic()
        if now - self.logged >= LOG_SECONDS or self.done == self.total:
            self.logged = now
            left = (now - self.began) / max(self.done, 1) * (self.total - self.done)
            logger.info(
                "%s: %s, %d of %d, about %s left",
                self.name, where, self.done, self.total, timedelta(seconds=round(left)),
            )  # fmt: skip


async def archive_days(spider: BackfillSpider) -> AsyncIterator[Request]:
    """The first page of each day of the archive, newest first; the spider asks for the others.

    The lists of a few days are read at a time. They have a lower priority than articles, so that
    the articles of a day come before the lists of later ones.
    """
    today = in_tehran(datetime.now(UTC)).date()
    last = spider.arguments.to_date or today
    first = spider.arguments.from_date or last - timedelta(days=USUAL_DAYS - 1)
    if spider.arguments.from_date is None:
        logger.info("archive: no from_date: the last %d days", USUAL_DAYS)
    read = await spider.known.read_days()
    days = [day for day in site_days.days(first, last) if site_days.name(day) not in read]
    progress = BackfillProgress(spider.stats, "archive", len(days))
    for day in days:
        name = site_days.name(day)
        spider.answers.expect(day.isoformat())
        yield spider.day_request(day, 1)
        progress.advance(len(await spider.answers.wait(at_most=DAYS_AT_A_TIME - 1)), name)
    progress.advance(len(await spider.answers.wait()), site_days.name(first))


def is_over(day: date) -> bool:
    """Whether a day is over in Tehran."""
    return day < in_tehran(datetime.now(UTC)).date()


async def code_ranges(spider: BackfillSpider) -> AsyncIterator[Request]:
    """Articles by their codes, newest first: see :mod:`newscrawl.discovery.codes`."""
    await spider.answers.quiet()  # what other ways find need not be asked for
    hit_rate = codes.HitRate()
    if spans := spider.arguments.codes:
        search = codes.ranges(spans, hit_rate)
    else:
        runs = await spider.known.code_runs(codes.WIDE_GAP)
        search = codes.gaps(runs, hit_rate)
        spans = ((runs[0][0] - codes.BLOCK, runs[-1][1] + codes.BLOCK),) if runs else ()
        if runs:
            spider.stats.set_value(GAPS, len(runs))
        else:
            logger.warning("codes: no code of the site is known yet, so there are no gaps")
    progress = BackfillProgress(spider.stats, "codes", _codes_from(0, spans))
    found: Collection[int] | None = None
    while True:
        try:
            block = next(search) if found is None else search.send(found)
        except StopIteration:
            break
        known = {int(code) for code in await spider.known.stored(_texts(block))}
        unknown = [code for code in block if code not in known]
        if not spider.arguments.codes:
            settled = _texts(code for code in unknown if code < spans[0][1] - UNSETTLED)
            missing = {int(code) for code in await spider.known.absent_codes(settled)}
            unknown = [code for code in unknown if code not in missing]
        spider.answers.expect(*_texts(unknown))
        for code in unknown:
            yield spider.code_request(code)
        answers = await spider.answers.wait()
        found = known | {int(code) for code, is_article in answers.items() if is_article}
        # Another crawl of the site may have had some of these requests.
        unanswered = [code for code in _texts(unknown) if code not in answers]
        found |= {int(code) for code in await spider.known.stored(unanswered)}
        lowest = min(block)
        progress.advance(_codes_from(lowest, spans) - progress.done, str(lowest))
    progress.advance(progress.total - progress.done, "the lowest")
    logger.info("codes: %d of %d asked for were articles", hit_rate.found, hit_rate.asked)
    await spider.answers.quiet()  # the last ones are stored


def _codes_from(code: int, spans: Iterable[tuple[int, int]]) -> int:
    """How many codes of some spans there are from one upwards."""
    return sum(max(high - max(low, code) + 1, 0) for low, high in spans)


def _texts(values: Iterable[int]) -> list[str]:
    return [str(value) for value in values]
