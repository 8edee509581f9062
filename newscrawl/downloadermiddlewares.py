"""Downloader middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured

from newscrawl.spider import NewsSpider

if TYPE_CHECKING:
    from scrapy.downloadermiddlewares.cookies import CookiesMiddleware


class OnSiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but a redirect to another site is a failure with that reason.

    Scrapy's offsite filter would drop it without a word to the request's errback.
    """

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        spider = self.crawler.spider
        if isinstance(spider, NewsSpider) and not spider.on_site(redirected.url):
            raise IgnoreRequest(f"redirected to {redirected.url}, which is not on the site")
        return super()._redirect(redirected, request, reason)


class CookiesIfEnabled:
    """Scrapy's middleware of cookies, imported only where ``COOKIES_ENABLED`` says so: it brings
    an HTTP client along, for the list of public domains, and with that a slow start."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CookiesMiddleware:
        if not crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        from scrapy.downloadermiddlewares.cookies import CookiesMiddleware

        return CookiesMiddleware.from_crawler(crawler)
