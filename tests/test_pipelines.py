import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.database import Archive
from newscrawl.frontier import Unit, current_unit
from newscrawl.items import Article, Failure
from newscrawl.pipelines import StorePipeline, ValidatePipeline
from newscrawl.spider import NewsSpider
from tests.conftest import Query

MOMENT = "2021-07-13T14:38:00+00:00"
FAILURE = Failure("x", "https://x.ir/fa/news/9", "HTTP 500", "9", 500, MOMENT)


def article(code: str = "1", **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "news_code": code,
        "url": f"https://x.ir/fa/news/{code}",
        "title": "عنوان",
        "body": "متن",
        "fetched_at": MOMENT,
        "content_hash": "0",
    }
    return Article(**{**values, **fields})


def validated(item: Any) -> Any:
    return asyncio.run(ValidatePipeline().process_item(item))


@pytest.mark.parametrize(
    "item",
    [
        article(),
        article(body=None, lead="لید"),
        article(body=None, images=[{"url": "https://x.ir/1.jpg", "alt": None}]),
        article(news_code=None),
        FAILURE,
        {"anything": "else"},
    ],
)
def test_what_is_valid_goes_on_as_it_is(item: Any) -> None:
    assert validated(item) is item


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": None}, "article without title"),
        ({"title": ""}, "article without title"),
        ({"url": None}, "article without url"),
        ({"site": None}, "article without site"),
        ({"body": None}, "article without body"),
        ({"title": None, "body": ""}, "article without title, body"),
    ],
)
def test_an_article_that_lacks_what_makes_it_one_is_a_failure(
    fields: dict[str, Any], reason: str
) -> None:
    failure = validated(article(**fields))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.news_code, failure.at) == (reason, "1", MOMENT)


class Store:
    """The pipeline on an archive of its own."""

    def __init__(self, database: Path) -> None:
        self.archive = Archive(f"sqlite:///{database}", batch_seconds=0.001)
        extension = SimpleNamespace(archive=self.archive)
        self.stats = MemoryStatsCollector(Crawler(NewsSpider))
        crawler: Any = SimpleNamespace(
            get_extension=lambda kind: extension,
            stats=self.stats,
            settings=Settings({"CONCURRENT_ITEMS": 2}),
        )
        self.pipeline = StorePipeline.from_crawler(crawler)
        self.pipeline.open_spider()

    def __call__(self, *items: Any) -> list[Any]:
        async def main() -> list[Any]:
            return [
                (await asyncio.gather(self.pipeline.process_item(item), return_exceptions=True))[0]
                for item in items
            ]

        return asyncio.run(main())


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = Store(database)
    yield store
    asyncio.run(store.archive.close())


def test_a_new_article_is_stored_and_goes_on(store: Store, query: Query) -> None:
    item = article()
    assert store(item) == [item]
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["1"]
    assert store.stats.get_stats() == {"newscrawl/new": 1}


def test_a_duplicate_is_counted_and_ends_here(store: Store, query: Query) -> None:
    _, again = store(article(), article())
    assert isinstance(again, DropItem)
    assert "duplicate: x 1" in str(again)
    assert len(query("SELECT * FROM articles")) == 1
    assert store.stats.get_stats() == {"newscrawl/new": 1, "newscrawl/duplicate": 1}


def test_an_edit_goes_on_with_its_revision(store: Store) -> None:
    edited = article(title="عنوان دیگر", content_hash="1")
    assert store(article(), edited)[1] is edited
    assert edited.revision == 2
    assert store.stats.get_value("newscrawl/changed") == 1


def test_a_failure_is_stored_counted_and_said(store: Store, query: Query, caplog: Any) -> None:
    (dropped,) = store(FAILURE)
    assert isinstance(dropped, DropItem)
    (row,) = query("SELECT * FROM failures")
    assert (row["url"], row["reason"]) == (FAILURE.url, "HTTP 500")
    assert store.stats.get_stats() == {"newscrawl/failure": 1}
    assert "https://x.ir/fa/news/9 (HTTP 500)" in caplog.text


def test_items_of_other_kinds_pass_by(store: Store) -> None:
    item = {"anything": "else"}
    assert store(item) == [item]
    assert not store.stats.get_stats()


def test_an_article_of_a_request_waits_for_its_unit(store: Store, query: Query) -> None:
    async def main() -> None:
        unit = Unit(1, "1", lambda unit: None)
        current_unit.set(unit)
        unit.expect()
        task = asyncio.create_task(store.pipeline.process_item(item))
        await asyncio.sleep(0.05)
        assert unit.items == [item]
        assert not task.done()
        assert query("SELECT * FROM articles") == []
        unit.outcomes[0].set_result(await store.archive.submit(item))
        assert await task is item

    item = article()
    asyncio.run(main())


def test_one_item_more_than_scrapy_has_tasks_for_does_not_wait_for_its_unit(
    store: Store, query: Query
) -> None:
    async def main() -> None:
        unit = Unit(1, "1", lambda unit: None)
        current_unit.set(unit)
        first = asyncio.create_task(store.pipeline.process_item(article("1")))
        await asyncio.sleep(0)
        await store.pipeline.process_item(article("2"))
        assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["2"]
        assert len(unit.items) == 1
        first.cancel()

    asyncio.run(main())


def test_without_an_archive_there_is_nothing_to_store_in() -> None:
    crawler: Any = SimpleNamespace(get_extension=lambda kind: None)
    with pytest.raises(RuntimeError, match="ArchiveExtension"):
        StorePipeline(crawler).open_spider()
