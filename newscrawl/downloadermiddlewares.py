"""Downloader middlewares."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from newscrawl.spider import NewsSpider


class OnSiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but a redirect to another site is a failure with that reason.

    Scrapy's offsite filter would drop it without a word to the request's errback.
    """

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        spider = self.crawler.spider
        if isinstance(spider, NewsSpider) and not spider.on_site(redirected.url):
            raise IgnoreRequest(f"redirected to {redirected.url}, which is not on the site")
        return super()._redirect(redirected, request, reason)
