"""Components that are off by default here, imported only where a setting turns them on.

Scrapy imports each component to learn from it that it is off. These import HTTP clients and servers
and an SSH library: without this module, the start of a crawl takes an eighth more CPU time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import build_from_crawler, load_object

#: Needs Scrapy's only for a site that needs cookies.
COOKIES = "newscrawl.crawling.access.cookies.EntryCookies"
#: Scrapy's feeds without what is no article.
FEEDS = "newscrawl.crawling.feeds.ArticleFeeds"
#: The setting of pictures, whose components are our own.
IMAGES = "IMAGES_ENABLED"

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


class RemoteControl(OnDemand):
    setting = "REMOTE_CONTROL_ENABLED"
    path = "scrapy.extensions.remote_control.RemoteControl"


class TelnetConsole(OnDemand):
    setting = "TELNETCONSOLE_ENABLED"
    path = "scrapy.extensions.telnet.TelnetConsole"


class Images(OnDemand):
    setting = IMAGES
    path = "newscrawl.crawling.images.ArticleImages"


class ImageHosts(OnDemand):
    setting = IMAGES
    path = "newscrawl.crawling.imagehosts.ImageHostsMiddleware"


def on_demand(components: Mapping[str, int]) -> dict[str, int]:
    """Scrapy's list of components (path → order), with our classes in place of these four."""
    ours = {
        component.path: f"{component.__module__}.{component.__qualname__}"
        for component in (RemoteControl, TelnetConsole)
    }
    ours["scrapy.downloadermiddlewares.cookies.CookiesMiddleware"] = COOKIES
    ours["scrapy.extensions.feedexport.FeedExporter"] = FEEDS
    return {ours.get(path, path): order for path, order in components.items()}
