"""Who fetches the pages of a site: Scrapy itself, or something that looks more like a browser."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.access.proxies import SETTING, proxies_of

if TYPE_CHECKING:
    from scrapy.core.downloader.handlers.base import BaseDownloadHandler

#: What ``FETCHER`` may say → the download handler; its modules are imported only if it is used.
FETCHERS = {
    "scrapy": "newscrawl.crawling.access.plain.PlainHandler",
    "impersonate": "newscrawl.crawling.access.curl.ImpersonatingHandler",
    "playwright": "newscrawl.crawling.access.browser.BrowserHandler",
}
#: The handler for proxies that Scrapy's own cannot use.
BY_CURL = "newscrawl.crawling.access.curl.CurlHandler"
#: Schemes of these proxies.
OF_CURL = ("https", "socks5", "socks5h")
#: Module → the extra that brings it.
_CURL, _PLAYWRIGHT = "scrapy_impersonate", "playwright"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def make_fetcher(name: str, crawler: Crawler) -> BaseDownloadHandler:
    """A download handler by its name in :data:`FETCHERS`, or by its path."""
    handler: BaseDownloadHandler = load_object(FETCHERS.get(name, name)).from_crawler(crawler)
    return handler


def check_access(settings: BaseSettings, site: str) -> None:
    """Whether the pages of a site can be fetched as its settings say.

    Args:
        settings: of the crawl, with those of the site's file.

    Raises:
        ArgumentError: if a setting is wrong, or what it needs is not installed.
    """
    fetcher = settings.get("FETCHER", "scrapy")
    if fetcher not in FETCHERS:
        raise ArgumentError("FETCHER", f"expected {', '.join(FETCHERS)}, got {fetcher!r}")
    proxies = proxies_of(settings, site)
    by_curl = {scheme for proxy in proxies if (scheme := urlsplit(proxy).scheme) in OF_CURL}
    if fetcher == "impersonate":
        _need(_CURL, "FETCHER=impersonate", "impersonate")
        from newscrawl.crawling.access.curl import check_browser

        check_browser(settings.get("IMPERSONATE"))
    elif fetcher == "playwright":
        _need(_PLAYWRIGHT, "FETCHER=playwright", "playwright")
        _check_path(settings.get("BROWSER_PATH"))
        if any(proxy.startswith("socks") and "@" in proxy for proxy in proxies):
            raise ArgumentError(SETTING, "Chromium cannot give a password to a SOCKS proxy")
    elif by_curl:
        _need(_CURL, f"{SETTING} of {' and '.join(sorted(by_curl))}", "socks")


def browser_path(given: str | None) -> str | None:
    """The program of the browser: the one that is given, or the first that is installed; ``None``
    for Playwright's own."""
    return given or next(filter(None, map(shutil.which, _BROWSERS)), None)


def _need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise ArgumentError(what, f"needs an extra: pip install 'newscrawl[{extra}]'")


def _check_path(given: str | None) -> None:
    if given and not (Path(given).is_file() and os.access(given, os.X_OK)):
        raise ArgumentError("BROWSER_PATH", f"expected the program of a Chromium, got {given!r}")
