"""``scrapy runspider``: Scrapy's own, without the archive."""

from __future__ import annotations

from scrapy.commands.runspider import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Run a spider from a Python file, without the archive"

    def long_desc(self) -> str:
        return (
            "Run the spider of a Python file. Its items go to the feeds of -o and -O, and "
            "to pipelines of your own, but not into the archive. Example: scrapy runspider "
            "mine.py -O data/mine.jsonl."
        )
