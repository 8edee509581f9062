import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.answers import NoPage
from newscrawl.answers.advice import kinds
from newscrawl.answers.barriers import MAINTENANCE
from newscrawl.crawling.pipelines import StorePipeline, ValidatePipeline
from newscrawl.crawling.unit_of_work import UnitOfWork, current_unit
from newscrawl.database import ArchiveWriter
from newscrawl.items import Article, Failure
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
        self.archive = ArchiveWriter(f"sqlite:///{database}", batch_seconds=0.001)
        extension = SimpleNamespace(archive=self.archive)
        self.stats = MemoryStatsCollector(Crawler(NewsSpider))
        crawler: Any = SimpleNamespace(
            get_extension=lambda kind: extension,
            stats=self.stats,
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


def test_kinds_of_answers_are_counted(store: Store) -> None:
    def failure(code: str, no_page: NoPage) -> Failure:
        item = Failure("x", f"https://x.ir/fa/news/{code}", no_page.reason, code, 200, MOMENT)
        item.no_page = no_page
        return item

    store(failure("1", MAINTENANCE), failure("2", MAINTENANCE), failure("3", NoPage("why")))
    assert kinds(store.stats.get_stats()) == {"the site is under maintenance": 2}


def test_items_of_other_kinds_pass_by(store: Store) -> None:
    item = {"anything": "else"}
    assert store(item) == [item]
    assert not store.stats.get_stats()


def test_an_article_of_a_request_waits_for_its_unit(store: Store, query: Query) -> None:
    async def main() -> None:
        unit = UnitOfWork(1, "1", lambda unit: None, run=1)
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


def test_without_an_archive_articles_go_on_and_failures_end() -> None:
    stats = MemoryStatsCollector(Crawler(NewsSpider))
    crawler: Any = SimpleNamespace(get_extension=lambda kind: None, stats=stats)
    pipeline = StorePipeline(crawler)
    pipeline.open_spider()
    item, failure = article(), Failure("yjc", "https://yjc.ir/1", "HTTP 404")
    assert asyncio.run(pipeline.process_item(item)) is item
    with pytest.raises(DropItem):
        asyncio.run(pipeline.process_item(failure))
    assert stats.get_stats() == {"newscrawl/new": 1, "newscrawl/failure": 1}


def test_a_guessed_code_that_is_not_there_is_no_failure(store: Store, caplog: Any) -> None:
    async def main() -> None:
        unit = UnitOfWork(1, "1", lambda unit: None, run=1, is_guess=True)
        current_unit.set(unit)
        for failure in failures:
            unit.is_complete = True  # stored at once
            with pytest.raises(DropItem):
                await store.pipeline.process_item(failure)

    failures = [
        Failure("yjc", "https://yjc.ir/1", "HTTP 404", "1", 404, MOMENT, is_missing=True),
        Failure("yjc", "https://yjc.ir/2", "HTTP 500", "2", 500, MOMENT),
    ]
    asyncio.run(main())
    stats = store.stats.get_stats()
    assert (stats["newscrawl/absent"], stats["newscrawl/failure"]) == (1, 1)
    assert [record.args[1] for record in caplog.records if record.levelname == "WARNING"] == [
        "HTTP 500"
    ]
