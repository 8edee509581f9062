"""Fields of pages of unknown design, by where their links and lines stand."""

import pytest

from newscrawl import extraction
from newscrawl.cms.generic import Generic
from newscrawl.extraction import NotAnArticle, Page, RawArticle

URL = "https://x.ir/news/123456/a"
TITLE = "آغاز کاشت درخت در همه بوستان‌های شهر"
TEXT = "شهردار در نشست خبری امروز گفت که کاشت هزار درخت تازه در بوستان‌های شهر آغاز می‌شود. " * 3
HEADLINE = f"<h1>{TITLE}</h1>"
BODY = f"<div class=body><p>{TEXT}</p></div>"
META = '<meta property="og:type" content="article">'


def read(html: str, head: str = META, url: str = URL, title: str = TITLE) -> RawArticle:
    source = f"<html><head><title>{title}</title>{head}</head><body>{html}</body></html>"
    return extraction.read(Generic(), Page.of(source, url))


# -- kicker ------------------------------------------------------------------------------

KICKER = "در نشست خبری شهردار اعلام شد:"


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{KICKER}</div>{HEADLINE}{BODY}",
        f"<div><span>{KICKER}</span></div><div>{HEADLINE}</div>{BODY}",
        f"<article><div><p>{KICKER}</p>{HEADLINE}</div>{BODY}</article>",
        f"<div class=x><h4>{KICKER}</h4><header>{HEADLINE}</header></div>{BODY}",
    ],
)
def test_a_line_right_above_the_headline_is_a_kicker(html: str) -> None:
    assert read(html).kicker == KICKER


@pytest.mark.parametrize(
    "above",
    [
        "<div>۲۲ تیر ۱۴۰۰ - ۱۰:۲۰</div>",
        "<div>سیاسی</div>",
        "<div><a href=/politics>اخبار سیاسی امروز کشور</a></div>",
        "<div>کد خبر: ۱۲۳۴۵۶</div>",
        "<div><p>یک سطر از چیزی دیگر</p><p>سطر دوم از چیزی دیگر</p></div>",
        f"<div>{KICKER}</div><p>{TEXT}</p>",
        "<nav>اخبار سیاسی و اجتماعی امروز</nav>",
        f"<div class=banner>{KICKER}</div>",
        f"<div style='display:none'>{KICKER}</div>",
        f"<div>{TEXT}</div>",
    ],
)
def test_other_lines_above_the_headline_are_none(above: str) -> None:
    assert read(f"<div>{above}{HEADLINE}{BODY}</div>").kicker is None


# -- sections and tags -------------------------------------------------------------------

SPORT, BALL = "<a href=/s/4>ورزشی</a>", "<a href='/s/4/7'>فوتبال، فوتسال</a>"
TRAILS = {
    "parted by signs": (f"<div>{SPORT} :: {BALL}</div>{HEADLINE}", ["ورزشی", "فوتبال، فوتسال"]),
    "arrows": (f"<div>{SPORT} » {BALL}</div>{HEADLINE}", ["ورزشی", "فوتبال، فوتسال"]),
    "home first": (f"<p><a href=/>خانه</a> / {SPORT}</p>{HEADLINE}", ["ورزشی"]),
    "label": (f"{HEADLINE}<div>گروه : {SPORT} » {BALL}</div>", ["ورزشی", "فوتبال، فوتسال"]),
    "label, one": (f"{HEADLINE}<div>سرویس: {SPORT}</div>", ["ورزشی"]),
    "categories": (
        "<i><a rel='category tag' href=/c/a>ورزشی</a><a rel=category href=/c/b>برگزیده</a></i>"
        + HEADLINE,
        ["ورزشی", "برگزیده"],
    ),
    "one link": (f"<div>{SPORT}</div>{HEADLINE}", []),
    "menu": (f"<div>{' | '.join([SPORT] * 9)}</div>{HEADLINE}", []),
    "sentence": (f"<div>این خبر از {SPORT} و {BALL} است.</div>{HEADLINE}", []),
    "author": (f"{HEADLINE}<div>نویسنده: <a href=/a/ali>علی رضایی</a></div>", []),
    "other articles": (
        f"{HEADLINE}<div><a href=/news/99999/x>خبری دیگر</a> | <a href=/news/99998/x>خبر</a></div>",
        [],
    ),
}


@pytest.mark.parametrize(("html", "sections"), TRAILS.values(), ids=TRAILS)
def test_sections(html: str, sections: list[str]) -> None:
    assert read(f"<div>{html}{BODY}</div>").sections == sections


TAG_LINKS = "<a href=/fa/tag/1/a>درخت</a>، <a href='/fa/tag/1/b'>شهرداری</a>"


@pytest.mark.parametrize(
    ("below", "tags"),
    [
        (f"<div class=x>برچسب‌ها: {TAG_LINKS}</div>", ["درخت", "شهرداری"]),
        ("<p><a href='/?tag=a'>درخت</a></p>", ["درخت"]),
        ("<p><a href='/برچسب/a'># درخت</a></p>", ["درخت"]),
        (f"<aside>{TAG_LINKS}</aside>", []),
        (f"<footer>{TAG_LINKS}</footer>", []),
        ("<p><a href=/stage/1>درخت</a></p>", []),
    ],
)
def test_tags(below: str, tags: list[str]) -> None:
    assert read(f"<div>{HEADLINE}{BODY}{below}</div>").tags == tags


# -- a headline that only the title has --------------------------------------------------


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (TITLE, META),
        (f"{TITLE} | روزنامه چکاوک", META),
        (f"روزنامه چکاوک | {TITLE}", META),
        (f"{TITLE} - چکاوک", META),
        (f"خبرگزاری چکاوک - {TITLE}", META),
        (f"{TITLE} :: پایگاه خبری چکاوک :: صفحه خبر", META),
        (f"چکاوک آنلاین – {TITLE}", META + '<meta property="og:site_name" content="چکاوک آنلاین">'),
        ("چکاوک", f'{META}<meta property="og:title" content="{TITLE} | چکاوک">'),
    ],
)
@pytest.mark.parametrize("empty", ["", "<h1></h1>"])
def test_a_headline_that_only_the_title_has(title: str, head: str, empty: str) -> None:
    html = f"<article>{empty}<div class=date>۲۲ تیر ۱۴۰۰ - ۱۰:۲۰</div>{BODY}</article>"
    raw = read(html, head, title=title)
    assert (raw.title, raw.published_text) == (TITLE, "۲۲ تیر ۱۴۰۰ - ۱۰:۲۰")


# -- pictures ----------------------------------------------------------------------------

PICTURES = {
    "/files/news/1.jpg": True,
    "/uploads/2024/logo-design-award.jpg": True,
    "/shares/img/telegram.png": False,
    "/assets/icons/print.png": False,
    "/files/banners/12.gif": False,
    "/files/adv/3985_809.jpg": False,
    "/img/logo.png": False,
    "/img/no-image.jpg": False,
    "/img/arrow.svg": False,
}


@pytest.mark.parametrize(("source", "is_kept"), PICTURES.items())
def test_pictures_of_the_theme_are_none_of_the_article(source: str, is_kept: bool) -> None:
    body = BODY.replace("</p>", f"</p><p><img src={source}></p>")
    assert bool(read(HEADLINE + body).images) is is_kept


@pytest.mark.parametrize(
    ("image", "is_kept"),
    [
        ("<a href=/files/news/1-large.jpg>{}</a>", True),
        (f"<a href={URL}>{{}}</a>", True),
        ("<a href='#'>{}</a>", True),
        ("<a href=/n/7>{}</a>", False),
        ("<a href=https://shop.example/sale>{}</a>", False),
        ("<a rel=nofollow href=/fa/ads/redirect/a/7>{}</a>", False),
        ("<aside>{}</aside>", False),
    ],
)
def test_pictures_that_lead_elsewhere_are_others(image: str, is_kept: bool) -> None:
    body = BODY.replace("</p>", "</p>" + image.format("<img src=/files/news/1.jpg>"))
    assert bool(read(HEADLINE + body).images) is is_kept


def test_small_pictures_are_icons() -> None:
    body = BODY.replace("</p>", "</p><img width=32 height=32 src=/files/news/1.jpg>")
    assert read(HEADLINE + body).images == []


def test_the_picture_for_machines_stands_in_where_the_text_has_none() -> None:
    head = f'{META}<meta property="og:image" content="/files/news/1.jpg">'
    beside = "<div class=box><a href=/n/7><img src=/files/news/7.jpg></a></div>"
    raw = read(f"<div>{HEADLINE}{BODY}</div>{beside}", head)
    assert [image["url"] for image in raw.images] == ["https://x.ir/files/news/1.jpg"]


# -- a film needs no text ----------------------------------------------------------------


def test_the_caption_of_a_film_is_no_text() -> None:
    caption = "شهردار از کاشت درخت‌ها می‌گوید و مردم در این باره سخن می‌گویند؛ فیلم را ببینید."
    html = f"""<article>{HEADLINE}<p class="summary" itemprop="description">{caption}</p>
        <div itemprop="articleBody"><video src="/1.mp4"></video>
        <a href="/1.mp4">دریافت 16 MB</a></div></article>"""
    raw = read(html)
    assert (raw.lead, raw.body, raw.problems) == (caption, [], [])


# -- what is no article ------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["https://x.ir", "https://x.ir/", "https://x.ir/fa", "https://x.ir/index.php",
     "https://x.ir/?lang=fa", "https://x.ir/fa/?utm_source=a&ref=b", "https://x.ir/fa/index.html", "https://web.archive.org/web/2017/http://x.ir/"],
)  # fmt: skip
def test_a_home_page_is_no_article(url: str) -> None:
    with pytest.raises(NotAnArticle, match="home page"):
        read(f"<div>{HEADLINE}<time>۲۲ تیر ۱۴۰۰</time>{BODY}</div>", url=url)
    assert read(HEADLINE + BODY, url="https://x.ir/?id=7").body


OF_RECORD = {"ناشر": "چکاوک", "شابک": "۹۷۸۶۰۰۱۲۳۴۵۶۷", "سال نشر": "۱۳۹۸", "تعداد صفحات": "۲۳۱"}
LD = '<script type="application/ld+json">{{"@type": "{}"}}</script>'
RECORD = "".join(f"<tr><td>{name}:</td><td>{value}</td></tr>" for name, value in OF_RECORD.items())


@pytest.mark.parametrize(
    ("html", "head"),
    [
        (f"{HEADLINE}<table>{RECORD}</table>{BODY}", META),
        (HEADLINE + BODY, '<meta name="citation_journal_title" content="درخت">'),
        (HEADLINE + BODY, '<meta property="og:type" content="book">'),
        (HEADLINE + BODY, LD.format("ScholarlyArticle") + META),
        (HEADLINE + BODY, LD.format("Book") + META),
    ],
)
def test_records_of_books_and_journals_are_no_articles(html: str, head: str) -> None:
    with pytest.raises(NotAnArticle, match="record"):
        read(html, head)


def test_news_of_a_book_is_an_article() -> None:
    table = f"<table>{RECORD}</table>"
    assert read(f"{HEADLINE}{table}{BODY}", META + LD.format("NewsArticle")).body
    about = (
        "<p>این کتاب دربارهٔ درخت‌های کهن‌سال ایران است و نویسنده‌اش بیست سال "
        "برای نوشتن آن در شهرهای گوناگون سفر کرده است و از هر کدام عکس گرفته است.</p>"
    )
    assert read(f"{HEADLINE}<div>{about}{table}{about}</div>", META).body
    assert read(f"{HEADLINE}{BODY}<p>ناشر: چکاوک، شابک: ۹۷۸۶۰۰۱۲۳۴۵۶۷</p>").body


# -- depth -------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [1_900, 5_000])
@pytest.mark.parametrize("name", ["div", "span", "font", "table><tr><td"])
def test_text_below_many_levels_is_read(levels: int, name: str) -> None:
    deep = f"<{name}>" * levels
    raw = read(f"{HEADLINE}{BODY.replace('</p>', '')}<br>{TEXT}{deep}<br>{TEXT}")
    assert len(raw.body) == 3
    assert raw.problems == []


def test_text_that_is_lost_in_the_depths_is_a_problem() -> None:
    raw = read(f"{HEADLINE}{BODY}{'<x-box>' * 3_000}{TEXT}")
    assert any("too deep" in problem for problem in raw.problems)
