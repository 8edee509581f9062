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

from newscrawl.persian import DateError, ParsedDate, parse_date

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


def test_none_is_no_date() -> None:
    with pytest.raises(DateError, match="no date found") as caught:
        parse_date(None)
    assert caught.value.text == ""


def test_an_error_keeps_the_beginning_of_its_text() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("۳۰ اسفند ۱۴۰۲ " + "x" * 1000)
    assert caught.value.reason == str(caught.value) == "no such day: 1402-12-30"
    assert caught.value.text.startswith("۳۰ اسفند ۱۴۰۲ x")
    assert len(caught.value.text) == 200


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("تاریخ انتشار: ۲۲ تير ۱۴۰۰ - ۱۹:۰۸ - 13 July 2021", "۲۲ تير ۱۴۰۰ - ۱۹:۰۸"),
        ("ساعت ۱۹:۰۸، ۱۴۰۰/۰۴/۲۲ |", "۱۹:۰۸، ۱۴۰۰/۰۴/۲۲"),
        ("در  \u200f۲۲\u200c اردی\u200cبهشت\n  ۱۴۰۰ بود", "۲۲\u200c اردی\u200cبهشت\n  ۱۴۰۰"),
        ("\ufefb ۲۲ تیر ۱۴۰۰ \ufefb", "۲۲ تیر ۱۴۰۰"),
    ],
)
def test_source_is_the_part_as_it_stands_in_the_text(text: str, source: str) -> None:
    assert parse_date(text).source == source


def test_result_in_all_its_forms() -> None:
    date = parse_date("۱۴۰۰/۰۴/۲۲ ۰۷:۰۸:۰۹ ب.ظ")
    assert date.jalali == jdatetime.date(1400, 4, 22)
    assert date.jalali_iso == "1400-04-22"
    assert date.persian == "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸:۰۹"
    assert date.instant == datetime(2021, 7, 13, 14, 38, 9, tzinfo=UTC)
    assert date.instant.utcoffset() == timedelta(hours=4, minutes=30)


def test_the_last_characters_looked_at() -> None:
    assert parse_date("x" * 1988 + " ۲۲ تیر ۱۴۰۰").jalali_iso == "1400-04-22"
    with pytest.raises(DateError):
        parse_date("x" * 2000 + " ۲۲ تیر ۱۴۰۰")


def test_a_naive_now_is_in_tehran() -> None:
    there = parse_date("۲ ساعت پیش", now=datetime(2021, 7, 14, 10, 0)).instant
    assert there == parse_date("۲ ساعت پیش", now=NOW).instant


@pytest.mark.parametrize("now", [datetime.min, datetime.max, datetime.min.replace(tzinfo=UTC)])
@pytest.mark.parametrize("text", ["۹۹۹۹ روز پیش", "یک دقیقه پیش", "دیروز ۱۲:۰۰"])
def test_a_now_at_the_ends_of_time_is_out_of_reach(text: str, now: datetime) -> None:
    with pytest.raises(DateError, match="out of reach"):
        parse_date(text, now=now)


def test_every_day_in_every_form_round_trips() -> None:
    day = jdatetime.date(1200, 1, 1).togregorian()
    end = jdatetime.date(1500, 12, 29).togregorian()
    count = 0
    while day <= end:
        jalali = jdatetime.date.fromgregorian(date=day)
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
        day += timedelta(days=1)
        count += 1
    assert count == 109_938


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
"""
PARTS = [*WORDS.split(), " ", "\n", "\u00a0"]


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.booleans())
def test_any_row_of_date_like_parts_is_a_date_or_a_date_error(parts: list[str], wide: bool) -> None:
    check((" " if wide else "").join(parts))


@pytest.mark.parametrize(
    "unit",
    ["1", "۱", "12 ", "1/", "12:", "1400 ", "۲۲ تیر ", "تیر ", "یک ", "ساعت ", "ساعت 1 ",
     "\u202e\u2066", "\u200c", " ", "2021-", "22 تیر ۱۴۰۰ 12:00 ", "شنبه ", "ربیع "],
)  # fmt: skip
def test_a_megabyte_takes_no_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    check(text)
    assert time.perf_counter() - start < 0.25  # a millisecond or two; quadratic work takes minutes
