"""``front``: the home page, the sections and their next pages, and the links between articles."""

from __future__ import annotations

from scrapy.http import TextResponse

from newscrawl.cms import Family

START = ("/",)


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return START


def hrefs(response: TextResponse) -> list[str]:
    """Links of a page, as they stand there."""
    return [
        *response.xpath("//a/@href").getall(),
        *response.xpath("//link[@rel='next']/@href").getall(),
    ]
