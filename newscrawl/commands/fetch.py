"""``scrapy fetch``: Scrapy's own, without the archive."""

from __future__ import annotations

from scrapy.commands.fetch import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Fetch a page as a crawl would"

    def long_desc(self) -> str:
        return (
            "Fetch a page as a crawl would, without the archive, and print it. Example: "
            "scrapy fetch --nolog https://www.roozplus.com/."
        )
