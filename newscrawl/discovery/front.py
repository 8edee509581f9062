"""``front``: the home page, the sections and their next pages, and the links between articles."""

from __future__ import annotations

from scrapy.http import TextResponse

from newscrawl.cms import Family
from newscrawl.discovery import links
from newscrawl.extraction import Page
from newscrawl.urls import absolute


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return (family.home,)


def page_of(response: TextResponse) -> Page:
    """A list, parsed. Its address is the one that it was fetched at."""
    # Not response.selector: it and the response hold each other, and the page's tree, until the
    # garbage collector comes by.
    return Page.of(response.body, response.url, encoding=response.encoding)


def hrefs(response: TextResponse) -> list[str]:
    """Links of a list, as they stand there."""
    return _hrefs(page_of(response))


def urls(response: TextResponse) -> list[str]:
    """Links of a list, absolute; what is no address of a page is left out."""
    page = page_of(response)
    base = links.base_url(page.document, page.url)
    return [url for href in _hrefs(page) if (url := absolute(base, href)) is not None]


def _hrefs(page: Page) -> list[str]:
    return links.hrefs(page.document) + links.next_hrefs(page.document)
