"""The fields beside the text."""

import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import fields
from tests.extraction.builders import ARTICLE, locate, read


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


def test_a_date_that_reads_as_one_goes_before_one_that_does_not() -> None:
    date = '<div class="news_pdate_c">{}</div>'
    html = date.format("۳۱ مهر ۱۴۰۰") + date.format("۲۲ تیر ۱۴۰۰") + ARTICLE
    assert read(html).published_text == "۲۲ تیر ۱۴۰۰"
    assert read(date.format("۳۱ مهر ۱۴۰۰") + ARTICLE).published_text == "۳۱ مهر ۱۴۰۰"
    assert read(date.format("مهر") + ARTICLE).published_text is None


def test_dates_for_machines() -> None:
    html = (
        "<meta property=article:published_time content=1><meta name=datePublished content=2>"
        "<time datetime=3>x</time><footer><time datetime=4>x</time></footer>"
        f"<meta name=dateModified content=5>{ARTICLE}"
    )
    raw = read(html)
    assert raw.published_machine == ["1", "2", "3"]
    assert raw.modified_machine == ["5"]


def test_dates_in_the_words_of_dublin_core_whatever_their_capitals() -> None:
    html = (
        "<meta name=DCTERMS.created content=2><meta name=dcterms.modified content=3>"
        f"<meta name=DC.date.issued content=1>{ARTICLE}"
    )
    raw = read(html)
    assert sorted(raw.published_machine) == ["1", "2"]
    assert raw.modified_machine == ["3"]


def test_the_title_of_a_page_without_a_headline() -> None:
    og = "<meta property=og:title content=عنوان>"
    assert fields.title(locate(og + "<div class=body>متن</div>")) == "عنوان"
    assert fields.title(locate(og)) is None


def test_a_kicker_stands_before_the_headline_and_a_lead_before_the_body() -> None:
    before = ARTICLE.replace("<h1", '<p class="rutitr">ر</p><h1').replace(
        "</h1>", '</h1><p class="lead">ل</p>'
    )
    assert (read(before).kicker, read(before).lead) == ("ر", "ل")
    after = ARTICLE.replace("</div></div>", '</div><p class="rutitr">ر</p><p class="lead">ل</p>')
    assert (read(after).kicker, read(after).lead) == (None, None)


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ('<b class="author">نویسنده: سارا</b>', "سارا"),
        ('<meta name="author" content="رضا">', "رضا"),
        ('<b class="author">روزپلاس</b>', None),
        ('<b class="author">خبرنگار :</b>', None),
        ("", None),
    ],
)
def test_author(html: str, author: str | None) -> None:
    assert read(ARTICLE.replace("</h1>", f"</h1>{html}")).author == author


def test_sections_are_without_the_home_page_and_the_headline() -> None:
    names = ("صفحه نخست", "» سیاسی", "عنوان خبر")
    path = "".join(f"<a>{name}</a>" for name in names)
    assert read(f'<div class="news_path">{path}</div>{ARTICLE}').sections == ["سیاسی"]


def test_tags_are_without_their_label() -> None:
    tags = '<div class="tags_title"><a>برچسب‌ها:</a><a># ایران</a><a></a></div>'
    assert read(ARTICLE.replace("</div></div>", f"</div>{tags}</div>")).tags == ["ایران"]


@pytest.mark.parametrize(
    ("html", "code", "problems"),
    [
        ("", "1", []),
        ('<i class="news_id">کد: ۱</i>', "1", []),
        ('<i class="news_id">کد: ۲۲</i>', "1", ["news_code: the page says 22, its address 1"]),
        ("<i>کد خبر: ۳۳</i>", "1", ["news_code: the page says 33, its address 1"]),
        ("<i>کد پستی: ۳۳</i>", "1", []),
    ],
)
def test_the_news_code_is_the_addresss(html: str, code: str, problems: list[str]) -> None:
    at = locate(ARTICLE.replace("</h1>", f"</h1>{html}"))
    assert fields.news_code(at) == (code, problems)


def test_a_news_code_of_the_page_where_the_address_has_none() -> None:
    html = ARTICLE.replace("</h1>", '</h1><i class="news_id">۲۲ / ۳۳۳</i>')
    assert read(html, "https://x.ir/x").news_code == "333"
    assert IranSamaneh().code_in("https://x.ir/x") is None


@pytest.mark.parametrize(
    "name",
    [
        "class=rutitr_body", "class=newspage-rutitr", "class=newsPreTitle", "class=pre-title",
        "class=roo-titr", "class=rootitr", "class=single_rotitr2", "class=overtitle",
        "class=news_top_title", "class=item-supertitle", "class='x kicker-text'",
        "id=Content_rutitr", "id=docDiv3TitrRou",
    ],
)  # fmt: skip
def test_a_kicker_under_another_name(name: str) -> None:
    kicker = f"<div {name}><b>روتیتر</b></div>"
    assert read(ARTICLE.replace("<h1", f"{kicker}<h1")).kicker == "روتیتر"
    assert read(kicker + f"<div><div><div>{ARTICLE}</div></div></div>").kicker is None
    assert read(ARTICLE.replace("</h1>", f"</h1>{kicker}")).kicker is None


def test_a_headline_of_other_articles_is_no_kicker() -> None:
    other = '<div class="top-title"><a href="/fa/news/9/z">خبر دیگر</a></div>'
    assert read(ARTICLE.replace("<h1", f"{other}<h1")).kicker is None


@pytest.mark.parametrize(
    ("body", "lead", "rest"),
    [
        ('<p class="lead">لید</p><p>متن</p>', "لید", ["متن"]),
        ('<div class="lead"><p>لید</p></div>متن', "لید", ["متن"]),
        ('<p>متن</p><p class="lead">میان</p>', None, ["متن", "میان"]),
        ('<div class="lead"><p>همه</p><p>متن</p></div>', None, ["همه", "متن"]),
    ],
)
def test_a_lead_that_the_body_begins_with(body: str, lead: str | None, rest: list[str]) -> None:
    raw = read(ARTICLE.replace("<p>متن کوتاه.</p>", body))
    assert (raw.lead, raw.body) == (lead, rest)


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<a>برچسب‌ها: ایران، عراق , قطر</a>", ["ایران", "عراق", "قطر"]),
        ("<a>#ایران #عراق</a>", ["ایران", "عراق"]),
        ("<a>ایران، ما</a><a>عراق</a>", ["ایران، ما", "عراق"]),
    ],
)
def test_tags_that_one_text_joins(html: str, tags: list[str]) -> None:
    assert read(f'{ARTICLE}<div class="tags_title">{html}</div>').tags == tags


@pytest.mark.parametrize("code", ["120200622120908039", "206356"])
def test_a_news_code_has_up_to_18_digits(code: str) -> None:
    html = ARTICLE.replace("</h1>", f"</h1><div>کد خبر: {code}</div>")
    assert read(html, "https://x.ir/fa/about-us").news_code == code
