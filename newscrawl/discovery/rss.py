"""``rss``: the feeds that every site of a family has."""

from __future__ import annotations

from parsel import Selector
from scrapy.http import TextResponse

from newscrawl.cms import Family


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return family.feeds


def hrefs(response: TextResponse) -> list[str]:
    """Links of the entries of an RSS 2.0 or Atom feed; broken XML is read as far as it goes."""
    feed = Selector(text=response.text, type="xml")
    found = feed.xpath(
        "//*[local-name()='item']//*[local-name()='link']/text()"
        " | //*[local-name()='entry']/*[local-name()='link']/@href"
    ).getall()
    return [href.strip() for href in found]
