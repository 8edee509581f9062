"""Addresses of a site, and of a mirror that may be crawled in its place."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Addresses:
    """
    >>> site = Addresses("a.ir", "http://127.0.0.1:8000")
    >>> site.to_mirror("https://www.a.ir/fa/news/1"), site.to_site("http://127.0.0.1:8000/?p=2")
    ('http://127.0.0.1:8000/fa/news/1', 'https://a.ir/?p=2')
    """

    #: Host without ``www``; with its port, if that is not the usual one.
    domain: str
    #: ``http://host[:port]`` of the mirror.
    base_url: str | None = None
    scheme: str = "https"

    @property
    def origin(self) -> str:
        """``scheme://domain``."""
        return f"{self.scheme}://{self.domain}"

    def of(self, path: str) -> str:
        """The address of a path on the site."""
        return self.origin + path

    def on_site(self, url: str) -> bool:
        """Whether an address is the site's, or its mirror's."""
        host = urlsplit(url).netloc
        if self.base_url and host == urlsplit(self.base_url).netloc:
            return True
        return bare_host(host) == self.domain

    def to_mirror(self, url: str) -> str:
        """Where to fetch a page of the site: from the mirror, if there is one."""
        return self.base_url + _path(url) if self.base_url and self.on_site(url) else url

    def to_site(self, url: str) -> str:
        """The address on the site itself of a page that may come from a mirror: the same for
        ``http`` and ``https``, with and without ``www``."""
        if url.startswith(f"{self.origin}/") and "#" not in url:
            return url
        return self.of(_path(url)) if self.on_site(url) else url


def bare_host(host: str) -> str:
    """
    >>> bare_host("WWW.a.ir:443"), bare_host("127.0.0.1:8000")
    ('a.ir', '127.0.0.1:8000')
    """
    host = host.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    return host.removeprefix("www.")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
