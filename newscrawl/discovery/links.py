"""Sorting the links of a page into articles and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from newscrawl.addresses import Addresses
from newscrawl.cms import Family
from newscrawl.cms.base import absolute, origin

#: Links remembered, to sort those that stand on every page of a site but once.
REMEMBERED = 50_000


@dataclass(slots=True)
class Links:
    """Links of one page, absolute, each once."""

    #: Key → the first address found for it.
    articles: dict[str, str] = field(default_factory=dict)
    #: Other pages that list articles.
    lists: list[str] = field(default_factory=list)
    #: The following page of this same list.
    next_page: str | None = None


class _Link(NamedTuple):
    """What an address is: of an article, of page ``number`` of the list ``path``, or nothing."""

    key: str | None = None
    url: str = ""
    path: str | None = None
    number: int | None = None


_NOTHING = _Link()


class LinkSorter:
    """Sorts links by what their addresses say; whatever is neither article nor list is left out.

    Most links of a page stand on other pages too, so what a link is is remembered.

    Args:
        family: knows what the paths of its sites mean.
        addresses: of the site.
    """

    def __init__(self, family: Family, addresses: Addresses) -> None:
        self.family = family
        self.addresses = addresses
        self._origin = ""
        self._remembered: dict[str, _Link] = {}
        self._link = _link_pattern(family)
        self._met: set[bytes] = set()

    def sort(self, hrefs: Iterable[str], page_url: str) -> Links:
        """
        Args:
            hrefs: as they stand on the page.
            page_url: address of the page, which relative links and its number are relative to.
        """
        links = Links()
        lists: dict[str, None] = {}
        page: tuple[str, int | None] | None = None
        for href in dict.fromkeys(hrefs):
            key, url, path, number = self._remembered.get(href) or self._sort(href, page_url)
            if key is not None:
                links.articles.setdefault(key, url)
            elif path is None:
                continue
            elif number is None:
                lists[url] = None
            else:
                here, shown = page = page or self.family.page_of(page_url)
                if path == here and number == (shown or 1) + 1:
                    links.next_page = url
        links.lists = list(lists)
        return links

    def new_articles(self, source: bytes, page_url: str) -> dict[str, str]:
        """Key → address of the articles that a page links to, and no page before did.

        Args:
            source: of the page, in an encoding in which ASCII is itself. It is not parsed: an
                article page has hundreds of links to articles, nearly all of them met before. So
                addresses are found only where they are written as usual, and without their slugs.
        """
        new = set(self._link.findall(source)) - self._met
        if len(self._met) >= REMEMBERED:
            self._met.clear()
        self._met |= new
        start, site = origin(page_url), self.addresses.origin
        articles: dict[str, str] = {}
        for found in new:
            href = found.decode(errors="replace")
            if href[0] == "/":  # on the site, as the page is
                url, key = start + href, self.family.key(site + href)
            else:
                url, key = href, self._key(href)
            if key is not None:
                articles[key] = url
        return articles

    def _key(self, url: str) -> str | None:
        """See :meth:`newscrawl.cms.Family.key`; ``None`` for addresses of other sites."""
        if self.family.key(url) is None or not self.addresses.on_site(url):
            return None
        return self.family.key(self.addresses.to_site(url))

    def _sort(self, href: str, page_url: str) -> _Link:
        start = origin(page_url)
        if start != self._origin:  # with and without "www", or a mirror
            self._origin = start
            self._remembered.clear()
        if href.startswith("/") and "//" not in href and "/." not in href and href.isprintable():
            url: str | None = start + href
        else:
            url = absolute(page_url, href)
        if url is None:
            return _NOTHING
        link = self._what(url)
        if href.startswith(("/", "http:", "https:")):  # else it depends on the page
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[href] = link
        return link

    def _what(self, url: str) -> _Link:
        key = self._key(url)
        if key is not None:
            return _Link(key, url)
        if self.family.is_list(url) and self.addresses.on_site(url):
            path, number = self.family.page_of(url)
            return _Link(None, url.partition("#")[0], path, number)
        return _NOTHING


def _link_pattern(family: Family) -> re.Pattern[bytes]:
    """Finds the addresses of articles in the source of a page, up to the code."""
    path = re.sub(r"\(\?P<\w+>", "(?:", family.article_path.pattern).replace("$", "[\"'\\s>?#]")
    return re.compile(rf"""href=["']?((?:https?://[^/"'\s>]+)?{path})""".encode())
