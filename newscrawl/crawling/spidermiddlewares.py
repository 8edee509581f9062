"""Spider middlewares; the frontier's own is in :mod:`newscrawl.crawling.unit_of_work`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from newscrawl.items import Failure, FromPage, RawPage
from newscrawl.spider import NewsSpider


class KeepPages:
    """Adds the raw page to each article, and to each failure to read one.

    The pages of other failures are not kept: the site says that there is no such article, or the
    page is another article's. An item that has a page of its own, as those of an API, keeps that.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("STORE_PAGES"):
            raise NotConfigured
        self.crawler = crawler
        self.rules: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        async for output in result:
            is_from_page = isinstance(output, FromPage) and output.page is None
            if is_from_page and isinstance(response, TextResponse):
                output.page = self.page_of(output, response)
            yield output

    def page_of(self, item: FromPage, response: TextResponse) -> RawPage | None:
        """The raw page, if it is the page of the item's article."""
        spider = self.crawler.spider
        if not isinstance(spider, NewsSpider) or not response.body:
            return None
        if isinstance(item, Failure):
            found = spider.found_at(response)
            key = spider.family.key(item.url)
            if item.is_missing or found is None or key != found.key:
                return None
        if self.rules is None:
            self.rules = spider.rules_version
        return raw_page(spider, response, self.rules)


def raw_page(spider: NewsSpider, response: TextResponse, rules: str) -> RawPage:
    """A page as it is stored.

    Args:
        rules: the version of the rules that read it.
    """
    found = spider.found_at(response)
    return RawPage(
        url=found.address if found else spider.addresses.to_site(response.url),
        status=response.status,
        headers=[
            [name.decode("latin-1"), value.decode("latin-1")]
            for name, values in response.headers.items()
            for value in values
        ],
        encoding=response.encoding,
        body=response.body,
        rules=rules,
    )
