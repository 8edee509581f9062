"""``rss``: the feeds that every site of a family has, and those that its index of feeds names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from newscrawl.cms import Family
from newscrawl.cms.base import absolute

_FEED = re.compile(r"<(?:rss|(?:\w+:)?RDF|(?:\w+:)?feed)[\s>]")
_ANNOUNCED = (
    "//link[contains(@rel, 'alternate')][contains(@type, 'rss') or contains(@type, 'atom')]/@href"
)


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return tuple(dict.fromkeys((*family.feeds, *family.feed_indexes)))


def is_feed(response: TextResponse) -> bool:
    """Whether a page is a feed; else it may be an index of feeds."""
    return bool(_FEED.search(response.text[:2000]))


def hrefs(response: TextResponse) -> list[str]:
    """Links of the entries of an RSS or Atom feed; broken XML is read as far as it goes."""
    feed = Selector(text=response.text, type="xml")
    found = feed.xpath(
        "//*[local-name()='item']//*[local-name()='link']/text()"
        " | //*[local-name()='entry']/*[local-name()='link']"
        "[not(@rel) or @rel='alternate']/@href"
    ).getall()
    return [href.strip() for href in found]


def is_index(url: str, family: Family) -> bool:
    """Whether an address is one at which a site of the family may list its feeds."""
    path = urlsplit(url).path
    paths = {index.rstrip("/") for index in (*family.feed_indexes, *family.feeds)}
    return path.rstrip("/") in paths or bool(family.feed_path.match(path))


def feeds(response: TextResponse, family: Family) -> list[str]:
    """Addresses of the feeds that a page announces or, if it is their index, links to."""
    found = response.xpath(_ANNOUNCED).getall()
    if is_index(response.url, family):
        found += [
            href
            for href in response.xpath("//a/@href").getall()
            if family.feed_path.match(urlsplit(href.strip()).path)
        ]
    urls = (absolute(response.url, href) for href in found)
    return [url for url in dict.fromkeys(urls) if url is not None]
