"""``scrapy report``: what the archive holds and lacks, as one HTML file."""

from __future__ import annotations

import argparse
import sys
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.cli import FAILURE, fail, load_site, site_titles
from newscrawl.database import DatabaseError
from newscrawl.database.reports import reading, sites
from newscrawl.export.files import writing
from newscrawl.filters import add_days, days
from newscrawl.report.figures import Scope
from newscrawl.report.gather import gather


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "-o FILE [options]"

    def short_desc(self) -> str:
        return "Write an HTML page of what the archive holds and lacks"

    def long_desc(self) -> str:
        return (
            "Write one HTML file, which needs nothing else, of what the archive (DATABASE_URL) "
            "holds and lacks: articles a day in a Jalali calendar, coverage of fields, gaps in "
            "days and codes, time from publication to capture, tags, agencies, failures and "
            "crawls. Example: scrapy report -o data/report.html; scrapy report --site roozplus "
            "--from-date 1403/01/01 -o roozplus.html. Exit code 0: done, 1: the archive cannot be "
            "read or the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Report")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="replaced when all is written; - for standard output",
        )
        group.add_argument("--site", metavar="SITE", help="only this site")
        add_days(group)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            fail(f"report takes only options, got {' '.join(args)!r}")
        if not opts.output:
            fail("-o: expected the name of the file to write, like -o data/report.html")
        first, last = days(opts.from_date, opts.to_date)
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                if opts.site is not None and opts.site not in sites(connection):
                    load_site(self.settings, opts.site)
                figures = gather(connection, Scope(opts.site, first, last))
            # Only now: each of Scrapy's commands imports this module, and pygal is none of theirs.
            from newscrawl.report.page import render

            with writing(opts.output) as file:
                for piece in render(figures, site_titles(self.settings)):
                    file.write(piece.encode())
        except DatabaseError as error:
            fail(str(error), FAILURE)
        except KeyboardInterrupt:
            fail("interrupted", FAILURE)
        except BrokenPipeError:
            sys.exit(FAILURE)  # the reader has seen enough: nothing to tell it
        except OSError as error:
            where = "standard output" if opts.output == "-" else opts.output
            fail(f"cannot write {where}: {error.strerror or error}", FAILURE)
        if opts.output != "-":
            print(f"{figures.articles} articles of {len(figures.sites)} sites: {opts.output}")
