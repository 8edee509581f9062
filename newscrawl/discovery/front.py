"""``front``: the home page, the sections and their next pages, and the links between articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree
from scrapy.http import TextResponse

from newscrawl.cms import Family, Page

START = ("/",)
# Compiled, and without parsel's objects: a page has hundreds of links, most of them known.
_Find = Callable[[etree._Element], list[str]]
_HREFS = cast("_Find", etree.XPath("//a/@href", smart_strings=False))
_NEXT = cast("_Find", etree.XPath("/html/head/link[@rel='next']/@href", smart_strings=False))


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return START


def hrefs(response: TextResponse) -> list[str]:
    """Links of a page, as they stand there."""
    # Not response.selector: it and the response hold each other, and the page's tree, until the
    # garbage collector comes by.
    document = Page.of(response.body, response.url, encoding=response.encoding).document
    return _HREFS(document) + _NEXT(document)
