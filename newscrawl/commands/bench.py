"""``scrapy bench``: Scrapy's own, without the archive."""

from __future__ import annotations

from scrapy.commands.bench import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Scrapy's benchmark"

    def long_desc(self) -> str:
        return (
            "Scrapy's quick benchmark, with the settings of the project and without the "
            "archive. docs/performance.md has figures of newscrawl itself. Example: scrapy "
            "bench."
        )
