"""Filters of articles, as programs give them."""

from __future__ import annotations

from datetime import date

from newscrawl.arguments import ArgumentError, parse_day
from newscrawl.database.selection import Selection
from newscrawl.persian.calendar import midnight
from newscrawl.search import parse
from newscrawl.topics import UnknownTopic, parse_topic


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
    """What they select.

    Raises:
        ArgumentError: if a day or topic is none.
        QueryError: if the query is wrong.
    """
    since, until = _day("from_date", from_date), _day("to_date", to_date)
    if since and until and since > until:
        raise ArgumentError("from_date", "is after to_date")
    try:
        topic = None if topic is None else parse_topic(topic)
    except UnknownTopic as error:
        raise ArgumentError("topic", str(error)) from None
    return Selection(
        site=site,
        since=midnight(since) if since else None,
        before=midnight(until, days=1) if until else None,
        section=section,
        tag=tag,
        topic=topic,
        query=None if query is None else parse(query),
    )


def _day(name: str, day: str | date | None) -> date | None:
    return parse_day(name, day) if isinstance(day, str) else day
