"""``scrapy shell``: Scrapy's own, without the archive."""

from __future__ import annotations

from scrapy.commands.shell import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Try selectors on a page"

    def long_desc(self) -> str:
        return (
            "Open a page in a Python console, with the settings of the project and without "
            "the archive. Example: scrapy shell https://www.roozplus.com/fa/news/206356."
        )
