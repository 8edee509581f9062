"""The pieces of a text: dates, times of day, relative phrases."""

from datetime import date
from itertools import pairwise

import pytest

from newscrawl.persian.grammar import read
from newscrawl.persian.pieces import Date, Piece, Relative, Time
from newscrawl.persian.words import fold


def pieces(text: str) -> tuple[Piece, ...]:
    return read(fold(text))


@pytest.mark.parametrize(
    ("text", "calendar", "day"),
    [
        ("۱۴۰۰/۰۴/۲۲", "jalali", date(2021, 7, 13)),
        ("۲۲ تیر ۱۴۰۰", "jalali", date(2021, 7, 13)),
        ("۱۴۰۰ سه‌شنبه ۲۲ تیر", "jalali", date(2021, 7, 13)),
        ("بیست و دوم تیر ۱۴۰۰", "jalali", date(2021, 7, 13)),
        ("13 July 2021", "gregorian", date(2021, 7, 13)),
        ("July 13, 2021", "gregorian", date(2021, 7, 13)),
        ("13/07/2021", "gregorian", date(2021, 7, 13)),
        ("20210713T1908", "gregorian", date(2021, 7, 13)),
    ],
)
def test_dates(text: str, calendar: str, day: date) -> None:
    found = pieces(text)[0]
    assert isinstance(found, Date)
    assert (found.calendar, found.day, found.reason, found.weak) == (calendar, day, "", False)


@pytest.mark.parametrize(
    ("text", "reason", "weak"),
    [
        ("۳۱ مهر ۱۴۰۰", "no such day: 1400-07-31", False),
        ("۱۴۰۰/۱۳/۰۱", "no such day: 1400-13-01", True),
        ("05/06/2021", "ambiguous date", False),
        ("۲۲ تیر", "no year", True),
        ("۲۲ تیر ۲۰۲۱", "year 2021 does not fit its month", False),
        ("۱۲ رمضان ۱۴۴۲", "lunar date", False),
    ],
)
def test_dates_that_cannot_be(text: str, reason: str, weak: bool) -> None:
    (found,) = pieces(text)
    assert isinstance(found, Date)
    assert (found.day, found.reason, found.weak) == (None, reason, weak)


@pytest.mark.parametrize(
    ("text", "clock", "offset"),
    [
        ("۱۹:۰۸", (19, 8, None), None),
        ("7:08:09 ب.ظ", (19, 8, 9), None),
        ("12:30 صبح", (0, 30, None), None),
        ("ساعت ۷ و ۸ دقیقه", (7, 8, None), None),
        ("19:08Z", (19, 8, None), 0),
        ("19:08-03:30", (19, 8, None), -210),
        ("25:70", (None, 0, None), None),
    ],
)
def test_times(text: str, clock: tuple[int | None, int, int | None], offset: int | None) -> None:
    (found,) = pieces(text)
    assert isinstance(found, Time)
    assert ((found.hour, found.minute, found.second), found.offset) == (clock, offset)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "alone"),
    [
        ("۲ ساعت پیش", 2, 3600, False),
        ("سه روز قبل", 3, 86400, False),
        ("یک ساعت و ۵ دقیقه پیش", 65, 60, False),
        ("نیم ساعت پیش", 30, 60, False),
        ("دو هفته پیش", 2, 0, False),
        ("لحظاتی پیش", 0, 1, False),
        ("هم اکنون", 0, 1, True),
        ("دیروز", 1, 86400, True),
    ],
)
def test_relative_phrases(text: str, amount: int, unit: int, alone: bool) -> None:
    (found,) = pieces(text)
    assert isinstance(found, Relative)
    assert (found.amount, found.unit, found.alone) == (amount, unit, alone)


def test_pieces_come_in_order_and_apart() -> None:
    found = pieces("ساعت ۱۹:۰۸ روز ۲۲ تیر ۱۴۰۰، ۲ ساعت پیش")
    assert [type(piece) for piece in found] == [Time, Date, Relative]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["", "سلام", "978-600-1400-04-22", "۱۲۳۴۵۶۷", "5 از 10"])
def test_text_without_pieces(text: str) -> None:
    assert pieces(text) == ()
