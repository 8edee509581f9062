"""What is imported only where a setting turns it on."""

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import default_settings
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.test import get_crawler

from newscrawl import settings
from newscrawl.ondemand import OnDemand

COMPONENTS = OnDemand.__subclasses__()


@pytest.mark.parametrize("component", COMPONENTS)
def test_it_is_what_it_stands_for_if_it_is_on(component: type[OnDemand]) -> None:
    crawler = get_crawler(settings_dict={component.setting: True, "TWISTED_REACTOR_ENABLED": True})
    assert type(build_from_crawler(component, crawler)) is load_object(component.path)


@pytest.mark.parametrize("component", COMPONENTS)
def test_it_is_off_by_default(component: type[OnDemand]) -> None:
    crawler = get_crawler(settings_dict={component.setting: getattr(settings, component.setting)})
    with pytest.raises(NotConfigured):
        build_from_crawler(component, crawler)


@pytest.mark.parametrize("name", ["DOWNLOADER_MIDDLEWARES_BASE", "EXTENSIONS_BASE"])
def test_it_stands_where_it_stood(name: str) -> None:
    ours, scrapys = getattr(settings, name), getattr(default_settings, name)
    assert list(ours.values()) == list(scrapys.values())
    replaced = {old: load_object(new) for old, new in zip(scrapys, ours, strict=True) if old != new}
    assert replaced
    assert all(component.path == old for old, component in replaced.items())
