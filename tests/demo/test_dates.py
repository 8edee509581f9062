from datetime import datetime

import pytest

from newscrawl.demo import dates
from newscrawl.demo.story import DECKS
from newscrawl.persian import parse_date

MOMENT = dates.from_jalali(1400, 4, 22, 19, 8)


def test_there_and_back() -> None:
    assert MOMENT.isoformat() == "2021-07-13T19:08:00+04:30"
    assert dates.numeric(MOMENT) == "1400-04-22"
    assert dates.english(MOMENT) == "13 July 2021"
    assert dates.long(MOMENT) == "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸"
    assert dates.later(MOMENT, 90) == "۲۰:۳۸ - ۱۴۰۰/۰۴/۲۲"


@pytest.mark.parametrize("form", sorted({*DECKS["date"]} - {"date-only"}))
def test_every_form_can_be_read(form: str) -> None:
    read = parse_date(dates.written(MOMENT, form))
    assert read.instant == MOMENT


def test_a_form_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="no such form of a date: roman"):
        dates.written(datetime(2021, 7, 13), "roman")


def test_months_and_neighbours() -> None:
    assert [dates.month_length(1403, month) for month in (1, 7, 12)] == [31, 30, 30]
    assert dates.month_length(1402, 12) == 29
    assert list(map(str, dates.neighbours(1403, 12, 30)))[1:3] == ["1403-12-29", "1404-01-01"]
    with pytest.raises(ValueError):
        dates.neighbours(1402, 12, 30)
