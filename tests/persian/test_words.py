"""The one spelling in which the words of dates are looked for."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.persian import DateError, parse_date
from newscrawl.persian.words import (
    DAYS,
    DAYS_AGO,
    LIMIT,
    MONTHS,
    NOW,
    NUMBERS,
    UNITS,
    fold,
    unfolded,
)
from newscrawl.persian.zones import ABBREVIATIONS, PLACES


def test_the_last_characters_looked_at() -> None:
    assert parse_date("x" * 1988 + " ۲۲ تیر ۱۴۰۰").jalali_iso == "1400-04-22"
    with pytest.raises(DateError):
        parse_date("x" * 2000 + " ۲۲ تیر ۱۴۰۰")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("۲۲ تير ١٤٠٠", "22 تیر 1400"),
        ("آبان‌ماه", "ابانماه"),
        ("JULY", "july"),
        ("۱۴۰۰⁄۰۴‐۲۲", "1400/04-22"),
        ("الف\u00a0\n ب", "الف ب"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters()))
def test_what_is_folded_stays_so_and_all_of_it_is_the_whole_text(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert len(fold("x" * LIMIT + text)) == LIMIT
    assert unfolded(text, folded, 0, len(folded)) in text


def test_every_word_is_written_in_the_folded_spelling() -> None:
    words = (*MONTHS, *DAYS, *NUMBERS, *UNITS, *DAYS_AGO, *NOW, *PLACES, *ABBREVIATIONS)
    assert [word for word in words if fold(word) != word] == []
    assert {number for calendar, number in MONTHS.values()} == set(range(1, 13))
    assert set(DAYS.values()) == set(range(1, 32))


def test_every_place_has_a_zone() -> None:
    assert [key for key in set(PLACES.values()) if not ZoneInfo(key)] == []
    assert set(PLACES) & set(MONTHS) == set()
