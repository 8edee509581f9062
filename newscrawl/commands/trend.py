"""``scrapy trend``: how much is said about something, and when."""

from __future__ import annotations

import argparse
from pathlib import Path

from newscrawl.arguments import ArgumentError, one_of
from newscrawl.cli import fail, warn
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_filters, check_site, selection_of
from newscrawl.cli.output import one_line_if_unwritable, print_json
from newscrawl.cli.sites import site_titles
from newscrawl.database.reports import reading
from newscrawl.database.search.build import missing_share
from newscrawl.database.stories.telling import NO_STORIES, has_stories
from newscrawl.database.trends import TOP, trend
from newscrawl.export.files import writing
from newscrawl.search import Query, QueryError, parse
from newscrawl.trends.periods import By
from newscrawl.trends.shares import Split, Trend

#: What the name of the file may end in.
SUFFIXES = (".html", ".htm", ".json", ".csv")


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return '"QUERY" ["QUERY" …] [options]'

    def short_desc(self) -> str:
        return "How much is said about something, and when: counts and shares by period"

    def long_desc(self) -> str:
        return (
            "Count the articles of the archive (DATABASE_URL) that match each query, as scrapy "
            "search finds them, day by day, by week (from Saturday), month or year of the Jalali "
            "calendar, and tell which share of all articles that is. Periods of which the archive "
            "knows nothing are left open, and are no zeros. Example: scrapy trend بنزین یارانه "
            "--by month --site yjc --from-date 1403/01/01; scrapy trend 'سیل' --by week --split "
            "site -o flood.html. Exit code 0: done, 1: the archive cannot be read or the file not "
            "be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Trend")
        group.add_argument(
            "--by",
            metavar="PERIOD",
            default=By.MONTH.value,
            help=f"{', '.join(By)}; default: {By.MONTH}",
        )
        add_filters(group, several_sites=True)
        group.add_argument(
            "--split", metavar="PART", help=f"each apart: {', '.join(Split)}, those with the most"
        )
        group.add_argument(
            "--top", metavar="N", help=f"with --split: at most so many a query; default: {TOP}"
        )
        group.add_argument(
            "--one-per-story",
            action="store_true",
            help="count stories: articles that are the same one count once, where the first is",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument("--csv", action="store_true", help="for spreadsheets")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="write a page with a chart (.html), or .json or .csv",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if unknown := [arg for arg in args if arg.startswith("--")]:
            fail(f"unknown option {unknown[0]}")
        if not args:
            fail("expected a query, like scrapy trend بنزین --by month")
        queries = _queries(args)
        try:
            by = one_of(By, "--by", opts.by)
            split = None if opts.split is None else one_of(Split, "--split", opts.split)
        except ArgumentError as error:
            fail(str(error))
        top = _top(opts.top, split)
        form = _form(opts)
        selection = selection_of(opts)
        with reading(self.url) as connection:
            for site in opts.site:
                check_site(connection, self.settings, site)
            missing = missing_share(connection)
            if missing is not None:
                warn(f"the search index is being made: {missing:.0%} of the articles are missing")
            if opts.one_per_story and not has_stories(connection):
                warn(NO_STORIES)
            found = trend(
                connection,
                queries,
                selection,
                by=by,
                sites=list(dict.fromkeys(opts.site)),
                split=split,
                top=top,
                one_per_story=opts.one_per_story,
            )
        if opts.output:
            self._write(opts.output, form, found)
        elif form == ".json":
            print_json(found.to_dict())
        elif form == ".csv":
            self._write("-", form, found)
        else:
            from newscrawl.cli.trends import show

            show(found)

    def _write(self, output: str, form: str, found: Trend) -> None:
        import json

        from newscrawl.cli.trends import as_csv

        with one_line_if_unwritable(output), writing(output) as file:
            if form == ".csv":
                file.write(as_csv(found))
            elif form == ".json":
                text = json.dumps(found.to_dict(), ensure_ascii=False, indent=2)
                file.write(f"{text}\n".encode())
            else:
                from newscrawl.report.trendpage import render_trend

                for piece in render_trend(found, site_titles(self.settings, found.sites)):
                    file.write(piece.encode())
        if output != "-":
            print(f"{len(found.periods)} {found.by}s: {output}")


def _queries(args: list[str]) -> dict[str, Query]:
    found = {}
    for text in args:
        try:
            found[text] = parse(text)
        except QueryError as error:
            fail(f"query {text!r}: {error}")
    return found


def _top(text: str | None, split: Split | None) -> int:
    if text is None:
        return TOP
    if split is None:
        fail("--top goes with --split")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**6):
        fail(f"--top: expected a number, 1 or more, got {text!r}")
    return int(text)


def _form(opts: argparse.Namespace) -> str:
    """A suffix of :data:`SUFFIXES`, empty for a table on the terminal."""
    asked = [form for form in ("json", "csv") if getattr(opts, form)]
    if len(asked) > 1:
        fail("--json and --csv: expected one of them")
    if opts.output is None:
        return f".{asked[0]}" if asked else ""
    if asked:
        fail(f"--{asked[0]} prints; -o FILE.{asked[0]} writes a file")
    suffix = Path(opts.output).suffix.lower()
    if suffix not in SUFFIXES:
        fail(f"-o: expected a name that ends in .html, .json or .csv, got {opts.output!r}")
    return suffix
