"""Which articles a program asks for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from newscrawl.arguments import ArgumentError, parse_day
from newscrawl.database.selection import Selection
from newscrawl.persian.calendar import midnight
from newscrawl.search import parse
from newscrawl.topics import UnknownTopic, parse_topic


class PartFilters(TypedDict, total=False):
    """Which articles of sites; what is left out or ``None`` filters nothing."""

    #: Published on this day in Tehran or later: a ``date``, or a text like ``1400/04/22`` (Jalali)
    #: or ``2021-07-13``, digits of any script.
    from_date: str | date | None
    #: Published on this day in Tehran or earlier.
    to_date: str | date | None
    #: With this section, or this tag.
    section: str | None
    tag: str | None
    #: Of this topic, as :func:`newscrawl.topics.parse_topic` takes it: ``sport``.
    topic: str | None


class Filters(PartFilters, total=False):
    """Which articles; what is left out or ``None`` filters nothing."""

    #: Name of a site.
    site: str | None


def selection_of(
    *,
    query: str | None = None,
    site: str | None = None,
    from_date: str | date | None = None,
    to_date: str | date | None = None,
    section: str | None = None,
    tag: str | None = None,
    topic: str | None = None,
) -> Selection:
    """The articles that filters select, and a query.

    Raises:
        ArgumentError: if a day or topic is none.
        QueryError: if the query is wrong.
    """
    since, before = period_of(from_date, to_date)
    try:
        topic = None if topic is None else parse_topic(topic)
    except UnknownTopic as error:
        raise ArgumentError("topic", str(error)) from None
    return Selection(
        site=site,
        since=since,
        before=before,
        section=section,
        tag=tag,
        topic=topic,
        query=None if query is None else parse(query),
    )


def period_of(
    first: str | date | None, last: str | date | None
) -> tuple[datetime | None, datetime | None]:
    """The start of the first day, and the end of the last one, in Tehran.

    Raises:
        ArgumentError: as :func:`days_of`.
    """
    since, until = days_of(first, last)
    return (
        midnight(since) if since else None,
        midnight(until, days=1) if until else None,
    )


def days_of(first: str | date | None, last: str | date | None) -> tuple[date | None, date | None]:
    """The days of ``from_date`` and ``to_date``.

    Raises:
        ArgumentError: if one is no day, or they are in the wrong order.
    """
    since, until = _day("from_date", first), _day("to_date", last)
    if since and until and since > until:
        raise ArgumentError("from_date", "is after to_date")
    return since, until


def _day(name: str, day: str | date | None) -> date | None:
    return parse_day(name, day) if isinstance(day, str) else day
