"""From the pieces of a text to its one date: which of several, its time of day, its source."""

from datetime import UTC, datetime, timedelta

import jdatetime
import pytest

from newscrawl.persian import DateError, date_words, parse_date
from newscrawl.persian.reading import find, parsed

NOW = datetime(2021, 7, 14, 5, 30, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۲۱ تیر ۱۴۰۰ و ۲۲ تیر ۱۴۰۰", "1400-04-21"),
        ("به روز رسانی: ۲۳ تیر ۱۴۰۰ انتشار: ۲۲ تیر ۱۴۰۰", "1400-04-22"),
        ("به روز رسانی: ۲۳ تیر ۱۴۰۰ | ۲۲ تیر ۱۴۰۰", "1400-04-22"),
        ("12 July 2021 ۲۲ تیر ۱۴۰۰", "1400-04-22"),
        ("۲۱ تیر ۱۴۰۰، ۲۵ تیر ۱۴۰۰، 16 July 2021", "1400-04-25"),
    ],
)
def test_which_of_several_dates(text: str, day: str) -> None:
    assert find(text, None).date.jalali_iso == day


def test_what_is_known_beside_the_date() -> None:
    found = find("۲۲ تیر ۱۴۰۰ 19:08+03:30", None)
    assert (found.wall, found.offset, found.rough) == (datetime(2021, 7, 13, 19, 8), 210, False)
    assert find("دیروز", NOW).rough
    assert find("دوشنبه ۲۲ تیر ۱۴۰۰", None).note == (
        "the day in the text is a دوشنبه, its date a سه\u200cشنبه; date kept"
    )
    assert find("۲۲ تیر ۱۴۰۰", None).note == ""


def test_an_instant_outside_the_calendar_is_an_error() -> None:
    assert parsed(datetime(2122, 3, 20, tzinfo=UTC), "day", "x").jalali_iso == "1500-12-29"
    with pytest.raises(DateError, match="out of reach"):
        parsed(datetime(2122, 3, 21, tzinfo=UTC), "day", "x")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("انتشار: سه\u200cشنبه ۲۲ تير ۱۴۰۰ - ۹:۰۸ | چاپ", "سه\u200cشنبه ۲۲ تير ۱۴۰۰ - ۹:۰۸"),
        ("ثلاث | ۱۴۰۰/۰۴/۲۲، سه شنبه | ۱۲ نظر", "۱۴۰۰/۰۴/۲۲، سه شنبه"),
        ("print Tue, 13 Jul 2021 14:38:00 GMT email", "Tue, 13 Jul 2021 14:38:00 GMT"),
        ("خبر: دیروز ۱۸:۳۰ |", "دیروز ۱۸:۳۰"),
        ("انتشار: ۲ ساعت پیش، ۵ نظر", "۲ ساعت پیش"),
        ("انتشار: دوشنبه ۳۱ مهر ۱۴۰۰", "دوشنبه ۳۱ مهر ۱۴۰۰"),
        ("انتشار: ۲ هفته پیش |", "۲ هفته پیش"),
        ("۲۲ تیر ۱۴۰۰ - کد خبر: ۱۲۳۴۵۶ - ۱۹:۰۸", "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸"),
        ("۱۹:۰۸ نظرات: ۲ روز سه شنبه ۲۲ تیر ۱۴۰۰", "۱۹:۰۸ - سه شنبه ۲۲ تیر ۱۴۰۰"),
        ("۲۲ تیر ۱۴۰۰ - 13 July 2021 - ۱۹:۰۸ |", "۲۲ تیر ۱۴۰۰ - 13 July 2021 - ۱۹:۰۸"),
        ("خبر ۱۴۰۰/۰۴/۲۲ (۱۹:۰۸) چاپ", "۱۴۰۰/۰۴/۲۲ (۱۹:۰۸)"),
        ("خبر: 13 July 2021 16:00 (UTC) print", "13 July 2021 16:00 (UTC)"),
        ("۲۲ تیر ۱۴۰۰، ساعت ۱۶ به وقت کابل | چاپ", "۲۲ تیر ۱۴۰۰، ساعت ۱۶ به وقت کابل"),
        ("کد خبر: ۱۲۳۴۵۶", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_words_of_a_date(text: str | None, words: str | None) -> None:
    assert date_words(text) == words
