"""The crawls that are compared, each a process of its own.

    python -m bench.contestants NAME BASE_URL FOLDER PAGES

crawls, and prints pages, articles, seconds and CPU seconds as JSON. The time begins when the spider
is opened and ends when it is closed. ``FOLDER`` takes the databases; for d it may be the
address of one, too. ``d+SETTING=VALUE`` is d with
a setting of its own, to find out what it is worth.
"""

from __future__ import annotations

import importlib.util
import json
import re
import resource
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

from itemloaders.processors import Join, TakeFirst
from scrapy import Field, Item, Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.loader import ItemLoader
from scrapy.settings import Settings
from scrapy.spiders import CrawlSpider, Rule
from scrapy.utils.project import get_project_settings

from bench.server import article_paths

#: The same for all.
COMMON: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}
TUNED: dict[str, Any] = {
    "CONCURRENT_ITEMS": 8,
    "COOKIES_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "RETRY_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "COMPRESSION_ENABLED": False,
    "REFERER_ENABLED": False,
}
if importlib.util.find_spec("uvloop"):
    TUNED["ASYNCIO_EVENT_LOOP"] = "uvloop.Loop"

NAMES = {
    "a": "bare Scrapy, default settings",
    "a2": "bare Scrapy, tuned",
    "b": "bare Scrapy, tuned, one parsel parse a page",
    "c": "CrawlSpider, LinkExtractor, ItemLoader, sqlite3",
    "d": "newscrawl, everything on",
}


class Bare(Spider):
    """Fetches all articles, and does nothing with them."""

    name = "bare"
    base_url: str
    pages: int

    async def start(self) -> AsyncIterator[Request]:
        for path in article_paths(self.base_url)[: self.pages]:
            yield Request(self.base_url + path)

    def parse(self, response: Response) -> None:
        pass


class Parsing(Bare):
    """Parses each article, too, and looks for nothing."""

    name = "parsing"

    def parse(self, response: Response) -> None:
        assert isinstance(response, TextResponse)
        _ = response.selector


class News(Item):
    url = Field()
    title = Field()
    kicker = Field()
    lead = Field()
    body = Field()
    date = Field()
    code = Field()
    tags = Field()


class NewsLoader(ItemLoader):
    default_item_class = News
    default_output_processor = TakeFirst()
    body_out = Join("\n")
    tags_out = Join(",")


class Idiomatic(CrawlSpider):
    """The way of the tutorials."""

    name = "idiomatic"
    allowed_domains = ("127.0.0.1",)
    base_url: str
    rules = (
        Rule(LinkExtractor(allow=r"/fa/news/\d+"), callback="parse_article", follow=True),
        Rule(LinkExtractor(allow=r"/fa/[a-z]+(\?p=\d+)?$|/fa/services/\d+")),
    )

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.base_url)

    def parse_article(self, response: TextResponse) -> Iterable[Any]:
        loader = NewsLoader(response=response)
        loader.add_value("url", response.url)
        loader.add_css("title", "h1.title::text, h2.title::text, h1::text")
        loader.add_css("kicker", ".rutitr::text")
        loader.add_css("lead", ".subtitle::text, .lead::text")
        loader.add_css("body", ".body ::text")
        loader.add_css("date", ".news_pdate_c::text, .news-date::text")
        loader.add_css("code", ".news_id_c::text, .news-id::text")
        loader.add_css("tags", ".tags_title a::text")
        yield loader.load_item()


class SqlitePipeline:
    """A commit an item."""

    def __init__(self, crawler: Crawler) -> None:
        self.folder = crawler.settings["BENCH_FOLDER"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SqlitePipeline:
        return cls(crawler)

    def open_spider(self) -> None:
        self.connection = sqlite3.connect(Path(self.folder) / "idiomatic.db")
        columns = ", ".join(News.fields)
        self.connection.execute(f"CREATE TABLE news ({columns}, UNIQUE (url))")

    def close_spider(self) -> None:
        self.connection.close()

    def process_item(self, item: News) -> News:
        values = [item.get(name) for name in News.fields]
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT OR REPLACE INTO news VALUES ({marks})", values)
        self.connection.commit()
        return item


def crawler_of(name: str, base_url: str, folder: str, pages: int) -> tuple[Crawler, dict[str, Any]]:
    """A contestant, and the arguments of its spider."""
    name, *changes = name.split("+")
    if name == "d":
        settings = get_project_settings()
        settings.setdict(COMMON, "cmdline")
        for change in changes:
            setting, _, value = change.partition("=")
            settings.set(setting, value, "cmdline")
        url = folder if "://" in folder else f"sqlite:///{folder}/news.db"
        settings.set("DATABASE_URL", url, "cmdline")
        from scrapy.spiderloader import get_spider_loader

        return Crawler(get_spider_loader(settings).load("demo"), settings), {"base_url": base_url}
    settings = Settings({**COMMON, "BENCH_FOLDER": folder})
    if name in ("a2", "b"):
        settings.setdict(TUNED)
    if name == "c":
        settings["ITEM_PIPELINES"] = {SqlitePipeline: 300}
        settings["CLOSESPIDER_PAGECOUNT"] = pages
    spider = {"a": Bare, "a2": Bare, "b": Parsing, "c": Idiomatic}[name]
    return Crawler(spider, settings), {"base_url": base_url, "pages": pages}


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def crawl(name: str, base_url: str, folder: str, pages: int) -> dict[str, float]:
    crawler, arguments = crawler_of(name, base_url, folder, pages)
    began: list[float] = []
    ended: list[float] = []

    def opened() -> None:
        began[:] = time.perf_counter(), cpu_seconds()

    def closed() -> None:
        ended[:] = time.perf_counter(), cpu_seconds()

    crawler.signals.connect(opened, signals.spider_opened)
    process = AsyncCrawlerProcess(crawler.settings)
    process.crawl(crawler, **arguments)
    crawler.signals.connect(closed, signals.spider_closed)
    process.start()
    stats = crawler.stats.get_stats()
    files = Path(folder).glob("*.db*")
    # Not getrusage(): what it says begins with the memory of the process that started this one.
    peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    memory = int(peak[1]) / 2**10 if peak else 0
    return {
        "pages": stats["response_received_count"],
        "articles": stats.get("item_scraped_count", 0),
        "seconds": ended[0] - began[0],
        "cpu": ended[1] - began[1],
        "memory": memory,
        "database": sum(file.stat().st_size for file in files),
    }


if __name__ == "__main__":
    _, name, base_url, folder, pages = sys.argv
    print(json.dumps(crawl(name, base_url, folder, int(pages))))
