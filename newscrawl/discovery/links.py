"""The links of a page: found by the rules of a browser, and sorted into articles and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.cms import Family
from newscrawl.extraction.select import compiled
from newscrawl.urls import Addresses, ArticleReference, absolute, is_rooted, origin

#: Links remembered, to sort those that stand on every page of a site but once.
REMEMBERED = 50_000

_Find = Callable[[Element], list[str]]


def _xpath(path: str) -> _Find:
    return cast("_Find", etree.XPath(path, smart_strings=False))


# "descendant::a": "//a" takes four times as long, and a union sorts what it finds.
_HREFS = [_xpath(f"descendant::{tag}/@href") for tag in ("a", "area")]
_SHOWN = [_xpath(f"descendant::{tag}[not(ancestor::template)]/@href") for tag in ("a", "area")]
_NEXT = _xpath("/html/head/link[@rel='next']/@href")


def hrefs(document: Element) -> list[str]:
    """Links of a page as they stand there, without those of ``<template>``, which shows nothing."""
    has_template = next(document.iter("template"), None) is not None
    return [href for find in (_SHOWN if has_template else _HREFS) for href in find(document)]


def next_hrefs(document: Element) -> list[str]:
    """Links that the head of a page calls the next page of its list."""
    return _NEXT(document)


def base_url(document: Element, url: str) -> str:
    """The address that the links of a page are relative to: the first ``<base href>``, else the
    page's own."""
    for element in document.iter("base"):
        if (href := element.get("href")) is not None:
            return absolute(url, href) or url
    return url


@dataclass(slots=True)
class Links:
    """Links of one page, absolute, each once."""

    #: Key → the first address found for it.
    articles: dict[str, str] = field(default_factory=dict)
    #: Key → the article at that address.
    references: dict[str, ArticleReference] = field(default_factory=dict, compare=False)
    #: Other pages that list articles.
    lists: list[str] = field(default_factory=list)
    #: The following page of this same list.
    next_page: str | None = None


class _Link(NamedTuple):
    """What an address is: of an article, of page ``number`` of the list ``path``, or nothing."""

    url: str = ""
    article: ArticleReference | None = None
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
        self._seen: set[str] = set()

    def links(self, document: Element, url: str) -> Links:
        """The links of a page.

        Args:
            url: address of the page, where it was fetched.
        """
        found = [*hrefs(document), *next_hrefs(document)]
        base = base_url(document, url)
        links = self.sort(found, url, base)
        links.next_page = links.next_page or self._next_page(document, url, base)
        return links

    def new_articles(self, document: Element, url: str) -> Links:
        """The articles that a page links to by links that no page before had: of the hundreds of
        links of an article page these are few.

        Args:
            url: as for :meth:`links`.
        """
        base = base_url(document, url)
        self._know_origin(base)
        new = [href for href in dict.fromkeys(hrefs(document)) if href not in self._seen]
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen.update(filter(is_rooted, new))
        return self.sort(new, url, base)

    def named(self, hrefs: Iterable[str], url: str) -> Links:
        """The articles that a feed, or a sitemap of articles only, names.

        Args:
            hrefs: as they stand there.
            url: address of the feed or sitemap.
        """
        links = Links()
        for href in dict.fromkeys(hrefs):
            at = (absolute(url, href) or "").partition("#")[0]
            on_site = self.addresses.site_url(at) if at else None
            found = self.family.named_reference(on_site) if on_site is not None else None
            if found is not None and found.key not in links.articles:
                links.articles[found.key] = at
                links.references[found.key] = found
        return links

    def sort(self, hrefs: Iterable[str], url: str, base: str | None = None) -> Links:
        """
        Args:
            hrefs: as they stand on the page.
            url: address of the page, where it was fetched.
            base: address that the links are relative to, if it is not the page's.
        """
        base = base or url
        self._know_origin(base)
        links = Links()
        lists: dict[str, None] = {}
        here, shown = self.family.page_of(url)
        pages: dict[int, str] = {}
        for href in dict.fromkeys(hrefs):
            link = self._remembered.get(href) or self._sort(href, base)
            if link.article is not None:
                key = link.article.key
                if key not in links.articles:
                    links.articles[key] = link.url
                    links.references[key] = link.article
            elif link.path is None:
                continue
            elif link.number is None:
                lists[link.url] = None
            elif link.path == here:
                pages[link.number] = link.url
        links.lists = list(lists)
        if pages and (number := self.family.next_number(shown or 1, pages)) is not None:
            links.next_page = pages[number]
        return links

    def _next_page(self, document: Element, url: str, base: str) -> str | None:
        """The following page, at the place that the family names: one of the same path, whatever
        else its query says."""
        found = [link for css in self.family.next_page for link in compiled(css)(document)]
        if not found:
            return None
        link = self._sort(found[-1].get("href") or "", base)
        here, shown = self.family.page_of(url)
        is_same = link.path is not None and link.path.partition("?")[0] == here.partition("?")[0]
        follows = self.family.next_number(shown or 1, (link.number or 0,)) is not None
        return link.url if is_same and follows else None

    def _know_origin(self, base: str) -> None:
        """What is remembered is of one host: with and without "www", or a mirror."""
        if (start := origin(base)) != self._origin:
            self._origin = start
            self._remembered.clear()
            self._seen.clear()

    def _sort(self, href: str, base: str) -> _Link:
        url = absolute(base, href)
        link = _NOTHING if url is None else self._what(url.partition("#")[0])
        if is_rooted(href):
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[href] = link
        return link

    def _what(self, url: str) -> _Link:
        on_site = self.addresses.site_url(url)
        if on_site is None:
            return _NOTHING
        article = self.family.reference(on_site)
        if article is not None:
            return _Link(url, article)
        if self.family.is_list(url):
            path, number = self.family.page_of(url)
            return _Link(url, None, path, number)
        return _NOTHING
