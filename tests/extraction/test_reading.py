"""The selectors of which time a page is read by."""

import datetime

import pytest

from newscrawl import extraction
from newscrawl.cms import Until
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import NotAnArticle, Page
from tests.extraction.builders import URL

OLD_PAGE = (
    '<div><h1 class="title">عنوان خبر</h1><div class="news_pdate_c">{date}</div>'
    '<div class="khabar"><p>متن آن روز.</p></div><div class="body"><p>متن امروز.</p></div></div>'
)


@pytest.mark.parametrize(
    ("date", "body"),
    [
        ("۲۹ اسفند ۱۳۹۴", "متن آن روز."),
        ("۱ فروردین ۱۳۹۵", "متن امروز."),
        ("۲ ساعت پیش", "متن امروز."),
        ("", "متن امروز."),
    ],
)
def test_an_old_page_is_read_by_the_rules_of_its_time(date: str, body: str) -> None:
    old = Until(datetime.date(2016, 3, 19), IranSamaneh(body=(".khabar",)))
    family = IranSamaneh(older=(old,))
    page = Page.of(f"<html><body>{OLD_PAGE.format(date=date)}</body></html>", URL)
    assert extraction.read(family, page).body == [body]


def test_a_page_that_todays_rules_cannot_read_is_tried_with_older_ones() -> None:
    old = Until(datetime.date(2016, 3, 19), IranSamaneh(body=(".khabar",)))
    family = IranSamaneh(older=(old,))
    for date, is_read in (("۲۹ اسفند ۱۳۹۴", True), ("", True), ("۱ فروردین ۱۴۰۰", False)):
        html = OLD_PAGE.replace('class="body"', 'class="x"').format(date=date)
        page = Page.of(f"<html><body>{html}</body></html>", URL)
        if is_read:
            assert extraction.read(family, page).body == ["متن آن روز."]
        else:
            with pytest.raises(NotAnArticle):
                extraction.read(family, page)
