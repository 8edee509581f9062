"""A crawl says in one line what it is, and nothing of how Scrapy is set up."""

from __future__ import annotations

import logging
from typing import Final

import scrapy
from scrapy.settings import Settings

from newscrawl import __version__
from newscrawl.crawling.components import ENABLED
from newscrawl.database.engine import shown

#: Loggers of Scrapy whose INFO is a page of versions, settings and components.
SETUP: Final = ("scrapy.utils.log", "scrapy.addons", "scrapy.middleware", "scrapy.crawler")

logger = logging.getLogger(__name__)


def is_more_than_setup(record: logging.LogRecord) -> bool:
    """Whether a line is a warning, or worse."""
    return record.levelno > logging.INFO


def be_quiet(settings: Settings, *, shows_stats: bool) -> None:
    """Leave out what Scrapy says of its setup, and the stats, unless ``LOG_LEVEL`` is ``DEBUG``.

    To be called before logging begins.
    """
    is_debug = str(settings["LOG_LEVEL"]).upper() in ("DEBUG", str(logging.DEBUG))
    for name in SETUP:
        # No level: Scrapy's configuration of the log resets it.
        log = logging.getLogger(name)
        (log.removeFilter if is_debug else log.addFilter)(is_more_than_setup)
    if is_debug or shows_stats:
        settings.set("STATS_DUMP", True, priority="cmdline")


def say_what_begins(site: str, settings: Settings) -> None:
    """The one line that a crawl begins with."""
    is_stored = settings.getbool(ENABLED, True)
    where = shown(settings["DATABASE_URL"]) if is_stored else "without the archive"
    logger.info(
        "newscrawl %s (Scrapy %s) crawls %s: %s", __version__, scrapy.__version__, site, where
    )
