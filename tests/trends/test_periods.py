"""Periods of the Jalali calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.persian.calendar import to_jalali
from newscrawl.trends.periods import By, jalali_day, period_of, periods

#: All of the calendar but its first and last days.
DAYS = st.dates(date(1822, 3, 22), date(2121, 3, 10))


@given(DAYS, st.integers(0, 900), st.sampled_from(By))
def test_each_day_is_in_one_period(first: date, days: int, by: By) -> None:
    last = min(first + timedelta(days=days), date(2122, 3, 10))
    found = periods(first, last, by)
    assert (found[0].first, found[-1].last) == (first.toordinal(), last.toordinal())
    assert all(one.last + 1 == following.first for one, following in pairwise(found))
    assert sum(one.days for one in found) == (last - first).days + 1
    assert len({one.name for one in found}) == len(found)
    for one in found:
        for day in (one.first, one.last):
            assert period_of(date.fromordinal(day), by).name == one.name


@given(DAYS)
def test_weeks_begin_on_saturday(day: date) -> None:
    week = period_of(day, By.WEEK)
    saturday = date.fromordinal(week.first)
    assert saturday.strftime("%A") == "Saturday"
    assert week.days == 7
    assert week.first <= day.toordinal() <= week.last
    assert week.name == jalali_day(saturday)


@given(DAYS)
def test_months_and_years_are_those_of_the_calendar(day: date) -> None:
    year, month, _ = to_jalali(day) or (0, 0, 0)
    for by, name in ((By.MONTH, f"{year:04}-{month:02}"), (By.YEAR, f"{year:04}")):
        found = period_of(day, by)
        assert found.name == name
        before, after = date.fromordinal(found.first - 1), date.fromordinal(found.last + 1)
        assert not jalali_day(before).startswith(name)
        assert not jalali_day(after).startswith(name)


def test_a_leap_year_and_a_clipped_month() -> None:
    assert period_of(date(2025, 3, 20), By.YEAR).days == 366
    first, second = periods(date(2025, 3, 19), date(2025, 3, 22), By.MONTH)
    assert (first.name, first.days, second.name, second.days) == ("1403-12", 2, "1404-01", 2)
    assert periods(date(2025, 3, 20), date(2025, 3, 19), By.DAY) == []


def test_the_first_week_of_the_calendar() -> None:
    first = period_of(date(1821, 3, 22), By.WEEK)
    assert (first.name, first.days) == ("1200-01-01", 3)


def test_a_day_beyond_the_calendar_has_no_period() -> None:
    with pytest.raises(ValueError, match="is not in the years 1200 to 1500"):
        period_of(date(1600, 1, 1), By.YEAR)
