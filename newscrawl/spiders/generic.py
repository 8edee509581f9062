"""Any site: ``-a base_url=https://example.ir`` crawls it, ``-a url=…`` fetches articles of it."""

from typing import Any
from urllib.parse import urlsplit

from newscrawl.addresses import Addresses, bare_host
from newscrawl.arguments import ArgumentError, Arguments
from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class GenericSpider(NewsSpider):
    """In the archive the site goes by its domain: news codes are a site's own."""

    name = "generic"
    family = Generic()
    checked = "not one site: for any that is given as base_url= or url="

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.name = self.addresses.domain

    @classmethod
    def parse_arguments(cls, **texts: str | None) -> Arguments:
        address = texts.get("base_url") or next(iter((texts.get("url") or "").split()), None)
        if not address:
            raise ArgumentError(
                "base_url", "generic needs base_url= of a site, or url= of articles"
            )
        return Arguments.parse(cls.family, bare_host(urlsplit(address).netloc), **texts)

    def site_addresses(self) -> Addresses:
        parts = urlsplit(self.arguments.base_url or self.arguments.urls[0])
        return Addresses(bare_host(parts.netloc), scheme=parts.scheme)
