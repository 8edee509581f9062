"""Whether a crawl has the archive, and Scrapy's components that the archive needs."""

from __future__ import annotations

from typing import Final

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

#: The setting that turns the archive off: with it go frontier, table ``crawls`` and alarms.
ENABLED: Final = "ARCHIVE_ENABLED"
SCHEDULER: Final = "newscrawl.crawling.scheduler.FrontierScheduler"
#: Setting → what it must have, and where it stands there. Scrapy's manual says how to set all of
#: these to components of one's own.
NEEDED: Final = {
    "EXTENSIONS": ("newscrawl.crawling.extension.ArchiveExtension", 2),
    "SPIDER_MIDDLEWARES": ("newscrawl.crawling.unit_of_work.UnitOfWorkMiddleware", 1),
    "ITEM_PIPELINES": ("newscrawl.crawling.pipelines.StorePipeline", 300),
}


def has_archive(crawler: Crawler) -> bool:
    """Whether a crawl works on the archive; ``scrapy shell``, which has no spider, does not."""
    return crawler.settings.getbool(ENABLED, True) and crawler.spider is not None


def missing_component(settings: BaseSettings) -> str | None:
    """What is wrong with the components of a crawl with the frontier, in one line.

    Without them it would read pages, call them done, and store nothing.
    """
    if not settings.getbool(ENABLED, True) or settings["SCHEDULER"] != SCHEDULER:
        return None
    for setting, (path, order) in NEEDED.items():
        needed = load_object(path)
        used = settings.getwithbase(setting)
        if not any(used[key] is not None and load_object(key) is needed for key in used):
            return (
                f"{setting} lacks {path}: keep it beside your own, as in "
                f'{setting} = {{"{path}": {order}, …}}, or set {ENABLED} = False'
            )
    return None
