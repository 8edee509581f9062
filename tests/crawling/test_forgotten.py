"""An article that was taken down does not come back by any crawl."""

import json
from typing import Any

import pytest

from tests.builders import long_ago
from tests.conftest import Database, Query, Scrapy, on_both, run_scrapy
from tests.crawling.sites import Answer, article, serving
from tests.wordpress import WordPress, post

WHY = ("--why", "court order")


def front(*codes: int) -> Answer:
    links = "".join(f'<a href="/fa/news/{code}/x">خبر شماره {code} از شهر</a>' for code in codes)
    return Answer(f"<html><body>{links}</body></html>")


def crawl(scrapy: Scrapy, url: str, *arguments: str) -> Any:
    options = ("crawl", "roozplus", "-a", f"base_url={url}", "-s", "PROGRESS_ENABLED=0")
    return scrapy(*options, *(word for one in arguments for word in ("-a", one)))


def codes(query: Query) -> list[str]:
    return [row["news_code"] for row in query("SELECT news_code FROM articles ORDER BY news_code")]


@on_both
def test_it_is_not_asked_for_again(scrapy: Scrapy, query: Query) -> None:
    answers = {
        "/": front(1, 2, 3),
        **{f"/fa/news/{code}/x": article(code) for code in (1, 2, 3)},
        **{f"/fa/news/{code}": article(code) for code in (1, 2, 3, 4)},
    }
    with serving(answers) as site:
        assert crawl(scrapy, site.url, "discover=front").returncode == 0
        assert codes(query) == ["1", "2", "3"]
        assert scrapy("forget", "roozplus/2", *WHY).returncode == 0
        long_ago(query)
        site.asked.clear()
        for arguments in (
            ["discover=front,codes", "codes=1-5", "revisit=9999d"],
            [f"url={site.url}/fa/news/2 {site.url}/fa/news/4"],
        ):
            done = crawl(scrapy, site.url, *arguments)
            assert done.returncode in (0, 3), done.stderr
        asked = {path.split("/")[3] for path in site.paths if path.startswith("/fa/news/")}
    assert asked == {"1", "3", "4", "5"}
    assert codes(query) == ["1", "3", "4"]
    failed = query("SELECT news_code FROM failures")
    assert [row["news_code"] for row in failed] == ["5"]  # of the range, and no article's
    for row in query("SELECT stats FROM crawls"):
        assert "newscrawl/forgotten" not in json.loads(row["stats"])  # nothing of it ever came


@on_both
def test_one_that_a_crawl_has_under_way_is_not_stored(
    scrapy: Scrapy, query: Query, database: Database
) -> None:
    def answers(path: str) -> Answer | None:
        if path == "/":
            return front(1, 2)
        if path == "/fa/news/2/x":  # while the crawl waits for it
            done = run_scrapy(database, "forget", "roozplus/2", *WHY)
            assert done.returncode in (0, 1), done.stderr
            return article(2, links='<a href="/fa/news/3/x">خبر شماره ۳ از شهر</a>')
        return article(path.split("/")[3]) if path.startswith("/fa/news/") else None

    with serving(answers) as site:
        done = crawl(scrapy, site.url, "discover=front")
    assert done.returncode == 0, done.stderr
    assert "2" not in codes(query) and "1" in codes(query)
    assert query("SELECT news_code FROM tombstones") == [{"news_code": "2"}]
    assert query("SELECT id FROM frontier WHERE key = '2'") == []
    (row,) = query("SELECT stats FROM crawls")
    assert json.loads(row["stats"])["newscrawl/forgotten"] == 1
    assert query("SELECT id FROM failures WHERE news_code = '2'") == []


@pytest.mark.parametrize("code", ["5"])
def test_an_api_gives_it_whole_in_vain(scrapy: Scrapy, query: Query, code: str) -> None:
    assert scrapy("forget", f"demo_wordpress/{code}", *WHY).returncode == 0
    with serving(WordPress([post(number) for number in range(4, 14)])) as site:
        options = ("-a", f"base_url={site.url}", "-a", "discover=api", "-s", "PROGRESS_ENABLED=0")
        done = scrapy("crawl", "demo_wordpress", *options)
    assert done.returncode == 0, done.stderr
    assert len(codes(query)) == 9 and code not in codes(query)
    assert len(query("SELECT id FROM pages")) == 9
