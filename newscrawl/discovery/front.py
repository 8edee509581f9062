"""``front``: the home page, the sections and their next pages, and the links between articles."""

from __future__ import annotations

from typing import cast

from lxml import etree
from scrapy.http import TextResponse

from newscrawl.cms import Family

START = ("/",)
# Compiled, and without parsel's objects: a page has hundreds of links, most of them known.
_HREFS = etree.XPath("//a/@href", smart_strings=False)
_NEXT = etree.XPath("/html/head/link[@rel='next']/@href", smart_strings=False)


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return START


def hrefs(response: TextResponse) -> list[str]:
    """Links of a page, as they stand there."""
    root = response.selector.root
    if not isinstance(root, etree._Element):  # JSON
        return []
    return cast("list[str]", _HREFS(root)) + cast("list[str]", _NEXT(root))
