"""Dates on pages of unknown design: which are the article's, and which are not."""

import json

import pytest

from newscrawl import extraction
from newscrawl.cms.generic import Generic
from newscrawl.extraction import Page
from newscrawl.persian.dates import date_words

URL = "https://x.ir/news/123456/a"
TITLE = "بهره‌برداری از پل تازه رودخانه کارون"
FIRST = (
    "پل تازه رودخانه کارون صبح دیروز با حضور مهندسان سازنده آن به روی خودروها گشوده شد "
    "و ترافیک مرکز شهر کمتر خواهد شد."
)
SECOND = (
    "ساخت این پل پنج سال طول کشید و صدها کارگر در آن کار کردند، "
    "و هزینه آن را شهرداری اهواز پرداخته است."
)
BODY = f'<div class="body"><p>{FIRST}</p><p>{SECOND}</p></div>'
HEADLINE = f"<h1>{TITLE}</h1>"
BOXED = f"<article>{HEADLINE}{{}}{BODY}</article>"
DATE = "۲۲ تیر ۱۴۰۰"
WITH_TIME = "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸"
META = '<meta property="og:type" content="article">'


def words(html: str, head: str = META, title: str = TITLE) -> str | None:
    """The words of the date that a page is read with."""
    head = f"<head><title>{title}</title>{head}</head>"
    raw = extraction.read(Generic(), Page.of(f"<html>{head}<body>{html}</body></html>", URL))
    assert raw.title == TITLE
    assert raw.body == [FIRST, SECOND]
    return date_words(raw.published_text)


def item(number: int, tag: str = "div") -> str:
    return f'<{tag} class="i"><a href="/n/{number}/x">خبر {number}</a><b>{DATE}</b></{tag}>'


ARTICLES = {
    "between headline and text": BOXED.format(f"<i>{DATE}</i>"),
    "no box": f"{HEADLINE}<span>{DATE}</span>{BODY}",
    "above the headline in the box": f"<article><i>{DATE}</i>{HEADLINE}{BODY}</article>",
    "above the headline, with the time": f"<i>{WITH_TIME}</i>{HEADLINE}{BODY}",
    "in the head of the article": f"<div class=wrap><div class=header_item><i>{WITH_TIME}</i>"
    f"{HEADLINE}</div>{BODY}</div>",
    "below the text in the box": f"<article>{HEADLINE}{BODY}<i>{DATE}</i></article>",
    "below the article, with the time": f"{BOXED.format('')}<div><i>{WITH_TIME}</i></div>",
    "below the article, with a label": f"{BOXED.format('')}<p>زمان درج: {DATE}</p>",
    "a label in the next element": f"<div><b>انتشار</b> <i>{DATE}</i></div>{BOXED.format('')}",
    "an element with the name": f"<time class=published>{DATE}</time>{BOXED.format('')}",
    "in a bar with sections and author": BOXED.format(
        f'<ul><li><a href="/sport">ورزش</a><li><a href="/a/ali">علی رضایی</a><li>{DATE}</ul>'
    ),
    "as a link to its archive": BOXED.format(f'<a href="/1400/04/22">{DATE}</a>'),
    "in pieces": BOXED.format("<p><i>۲۲</i> <i>تیر</i> <i>۱۴۰۰</i></p>"),
    "in the body, above the text": (
        f"<article>{HEADLINE}<div class=body><div>{DATE}</div><p>{FIRST}</p><p>{SECOND}</p></div>"
        "</article>"
    ),
    "in the element of the text itself": (
        f"<article>{HEADLINE}<i>{DATE}</i><p>{FIRST}</p><p>{SECOND}</p></article>"
    ),
    "beside the date of the change": BOXED.format(f"<i>به‌روزرسانی: ۲۹ تیر ۱۴۰۰</i> <i>{DATE}</i>"),
    "in a toolbar": BOXED.format(
        f"<div><a href=/print>چاپ</a> <i>{DATE}</i> <button>ویرایش</button></div>"
    ),
    "nearer than another": f"<div><i>۲۱ تیر ۱۴۰۰</i>{BOXED.format(f'<i>{DATE}</i>')}</div>",
}


@pytest.mark.parametrize("html", ARTICLES.values(), ids=ARTICLES)
def test_the_date_of_the_article(html: str) -> None:
    assert words(html) in (DATE, WITH_TIME)


OTHERS = {
    "script": f"{BOXED.format('')}<script>var today = '2020-01-02';</script>",
    "style": BOXED.format("<style>/* 2019-05-04 */ p {color: red}</style>"),
    "comment": BOXED.format("<!-- made 2019-05-04 10:20 --><b></b>"),
    "noscript and template": BOXED.format(
        f"<noscript>{DATE}</noscript><template>{DATE}</template>"
    ),
    "hidden": BOXED.format(f"<div style='display:none'><i>{DATE}</i></div>"),
    "clock above the article": f"<div class=x><span>سه‌شنبه {DATE}</span></div>{BOXED.format('')}",
    "clock, no box": f"<div><span>سه‌شنبه {DATE}</span></div>{HEADLINE}{BODY}",
    "clock waiting for its script": f"<div class=date>سه‌شنبه {DATE} - ساعت : </div>"
    f"{BOXED.format('')}",
    "clock in time": f"<div class=top><time datetime=2021-07-13T10:00>{WITH_TIME}</time></div>"
    f"{BOXED.format('')}",
    "clock by its name": f"<div><i class=today-date>{WITH_TIME}</i>{HEADLINE}{BODY}</div>",
    "clock by its label": f"<div><b>امروز:</b> <i>{WITH_TIME}</i></div>{HEADLINE}{BODY}",
    "clock above a menu": f"<div><i>{WITH_TIME}</i>"
    + "".join(f"<a href='/s{n}'>بخش</a>" for n in range(12))
    + f"{HEADLINE}{BODY}</div>",
    "clock in the head of a wrapper": f"<div id=wrap><div class=hd><i>{WITH_TIME}</i></div>"
    f"{HEADLINE}{BODY}</div>",
    "clock called so": f"<div id=wrap><i id=jclock>{WITH_TIME}</i>{HEADLINE}{BODY}</div>",
    "day in a wrapper": f"<div id=wrap><div>سه‌شنبه {DATE}</div>{HEADLINE}{BODY}</div>",
    "clock beside the weather": f"<div id=x>تهران ۱۲ درجه | {WITH_TIME}</div>{HEADLINE}{BODY}",
    "clock beside prayers": f"<p><b>اذان ظهر ۱۳:۰۵</b> <i>{WITH_TIME}</i></p>{HEADLINE}{BODY}",
    "clock in three calendars": f"<div>{WITH_TIME} | ۳ ذی‌الحجه ۱۴۴۲</div>{HEADLINE}{BODY}",
    "change": BOXED.format(f"<i>آخرین به‌روزرسانی: {DATE}</i>"),
    "change by its name": BOXED.format(f"<time class=updated datetime=2021-07-13>{DATE}</time>"),
    "list below": f"{BOXED.format('')}<div><h3>تازه‌ها</h3>{item(9)}{item(8)}</div>",
    "list in the box": f"<article>{HEADLINE}{BODY}<div>{item(9)}{item(8)}</div></article>",
    "list above": f"<div>{item(9)}{item(8)}</div>{BOXED.format('')}",
    "list between": BOXED.format(f"<ul>{item(9, 'li')}{item(8, 'li')}</ul>"),
    "list with labels": f"{BOXED.format('')}<ul><li><a href=/n/9/x>خبر</a>"
    f"<i>تاریخ: {DATE}</i></ul>",
    "list of times": f"{BOXED.format('')}<ul><li><a href=/n/9/x>خبر</a>"
    f"<time datetime=2021-07-13T10:00>{WITH_TIME}</time></ul>",
    "one other article": f"{BOXED.format('')}<div><h4><a href=/n/9/x>خبری دیگر از شهر</a></h4>"
    f"<i>{WITH_TIME}</i></div>",
    "column": f"{BOXED.format('')}<aside><ul><li><b>خبر</b><i>{WITH_TIME}</i></ul></aside>",
    "time in a template": BOXED.format(f"<template><time>{DATE}</time></template>"),
    "readers that have no class": f"{BOXED.format('')}<ol><li><b>علی</b> <i>{WITH_TIME}</i>"
    f"<p>چه خوب</p><li><b>رضا</b> <i>{WITH_TIME}</i></ol>",
    "one reader that has no class": f"{BOXED.format('')}<div><b>علی</b> <i>{WITH_TIME}</i>"
    "<p>پل خوبی است.</p></div>",
    "readers in the box": f"<div class=x>{HEADLINE}{BODY}<ol><li><b>علی</b> <i>{DATE}</i>"
    f"<p>چه خوب</p><li><b>رضا</b> <i>{DATE}</i></ol></div>",
    "a reader in the box": f"<div class=x>{HEADLINE}{BODY}<div><b>علی</b> <i>{DATE}</i>"
    "<p>پل خوبی است.</p></div></div>",
    "birth of a person": BOXED.format(
        "<span itemscope itemtype='https://schema.org/Person'><b>علی</b> "
        f"<time itemprop=birthDate datetime=1975-01-02>{DATE}</time></span>"
    ),
    "a comment in microdata": BOXED.format(
        "<div itemscope itemtype='https://schema.org/Comment'>"
        f"<time itemprop=datePublished datetime=2021-07-13>{DATE}</time></div>"
    ),
    "end of a term": BOXED.format(f"<i>مهلت ثبت نام: {WITH_TIME}</i>"),
    "footer": f"{BOXED.format('')}<footer>تاسیس: {DATE}</footer>",
    "comment of a reader": BOXED.format("") + f"<div class=comments><i>{WITH_TIME}</i></div>",
    "line below without time": f"{BOXED.format('')}<div>{DATE}</div>",
    "same address with another number": f"<div>{BOXED.format('')}"
    f"<p><a href=/news/9/x>خبر</a> <i>{WITH_TIME}</i></p></div>",
}


@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS)
def test_dates_that_are_not_the_articles(html: str) -> None:
    assert words(html) is None


@pytest.mark.parametrize(
    "date",
    ["<b>۱۴۰۰/۰۴/۲۲</b><b>۱۹:۰۸</b>", "<i>ساعت ۱۹:۰۸</i><b>۱۴۰۰/۰۴/۲۲</b>"],
)
def test_the_time_of_day_may_stand_beside_the_day(date: str) -> None:
    assert words(BOXED.format(date)) in ("۱۴۰۰/۰۴/۲۲ ۱۹:۰۸", "۱۴۰۰/۰۴/۲۲ ساعت ۱۹:۰۸")


@pytest.mark.parametrize("about", ["Organization", "Person", "Event", "CollectionPage"])
def test_machine_dates_of_other_things(about: str) -> None:
    dates = '"foundingDate": "1990-01-02", "birthDate": "1990-01-02", "datePublished": "1990-01-02"'
    script = f'<script type="application/ld+json">{{"@type": "{about}", {dates}}}</script>'
    page = Page.of(f"<html><head>{META}{script}</head><body>{BOXED.format('')}</body></html>", URL)
    raw = extraction.read(Generic(), page)
    assert (raw.published_text, raw.published_machine) == (None, [])


def test_a_date_inside_the_text_is_none() -> None:
    inside = "<p>این پل در ۱۲ مهر ۱۳۹۵ طراحی شد.</p>"
    html = f"<article>{HEADLINE}<p>{FIRST}</p>{inside}<p>{SECOND}</p></article>"
    page = Page.of(f"<html><head>{META}</head><body>{html}</body></html>", URL)
    raw = extraction.read(Generic(), page)
    assert len(raw.body) == 3
    assert raw.published_text is None


def test_what_the_page_says_for_machines_tells_which_date_is_its_own() -> None:
    head = f'{META}<meta property="article:published_time" content="2021-07-13T19:08:00+04:30">'
    right, wrong = f"<div>{DATE}</div>", "<div>۲۵ تیر ۱۴۰۰</div>"
    assert words(right + HEADLINE + BODY, head) == DATE
    assert words(wrong + HEADLINE + BODY, head) is None
    # Where a date can only be the article's, both count, and the difference is a problem.
    assert words(HEADLINE + wrong + BODY, head) == "۲۵ تیر ۱۴۰۰"


def test_only_a_date_of_publication_is_compared_with_the_visible_one() -> None:
    change = '<time class="updated" datetime="2021-08-20T10:00:00+04:30">۲۹ مرداد ۱۴۰۰</time>'
    first = f'<time class="published" datetime="2021-07-13T19:08:00+04:30">{DATE}</time>'
    html = BOXED.format(f"<div>{change} {first}</div>")
    raw = extraction.read(Generic(), Page.of(f"<html><head>{META}</head><body>{html}", URL))
    assert raw.published_machine == ["2021-07-13T19:08:00+04:30"]


def test_an_impossible_date_is_told_where_there_is_no_other() -> None:
    assert words(BOXED.format("<i>۳۱ مهر ۱۴۰۰</i>")) == "۳۱ مهر ۱۴۰۰"
    assert words(BOXED.format(f"<i>۳۱ مهر ۱۴۰۰</i><i>{DATE}</i>")) == DATE


def test_json_ld_of_another_page_has_not_the_date_of_this_one() -> None:
    other = {"@type": "NewsArticle", "headline": "خبری دیگر", "datePublished": "2020-01-01"}
    own = {**other, "headline": TITLE}
    for article, dates in (
        ({**other, "url": "https://x.ir/news/9/y"}, []),
        ({**own, "url": "https://x.ir/n9"}, ["2020-01-01"]),
        ({**other, "url": "https://x.ir/"}, ["2020-01-01"]),
        ({**other, "url": "https://x.ir/n9"}, ["2020-01-01"]),  # a short link
        ({**other, "headline": f"{TITLE} + عکس", "url": "https://x.ir/news/9/y"}, ["2020-01-01"]),
    ):
        script = f'<script type="application/ld+json">{json.dumps(article)}</script>'
        head = f"<title>{TITLE}</title>{META}{script}"
        page = Page.of(f"<html><head>{head}</head><body>{BOXED.format('')}", URL)
        assert extraction.read(Generic(), page).published_machine == dates
