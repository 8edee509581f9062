"""Scrapy's own commands that try things out: they leave the archive alone."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawl.cli.help import speak_plainly
from newscrawl.cli.quiet import be_quiet
from newscrawl.crawling.components import ENABLED


class WithoutArchive(ScrapyCommand):
    """One of Scrapy's commands, the next base, without archive, frontier, alarms and live view."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        speak_plainly(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        for name in (ENABLED, "PROGRESS_ENABLED", "SPIDERMON_ENABLED"):
            self.settings.set(name, False, priority="cmdline")
        be_quiet(self.settings, shows_stats=False)
