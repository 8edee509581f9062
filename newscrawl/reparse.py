"""Stored pages, read again by today's rules: pure functions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from scrapy.http import HtmlResponse
from scrapy.settings import BaseSettings

from newscrawl.cms import NotAnArticle
from newscrawl.database.pages import StoredPage
from newscrawl.items import Article, RawPage
from newscrawl.pipelines import missing_fields
from newscrawl.spider import NewsSpider

#: Fields that another reading does not change: which article it is, and what became of it.
KEPT: Final = ("site", "news_code", "url", "fetched_at", "revision")
#: Fields that follow from others.
_DERIVED: Final = ("content_hash",)
COMPARED: Final = tuple(
    field.name for field in fields(Article) if field.name not in (*KEPT, *_DERIVED)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stored page reads as today."""

    stored: StoredPage
    #: ``None`` if it is no article, for the reason given.
    article: Article | None
    reason: str | None = None


def make_spider(spider_class: type[NewsSpider], settings: BaseSettings) -> NewsSpider:
    """A spider that reads pages, and crawls nothing.

    Raises:
        ArgumentError: if the site needs to be told more.
    """
    spider = spider_class()
    spider.settings = settings.copy()
    spider_class.update_settings(spider.settings)
    return spider


def read(spider: NewsSpider, stored: StoredPage) -> Reading:
    """Read a page again."""
    try:
        article = spider.read_article(response_of(stored.page), stored.fetched_at)
    except NotAnArticle as error:
        return Reading(stored, None, str(error))
    except Exception as error:  # one page's trouble is not the others'
        return Reading(stored, None, " ".join(f"{type(error).__name__}: {error}".split())[:500])
    if missing := missing_fields(article):
        return Reading(stored, None, f"article without {', '.join(missing)}")
    return Reading(stored, article)


def response_of(page: RawPage) -> HtmlResponse:
    """A page as Scrapy downloaded it."""
    headers: dict[str, list[str]] = {}
    for name, value in page.headers:
        headers.setdefault(name, []).append(value)
    return HtmlResponse(
        page.url, page.status, headers=headers, body=page.body, encoding=page.encoding
    )


def differences(old: Article, new: Article) -> dict[str, tuple[Any, Any]]:
    """The fields that read otherwise: name → (as it was, as it is).

    >>> differences(Article(title="الف", lead="ب"), Article(title="الف", tags=["پ"]))
    {'lead': ('ب', None), 'tags': ([], ['پ'])}
    """
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in COMPARED)
    return {name: (before, after) for name, before, after in pairs if before != after}
