"""What `parse_date` reads: a table of strings, every day of three centuries, and noise."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.persian import DateError, ParsedDate, date_words, parse_date

NOW = datetime(2021, 7, 14, 5, 30, tzinfo=UTC)
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\([ntr])")


def unescaped(text: str) -> str:
    return ESCAPE.sub(
        lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}[m[2]], text
    )


def table() -> Iterator[list[str]]:
    for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            text, *rest = line.split("\t")
            yield [unescaped(text), *rest]


def is_right(text: str, now: str, expected: str, precision: str) -> bool:
    try:
        date = parse_date(text, now=datetime.fromisoformat(now) if now else None)
    except DateError as error:
        return f"error: {error.reason}".startswith(expected)
    return (date.instant.isoformat(), date.precision) == (expected, precision)


@pytest.mark.parametrize(("text", "now", "expected", "precision", "why"), list(table()))
def test_table(text: str, now: str, expected: str, precision: str, why: str) -> None:
    try:
        date = parse_date(text, now=datetime.fromisoformat(now) if now else None)
    except DateError as error:
        assert expected.startswith("error: "), why
        assert error.reason.startswith(expected.removeprefix("error: ")), why
    else:
        assert (date.instant.isoformat(), date.precision) == (expected, precision), why
        assert date.source in text


def test_the_share_right_of_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row[:4] for row in table()]
    right = sum(is_right(*row) for row in rows)
    with capsys.disabled():
        print(f"\ndates: {right} of {len(rows)} strings right ({right / len(rows):.1%})")
    assert len(rows) >= 400
    assert right == len(rows)


def test_the_words_of_a_date_are_the_same_date() -> None:
    for text, now, expected, precision, why in table():
        words = date_words(text)
        if not expected.startswith("error: "):
            assert words, why
            assert len(words) <= len(text), why
            assert is_right(words, now, expected, precision), f"{text}: {words}"


def test_none_is_no_date() -> None:
    with pytest.raises(DateError, match="no date found") as caught:
        parse_date(None)
    assert caught.value.text == ""


def test_a_naive_now_is_in_tehran() -> None:
    there = parse_date("۲ ساعت پیش", now=datetime(2021, 7, 14, 10, 0)).instant
    assert there == parse_date("۲ ساعت پیش", now=NOW).instant


@pytest.mark.parametrize("now", [datetime.min, datetime.max, datetime.min.replace(tzinfo=UTC)])
@pytest.mark.parametrize("text", ["۹۹۹۹ روز پیش", "یک دقیقه پیش", "دیروز ۱۲:۰۰"])
def test_a_now_at_the_ends_of_time_is_out_of_reach(text: str, now: datetime) -> None:
    with pytest.raises(DateError, match="out of reach"):
        parse_date(text, now=now)


def sample() -> Iterator[jdatetime.date]:
    """Days of 1200–1500 with every month and every number of a day in every year.

    All days of a leap year and of one without, the first and last day of every month, and of every
    year for each number of a day a month that has it.
    """
    for year in range(1200, 1501):
        leap = jdatetime.date(year, 1, 1).isleap()
        for month, length in enumerate([31] * 6 + [30] * 5 + [29 + leap], 1):
            for day in range(1, length + 1):
                is_chosen = year in (1399, 1400) or (year + month + day) % 12 == 0
                if is_chosen or day in (1, length):
                    yield jdatetime.date(year, month, day)


def test_days_of_every_year_in_every_form_round_trip() -> None:
    """That each day of the calendar is right, and its clock too, is in test_calendar."""
    count = 0
    for jalali in sample():
        day = jalali.togregorian()
        iso = f"{jalali.year}-{jalali.month:02}-{jalali.day:02}"
        date = parse_date(iso)
        assert date.jalali == jalali
        assert date.instant.date() == day
        assert date.jalali_iso == iso
        assert parse_date(date.persian).jalali == jalali
        again = parse_date(
            date.instant.isoformat()[:19] if day.year < 1936 else date.instant.isoformat()
        )
        assert again.instant == date.instant
        count += 1
    assert count == 16_411


def test_the_sample_has_every_pair_of_year_month_and_day() -> None:
    days = [(day.year, day.month, day.day) for day in sample()]
    assert len({(year, month) for year, month, _ in days}) == 301 * 12
    assert len({(year, day) for year, _, day in days}) == 301 * 31
    assert len({(month, day) for _, month, day in days}) == 6 * 31 + 6 * 30


instants = st.datetimes(datetime(1936, 1, 1), datetime(2122, 1, 1), timezones=st.just(UTC))


@given(instants)
def test_every_instant_in_every_form_round_trips(instant: datetime) -> None:
    instant = instant.replace(microsecond=0)
    date = parse_date(instant.isoformat())
    assert date.instant == instant
    assert parse_date(date.instant.isoformat()) == ParsedDate(
        date.instant, date.jalali, "second", date.instant.isoformat()
    )
    again = parse_date(date.persian)
    assert again.jalali == date.jalali
    assert again.instant.replace(tzinfo=None) == date.instant.replace(tzinfo=None)
    assert again.instant - instant in (timedelta(0), timedelta(hours=-1))  # an hour that is twice


def check(text: str) -> None:
    try:
        date = parse_date(text, now=NOW)
    except DateError as error:
        assert error.reason
    else:
        assert date.source
        assert date.source in text
        assert 1200 <= date.jalali.year <= 1500
        assert jdatetime.date.fromgregorian(date=date.instant.date()) == date.jalali
        offset = date.instant.utcoffset()
        assert offset is not None
        assert timedelta(hours=3) <= offset <= timedelta(hours=5)


@given(st.text(st.characters()))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    check(text)


WORDS = """
    ۲۲ 22 ٣ 1400 ۱۳۹۹ 2021 00 99 ۳۰ 31 25:70 ۱۹:۰۸ 7:08:09 T Z +0330 +04:30 -05:00 GMT / - . : ، | (
    تیر تير مهرماه اسفند July می مه ذی‌الحجه رمضان قمری شنبه سه‌شنبه ساعت عصر شب ق.ظ ب.ظ صبح پیش قبل
    روز دقیقه هفته دیروز امروز لحظاتی نیم یک سال ماه از و انتشار به‌روز 206356 \u200c \u200f \ufefb
    به\u200cوقت گرینویچ کابل محلی EST UTC ( ) _ \\ ربع ago hours 14000422 1404-10-1019:30:13 مدت
    چاپ تومان بیست پنجمین جوزای كانون الثاني هـ 1234561403/08/10 10:4 ٣٠\\٧ چند
"""
PARTS = [*WORDS.split(), " ", "\n", "\u00a0"]


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.booleans())
def test_any_row_of_date_like_parts_is_a_date_or_a_date_error(parts: list[str], wide: bool) -> None:
    check((" " if wide else "").join(parts))


@pytest.mark.parametrize(
    "unit",
    ["1", "۱", "12 ", "1/", "12:", "1400 ", "۲۲ تیر ", "تیر ", "یک ", "ساعت ", "ساعت 1 ",
     "\u202e\u2066", "\u200c", " ", "2021-", "22 تیر ۱۴۰۰ 12:00 ", "شنبه ", "ربیع ",
     "به وقت ", "12:00 به وقت ", "بیست و ", "ساعت 1 و ", "تاریخ 14030314 ", "1404-10-1019:30",
     "چند ", "یک ساعت و ", "انتشار: 22 تیر 1400 چاپ "],
)  # fmt: skip
def test_a_megabyte_takes_no_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    check(text)
    assert time.perf_counter() - start < 0.25  # a millisecond or two; quadratic work takes minutes
