"""The Jalali calendar, day by day over all the years it claims, and the clocks of Tehran."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from newscrawl.persian.calendar import FIRST_YEAR, LAST_YEAR, localized, to_gregorian, to_jalali

ONE_DAY = timedelta(days=1)


def new_years() -> dict[int, date]:
    lines = (Path(__file__).parent / "nowruz.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {int(year): date.fromisoformat(day) for year, day in rows}


def test_every_day_is_the_one_of_icu() -> None:
    starts = new_years()
    assert list(starts) == list(range(FIRST_YEAR, LAST_YEAR + 2))
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        day = starts[year]
        last = (starts[year + 1] - starts[year]).days - 336
        for month, length in enumerate([31] * 6 + [30] * 5 + [last], 1):
            for number in range(1, length + 1):
                assert to_gregorian(year, month, number) == day
                assert to_jalali(day) == (year, month, number)
                if 1294 <= year <= 1402:  # before and after, Tehran's clocks were never changed
                    assert localized(datetime.combine(day, time())).date() == day
                day += ONE_DAY
            assert to_gregorian(year, month, length + 1) is None
        assert day == starts[year + 1]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1199, 12, 29), (1501, 1, 1), (1400, 0, 1), (1400, 13, 1), (1400, 1, 0), (1400, 1, 32),
     (1400, 7, 31), (1400, 12, 31), (1402, 12, 30), (0, 1, 1), (-1, 1, 1)],
)  # fmt: skip
def test_there_is_no_such_day(year: int, month: int, day: int) -> None:
    assert to_gregorian(year, month, day) is None


def test_outside_its_reach_there_is_no_jalali_date() -> None:
    starts = new_years()
    assert to_jalali(starts[FIRST_YEAR] - ONE_DAY) is None
    assert to_jalali(starts[LAST_YEAR + 1]) is None
    assert to_jalali(date.min) is None
    assert to_jalali(date.max) is None


@pytest.mark.parametrize(
    ("wall", "instant", "why"),
    [
        ("2005-07-13T12:00:00", "2005-07-13T12:00:00+04:30", "summer time"),
        ("2006-07-13T12:00:00", "2006-07-13T12:00:00+03:30", "none in 2006 and 2007"),
        ("2007-07-13T12:00:00", "2007-07-13T12:00:00+03:30", "none in 2006 and 2007"),
        ("2008-07-13T12:00:00", "2008-07-13T12:00:00+04:30", "summer time again"),
        ("2022-07-13T12:00:00", "2022-07-13T12:00:00+04:30", "the last one"),
        ("2023-07-13T12:00:00", "2023-07-13T12:00:00+03:30", "none since"),
        ("2021-03-22T00:30:00", "2021-03-22T01:30:00+04:30", "an hour that never was"),
        ("2021-09-21T23:30:00", "2021-09-21T23:30:00+04:30", "the first of two"),
    ],
)
def test_clocks_of_tehran(wall: str, instant: str, why: str) -> None:
    assert localized(datetime.fromisoformat(wall)).isoformat() == instant, why


def test_the_second_of_two_hours_is_an_hour_later_and_equal_in_utc() -> None:
    wall = datetime(2021, 9, 21, 23, 30)
    first, second = localized(wall), localized(wall, second=True)
    assert second.isoformat() == "2021-09-21T23:30:00+03:30"
    assert second - first == timedelta(hours=1)
    assert second == datetime(2021, 9, 21, 20, 0, tzinfo=UTC)
