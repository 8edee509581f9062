from datetime import date

import pytest

from newscrawl.demo.exchange import Parameters, Reply

ASKED = Parameters({"p": "۳", "n": "0", "x": "many", "day": "۱۴۰۰/۴/۲۲", "none": "1402-12-30"})


def test_numbers_are_at_least_1_in_any_digits() -> None:
    assert [ASKED.number(name) for name in "pnxy"] == [3, 1, 1, 1]
    assert ASKED.number("p", most=2) == 2
    assert ASKED.number("y", default=24) == 24


def test_days_are_jalali() -> None:
    assert ASKED.date("day") == date(2021, 7, 13)
    assert ASKED.date("missing") is None
    for name in ("none", "x"):
        with pytest.raises(ValueError):
            ASKED.date(name)


def test_a_reply_has_the_tag_of_its_body() -> None:
    assert Reply(b"a").etag == Reply(b"a", status=404).etag != Reply(b"b").etag
    assert Reply(b"a").etag.startswith('"')
