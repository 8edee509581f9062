"""Before and after a crawl: can it work, and did it?"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.answers.advice import advice, kinds
from newscrawl.arguments import ArgumentError
from newscrawl.cli.archive import said_if_new
from newscrawl.cli.exits import ALARM, FAILURE, fail
from newscrawl.cli.output import counted, local
from newscrawl.crawling.access.fetchers import check_access
from newscrawl.crawling.components import ENABLED, missing_component
from newscrawl.crawling.extension import STANDING_ALARMS
from newscrawl.crawling.ondemand import IMAGES
from newscrawl.crawling.revisiting import revisit_plan
from newscrawl.crawling.summary import WAITING, WAITING_FOR, WAITING_UNTIL, problem_of
from newscrawl.database import DatabaseError
from newscrawl.database.engine import check_writable
from newscrawl.database.images import image_folder
from newscrawl.database.lock import SiteLock
from newscrawl.spider import NewsSpider


def check_crawl(spider: type[Spider], arguments: dict[str, str], settings: BaseSettings) -> None:
    """End the program with one line if a crawl could not work, before anything is fetched."""
    site = spider.name
    if issubclass(spider, NewsSpider):
        try:
            site = spider(**arguments).name
        except ArgumentError as error:
            fail(str(error))
    told = ("MONITOR_ACTIONS", "NOTIFY_URLS", "NOTIFY_DIGEST", "ALERT_SERVICES")
    if any(settings[name] for name in told):
        # They take a while to import.
        from newscrawl.monitoring.actions import load_actions
        from newscrawl.monitoring.delivery import make_courier

        try:
            load_actions(settings)
            make_courier(settings)
        except ArgumentError as error:
            fail(str(error))
    own = settings.copy()
    spider.update_settings(own)
    if issubclass(spider, NewsSpider) and (problem := missing_component(own)):
        fail(problem)
    try:
        revisit_plan(own)
        check_access(own, site)
        if own.getbool(IMAGES):
            image_folder(own["DATABASE_URL"], own["IMAGES_STORE"])
    except (ArgumentError, DatabaseError) as error:
        fail(str(error))
    digits = settings.get("TEXT_DIGITS", "keep")
    if digits not in ("keep", "latin", "persian"):
        fail(f"TEXT_DIGITS: expected keep, latin or persian, got {digits!r}")
    if not settings.getbool(ENABLED, True):
        return
    try:
        with said_if_new(settings["DATABASE_URL"]):
            check_writable(settings["DATABASE_URL"])
            lock = SiteLock(settings["DATABASE_URL"], site)
            lock.acquire()
            lock.release()
    except DatabaseError as error:
        fail(str(error), FAILURE)


def crawl_problem(crawler: Crawler) -> str | None:
    """What went wrong with a finished crawl, ``None`` if nothing did.

    Scrapy itself exits with 0 however a crawl ended.
    """
    return problem_of(crawler.stats.get_stats())


def end_by(crawler: Crawler) -> None:
    """End the program with one line and 1 if a crawl failed, or with 3 if it is done but an alarm
    of the site stands. The line says also what waits, and what would help."""
    stats = crawler.stats.get_stats()
    said = waiting(stats)
    if tip := advice(kinds(stats), stats.get("downloader/request_count")):
        said.append(tip)
    if problem := crawl_problem(crawler):
        fail("; ".join([problem, *said]), FAILURE)
    if alarms := crawler.stats.get_value(STANDING_ALARMS):
        said = [*alarms, *said]
        print(f"newscrawl: done, but an alarm stands: {'; '.join(said)}", file=sys.stderr)
        sys.exit(ALARM)
    if said:
        print(f"newscrawl: done; {'; '.join(said)}", file=sys.stderr)


def waiting(stats: Mapping[str, Any]) -> list[str]:
    """What of a site waits until an outage is over, in words; nothing if nothing does."""
    if not (count := stats.get(WAITING, 0)):
        return []
    verb = "waits" if count == 1 else "wait"
    since = local(stats.get(WAITING_UNTIL))
    return [f"{counted(count, 'request')} {verb} for the site until {since} ({stats[WAITING_FOR]})"]


def shows_summary(settings: BaseSettings) -> bool:
    """Whether the log prints the summary of a crawl on standard error."""
    is_there = settings.getbool("LOG_ENABLED") and not settings["LOG_FILE"]
    level = logging.getLevelName(str(settings["LOG_LEVEL"]).upper())
    return is_there and isinstance(level, int) and level <= logging.INFO
