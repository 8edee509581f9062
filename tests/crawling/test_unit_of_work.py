"""When a page's row is written: once, with all that came of the page, or not at all."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.crawling.unit_of_work import (
    UNIT,
    Stopped,
    UnitOfWork,
    UnitOfWorkMiddleware,
    carry_out,
    current_unit,
    watched,
)
from newscrawl.demo.server import running
from newscrawl.items import Article, Failure
from tests.conftest import ROOT, Database, Query, on_both, url_of

URL = "https://x.ir/fa/news/1"
RESPONSE = Response(URL)


class World:
    """One unit, with a scheduler and pipelines that only keep what they are given."""

    is_starting = True

    def __init__(self) -> None:
        self.children: list[Request] = []
        self.processed: list[Any] = []
        self.completed: list[UnitOfWork] = []
        self.unit = UnitOfWork(1, "1", self.complete, run=1)
        engine = SimpleNamespace(
            scheduler=self, scraper=SimpleNamespace(start_itemproc_async=self.process)
        )
        self.crawler: Any = SimpleNamespace(engine=engine)

    def enqueue_child(self, request: Request, unit: UnitOfWork) -> None:
        assert unit is self.unit
        self.children.append(request)

    async def process(self, item: Any, *, response: Any) -> None:
        if item == "dropped":
            return
        unit = current_unit.get()
        assert unit is self.unit
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        unit.arrive(item, future)
        self.processed.append(await future)

    def complete(self, unit: UnitOfWork) -> None:
        self.completed.append(unit)
        for future in unit.outcomes:
            future.set_result("stored")

    def carry_out(self, *outputs: Any) -> None:
        async def callback() -> AsyncIterator[Any]:
            for output in outputs:
                if isinstance(output, Exception):
                    raise output
                await asyncio.sleep(0)
                yield output

        asyncio.run(carry_out(self.crawler, self.unit, callback(), RESPONSE))


def test_a_unit_is_complete_when_all_has_come_and_once() -> None:
    world = World()
    request = Request(URL)
    world.carry_out(request, "one", None, "dropped", "two")
    assert world.children == [request]
    assert world.completed == [world.unit]
    assert world.unit.items == ["one", "two"]
    assert world.processed == ["stored", "stored"]


def test_a_page_of_nothing_is_complete() -> None:
    world = World()
    world.carry_out()
    assert world.completed == [world.unit]


def test_what_came_before_an_exception_is_kept_with_its_reason() -> None:
    world = World()
    with pytest.raises(KeyError):
        world.carry_out("one", KeyError("x"))
    assert world.completed == [world.unit]
    assert (world.unit.items, world.unit.error) == (["one"], "KeyError: 'x'")


def test_a_wish_to_stop_leaves_the_page_to_the_next_crawl_and_waits_for_nothing() -> None:
    world = World()
    with pytest.raises(CloseSpider):
        world.carry_out("one", CloseSpider("enough"))
    assert world.completed == []
    assert world.processed == []


def test_what_failed_is_said_by_the_first_failure_unless_there_is_an_article() -> None:
    unit = World().unit
    failure = Failure("x", URL, "HTTP 500")
    unit.items = [failure]
    assert unit.finished(600).failure == "HTTP 500"
    unit.items = [failure, Article(url=URL)]
    assert unit.finished(600).failure is None


# -- the middleware --------------------------------------------------------------------


def through(world: World, response: Response, *outputs: Any) -> list[Any]:
    async def callback() -> AsyncIterator[Any]:
        for output in outputs:
            yield output

    async def main() -> list[Any]:
        middleware = UnitOfWorkMiddleware.from_crawler(world.crawler)
        middleware.process_spider_input(response)
        return [one async for one in middleware.process_spider_output(response, callback())]

    return asyncio.run(main())


def response_of(unit: UnitOfWork | None, status: int = 200, **headers: str) -> Response:
    meta = {} if unit is None else {UNIT: unit}
    request = Request(URL, meta=meta, headers={"If-None-Match": "o"})
    return Response(URL, status=status, headers=headers, request=request)


def test_scrapy_sees_nothing_of_a_unit() -> None:
    world = World()
    assert through(world, response_of(world.unit), "one", Request(URL)) == []
    assert world.unit.items == ["one"]
    assert len(world.children) == 1


def test_what_is_of_no_unit_is_scrapys() -> None:
    assert through(World(), response_of(None), "one") == ["one"]


def test_what_comes_after_a_unit_is_complete_is_scrapys() -> None:
    world = World()
    world.unit.exhaust("KeyError: 'x'")
    assert through(world, response_of(world.unit), "in its place") == ["in its place"]


@pytest.mark.parametrize(("status", "etag"), [(200, "new"), (304, "o"), (404, None)])
def test_what_to_ask_with_next_time(status: int, etag: str | None) -> None:
    world = World()
    through(world, response_of(world.unit, status, ETag="new"))
    assert world.unit.etag == etag


# -- errbacks --------------------------------------------------------------------------


def failed(world: World, error: Exception, errback: Any) -> Any:
    return asyncio.run(watched(world.crawler, world.unit, errback)(TwistedFailure(error)))


def test_the_items_of_an_errback_are_of_its_unit() -> None:
    world = World()
    assert list(failed(world, OSError("down"), lambda failure: ["one", Request(URL)])) == []
    assert world.completed == [world.unit]
    assert (world.unit.items, len(world.children)) == (["one"], 1)
    assert world.unit.error is None


def broken(failure: Any) -> Iterator[Any]:
    yield "one"
    raise KeyError("x")


@pytest.mark.parametrize(("errback", "raised"), [(None, OSError), (broken, KeyError)])
def test_without_an_errback_that_works_the_error_is_the_reason(
    errback: Any, raised: type[Exception]
) -> None:
    world = World()
    with pytest.raises(raised):
        failed(world, OSError("down"), errback)
    assert world.unit.error == "OSError: down"
    assert world.completed == [world.unit]


def test_a_request_that_was_not_made_waits() -> None:
    world = World()
    assert list(failed(world, Stopped(), lambda failure: ["one"])) == []
    assert world.completed == []


def test_the_errback_of_an_error_status_is_left_to_the_middlewares() -> None:
    world = World()
    world.unit.has_response = True
    assert failed(world, OSError(), lambda failure: ["one"]) == ["one"]
    assert world.completed == []


# -- whole crawls ----------------------------------------------------------------------

ARTICLES, ITEMS = 12, 30
MANY = f"""
from dataclasses import replace
import newscrawl.spider as s
def many(spider, response):
    failure = spider.failure(response, 'planted')
    yield from (replace(failure, url=f'{{failure.url}}#{{n}}') for n in range({ITEMS}))
s.NewsSpider.parse_article = many
"""
FAILING = """
from newscrawl.database import frontier
finish = frontier.finish
def failing(connection, site, done, epoch):
    if any(request.key is not None for request in done):
        raise RuntimeError('planted')
    finish(connection, site, done, epoch)
frontier.finish = failing
"""
COUNTING = """
import atexit
from newscrawl.database import frontier
rows, finish = [], frontier.finish
def counting(connection, site, done, epoch):
    n = connection.exec_driver_sql('SELECT count(*) FROM failures').scalar()
    rows.append((n, sum(request.key is not None for request in done)))
    finish(connection, site, done, epoch)
frontier.finish = counting
atexit.register(lambda: print(rows))
"""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with running(ARTICLES) as url:
        yield url


def crawl(database: Database, base_url: str, *programs: str) -> "subprocess.CompletedProcess[str]":
    """A crawl of the feeds, after some Python, with one item at a time by Scrapy's setting."""
    execute = "from scrapy.cmdline import execute\nexecute()"
    return subprocess.run(
        [
            *(sys.executable, "-c", "\n".join([*programs, execute])),
            *("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss"),
            *("-s", "CONCURRENT_ITEMS=1", "-s", "DATABASE_BATCH_SIZE=1"),
        ],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def states(query: Query) -> Counter[str]:
    return Counter(row["state"] for row in query("SELECT state FROM frontier"))


def test_a_page_of_many_items_is_one_transaction(
    database: Database, query: Query, base_url: str
) -> None:
    result = crawl(database, base_url, MANY, COUNTING)
    assert result.returncode == 1, result.stderr  # all article pages failed
    assert len(query("SELECT id FROM failures")) == ARTICLES * ITEMS
    assert states(query).keys() == {"done", "failed"}
    # Each transaction that finishes an article stores all its items, and no other stores any.
    rows = eval(result.stdout)
    before = 0
    for after, articles in rows:
        assert after - before == articles * ITEMS
        before = after
    assert before == ARTICLES * ITEMS


@on_both
def test_a_failed_commit_leaves_nothing_of_the_page(
    database: Database, query: Query, base_url: str
) -> None:
    result = crawl(database, base_url, MANY, FAILING)
    assert result.returncode == 1
    assert "database_error" in result.stderr.splitlines()[-1]
    assert query("SELECT id FROM failures") == []
    assert query("SELECT id FROM frontier WHERE state IN ('done', 'failed') AND key <> ''") == []
    assert states(query)["leased"] >= 1
