"""``scrapy parse``: Scrapy's own, without the archive."""

from __future__ import annotations

import argparse

from scrapy.commands.parse import Command as ScrapysCommand

from newscrawl.cli.tools import WithoutArchive
from newscrawl.spider import NewsSpider


class Command(WithoutArchive, ScrapysCommand):
    def short_desc(self) -> str:
        return "Show what a spider makes of a page"

    def long_desc(self) -> str:
        return (
            "Fetch a page, have its site's spider read it, as an article or a list or by the "
            "callback of -c, and print its items and requests. Nothing goes into the archive. "
            "Example: scrapy parse --nolog https://www.roozplus.com/fa/news/206356."
        )

    def set_spidercls(self, url: str, opts: argparse.Namespace) -> None:
        super().set_spidercls(url, opts)
        # Spiders of sites have no callback `parse`.
        is_site = self.spidercls is not None and issubclass(self.spidercls, NewsSpider)
        if is_site and not (opts.callback or opts.rules):
            is_article = self.spidercls.family.key(url) is not None  # type: ignore[union-attr]
            opts.callback = "parse_article" if is_article else "parse_list"
