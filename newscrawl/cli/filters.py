"""Options that select articles, the same for every command."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from scrapy.settings import BaseSettings

from newscrawl.arguments import ArgumentError, parse_day
from newscrawl.cli import fail
from newscrawl.cli.sites import load_site
from newscrawl.database.reports import sites
from newscrawl.database.selection import Selection
from newscrawl.persian.calendar import midnight
from newscrawl.search import QueryError, parse
from newscrawl.topics import UnknownTopic, parse_topic


def add_filters(group: Any, *, several_sites: bool = False) -> None:
    """Add the options to a group of a parser.

    Args:
        several_sites: ``--site`` may be given several times, and is a list.
    """
    add_what(group, several_sites=several_sites)
    add_days(group)


def add_what(group: Any, *, several_sites: bool = False) -> None:
    """Add the same without days."""
    if several_sites:
        group.add_argument(
            "--site",
            metavar="SITE",
            action="append",
            default=[],
            help="only this site; may be given several times",
        )
    else:
        group.add_argument("--site", metavar="SITE", help="only this site")
    group.add_argument("--section", metavar="NAME", help="only articles of this section")
    group.add_argument("--tag", metavar="NAME", help="only articles with this tag")
    group.add_argument(
        "--topic", metavar="TOPIC", help="only articles of this topic, like sport or economy"
    )


def add_days(group: Any) -> None:
    """Add ``--from-date`` and ``--to-date`` to a group of a parser."""
    for option, what in (("--from-date", "since"), ("--to-date", "until the end of")):
        group.add_argument(
            option,
            metavar="DAY",
            help=f"only what was published {what} this day in Tehran, like 1400/04/22 or "
            "2021-07-13",
        )


def selection_of(opts: argparse.Namespace, query: str | None = None) -> Selection:
    """What the options select; ends the program with one line if one is wrong.

    Several sites are no part of it.
    """
    since, before = period(getattr(opts, "from_date", None), getattr(opts, "to_date", None))
    for option in ("section", "tag"):
        value = getattr(opts, option)
        if value is not None and not value.strip():
            fail(f"--{option}: expected a name, got {value!r}")
    try:
        return Selection(
            site=None if isinstance(opts.site, list) else opts.site,
            since=since,
            before=before,
            section=opts.section,
            tag=opts.tag,
            topic=None if opts.topic is None else parse_topic(opts.topic),
            query=None if query is None else parse(query),
        )
    except QueryError as error:
        fail(f"query: {error}")
    except UnknownTopic as error:
        fail(f"--topic: {error}")


def check_site(connection: sa.Connection, settings: BaseSettings, site: str | None) -> None:
    """End the program with one line if a site is neither in the archive nor in the project."""
    if site is not None and site not in sites(connection):
        load_site(settings, site)


def check_limit(text: str | None, default: int) -> int | None:
    """The number of ``--limit``, ``None`` for 0 (all); ends the program if it is no number."""
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        fail(f"--limit: expected a number, 0 for all, got {text!r}")
    return int(text) or None


def days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The days of ``--from-date`` and ``--to-date``; ends the program if one is wrong."""
    try:
        since = None if first is None else parse_day("--from-date", first)
        until = None if last is None else parse_day("--to-date", last)
    except ArgumentError as error:
        fail(str(error))
    if since and until and since > until:
        fail(f"--from-date {first} is after --to-date {last}")
    return since, until


def period(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """The days as moments in Tehran: the start of the first, and the end of the last."""
    since, until = days(first, last)
    return (
        None if since is None else midnight(since),
        None if until is None else midnight(until, days=1),
    )
