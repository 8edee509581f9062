"""When sites are due; times of the day over changes of Tehran's clocks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.database import due
from newscrawl.persian.calendar import in_tehran

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SITES = [f"site{number}" for number in range(760)]
moments = st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
times = st.times().map("{:%H:%M}".format)
intervals = st.integers(1, 1000).map(lambda days: timedelta(days=days))


def shown(moment: datetime) -> str:
    return f"{in_tehran(moment):%a %Y-%m-%d %H:%M %z}"


@given(moments, times)
def test_a_time_of_the_day_is_due_first_within_a_day(now: datetime, time: str) -> None:
    found = due.first_due(now, WEEK, time)
    assert now < found <= now + DAY + due.CLOCK_CHANGE
    at = in_tehran(found)
    assert time in (f"{at:%H:%M}", f"{at - due.CLOCK_CHANGE:%H:%M}")
    assert found <= due.latest_due(now, DAY, has_time_of_day=True, has_place=False)


@given(moments, times, intervals, st.integers(0, 3 * 86_400))
def test_a_time_of_the_day_comes_again_after_whole_intervals(
    begun: datetime, time: str, every: timedelta, seconds: int
) -> None:
    was_due = due.first_due(begun, every, time)
    now = was_due + timedelta(seconds=seconds)
    found = due.next_day_due(was_due, now, every, time)
    days = (in_tehran(found).date() - in_tehran(was_due).date()).days
    assert now < found
    assert days > 0 and days % every.days == 0
    # And it is the first of these.
    before = due.at_time(in_tehran(found).date() - every, time)
    assert before <= max(now, was_due)
    assert found <= due.latest_due(now, every, has_time_of_day=True, has_place=False)


@given(moments, times, intervals, st.integers(1, 10_000))
def test_a_moment_of_a_wrong_clock_is_brought_back_to_one_of_its_days(
    begun: datetime, time: str, every: timedelta, intervals_away: int
) -> None:
    right = due.first_due(begun, every, time)
    day = min(in_tehran(right).toordinal() + intervals_away * every.days, date.max.toordinal() - 9)
    wrong = due.at_time(date.fromordinal(day), time)
    found = due.last_day_due(wrong, begun, every, time)
    assert begun - every - due.CLOCK_CHANGE <= found <= begun
    assert (in_tehran(wrong).date() - in_tehran(found).date()).days % every.days == 0


@pytest.mark.parametrize(
    ("time", "from_day", "expected"),
    [
        # Clocks were put forward at the end of 1 Farvardin, and back at the end of 30 Shahrivar.
        ("02:30", date(2021, 3, 20), ["+0330", "+0330", "+0430", "+0430"]),
        ("02:30", date(2021, 9, 20), ["+0430", "+0430", "+0330", "+0330"]),
        ("23:30", date(2021, 9, 20), ["+0430", "+0430", "+0330", "+0330"]),
        # Since 2022 they are not.
        ("02:30", date(2023, 3, 20), ["+0330"] * 4),
        # A half of an hour in 1977–1978 (Tehran was at +4).
        ("02:30", date(1977, 10, 20), ["+0430", "+0400", "+0400", "+0400"]),
    ],
)
def test_each_day_once_at_the_same_time_though_clocks_change(
    time: str, from_day: date, expected: list[str]
) -> None:
    found = [due.at_time(from_day, time)]
    for _ in expected[1:]:
        found.append(due.next_day_due(found[-1], found[-1] + timedelta(minutes=5), DAY, time))
    days = [from_day + number * DAY for number in range(len(expected))]
    assert [shown(moment) for moment in found] == [
        f"{day:%a %Y-%m-%d} {time} {offset}" for day, offset in zip(days, expected, strict=True)
    ]


def test_a_time_that_never_was_is_an_hour_later_that_day_only() -> None:
    before = due.at_time(date(2021, 3, 21), "00:30")
    lost = due.next_day_due(before, before, DAY, "00:30")
    after = due.next_day_due(lost, lost, DAY, "00:30")
    assert [shown(moment) for moment in (before, lost, after)] == [
        "Sun 2021-03-21 00:30 +0330",
        "Mon 2021-03-22 01:30 +0430",
        "Tue 2021-03-23 00:30 +0430",
    ]


def test_an_hour_that_occurs_twice_is_due_once() -> None:
    first = due.at_time(date(2021, 9, 21), "23:30")
    found = due.next_day_due(first, first + timedelta(minutes=2), DAY, "23:30")
    assert found - first == timedelta(hours=25)


@pytest.mark.parametrize("late", [timedelta(minutes=9), 2 * DAY, 6.9 * DAY, 30 * DAY])
def test_the_day_of_the_week_stays_however_late_a_crawl_was(late: timedelta) -> None:
    was_due = due.at_time(date(2026, 11, 27), "03:00")  # a Friday
    found = due.next_day_due(was_due, was_due + late, WEEK, "03:00")
    assert f"{in_tehran(found):%a %H:%M}" == "Fri 03:00"
    assert timedelta() < found - (was_due + late) <= WEEK


@given(moments, st.sampled_from([1, 1800, 3600, 86_400, 604_800]), st.sampled_from(SITES))
def test_a_place_in_the_interval_is_kept(now: datetime, seconds: int, site: str) -> None:
    every = timedelta(seconds=seconds)
    found = due.first_due(now, every, None, site)
    assert now <= found < now + every + timedelta(seconds=1)
    assert due.first_due(found, every, None, site) == found
    again = due.next_due(found, found, every, 0, site)
    assert again - found == every
    # One that was late comes back to it, but not at once.
    late = due.next_due(found + every * 0.6, found + every * 0.7, every, 0, site)
    assert late - found == every * (2 if seconds > 1 else 3 if late - found > 2 * every else 2)
    latest = due.latest_due(found + every * 0.7, every, has_time_of_day=False, has_place=True)
    assert late <= latest
    failed = due.next_due(found, found, every, 3, site)
    assert failed == found + due.pause_after(3, every)


def test_many_sites_are_spread_evenly_over_the_interval() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    minutes = Counter(
        (due.first_due(now, timedelta(minutes=30), None, site) - now) // timedelta(minutes=1)
        for site in SITES
    )
    assert set(minutes) == set(range(30))
    assert max(minutes.values()) < 2 * len(SITES) / 30
    days = Counter(in_tehran(due.first_due(now, WEEK, "03:00", s)).weekday() for s in SITES)
    assert set(days) == set(range(7))
    assert max(days.values()) < 1.5 * len(SITES) / 7
    assert {due.first_due(now, DAY, "03:00", s) for s in SITES} == {
        due.first_due(now, DAY, "03:00")
    }
