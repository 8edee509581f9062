"""``scrapy view``: Scrapy's own, without the archive."""

from __future__ import annotations

from scrapy.commands.view import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Open a page in a browser as a crawl gets it"

    def long_desc(self) -> str:
        return (
            "Fetch a page as a crawl would, without the archive, and open it in a browser. "
            "Example: scrapy view https://www.roozplus.com/."
        )
