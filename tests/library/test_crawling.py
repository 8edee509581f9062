"""``crawl``: articles as they are found, in the caller's own loop."""

import asyncio
import time
from contextlib import aclosing
from pathlib import Path

import pytest

from newscrawl import Article, crawl
from newscrawl.arguments import ArgumentError
from newscrawl.library.crawling import CrawlError


async def some(base_url: str, count: int) -> list[Article]:
    """The first articles of a crawl, which is left then."""
    found: list[Article] = []
    async with aclosing(crawl("demo", base_url=base_url)) as articles:
        async for article in articles:
            found.append(article)
            if len(found) == count:
                break
    return found


def test_articles_come_while_the_crawl_runs_and_it_ends_with_the_loop(base_url: str) -> None:
    found = asyncio.run(some(base_url, 3))
    assert [type(one) for one in found] == [Article] * 3
    assert all(one.title and one.site == "demo" and one.news_code for one in found)
    assert asyncio.run(some(base_url, 1))  # again, in another loop


def test_nothing_is_left(base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    began = time.monotonic()
    asyncio.run(some(base_url, 1))
    assert list(tmp_path.iterdir()) == []
    assert time.monotonic() - began < 60


def test_several_side_by_side(base_url: str) -> None:
    async def both() -> list[list[Article]]:
        return await asyncio.gather(some(base_url, 2), some(base_url, 2))

    assert [len(found) for found in asyncio.run(both())] == [2, 2]


@pytest.mark.parametrize(
    ("site", "arguments", "error", "says"),
    [
        ("rozplus", {}, ArgumentError, "roozplus"),
        ("roozplus", {"discover": "nonsense"}, ArgumentError, "discover: "),
        ("demo", {"base_url": "http://127.0.0.1:9"}, CrawlError, "no page could be read"),
    ],
)
def test_what_goes_wrong(
    site: str, arguments: dict[str, str], error: type[Exception], says: str
) -> None:
    async def all_of_it() -> list[Article]:
        return [one async for one in crawl(site, settings={"RETRY_TIMES": 0}, **arguments)]

    with pytest.raises(error, match=says):
        asyncio.run(all_of_it())
