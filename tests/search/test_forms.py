"""Other forms of a word."""

import pytest

from newscrawl.search.forms import forms

ALIKE = [
    ("دانشجو", "دانشجویان"),
    ("دانشجو", "دانشجوی"),
    ("نماینده", "نمایندگان"),
    ("معلم", "معلمان"),
    ("فرمانده", "فرماندهان"),
    ("ایرانی", "ایرانیان"),
    ("آقا", "آقایان"),
    ("دنیا", "دنیای"),
    ("کتاب", "کتابها"),
    ("کتاب", "کتابهای"),
    ("کتابها", "کتابهای"),
    ("سازمان", "سازمانها"),
]
NOT_ALIKE = [
    ("ارز", "ارزان"),
    ("تن", "تنها"),
    ("چند", "چندان"),
    ("پهلو", "پهلوی"),
    ("گروه", "گروگان"),
    ("پا", "پایان"),
    ("جو", "جوان"),
    ("باز", "بازی"),
    ("ایر", "ایران"),
    ("شهر", "شهری"),
]


@pytest.mark.parametrize(("word", "other"), ALIKE)
def test_forms_of_one_word(word: str, other: str) -> None:
    assert other in forms(word)
    assert word in forms(other)


@pytest.mark.parametrize(("word", "other"), NOT_ALIKE)
def test_other_words(word: str, other: str) -> None:
    assert other not in forms(word)
    assert word not in forms(other)


@pytest.mark.parametrize("word", ["2021", "covid", "x", "۱", ""])
def test_what_has_no_forms(word: str) -> None:
    assert forms(word) == (word,)
