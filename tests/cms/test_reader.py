"""Traps of pages that the saved pages do not have."""

import datetime

import pytest

from newscrawl.cms import NotAnArticle, Page, RawArticle, Until
from newscrawl.cms.iransamaneh import IranSamaneh

URL = "https://x.ir/fa/news/1/a"
FOREIGN = '<h2 class="title"><a href="/fa/news/99/y">خبر دیگر</a></h2>'


def read(html: str, url: str = URL) -> RawArticle:
    return IranSamaneh().read(Page.of(f"<html><body>{html}</body></html>", url, "روزپلاس"))


ARTICLE = (
    '<div id="a"><h1 class="title">عنوان خبر</h1><div class="body"><p>متن کوتاه.</p></div></div>'
)


@pytest.mark.parametrize("before", [True, False])
def test_a_longer_body_in_a_sidebar_is_not_the_articles(before: bool) -> None:
    side = f'<div class="sidebar">{FOREIGN}<div class="body">{"متن دیگر. " * 50}</div></div>'
    raw = read(side + ARTICLE if before else ARTICLE + side)
    assert (raw.title, raw.body) == ("عنوان خبر", ["متن کوتاه."])


def test_a_wrapper_of_the_class_body_is_not_the_body() -> None:
    raw = read(f'<div class="body"><div class="fa_date">امروز</div>{ARTICLE}<p>پایین</p></div>')
    assert raw.body == ["متن کوتاه."]


def test_tags_of_a_sidebar_are_not_the_articles() -> None:
    tags = '<div class="tags_title"><a href="/fa/tag/1/a">{}</a></div>'
    side = f'<div class="side">{tags.format("داغ")}</div>'
    own = ARTICLE.replace("</div></div>", f"</div>{tags.format('ویچت')}</div>")
    assert read(side + own).tags == ["ویچت"]


def test_what_follows_the_word_update_is_not_when_it_was_published() -> None:
    date = "تاریخ انتشار: ۲۲ تير ۱۴۰۰ - ۱۹:۰۸ <br> به روز رسانی: ۲۵ تير ۱۴۰۰"
    assert (
        read(f'<div class="news_pdate_c">{date}</div>{ARTICLE}').published_text
        == "۲۲ تير ۱۴۰۰ - ۱۹:۰۸"
    )


def test_the_clock_of_the_header_is_not_the_articles_date() -> None:
    raw = read(
        f'<div class="header"><div class="fa_date">27 اسفند 1396 - 09:31</div></div>{ARTICLE}'
    )
    assert raw.published_text is None


def test_the_headline_is_not_a_word_of_it_that_stands_above() -> None:
    html = f"<title>عنوان خبر | روزپلاس</title><h1 class='title'>خبر</h1>{ARTICLE}"
    assert read(html).title == "عنوان خبر"


@pytest.mark.parametrize(
    "line", ["<a href=/files/x.pdf>دانلود فایل</a>", "<a href=/fa/contacts>تماس با ما</a>"]
)
def test_a_last_line_that_is_a_link_is_not_always_the_agency(line: str) -> None:
    raw = read(ARTICLE.replace("کوتاه.</p>", f"کوتاه.</p><p>{line}</p>"))
    assert raw.agency is None


@pytest.mark.parametrize("name", ["ad-justify", "content-with-sidebar", "news-rate-content"])
def test_a_text_in_an_oddly_named_element_is_kept(name: str) -> None:
    assert read(ARTICLE.replace("<p>", f'<p class="{name}">')).body == ["متن کوتاه."]


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img srcset="/1.jpg 2x">', None),
        ('<img data-src="data:image/gif;base64,R0" src="/1.jpg">', "https://x.ir/1.jpg"),
        ('<img data-lazy-src="/2.jpg" src="/blank.gif">', "https://x.ir/2.jpg"),
    ],
)
def test_where_a_picture_is(image: str, url: str | None) -> None:
    raw = read(ARTICLE.replace("<p>", f"<p>{image}"))
    assert [found["url"] for found in raw.images] == ([url] if url else [])


def test_a_picture_in_a_box_of_links_is_not_the_articles_and_one_beside_a_dash_is() -> None:
    box = '<p><img src="/1.jpg"><a href="/fa/news/9/x">خبر دیگر</a></p>'
    dash = '<p>— <img src="/2.jpg"></p>'
    raw = read(f'<h1>عنوان خبر</h1><div class="body"><p>متن خبر.</p>{box}{dash}</div>')
    assert [found["url"] for found in raw.images] == ["https://x.ir/2.jpg"]


def test_pictures_beside_the_text_of_an_album_are_its() -> None:
    html = ARTICLE.replace(
        "</div></div>", '</div><div class="gallery"><img src="/1.jpg"></div></div>'
    )
    assert read(html).images == []
    assert len(read(html, URL.replace("news", "photos")).images) == 1


def test_a_page_with_a_headline_and_a_logo_is_no_article() -> None:
    with pytest.raises(NotAnArticle, match="no text found"):
        read('<h1>در حال انتقال</h1><img src="/logo.svg">')


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1500 + "متن" + "</div>" * 1500,
        '<div class="subtitle"></div>' * 1500 + '<a href="/fa/news/99/y">x</a>' * 1500,
        '<div class="box"><div class="subtitle"></div><a href="/fa/news/99/y">x</a></div>' * 1500,
        '<a href="/fa/news/99/y">x</a>' * 20_000,
    ],
    ids=["nested", "leads and links", "boxes", "links"],
)
def test_hostile_pages_are_read(html: str) -> None:
    assert read(ARTICLE.replace("<p>", f"{html}<p>")).title == "عنوان خبر"
    assert read(html + ARTICLE).title == "عنوان خبر"


# -- rules by date ---------------------------------------------------------------------

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
    assert family.read(page).body == [body]


def test_a_page_that_todays_rules_cannot_read_is_tried_with_older_ones() -> None:
    old = Until(datetime.date(2016, 3, 19), IranSamaneh(body=(".khabar",)))
    family = IranSamaneh(older=(old,))
    for date, is_read in (("۲۹ اسفند ۱۳۹۴", True), ("", True), ("۱ فروردین ۱۴۰۰", False)):
        html = OLD_PAGE.replace('class="body"', 'class="x"').format(date=date)
        page = Page.of(f"<html><body>{html}</body></html>", URL)
        if is_read:
            assert family.read(page).body == ["متن آن روز."]
        else:
            with pytest.raises(NotAnArticle):
                family.read(page)
