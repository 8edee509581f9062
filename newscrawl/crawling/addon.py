"""The add-on: archive, frontier and pipelines in any Scrapy project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings, Settings, default_settings

from newscrawl.crawling.components import NEEDED
from newscrawl.spider import NewsSpider

#: What a project says of itself: newscrawl's own is no business of another one.
_OF_A_PROJECT: Final = {
    "BOT_NAME", "SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE", "TEMPLATES_DIR",
    "LOG_LEVEL",
}  # fmt: skip
#: What brings the frontier to any spider: of a dictionary of components, only these.
_FOR_ANY_SPIDER: Final[Mapping[str, tuple[str, ...]]] = {
    "DOWNLOAD_HANDLERS": ("http", "https"),
    **{setting: (path,) for setting, (path, _) in NEEDED.items()},
    "ITEM_PIPELINES": (
        "newscrawl.crawling.pipelines.ValidatePipeline",
        NEEDED["ITEM_PIPELINES"][0],
    ),
}


class Addon:
    """``ADDONS = {"newscrawl.Addon": 1}`` in the settings of a Scrapy project.

    The project keeps its spiders, settings and pipelines; what it sets itself wins. A spider of its
    own gets the frontier, which survives any kill, and its items go where its pipelines say. The
    sites of newscrawl can be crawled, with all of newscrawl's settings.
    """

    def __init__(self, spider: type[Spider]) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spidercls)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """What is known before any spider: the sites, and settings of our own."""
        modules = settings.getlist("SPIDER_MODULES")
        more = [module for module in _ours().getlist("SPIDER_MODULES") if module not in modules]
        if more:
            priority = settings.getpriority("SPIDER_MODULES") or 0
            settings.set("SPIDER_MODULES", [*modules, *more], priority)
        _add(settings, "SPIDER_LOADER_CLASS", _ours()["SPIDER_LOADER_CLASS"])
        for name in _names():
            if not hasattr(default_settings, name):
                _add(settings, name, _ours()[name])

    def update_settings(self, settings: BaseSettings) -> None:
        """What a crawl of a spider needs."""
        self.update_pre_crawler_settings(settings)
        if issubclass(self.spider, NewsSpider):
            for name in _names():
                _add(settings, name, _ours()[name])
            return
        _add(settings, "SCHEDULER", _ours()["SCHEDULER"])
        for name, wanted in _FOR_ANY_SPIDER.items():
            _add(settings, name, {path: _ours()[name][path] for path in wanted})

    @classmethod
    def complete(cls, settings: Settings) -> None:
        """Bring the add-on and our commands to the settings of a project that are not ours."""
        if settings["SCHEDULER"] == _ours()["SCHEDULER"]:
            return
        settings["ADDONS"].set("newscrawl.Addon", 1, "addon")
        cls.update_pre_crawler_settings(settings)
        for name in ("COMMANDS_MODULE", "TEMPLATES_DIR"):
            settings.set(name, _ours()[name], "cmdline")


@cache
def _ours() -> Settings:
    """The settings of newscrawl: they import what is in this room."""
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    return settings


def _names() -> list[str]:
    """The settings that newscrawl has or changes, without :data:`_OF_A_PROJECT`."""
    ours = _ours()
    return [name for name in ours if ours.getpriority(name) and name not in _OF_A_PROJECT]


def _add(settings: BaseSettings, name: str, value: Any) -> None:
    """Set a setting, or add to a dictionary, where the project says nothing."""
    if isinstance(value, Mapping) and isinstance(settings[name], BaseSettings):
        for key, one in value.items():
            settings[name].set(key, one, "addon")
    else:
        settings.set(name, value, "addon")
