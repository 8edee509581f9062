"""The digest of a day, ``NOTIFY_DIGEST``: one message with how all sites are.

It is due at a time of the day. Whoever delivers messages then, after a crawl or as a worker, puts
it into the outbox first, which takes the digest of a day once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from scrapy.settings import BaseSettings

from newscrawl.arguments import ArgumentError
from newscrawl.database import digests, outbox
from newscrawl.database.alarms import Alarm
from newscrawl.database.dialect import clock, snapshot
from newscrawl.database.digests import DailyDigest
from newscrawl.database.fleet import FleetSite
from newscrawl.database.judgement import Health
from newscrawl.database.outbox import Message
from newscrawl.persian.calendar import in_tehran
from newscrawl.persian.text import to_latin_digits

#: How many sites, and how many alarms that are over, a message names.
LONGEST_LIST = 20


def digest_time(settings: BaseSettings) -> time | None:
    """The time of the day of ``NOTIFY_DIGEST``, in Tehran; ``None`` if no digest is wanted.

    Raises:
        ArgumentError: if it is no time of the day, or there is nobody to tell.
    """
    text = to_latin_digits(str(settings["NOTIFY_DIGEST"] or "")).strip()
    if not text:
        return None
    if (match := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text)) is None:
        expected = "expected a time of the day in Tehran like 08:00"
        raise ArgumentError("NOTIFY_DIGEST", f"{expected}, got {text!r}")
    if not settings.getlist("NOTIFY_URLS"):
        raise ArgumentError("NOTIFY_DIGEST", "there is nobody to tell: set NOTIFY_URLS, too")
    return time(int(match[1]), int(match[2]))


def day_of(now: datetime, at: time) -> date:
    """The day of the last digest that is due.

    >>> noon = datetime.fromisoformat("2021-07-13T12:00:00+04:30")
    >>> str(day_of(noon, time(12))), str(day_of(noon, time(12, 1)))
    ('2021-07-13', '2021-07-12')
    """
    there = in_tehran(now)
    return there.date() if there.time() >= at else there.date() - timedelta(days=1)


def put_digest(engine: sa.Engine, destinations: Collection[str], at: time) -> int:
    """Put the digest that is due into the outbox, unless it was put there; returns how many
    messages that were.

    Args:
        at: the time of the day in Tehran at which one is due.

    Raises:
        SQLAlchemyError: if the database cannot be read or written.
    """
    with snapshot(engine) as connection:
        day = day_of(clock(connection), at)
        names = digests.untold(connection, day, destinations)
        if not names:
            return 0
        found = digests.digest(connection)
    title, body = words(found)
    messages = [Message(digests.key(day, name), name, title, body) for name in names]
    with engine.begin() as connection:
        # As of the moment that it tells of: the next one goes on from there.
        outbox.put(connection, messages, found.fleet.at)
    return len(messages)


def words(digest: DailyDigest) -> tuple[str, str]:
    """Title and text of a digest."""
    counts = digest.fleet.counts
    title = (
        f"newscrawl: digest: {counts[Health.WELL]:,} well, {counts[Health.LATE]:,} late, "
        f"{counts[Health.ALARM]:,} in alarm"
    )
    return title, "\n".join(_lines(digest))


def _lines(digest: DailyDigest) -> Iterator[str]:
    yield digest.fleet.verdict
    yield f"{digest.articles:,} new articles since {_moment(digest.since)}, Tehran time"
    yield from (f"{problem.why}{_since(problem.since)}" for problem in digest.fleet.problems)
    bad = [site for site in digest.fleet.sites if site.state != Health.WELL]
    yield from _list("Not well", [_site(site) for site in bad], ": 'scrapy status' shows all")
    yield from _list("Over", [_alarm(alarm) for alarm in digest.over], "")


def _list(title: str, lines: list[str], hint: str) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}:"
    yield from lines[:LONGEST_LIST]
    if len(lines) > LONGEST_LIST:
        yield f"and {len(lines) - LONGEST_LIST:,} more{hint}"


def _site(site: FleetSite) -> str:
    return f"{site.site}: {site.state}: {site.why}{_since(site.since)}"


def _alarm(alarm: Alarm) -> str:
    until = "" if alarm.over_at is None else f" until {_moment(alarm.over_at)}"
    return f"{alarm.site}: {alarm.problem} (since {_moment(alarm.began_at)}{until})"


def _since(moment: datetime | None) -> str:
    return "" if moment is None else f" (since {_moment(moment)})"


def _moment(moment: datetime) -> str:
    return f"{in_tehran(moment):%Y-%m-%d %H:%M}"
