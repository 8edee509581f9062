"""What our commands share: one-line errors, exit codes, and running a crawl."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import NoReturn

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import ArgumentError
from newscrawl.database import DatabaseError
from newscrawl.database.engine import check_writable
from newscrawl.database.lock import SiteLock
from newscrawl.spider import NewsSpider
from newscrawl.spiderloader import BrokenSpiderError
from newscrawl.summary import GOOD_REASONS, Summary

#: Exit codes.
DONE, FAILURE, WRONG_USAGE = 0, 1, 2


def fail(message: str, code: int = WRONG_USAGE) -> NoReturn:
    """End the program with one line on standard error."""
    print(f"newscrawl: error: {message}", file=sys.stderr)
    sys.exit(code)


def load_site(settings: BaseSettings, name: str) -> type[Spider]:
    """The spider of a site; ends the program if there is none, or its file cannot be imported."""
    loader = get_spider_loader(settings)
    try:
        return loader.load(name)
    except KeyError:
        close = get_close_matches(name, loader.list(), 1)
        hint = f"did you mean {close[0]!r}?" if close else "'scrapy list' shows them all"
        fail(f"unknown site {name!r}: {hint}")
    except BrokenSpiderError as error:
        fail(str(error), FAILURE)


def site_titles(settings: BaseSettings) -> dict[str, str]:
    """The Persian names of the sites, by name of the spider."""
    loader = get_spider_loader(settings)
    titles = ((name, getattr(loader.load(name), "title", None)) for name in loader.list())
    return {name: title for name, title in titles if title}


def check_crawl(spider: type[Spider], arguments: dict[str, str], settings: BaseSettings) -> None:
    """End the program with one line, before anything is fetched, if the crawl could not work."""
    site = spider.name
    if issubclass(spider, NewsSpider):
        try:
            site = spider(**arguments).name
        except ArgumentError as error:
            fail(str(error))
    if settings.getlist("MONITOR_ACTIONS"):
        from newscrawl.monitors import load_actions  # takes a while to import

        try:
            load_actions(settings)
        except ArgumentError as error:
            fail(str(error))
    digits = settings.get("TEXT_DIGITS", "keep")
    if digits not in ("keep", "latin", "persian"):
        fail(f"TEXT_DIGITS: expected keep, latin or persian, got {digits!r}")
    try:
        check_writable(settings["DATABASE_URL"])
        lock = SiteLock(settings["DATABASE_URL"], site)
        lock.acquire()
        lock.release()
    except DatabaseError as error:
        fail(str(error), FAILURE)


def crawl_problem(crawler: Crawler) -> str | None:
    """What was wrong with a crawl that is over, ``None`` if it is as it should be.

    Scrapy itself exits with 0 whatever became of a crawl.
    """
    stats = crawler.stats.get_stats()
    reason = stats.get("finish_reason")
    if reason not in GOOD_REASONS:
        return f"the crawl did not finish: {reason or 'it could not start'}"
    pages = stats.get("downloader/response_status_count/200", 0)
    pages -= stats.get("robotstxt/response_status_count/200", 0)
    if pages <= 0 and Summary.of(stats).failures:
        return "no page could be fetched: see the table failures"
    alarms = stats.get("newscrawl/alarms")
    return f"the crawl is not as it should be: {'; '.join(alarms)}" if alarms else None
