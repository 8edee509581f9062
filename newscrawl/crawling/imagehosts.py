"""Where pictures may be fetched from: imported only with ``IMAGES_ENABLED``."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured

from newscrawl.arguments import is_loopback
from newscrawl.crawling.access.proxies import proxies_of
from newscrawl.crawling.pace import ELSEWHERE, IMAGE
from newscrawl.spider import NewsSpider


class ImageHostsMiddleware:
    """Pictures of other hosts than the site's have a slot and a delay of their own, and none comes
    from a private network: an article could make us ask a router, or the metadata of a cloud.

    It sees redirects and the ``robots.txt`` of these hosts, too. Only a mirror on this machine may
    have its pictures on this machine.
    """

    def __init__(self, crawler: Crawler) -> None:
        spider = crawler.spider
        if not isinstance(spider, NewsSpider):
            raise NotConfigured
        self.spider = spider
        mirror = spider.arguments.base_url
        self.may_be_local = bool(mirror) and is_loopback(mirror or "")
        #: A proxy resolves names itself, and this machine perhaps cannot.
        self.has_proxy = bool(proxies_of(crawler.settings, spider.name))
        #: Host → whether it may be asked.
        self._known: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if IMAGE not in request.meta:
            return
        is_elsewhere = not self.spider.on_site(request.url)
        if is_elsewhere:
            host = urlsplit(request.url).hostname or ""
            if host not in self._known:
                self._known[host] = await self._may_be_asked(host)
            if not self._known[host]:
                raise IgnoreRequest(f"{host} is in a private network")
            request.meta["download_slot"] = f"{ELSEWHERE}{host}"
        elif str(request.meta.get("download_slot", "")).startswith(ELSEWHERE):
            del request.meta["download_slot"]  # redirected to the site

    async def _may_be_asked(self, host: str) -> bool:
        try:
            found = [ip_address(host)]
        except ValueError:
            found = [] if self.has_proxy else await _resolved(host)
        return all(may_come_from(address, self.may_be_local) for address in found)


def may_come_from(address: IPv4Address | IPv6Address, may_be_local: bool) -> bool:
    """Whether a picture may come from an address.

    >>> addresses = map(ip_address, ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"))
    >>> [may_come_from(address, False) for address in addresses]
    [True, False, False, False]
    """
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    address = mapped or address
    return (address.is_global and not address.is_multicast) or (
        may_be_local and address.is_loopback
    )


async def _resolved(host: str) -> list[IPv4Address | IPv6Address]:
    """Nothing for a name that is not known: the download will say so."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None)
        return [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    except (OSError, UnicodeError, ValueError):
        return []
