"""Imports what a crawl needs, once for all crawls of a worker: see
:mod:`newscrawl.schedule.processes`.

What is imported stands here by name, for a crawl is a program, and programs are above this room.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

#: With the modules in them, not those of packages in them: these may need an extra.
_PACKAGES: Final = (
    "newscrawl.commands",
    "newscrawl.crawling",
    "scrapy.commands",
    "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
)
_MODULES: Final = (
    "newscrawl.console.main",
    "newscrawl.monitoring.monitors",
    "newscrawl.spider",
    "scrapy.cmdline",
    "scrapy.core.engine",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.scraper",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.logcount",
    "scrapy.extensions.logstats",
    "scrapy.extensions.memusage",
    "scrapy.extensions.spiderstate",
    "scrapy.extensions.throttle",
    "spidermon.contrib.scrapy.extensions",
)


def _import_all() -> None:
    for name in _PACKAGES:
        for module in iter_modules(import_module(name).__path__, f"{name}."):
            import_module(module.name)
    for name in _MODULES:
        import_module(name)
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a reactor cannot be shared: each crawl installs its own")
    # The collector would write to what the processes have in common.
    gc.collect()
    gc.freeze()


_import_all()
