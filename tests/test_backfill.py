"""Backfills of days and codes; against the demo newspaper: tests/discovery/test_ways.py."""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import UTC, date, datetime, timedelta

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import MemoryStatsCollector, StatsCollector

from newscrawl.arguments import Arguments
from newscrawl.backfill import USUAL_DAYS, Answers, archive_days, code_ranges, is_over
from newscrawl.discovery import days
from newscrawl.known import KnownArticles


class Engine:
    """As much of the engine as the answers ask about."""

    def __init__(self) -> None:
        self.downloader = self.scraper = self.slot = self.scheduler = self
        self.active: set[str] = set()
        self.waits = False

    def is_idle(self) -> bool:
        return True

    def has_pending_requests(self) -> bool:
        return self.waits


def answers() -> tuple[Answers, Engine]:
    crawler = Crawler(Spider)
    engine = Engine()
    crawler.engine = engine  # type: ignore[assignment]
    return Answers(crawler), engine


def test_waits_until_few_are_open() -> None:
    async def scenario() -> None:
        told, _ = answers()
        told.expect("1", "2", "3")
        waiting = asyncio.ensure_future(told.wait(at_most=1))
        told.give("1", True)
        await asyncio.sleep(0)
        assert not waiting.done()
        told.give("of nobody", True)
        told.give("2", False)
        assert await waiting == {"1": True, "2": False}
        told.give("3", True)
        assert await told.wait() == {"3": True}

    asyncio.run(scenario())


def test_what_never_comes_back_is_not_waited_for() -> None:
    async def scenario() -> None:
        told, engine = answers()
        told.expect("1", "2")
        told.give("1", True)
        waiting = asyncio.ensure_future(told.wait())
        for busy in ("active", "waits"):
            setattr(engine, busy, {"1"} if busy == "active" else True)
            told._check_idle()
            await asyncio.sleep(0)
            assert not waiting.done()
            setattr(engine, busy, set() if busy == "active" else False)
        told._check_idle()
        assert await waiting == {"1": True}

    asyncio.run(scenario())


# -- a spider that is none -------------------------------------------------------------


class Known(KnownArticles):
    """An archive that has some articles and days."""

    async def stored(self, keys: Collection[str]) -> Collection[str]:
        return set(keys) & {"7", "8"}

    async def absent_codes(self, codes: Collection[str]) -> Collection[str]:
        return set(codes) & {"301"}

    async def code_runs(self, gap: int) -> list[tuple[int, int]]:
        return [(300, 302), (600, 600)]

    async def read_days(self) -> Collection[str]:
        return {days.name(date(2021, 7, 12))}


class Asker:
    """All that a backfill needs of a spider. Its requests are answered as soon as they are made."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.known: KnownArticles = Known()
        self.answers = Answers(None)
        self.stats: StatsCollector = MemoryStatsCollector(Crawler(Spider))

    def day_request(self, day: date, page: int) -> Request:
        self.answers.give(day.isoformat(), True)
        return Request(f"https://x.ir/{day}/{page}")

    def code_request(self, code: int) -> Request:
        self.answers.give(str(code), True)
        return Request(f"https://x.ir/{code}")


def asked(requests: AsyncIterator[Request]) -> list[str]:
    async def main() -> list[str]:
        return [request.url.removeprefix("https://x.ir/") async for request in requests]

    return asyncio.run(main())


def test_days_are_asked_for_from_the_last_to_the_first_but_for_those_read() -> None:
    spider = Asker(Arguments(from_date=date(2021, 7, 11), to_date=date(2021, 7, 13)))
    assert asked(archive_days(spider)) == ["2021-07-13/1", "2021-07-11/1"]
    assert spider.stats.get_value("archive/total") == spider.stats.get_value("archive/done") == 2


def test_without_a_first_day_it_is_the_last_month() -> None:
    spider = Asker(Arguments(to_date=date(2021, 7, 10)))
    assert len(asked(archive_days(spider))) == USUAL_DAYS


def test_codes_of_a_range_are_asked_for_but_for_those_stored() -> None:
    spider = Asker(Arguments(codes=((5, 9),)))
    assert asked(code_ranges(spider)) == ["9", "6", "5"]
    assert spider.stats.get_value("codes/total") == spider.stats.get_value("codes/done") == 5


def test_gaps_are_asked_for_but_for_codes_that_the_site_said_are_none() -> None:
    spider = Asker(Arguments())
    codes = asked(code_ranges(spider))
    assert "301" not in codes
    assert {"300", "302", "601", "599", "236"} <= set(codes)


def test_a_day_is_over_when_it_is_over_in_tehran() -> None:
    today = datetime.now(UTC).date()
    assert is_over(today - timedelta(days=2))
    assert not is_over(today + timedelta(days=1))
