"""Scrapy's own commands in the project, and spiders that are not ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Query, Scrapy, on_both

PLAIN = """
import scrapy


class Plain(scrapy.Spider):
    name = "plain"

    async def start(self):
        yield scrapy.Request(self.url, dont_filter=True)

    def parse(self, response):
        yield {"of": "parse"}
        for number in range(3):
            yield response.follow(f"/?a={number}", callback=lambda _: {"of": "lambda"})
            yield response.follow(f"/?b={number}", callback=self.other)

    def other(self, response):
        yield {"of": "other"}
"""


PARSE = [
    "parse", "{url}", "--nolog", "--spider=roozplus", "-a", "base_url={url}", "-c", "parse_list",
]  # fmt: skip


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a spider that is a plain one of Scrapy, in a package of its own."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").touch()
    file = tmp_path / "mine" / "plain.py"
    file.write_text(PLAIN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return file


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["shell", "{url}", "--nolog", "-c", "response.status"], "200"),
        (["fetch", "{url}", "--nolog"], "<html"),
        (PARSE, "/fa/news/"),
        (["bench", "-s", "CLOSESPIDER_TIMEOUT=1"], "Closing spider"),
    ],
)
def test_tools_leave_the_archive_alone(
    scrapy: Scrapy, database: Path, base_url: str, arguments: list[str], says: str
) -> None:
    result = scrapy(*(argument.format(url=base_url) for argument in arguments))
    assert result.returncode == 0, result.stderr
    assert says in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert list(database.parent.iterdir()) == []


def test_parse_finds_the_items_of_a_page(scrapy: Scrapy, database: Path, base_url: str) -> None:
    listed = scrapy("fetch", f"{base_url}/fa/rss/allnews", "--nolog").stdout
    path = listed.split("/fa/news/")[1].split("<")[0]
    parse = ("parse", "--nolog", "--spider=roozplus", "-a", f"base_url={base_url}")
    result = scrapy(*parse, f"{base_url}/fa/news/{path}")
    assert "'title': " in result.stdout or "title=" in result.stdout
    assert "/fa/news/" in scrapy(*parse, f"{base_url}/").stdout
    assert list(database.parent.iterdir()) == []


PROJECT = ("-s", "SPIDER_MODULES=mine")


@on_both
@pytest.mark.usefixtures("plain")
def test_a_plain_spider_has_the_frontier(
    scrapy: Scrapy, query: Query, base_url: str, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    result = scrapy("crawl", "plain", "-a", f"url={base_url}/", "-O", str(feed), *PROJECT)
    assert result.returncode == 0, result.stderr
    kinds = sorted(json.loads(line)["of"] for line in feed.read_text().splitlines())
    assert kinds == ["lambda"] * 3 + ["other"] * 3 + ["parse"]
    assert result.stderr.count("Only in memory") == 1
    assert {row["state"] for row in query("SELECT state FROM frontier")} == {"done"}
    assert len(query("SELECT * FROM frontier")) == 4
    assert query("SELECT spider, finish_reason FROM crawls") == [
        {"spider": "plain", "finish_reason": "finished"}
    ]


@pytest.mark.parametrize("setting", ["ITEM_PIPELINES", "EXTENSIONS", "SPIDER_MIDDLEWARES"])
def test_components_that_the_archive_needs(scrapy: Scrapy, base_url: str, setting: str) -> None:
    own = '{"scrapy.extensions.corestats.CoreStats": 300}'
    crawl = ("crawl", "roozplus", "-a", f"base_url={base_url}", "-s", f"{setting}={own}")
    result = scrapy(*crawl)
    assert result.returncode == 2
    assert f"{setting} lacks newscrawl.crawling." in result.stderr
    assert "keep it beside your own" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_crawl_without_the_archive(
    scrapy: Scrapy, base_url: str, database: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    crawl = ("crawl", "roozplus", "-a", f"base_url={base_url}", "-O", str(feed))
    result = scrapy(*crawl, "-s", "ARCHIVE_ENABLED=False", "-s", "ITEM_PIPELINES={}")
    assert result.returncode == 0, result.stderr
    items = [json.loads(line) for line in feed.read_text().splitlines()]
    assert {"title", "site", "url"} <= set.intersection(*map(set, items))
    assert len(items) == 120
    assert result.stderr.splitlines()[-1].startswith("roozplus: ")
    assert not database.exists()


def test_runspider(scrapy: Scrapy, plain: Path, base_url: str, database: Path) -> None:
    feed = plain.parent / "feed.jsonl"
    result = scrapy("runspider", str(plain), "-a", f"url={base_url}/", "-O", str(feed))
    assert result.returncode == 0, result.stderr
    kinds = sorted(json.loads(line)["of"] for line in feed.read_text().splitlines())
    assert kinds == ["lambda"] * 3 + ["other"] * 3 + ["parse"]
    assert not database.exists()


def test_a_feed_that_is_overwritten_with_nothing(
    scrapy: Scrapy, base_url: str, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    crawl = ("crawl", "roozplus", "-q", "-a", f"base_url={base_url}", "-a", "discover=rss")
    assert "overwritten" not in scrapy(*crawl, "-O", str(feed)).stderr
    assert feed.stat().st_size > 1000
    again = scrapy(*crawl, "-O", str(feed))
    assert again.returncode == 0
    assert f"{feed} was overwritten with nothing" in again.stderr
    assert f"scrapy export -o {feed}" in again.stderr
    assert feed.stat().st_size == 0
    assert "overwritten" not in scrapy(*crawl, "-O", str(feed)).stderr
