"""What is imported only where a setting turns it on."""

import asyncio
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import default_settings
from scrapy.utils.misc import build_from_crawler, load_object

from newscrawl import settings
from newscrawl.crawling.ondemand import IMAGES, OnDemand
from newscrawl.spiders.roozplus import RoozplusSpider

COMPONENTS = OnDemand.__subclasses__()


@pytest.mark.parametrize("component", COMPONENTS)
def test_it_is_what_it_stands_for_if_it_is_on(component: type[OnDemand], tmp_path: Path) -> None:
    values = {"DATABASE_URL": f"sqlite:///{tmp_path}/news.db"}
    if component.setting == IMAGES:
        values["TWISTED_REACTOR_ENABLED"] = "False"  # else its settings would install one
    crawler = Crawler(Spider, {component.setting: True, **values})
    if component.setting == IMAGES:
        crawler._apply_settings()
    crawler.spider = RoozplusSpider()  # pictures are those of our sites

    async def build() -> object:  # the remote control wants a running loop
        return build_from_crawler(component, crawler)

    assert type(asyncio.run(build())) is load_object(component.path)


@pytest.mark.parametrize("component", COMPONENTS)
def test_it_is_off_by_default(component: type[OnDemand]) -> None:
    crawler = Crawler(Spider, {component.setting: getattr(settings, component.setting)})
    with pytest.raises(NotConfigured):
        build_from_crawler(component, crawler)


@pytest.mark.parametrize("name", ["DOWNLOADER_MIDDLEWARES_BASE", "EXTENSIONS_BASE"])
def test_it_stands_where_it_stood(name: str) -> None:
    ours, scrapys = getattr(settings, name), getattr(default_settings, name)
    assert list(ours.values()) == list(scrapys.values())
    replaced = {old: load_object(new) for old, new in zip(scrapys, ours, strict=True) if old != new}
    assert replaced
    for old, ours_now in replaced.items():
        assert old == getattr(ours_now, "path", old)
        assert hasattr(ours_now, "path") or issubclass(ours_now, load_object(old))
