"""When a site is due, by the interval and the time of the day of its entry in the schedule.

Pure functions. Moments are aware; days and times of the day are Tehran's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from newscrawl.persian.calendar import in_tehran, localized

#: The longest pause between tries of a site that fails again and again.
LONGEST_PAUSE = timedelta(days=1)
#: By how much a day with a change of the clocks may be longer than others.
CLOCK_CHANGE = timedelta(hours=1)
#: How long an entry that is due lets others go first whose interval is shorter.
PATIENCE = timedelta(hours=2)


def pause_after(failures: int, every: timedelta) -> timedelta:
    """How long after its start a crawl is followed by the next.

    >>> hour = timedelta(hours=1)
    >>> [str(pause_after(failures, hour)) for failures in (0, 1, 3, 9)]
    ['1:00:00', '2:00:00', '8:00:00', '1 day, 0:00:00']
    >>> str(pause_after(2, timedelta(days=7)))
    '7 days, 0:00:00'
    """
    longest = max(every, LONGEST_PAUSE)
    return min(every * (1 << min(failures, 16)), longest)


def first_due(
    now: datetime, every: timedelta, time_of_day: str | None = None, place_of: str | None = None
) -> datetime:
    """When a new entry is due first: at once, or when it is that time of the day.

    Args:
        every: whole days if there is a time of the day.
        time_of_day: ``HH:MM``.
        place_of: a site that has its place in the interval by its name, so that many sites are
            spread over it: those of every half hour over the half hour, those of a time of the
            day once a week over the days of the week.

    >>> noon = datetime(2021, 7, 13, 7, 30, tzinfo=UTC)  # 12:00 in Tehran, a Tuesday
    >>> day, week = timedelta(days=1), timedelta(days=7)
    >>> f"{in_tehran(first_due(noon, week, '12:30')):%a %H:%M}"
    'Tue 12:30'
    >>> f"{in_tehran(first_due(noon, week, '02:30')):%a %H:%M}"
    'Wed 02:30'
    >>> [f"{in_tehran(first_due(noon, week, '02:30', s)):%a}" for s in ("yjc", "tabnak", "598")]
    ['Tue', 'Sat', 'Fri']
    >>> [f"{first_due(noon, timedelta(hours=1), None, s):%H:%M}" for s in ("yjc", "tabnak")]
    ['08:18', '07:59']
    """
    if time_of_day is None:
        return now if place_of is None else _place_from(now, every, place_of)
    day = in_tehran(now).date()
    days = 1 if place_of is None else every.days
    if place_of is not None:
        day += timedelta(days=(int(_share(place_of) * days) - day.toordinal()) % days)
    while at_time(day, time_of_day) <= now:
        day += timedelta(days=days)
    return at_time(day, time_of_day)


def next_due(
    started_at: datetime, now: datetime, every: timedelta, failures: int, place_of: str | None
) -> datetime:
    """When an entry without a time of the day is due again, after a crawl that is over now.

    A site that has its place in the interval comes back to it, after half of the interval at the
    earliest: else sites that waited for a worker together would stay together.
    """
    if place_of is not None and not failures:
        return _place_from(max(started_at + every / 2, now), every, place_of)
    return max(started_at + pause_after(failures, every), now)


def next_day_due(due_at: datetime, now: datetime, every: timedelta, time_of_day: str) -> datetime:
    """When an entry that was due at ``due_at`` is due after now, at its time of the day.

    With an interval of weeks the day of the week stays, however late the crawl was.
    """
    day = in_tehran(due_at).date()
    missed = max((in_tehran(now).date() - day).days // every.days, 1)
    day += missed * timedelta(days=every.days)
    while at_time(day, time_of_day) <= now:
        day += timedelta(days=every.days)
    return at_time(day, time_of_day)


def last_day_due(due_at: datetime, now: datetime, every: timedelta, time_of_day: str) -> datetime:
    """When an entry that is due too late, by a clock that was wrong, was due last."""
    day = in_tehran(due_at).date()
    too_many = -((in_tehran(now).date() - day).days // every.days)
    day -= too_many * timedelta(days=every.days)
    while at_time(day, time_of_day) > now:
        day -= timedelta(days=every.days)
    return at_time(day, time_of_day)


def deadline(due_at: datetime, every: timedelta) -> datetime:
    """When an entry that is due ought to have begun: the earliest of them is the next.

    So the news of all sites need not wait until all are revisited; and nothing waits for ever.

    >>> night = datetime(2026, 11, 26, 23, tzinfo=UTC)
    >>> [f"{deadline(night, timedelta(hours=hours)):%H:%M}" for hours in (0.5, 24, 168)]
    ['23:30', '01:00', '01:00']
    """
    return due_at + min(every, PATIENCE)


def latest_due(
    now: datetime, every: timedelta, *, has_time_of_day: bool, has_place: bool
) -> datetime:
    """The latest moment at which an entry of this interval can be due, if no clock was wrong."""
    longest = max(every, LONGEST_PAUSE)
    if has_time_of_day:
        longest += CLOCK_CHANGE
    elif has_place:  # see next_due()
        longest = max(longest, every * 3 / 2)
    return now + longest


def at_time(day: date, time_of_day: str) -> datetime:
    """The moment of a time of a day in Tehran, in UTC.

    Of an hour that occurs twice it is the first; one that never was is as much later.

    >>> at_time(date(2021, 9, 21), "23:30").isoformat()  # then it was 23:00 again
    '2021-09-21T19:00:00+00:00'
    >>> in_tehran(at_time(date(2021, 3, 22), "00:30")).isoformat()  # 00:00 was 01:00
    '2021-03-22T01:30:00+04:30'
    """
    return localized(datetime.combine(day, time.fromisoformat(time_of_day))).astimezone(UTC)


def _place_from(moment: datetime, every: timedelta, site: str) -> datetime:
    """The first moment of a site's place, from a moment on, in whole seconds."""
    seconds = int(every.total_seconds())
    begin = -int(-moment.timestamp() // 1)
    return datetime.fromtimestamp(begin + (int(_share(site) * seconds) - begin) % seconds, UTC)


def _share(site: str) -> float:
    """A number from 0 up to 1, always the same for a site; even over many of them."""
    return int.from_bytes(sha256(site.encode()).digest()[:6]) / 2**48
