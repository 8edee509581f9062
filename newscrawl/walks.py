"""Asking for a site's days and news codes one after the other, as answers come in."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.crawler import Crawler

from newscrawl.discovery import archive, codes
from newscrawl.persian.calendar import in_tehran

if TYPE_CHECKING:
    from newscrawl.spider import NewsSpider

logger = logging.getLogger(__name__)

#: Days of the archive that are read if nothing says from when on.
USUAL_DAYS = 30
#: Days whose lists are read at the same time.
DAYS_AT_A_TIME = 8
#: Codes so near to the newest one may yet become articles, though they were none when asked for.
UNSETTLED = 200
#: A line of progress is logged this often at most, in seconds.
LOG_SECONDS = 10.0


class Answers:
    """What some requests came to, for the one who waits for that before asking for more."""

    def __init__(self, crawler: Crawler | None) -> None:
        self._crawler = crawler
        self._open: set[str] = set()
        self._given: dict[str, bool] = {}
        self._changed = asyncio.Event()
        # Before, requests that are expected may not have been made yet.
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
        """Wait until so few requests are open; the answers since the last time.

        Requests that never come back do not count once nothing is under way: the frontier has made
        them often enough, or in this epoch already.
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


class Progress:
    """How far a walk is, for the log and the stats."""

    def __init__(self, spider: NewsSpider, name: str, total: int) -> None:
        self.spider, self.name, self.total = spider, name, total
        self.done = 0
        self.began = self.logged = time.monotonic()
        spider.crawler.stats.set_value(f"{name}/total", total)

    def advance(self, count: int, where: str) -> None:
        if count <= 0:
            return
        self.done += count
        self.spider.crawler.stats.set_value(f"{self.name}/done", self.done)
        now = time.monotonic()
        if now - self.logged >= LOG_SECONDS or self.done == self.total:
            self.logged = now
            left = (now - self.began) / max(self.done, 1) * (self.total - self.done)
            logger.info(
                "%s: %s, %d of %d, about %s left",
                self.name, where, self.done, self.total, timedelta(seconds=round(left)),
            )  # fmt: skip


async def archive_days(spider: NewsSpider) -> AsyncIterator[Request]:
    """The first page of each day of the archive, newest first; the spider asks for the others.

    The lists of a few days are read at a time. They have a lower priority than articles, so that
    the articles of a day come before the lists of later ones.
    """
    today = in_tehran(datetime.now(UTC)).date()
    last = spider.arguments.to_date or today
    first = spider.arguments.from_date or last - timedelta(days=USUAL_DAYS - 1)
    if spider.arguments.from_date is None:
        logger.info("archive: no from_date: the last %d days", USUAL_DAYS)
    read = set(spider.memory.days())
    days = [day for day in archive.days(first, last) if archive.name(day) not in read]
    progress = Progress(spider, "archive", len(days))
    for day in days:
        name = archive.name(day)
        spider.answers.expect(day.isoformat())
        yield spider.day_request(day, 1)
        progress.advance(len(await spider.answers.wait(at_most=DAYS_AT_A_TIME - 1)), name)
    progress.advance(len(await spider.answers.wait()), archive.name(first))


def is_over(day: date) -> bool:
    """Whether a day is over in Tehran."""
    return day < in_tehran(datetime.now(UTC)).date()


async def code_ranges(spider: NewsSpider) -> AsyncIterator[Request]:
    """Articles by their codes, newest first: see :mod:`newscrawl.discovery.codes`."""
    await spider.answers.quiet()  # what other ways find need not be asked for
    share = codes.Share()
    if spans := spider.arguments.codes:
        walk = codes.ranges(spans, share)
    else:
        runs = spider.memory.code_runs(codes.WIDE_GAP)
        walk = codes.gaps(runs, share)
        spans = ((runs[0][0] - codes.BLOCK, runs[-1][1] + codes.BLOCK),) if runs else ()
        if not runs:
            logger.warning("codes: no code of the site is known yet, so there are no gaps")
    progress = Progress(spider, "codes", _codes_from(0, spans))
    found: Collection[int] | None = None
    while True:
        try:
            block = next(walk) if found is None else walk.send(found)
        except StopIteration:
            break
        known = {int(code) for code in spider.memory.known(_texts(block))}
        unknown = [code for code in block if code not in known]
        if not spider.arguments.codes:
            settled = _texts(code for code in unknown if code < spans[0][1] - UNSETTLED)
            missing = {int(code) for code in spider.memory.missing(settled)}
            unknown = [code for code in unknown if code not in missing]
        spider.answers.expect(*_texts(unknown))
        for code in unknown:
            yield spider.code_request(code)
        answers = await spider.answers.wait()
        found = known | {int(code) for code, is_article in answers.items() if is_article}
        # Another crawl of the site may have had some of these requests.
        unanswered = [code for code in _texts(unknown) if code not in answers]
        found |= {int(code) for code in spider.memory.known(unanswered)}
        lowest = min(block)
        progress.advance(_codes_from(lowest, spans) - progress.done, str(lowest))
    progress.advance(progress.total - progress.done, "the lowest")
    logger.info("codes: %d of %d asked for were articles", share.found, share.asked)


def _codes_from(code: int, spans: Iterable[tuple[int, int]]) -> int:
    """How many codes of some spans there are from one upwards."""
    return sum(max(high - max(low, code) + 1, 0) for low, high in spans)


def _texts(values: Iterable[int]) -> list[str]:
    return [str(value) for value in values]
