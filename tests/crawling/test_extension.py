"""The archive of a crawl, from its start to its end."""

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.database import DatabaseError
from newscrawl.spiders.yjc import YjcSpider
from tests.conftest import Query


def opened(database: Path, **arguments: str) -> ArchiveExtension:
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.set("DATABASE_URL", f"sqlite:///{database}")
    crawler = Crawler(YjcSpider, settings)
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.spider = YjcSpider(**arguments)
    return ArchiveExtension.from_crawler(crawler)


def close(extension: ArchiveExtension, reason: str = "finished") -> None:
    spider = extension.crawler.spider
    assert spider is not None
    asyncio.run(extension.spider_closed(spider, reason))


def test_a_crawl_is_recorded_with_its_stats(database: Path, query: Query, caplog: Any) -> None:
    extension = opened(database, discover="rss")
    assert query("SELECT finish_reason FROM crawls") == [{"finish_reason": None}]
    extension.crawler.stats.set_value("newscrawl/new", 3)
    caplog.set_level("INFO")
    close(extension)
    extension.engine_stopped()
    (row,) = query("SELECT * FROM crawls")
    assert (row["spider"], row["finish_reason"]) == ("yjc", "finished")
    assert '"newscrawl/new": 3' in row["stats"]
    assert "3 new articles" in caplog.text


def test_a_site_is_crawled_once_at_a_time(database: Path) -> None:
    extension = opened(database)
    with pytest.raises(DatabaseError, match="another crawl of yjc is running"):
        opened(database)
    close(extension)
    close(opened(database))


@pytest.mark.parametrize(
    ("arguments", "is_single"),
    [
        ({}, False),
        ({"url": "https://yjc.ir/fa/news/1"}, True),
        ({"codes": "1-2", "discover": "codes"}, False),
    ],
)
def test_single_pages_are_no_crawl_of_the_site(
    database: Path, arguments: dict[str, str], is_single: bool
) -> None:
    extension = opened(database, **arguments)
    assert extension.is_single is is_single
    close(extension)


def test_an_unfinished_crawl_is_continued(database: Path) -> None:
    first = opened(database)
    close(first, "shutdown")
    second = opened(database)
    close(second)
    third = opened(database)
    close(third)
    assert (first.epoch, second.epoch, third.epoch) == (first.run, first.run, third.run)


def test_the_event_loop_goes_on_while_the_end_is_recorded(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extension = opened(database)
    threads: list[threading.Thread] = []

    def slow(*arguments: Any) -> None:
        threads.append(threading.current_thread())
        time.sleep(0.2)
        raise DatabaseError("away")

    monkeypatch.setattr(extension.archive, "finish_crawl", slow)

    async def main() -> int:
        spider = extension.crawler.spider
        assert spider is not None
        closing = asyncio.create_task(extension.spider_closed(spider, "finished"))
        rounds = 0
        while not closing.done():
            await asyncio.sleep(0.01)
            rounds += 1
        await closing  # the error is a line of the log
        return rounds

    assert asyncio.run(main()) > 5
    assert threads[0] is not threading.main_thread()
