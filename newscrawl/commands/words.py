"""``scrapy words``: which words stand out in some articles against others."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from newscrawl.cli import FAILURE, fail, warn
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_filters, check_limit, check_site, selection_of
from newscrawl.cli.output import one_line_if_unwritable, print_json
from newscrawl.cli.sites import site_titles
from newscrawl.cli.words import as_csv, for_programs, show
from newscrawl.database.keywords import (
    AT_LEAST,
    LIMIT,
    MOST_SITES,
    SAMPLE,
    Against,
    WordOptions,
    filters_of,
    keywords,
    keywords_by_site,
)
from newscrawl.database.reports import reading
from newscrawl.database.search.build import missing_share
from newscrawl.database.selection import Selection
from newscrawl.database.stories.telling import NO_STORIES, has_stories
from newscrawl.keywords.lemmas import MissingDictionary


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return '["QUERY"] [options]'

    def short_desc(self) -> str:
        return "Which words and phrases stand out in a query, a period or a site"

    def long_desc(self) -> str:
        return (
            "Show the words, and phrases of two words, that stand in articles of the archive "
            "(DATABASE_URL) more often than in others: in those that scrapy search finds for the "
            "query, against articles of the same sites and filters without it; without a query, in "
            "a period against the rest of the time, or in a topic, section, tag or site against "
            "the others. By the log-odds ratio with an informative Dirichlet prior (Monroe, "
            'Colaresi, Quinn 2008). Example: scrapy words "بنزین" --from-date 1398/08/01 --to-date '
            '1398/09/30; scrapy words "بنزین" --by site --site irna --site isna; scrapy words '
            "--from-date 1401/07/01 --to-date 1401/09/30. Exit code 0: done, 1: the archive cannot "
            "be read, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Words")
        add_filters(group, several_sites=True)
        group.add_argument(
            "--against",
            metavar="FILTER",
            help=f"what the others lack: {', '.join(Against)} (any of them); they meet all other "
            "filters; default: the first of these that is given",
        )
        group.add_argument(
            "--by",
            metavar="site",
            help="site: what stands out in each site against the others: those of --site, else "
            f"the {MOST_SITES} with the most articles",
        )
        group.add_argument(
            "--limit",
            metavar="N",
            help=f"at most so many words, and so many phrases, 0 for all; default: {LIMIT}",
        )
        group.add_argument(
            "--at-least",
            metavar="N",
            help=f"only what is in so many articles; default: {AT_LEAST}",
        )
        group.add_argument(
            "--sample",
            metavar="N",
            help="read so many articles of each side at most, by chance but the same ones each "
            f"time, 0 for all; default: {SAMPLE}",
        )
        group.add_argument(
            "--one-per-story",
            action="store_true",
            help="of articles that are the same story only one",
        )
        group.add_argument(
            "--lemmas",
            action="store_true",
            help="join all forms of a word, by a dictionary (the extra lemmas); else plurals and "
            "ezafe are joined",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument("--csv", action="store_true", help="for spreadsheets")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if unknown := [arg for arg in args if arg.startswith("--")]:
            fail(f"unknown option {unknown[0]}")
        if opts.json and opts.csv:
            fail("--json and --csv: expected one of them")
        if opts.by not in (None, "site"):
            fail(f"--by: expected site, got {opts.by!r}")
        sites = list(dict.fromkeys(opts.site))
        if opts.by is None and len(sites) > 1:
            fail("--site: several sites go with --by site")
        if opts.by is not None and len(sites) == 1:
            fail("--by site: expected two sites or more, or none")
        query = " ".join(args) if args else None
        if opts.by is None and sites:
            opts.site = sites[0]
        selection = selection_of(opts, query)
        against = _against(opts, selection)
        options = WordOptions(
            limit=check_limit(opts.limit, LIMIT),
            at_least=_number("--at-least", opts.at_least, AT_LEAST),
            sample=_number("--sample", opts.sample, SAMPLE, least=0) or None,
            one_per_story=opts.one_per_story,
            lemmas=opts.lemmas,
            titles=partial(site_titles, self.settings),
        )
        with reading(self.url) as connection:
            for site in sites:
                check_site(connection, self.settings, site)
            missing = missing_share(connection)
            if query is not None and missing is not None:
                warn(f"the search index is being made: {missing:.0%} of the articles are missing")
            if opts.one_per_story and not has_stories(connection):
                warn(NO_STORIES)
            try:
                if against is None:
                    found = keywords_by_site(connection, selection, sites, options)
                else:
                    found = [keywords(connection, selection, against, options)]
            except MissingDictionary as error:
                fail(f"--lemmas: {error}", FAILURE)
        if opts.json:
            print_json(for_programs(query, against, found))
        elif opts.csv:
            with one_line_if_unwritable("-"):
                sys.stdout.buffer.write(as_csv(found))
                sys.stdout.buffer.flush()
        else:
            show(found)


def _against(opts: argparse.Namespace, selection: Selection) -> Against | None:
    """What the others lack; ``None`` where sites are compared."""
    if opts.by is not None:
        if opts.against is not None:
            fail("--against is not for --by site")
        return None
    known = filters_of(selection)
    if not known:
        fail('expected a query or a filter, like scrapy words "بنزین"')
    if opts.against is None:
        return known[0]
    possible = [*known, Against.ALL]
    if opts.against not in possible:
        fail(f"--against: expected {' or '.join(possible)}, got {opts.against!r}")
    return Against(opts.against)


def _number(option: str, text: str | None, default: int, least: int = 1) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= least):
        fail(f"{option}: expected a number, {least} or more, got {text!r}")
    return int(text)
