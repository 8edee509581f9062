"""``rss``: the feeds that every site of a family has, and those that its index of feeds names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree
from lxml.etree import _Element as Element
from scrapy.http import TextResponse

from newscrawl.cms import Family
from newscrawl.discovery import xml
from newscrawl.discovery.links import base_url
from newscrawl.discovery.links import hrefs as hrefs_of
from newscrawl.extraction import Page
from newscrawl.extraction.charset import as_text
from newscrawl.urls import absolute, is_rooted, url_path

ROOTS = frozenset(("rss", "rdf", "feed"))
_ENTRIES = frozenset(("item", "entry"))
_NAMES = frozenset(("guid", "id"))
#: Elements beside entries, and inside them, whose links are not those of an entry.
_OTHERS = ROOTS | {"channel", "image", "textinput", "source", "author", "contributor"}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ANNOUNCED = etree.XPath(
    "//link[contains(@rel, 'alternate')][contains(@type, 'rss') or contains(@type, 'atom')]/@href",
    smart_strings=False,
)


@dataclass(slots=True)
class _Entry:
    """What an entry of a feed says of its address."""

    #: Address that its links are relative to.
    base: str
    link: str = ""
    #: What names the entry, and may be its address.
    name: str = ""


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return tuple(dict.fromkeys((*family.feeds, *family.feed_indexes)))


def is_feed(response: TextResponse) -> bool:
    """Whether a page is a feed, whatever stands in front of it; else it may be an index of
    feeds."""
    return xml.root_tag(_text(response), ROOTS) is not None


def hrefs(response: TextResponse) -> list[str]:
    """Addresses of the entries of an RSS or Atom feed, absolute, as far as the feed can be read.

    An entry without a link has what names it, where that is an address: its ``guid`` that does not
    say that it is none, ``rdf:about``, or Atom's ``id``.
    """
    return of_entries(_text(response), response.url)


def of_entries(text: str, url: str) -> list[str]:
    """The same of the text of a feed that stands at an address; nothing if it is none."""
    feed = _parsed(text)
    found = (_address(entry, url) for entry in _entries(feed, url)) if feed is not None else ()
    return [address for address in found if address]


def links(response: TextResponse) -> list[str]:
    """All addresses of an RSS or Atom feed, absolute: of its entries, and its own."""
    feed = _parsed(_text(response))
    if feed is None:
        return []
    found = [_href(element) for tag, element in xml.elements(feed) if tag == "link"]
    urls = (absolute(response.url, href) for href in found if href)
    return [url for url in urls if url is not None]


def _parsed(text: str) -> Element | None:
    root = xml.root_tag(text, ROOTS)
    return xml.parse(text, root[1]) if root is not None else None


def _entries(feed: Element, url: str) -> list[_Entry]:
    """The entries of a feed, in its order. An entry ends where the next begins: in broken XML it
    may stand inside the one before."""
    base = home = absolute(url, feed.get(_BASE, "")) or url
    found: list[_Entry] = []
    for tag, element in xml.elements(feed):
        if tag in _ENTRIES:
            own = absolute(base, element.get(_BASE, "")) or base
            found.append(_Entry(own if _BASE in element.attrib else home))
            found[-1].name = element.get(_ABOUT, "")
        elif tag == "link":
            parent = xml.name(element.getparent())
            if parent == "channel" and not found and not {"href", _BASE} & {*element.attrib}:
                home = absolute(url, _href(element)) or home
            elif found and parent not in _OTHERS and not found[-1].link:
                found[-1].link = _href(element, ("", "alternate"))
        elif tag in _NAMES and found and xml.name(element.getparent()) not in _OTHERS:
            is_address = element.get("isPermaLink", "").strip().lower() != "false"
            found[-1].name = found[-1].name or (_words(element) if is_address else "")
    return found


def _address(entry: _Entry, url: str) -> str | None:
    href = entry.link or (entry.name if is_rooted(entry.name) else "")
    # Some feeds escape their addresses twice.
    href = href.replace("&amp;", "&")
    return (absolute(url if is_rooted(href) else entry.base, href) or href) if href else None


def _href(link: Element, kinds: tuple[str, ...] | None = None) -> str:
    """Where a link leads, which RSS and Atom write differently; as it stands there.

    Args:
        kinds: relations that count; ``None``: all do.
    """
    href = link.get("href")
    if href is None:
        # What makes HTML of a feed leaves the address behind the element.
        return _words(link) or (link.tail or "").strip()
    return href.strip() if kinds is None or link.get("rel", "").lower() in kinds else ""


def _words(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def older(url: str, family: Family) -> tuple[str | None, int]:
    """The page of a feed behind another one, and its number; ``None`` where feeds have no pages.

    >>> from newscrawl.cms.wordpress import WordPress
    >>> older("https://a.ir/feed/?paged=2", WordPress())
    ('https://a.ir/feed/?paged=3', 3)
    """
    parameter = family.feed_pages
    query = dict(parse_qsl(urlsplit(url).query))
    shown = query.get(parameter or "", "1")
    if parameter is None or not re.fullmatch(r"[0-9]{1,6}", shown):
        return None, 0
    number = int(shown) + 1
    query[parameter] = str(number)
    return urlsplit(url)._replace(query=urlencode(query)).geturl(), number


def _text(response: TextResponse) -> str:
    return as_text(response.body, response.encoding)


def is_index(url: str, family: Family) -> bool:
    """Whether an address is one at which a site of the family may list its feeds."""
    paths = {index.rstrip("/") for index in (*family.feed_indexes, *family.feeds)}
    return url_path(url).rstrip("/") in paths or family.is_feed(url)


def feeds(response: TextResponse, family: Family) -> list[str]:
    """Addresses of the feeds that a page announces or, if it is their index, links to."""
    # Not response.selector: it raises at a <base href> like "http://[".
    page = Page.of(response.body, response.url, encoding=response.encoding)
    base = base_url(page.document, response.url)
    found = [absolute(base, href) for href in cast("list[str]", _ANNOUNCED(page.document))]
    if is_index(response.url, family):
        links = (absolute(base, href) for href in hrefs_of(page.document))
        found += [url for url in links if url and family.is_feed(url)]
    return [url for url in dict.fromkeys(found) if url is not None]
