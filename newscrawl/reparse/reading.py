"""Reading a stored page again, by the spider of its site."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import HtmlResponse
from scrapy.settings import BaseSettings

from newscrawl.database.pages import StoredPage
from newscrawl.database.reparse import Reread
from newscrawl.extraction import NotAnArticle
from newscrawl.items import Article, RawPage, missing_fields
from newscrawl.spider import NewsSpider


def make_spider(
    spider_class: type[NewsSpider], settings: BaseSettings, **arguments: str
) -> NewsSpider:
    """A spider that reads pages, and crawls nothing.

    Raises:
        ArgumentError: if the site needs other arguments.
    """
    spider = spider_class(**arguments)
    spider.settings = settings.copy()
    spider_class.update_settings(spider.settings)
    return spider


def read(spider: NewsSpider, stored: StoredPage) -> Reread:
    """Read a page again."""
    try:
        return Reread(stored, article_of(spider, response_of(stored.page), stored.fetched_at))
    except NotAnArticle as error:
        return Reread(stored, None, str(error))


def article_of(spider: NewsSpider, response: HtmlResponse, fetched_at: datetime) -> Article:
    """The article of a page that nothing has to be fetched for.

    Raises:
        NotAnArticle: if the page holds none, or breaks the reading: it must not stop the others.
    """
    try:
        article = spider.read_article(response, fetched_at)
    except NotAnArticle:
        raise
    except Exception as error:
        raise NotAnArticle(in_one_line(error)) from error
    if missing := missing_fields(article):
        raise NotAnArticle(f"article without {', '.join(missing)}")
    return article


def in_one_line(error: Exception) -> str:
    """What is said of an error that a page makes."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]


def response_of(page: RawPage) -> HtmlResponse:
    """A page as Scrapy downloaded it."""
    headers: dict[str, list[str]] = {}
    for name, value in page.headers:
        headers.setdefault(name, []).append(value)
    return HtmlResponse(
        page.url, page.status, headers=headers, body=page.body, encoding=page.encoding
    )
