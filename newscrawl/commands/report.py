"""``scrapy report``: what the archive holds and lacks, as one HTML file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from newscrawl.cli import fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_days, check_site, days
from newscrawl.cli.output import counted, one_line_if_unwritable
from newscrawl.cli.sites import site_titles
from newscrawl.database.fleet import fleet
from newscrawl.database.reports import reading
from newscrawl.export.files import writing
from newscrawl.report.figures import Scope
from newscrawl.report.gather import gather

#: What the name of the page may end in.
SUFFIXES = ("", ".html", ".htm")


class Command(ArchiveCommand):
    takes_arguments = False

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
            "--from-date 1403/01/01 -o roozplus.html. With --fleet, a page of how all sites and "
            "workers are, which is made in no time. Exit code 0: done, 1: the archive cannot be "
            "read or the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Report")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="replaced when all is written; - for standard output",
        )
        group.add_argument(
            "--fleet",
            action="store_true",
            help="instead, how all sites and workers are: what needs a person, the worst first",
        )
        group.add_argument("--site", metavar="SITE", help="only this site")
        add_days(group)
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if not opts.output:
            fail("-o: expected the name of the file to write, like -o data/report.html")
        if opts.output != "-" and Path(opts.output).suffix.lower() not in SUFFIXES:
            fail(f"-o {opts.output}: the report is HTML: expected a name like report.html")
        if opts.fleet:
            if opts.site or opts.from_date or opts.to_date:
                fail("--fleet is of all sites and of now: leave out --site and the days")
            self._fleet(opts.output)
            return
        first, last = days(opts.from_date, opts.to_date)
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            figures = gather(connection, Scope(opts.site, first, last))
        # Only now: each of Scrapy's commands imports this module, and only this one needs pygal.
        from newscrawl.report.page import render

        _write(opts.output, render(figures, site_titles(self.settings)))
        if opts.output != "-":
            articles, sites = counted(figures.articles, "article"), len(figures.sites)
            print(f"{articles} of {counted(sites, 'site')}: {opts.output}")

    def _fleet(self, output: str) -> None:
        from newscrawl.report.fleetpage import render_fleet

        with reading(self.url) as connection:
            known = fleet(connection)
        _write(output, render_fleet(known, site_titles(self.settings)))
        if output != "-":
            print(f"{known.verdict}: {output}")


def _write(output: str, pieces: Iterable[str]) -> None:
    with one_line_if_unwritable(output), writing(output) as file:
        for piece in pieces:
            file.write(piece.encode())
