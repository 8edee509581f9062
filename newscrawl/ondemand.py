"""Scrapy's components that are off by default here, imported only where a setting turns them on.

Scrapy imports each component to learn from it that it is off. These bring HTTP clients and servers
and an SSH library along, and made for a good part of the start of a crawl.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import build_from_crawler, load_object

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class OnDemand:
    """Becomes the component of :attr:`path` if :attr:`setting` is on."""

    setting: ClassVar[str]
    path: ClassVar[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        if not crawler.settings.getbool(cls.setting):
            raise NotConfigured
        return build_from_crawler(load_object(cls.path), crawler)


class Cookies(OnDemand):
    setting = "COOKIES_ENABLED"
    path = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


class RemoteControl(OnDemand):
    setting = "REMOTE_CONTROL_ENABLED"
    path = "scrapy.extensions.remote_control.RemoteControl"


class TelnetConsole(OnDemand):
    setting = "TELNETCONSOLE_ENABLED"
    path = "scrapy.extensions.telnet.TelnetConsole"


def on_demand(components: Mapping[str, int]) -> dict[str, int]:
    """A list of Scrapy's (path → order), with these classes instead of what they stand for."""
    ours = {
        component.path: f"{component.__module__}.{component.__qualname__}"
        for component in (Cookies, RemoteControl, TelnetConsole)
    }
    return {ours.get(path, path): order for path, order in components.items()}
