"""What JSON-LD says of the article of a page, by schema.org's names."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.cms.base import Family
from newscrawl.extraction import structured
from newscrawl.extraction.compare import bare
from newscrawl.extraction.page import Page
from newscrawl.urls import ArticleReference, absolute, url_path

_TITLES = cast(
    "Callable[[Element], list[str]]",
    etree.XPath("//meta[@property='og:title']/@content | //title/text() | //h1//text()"),
)
_JOINED = re.compile(r"\s*(?:،|[,;؛|](?!\d)|(?<!\d)[,;؛|])\s*|\s+(?=#)")
# What no tag of several has in it: «،» may stand in a name.
_MACHINE_JOINED = re.compile(r"\s*(?:[,;؛|](?!\d)|(?<!\d)[,;؛|])\s*")
_DASH = " - "


class Metadata:
    """What JSON-LD says of a page's article; false where it names no article.

    Properties are found by their names in any spelling: sites write ``headLine``, too.
    """

    def __init__(self, family: Family, page: Page) -> None:
        objects = structured.json_ld(page.document)
        self._named = {name: o for o in objects if isinstance(name := o.get("@id"), str)}
        of_address = _OfAddress(family, page.url, page.reference or family.reference(page.url))
        article = _choose(of_address, page, structured.articles_of(objects))
        self._article = _in_small_letters(article)
        #: The page is the record of a book or journal, and of no article of news.
        self.is_record = structured.is_record(article or {}, objects)
        self._page = _in_small_letters(_own_page(of_address, structured.pages_of(objects)))
        #: Names of the page's breadcrumb.
        self.trail = structured.trail_of(objects)

    def __bool__(self) -> bool:
        return bool(self._article)

    def texts(self, name: str) -> list[str]:
        """The texts of a property like ``headline``, or the names of the objects in it."""
        return structured.texts(self._value(name))

    def first(self, name: str) -> str | None:
        """The first of :meth:`texts`."""
        return next(iter(self.texts(name)), None)

    def moments(self, name: str) -> list[str]:
        """``datePublished`` or ``dateModified`` of the article; where it has none, or is not named,
        that of the page: Yoast writes it so."""
        return self.texts(name) or structured.texts(self._page.get(name.lower()))

    @property
    def body(self) -> str:
        """``articleBody``, a paragraph a line."""
        return structured.prose(self._value("articleBody"))

    @property
    def people(self) -> list[str]:
        """The authors that are no organization."""
        return structured.people(self._value("author"))

    @property
    def organizations(self) -> list[str]:
        """The authors that are organizations; the site itself may be one."""
        return structured.organizations(self._value("author"))

    @property
    def keywords(self) -> list[str]:
        """``keywords``, which may be one text with commas."""
        return parted(self.texts("keywords"))

    @property
    def sections(self) -> list[str]:
        """``articleSection``, else the breadcrumb in words: «سیاسی > سیاست خارجی»."""
        page = self._article.get("mainentityofpage")
        told = page.get("breadcrumb") if isinstance(page, dict) else None
        return self.texts("articleSection") or structured.texts(told)

    @property
    def picture(self) -> str | None:
        """The address of the article's picture, as it is written."""
        return structured.picture_of(self._value("image"))

    @property
    def comments(self) -> Any:
        """``comment``, as it is written: one object, or a list."""
        return self._value("comment")

    def _value(self, name: str) -> Any:
        """A property of the article; objects that it only refers to are put in."""
        return self._resolved(self._article.get(name.lower()))

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._resolved(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            return {**self._named.get(value["@id"], {}), **value}
        return value


def parted(told: list[str]) -> list[str]:
    """The tags of a list; of a list of one, those that the one joins.

    >>> parted(["ایران , عراق،قطر"]), parted(["#ایران #عراق"]), parted(["ایران، ما", "عراق , قطر"])
    (['ایران', 'عراق', 'قطر'], ['#ایران', '#عراق'], ['ایران، ما', 'عراق', 'قطر'])
    >>> parted(["ایران - عراق - قطر"]), parted(["قطار تهران - مشهد"]), parted(["جایزه 1,000"])
    (['ایران', 'عراق', 'قطر'], ['قطار تهران - مشهد'], ['جایزه 1,000'])
    """
    # Some sites escape them twice, and the end of an entity joins nothing.
    told = list(dict.fromkeys(map(unescape, told)))
    joined = _JOINED if len(told) == 1 else _MACHINE_JOINED
    tags = [tag for one in told for tag in joined.split(one) if tag]
    # One dash is a tag's own: «قطار تهران - مشهد».
    if len(tags) == 1 and tags[0].count(_DASH) > 1:
        return tags[0].split(_DASH)
    return tags


class _OfAddress:
    """Whether an object is of a page's article, by the address that it names."""

    def __init__(self, family: Family, url: str, reference: ArticleReference | None) -> None:
        self._family, self._url, self._own = family, url, reference

    def _named(self, item: dict[str, Any]) -> ArticleReference | None:
        """The article of the site whose address an object has, if it has any."""
        told = structured.address_of(item)
        address = absolute(self._url, told) if told else None
        return self._family.reference(address) if address else None

    def is_own(self, item: dict[str, Any]) -> bool:
        named = self._named(item)
        return self._own is not None and named is not None and named.key == self._own.key

    def is_other(self, item: dict[str, Any], is_one_of_many: bool) -> bool:
        """Whether an object has the address of another article. Where addresses have no codes, one
        article may have several: only among many they tell."""
        named = self._named(item)
        if self._own is None or named is None or named.key == self._own.key:
            return False
        return is_one_of_many or bool(named.code and self._own.code)

    def is_elsewhere(self, item: dict[str, Any]) -> bool:
        """Whether an object has the address of another page like this one: of as many parts. Short
        links have fewer."""
        told = structured.address_of(item)
        address = absolute(self._url, told) if told else None
        if address is None or self.is_own(item):
            return False
        other, own = (unquote(url_path(url)).strip("/").split("/") for url in (address, self._url))
        return len(other) == len(own) and other != own


def _choose(of_address: _OfAddress, page: Page, articles: list[dict[str, Any]]) -> dict[str, Any]:
    """The article that has the page's address or title, else the first that is not at another."""
    for article in articles:
        if of_address.is_own(article):
            return article
    titles = [bare(title) for title in _TITLES(page.document)] if articles else []
    for article in articles:
        headline = bare("".join(structured.texts(_in_small_letters(article).get("headline"))[:1]))
        if headline and any(headline in title for title in titles):
            return article
    are_many = len(articles) > 1
    for article in articles:
        # A name that is not the page's, and the address of another page, are another article's.
        named = bare("".join(structured.texts(_in_small_letters(article).get("headline"))[:1]))
        is_named_otherwise = bool(named) and not any(title and title in named for title in titles)
        is_other = of_address.is_other(article, are_many)
        if not is_other and not (is_named_otherwise and of_address.is_elsewhere(article)):
            return article
    return {}


def _own_page(of_address: _OfAddress, pages: list[dict[str, Any]]) -> dict[str, Any]:
    """The web page that is this one: by its address, or the only one, without an address."""
    own = next((one for one in pages if of_address.is_own(one)), None)
    if own is not None:
        return own
    return pages[0] if len(pages) == 1 and not structured.address_of(pages[0]) else {}


def _in_small_letters(item: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in item.items()}
