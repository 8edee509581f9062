"""Spider middlewares; the frontier's own is in :mod:`newscrawl.frontier.middleware`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from newscrawl.items import Failure, FromPage, RawPage
from newscrawl.rules import rules_version
from newscrawl.spider import NewsSpider


class KeepPages:
    """Hands articles, and failures to read one, the page that they come from.

    The pages of other failures (the site says that there is no such article, the page is not of
    the article asked for) hold nothing that could ever be read from them.
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
            if isinstance(output, FromPage) and isinstance(response, TextResponse):
                output.page = self.page_of(output, response)
            yield output

    def page_of(self, item: FromPage, response: TextResponse) -> RawPage | None:
        """The page, if the item is what its address promised."""
        spider = self.crawler.spider
        if not isinstance(spider, NewsSpider) or not response.body:
            return None
        url = spider.addresses.to_site(response.url)
        if isinstance(item, Failure):
            key = spider.family.key(item.url)
            if item.is_missing or key is None or key != spider.family.key(url):
                return None
        if self.rules is None:
            self.rules = rules_version(spider)
        return RawPage(
            url=url,
            status=response.status,
            headers=[
                [name.decode("latin-1"), value.decode("latin-1")]
                for name, values in response.headers.items()
                for value in values
            ],
            encoding=response.encoding,
            body=response.body,
            rules=self.rules,
        )
