"""What is read of comments on small pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cms import Family
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction import Page, read
from newscrawl.extraction.comments import read_comments
from newscrawl.items import Comment
from tests.extraction.builders import ARTICLE, URL

NOW = datetime(2021, 7, 14, 12, tzinfo=UTC)
OWN = Generic(
    comments=("li",), comment_author=("b",), comment_date=("i",), comment_text=("p",),
    comment_likes=(".up",),
)  # fmt: skip


def comments(html: str, family: Family | None = None, now: datetime = NOW) -> list[Comment]:
    page = Page.of(f"<html lang=fa><body>{ARTICLE}{html}</body></html>", URL)
    return read_comments(family or OWN, page, now=now)


def one(html: str, family: Family | None = None) -> Comment:
    (found,) = comments(html, family)
    return found


def test_a_comment_of_iransamaneh_with_its_answers() -> None:
    found = comments(
        """<div class="comments_item" id="comm_1920172"><div class="comm_info_name">معلم</div>
        <div class="comm_info_date">۱۹:۴۱ - ۱۳۹۴/۱۰/۱۴</div>
        <div class="rating_up" id="up_rate_1920172">۳</div>
        <div class="comm_answer_link"><a href="javascript:void(0)">پاسخ</a></div>
        <div class="comments"><img src="a.gif"><p>كاش باران بيايد.</p><p>همین.</p></div>
        <div class="comm_answer"><div class="comm_answer_line"><div><div class="comment_answer_2">
        فرارو</div><span>|</span><div class="comment_answer_5">۰۷:۳۰ - ۱۳۹۴/۱۰/۱۵</div></div>
        <img src="a.gif">آمد.</div>
        <div class="comm_answer_line"><div class="comment_answer_2">ناشناس</div>نیامد!</div></div>
        </div>""",
        IranSamaneh(),
    )
    assert found[0] == Comment(
        id="1920172",
        parent_id=None,
        author="معلم",
        text="کاش باران بیاید.\nهمین.",
        published_at="2016-01-04T19:41:00+03:30",
        published_text="۱۹:۴۱ - ۱۳۹۴/۱۰/۱۴",
        likes=3,
    )
    assert [(c.author, c.text, c.parent_id) for c in found[1:]] == [
        ("فرارو", "آمد.", "1920172"),
        ("ناشناس", "نیامد!", "1920172"),
    ]
    assert found[2].published_at is None
    assert found[1].likes is None


def test_wordpress_and_its_threads() -> None:
    found = comments(
        """<ol class="comment-list"><li class="comment" id="comment-12">
        <article id="div-comment-12"><div class="comment-author vcard"><b class="fn">علی</b>
        <span class="says">گفت:</span></div><time datetime="2021-07-13T10:00:00+04:30">۲۲ تیر ۱۴۰۰
        </time><div class="comment-content"><p>یک</p></div><div class="reply"><a>پاسخ</a></div>
        </article><ol class="children"><li class="comment" id="comment-15"><cite>مینا</cite>
        <div class="comment-content"><p>دو</p></div></li></ol></li>
        <li class="pingback" id="comment-13"><p>بازتاب: خبر دیگر</p></li></ol>""",
        WordPress(),
    )
    assert [(c.id, c.parent_id, c.author, c.text) for c in found] == [
        ("12", None, "علی", "یک"),
        ("15", "12", "مینا", "دو"),
    ]
    assert found[0].published_at == "2021-07-13T10:00:00+04:30"
    assert found[0].published_text == "۲۲ تیر ۱۴۰۰"


def test_wpdiscuz_names_parents_and_votes() -> None:
    found = comments(
        """<div class="wpd-comment" id="wpd-comm-7_0"><div class="wpd-comment-author">رضا</div>
        <div class="wpd-comment-text"><p>یک</p></div>
        <div class="wpd-vote-result wpd-vote-result-like">4</div>
        <div class="wpd-vote-result wpd-vote-result-dislike">-1</div></div>
        <div class="wpd-comment wpd-reply" id="wpd-comm-9_7">
        <div class="wpd-comment-text"><p>دو</p></div></div>""",
        WordPress(),
    )
    assert [(c.id, c.parent_id, c.likes, c.dislikes) for c in found] == [
        ("7", None, 4, 1),
        ("9", "7", None, None),
    ]


MICRODATA = """<div itemscope itemtype="http://schema.org/Comment" id="c55">
<span itemprop="author" itemscope><span itemprop="name">سارا</span></span>
<time itemprop="dateCreated" datetime="2021-07-13T19:08:00+04:30">دیروز</time>
<p itemprop="text">چه خوب</p><meta itemprop="upvoteCount" content="6"></div>"""
JSON_LD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "عنوان خبر",
"comment": [{"@type": "Comment", "@id": "/fa/news/1#comment-55", "text": "چه خوب",
"author": {"@type": "Person", "name": "سارا"}, "dateCreated": "2021-07-13T19:08:00+04:30",
"upvoteCount": 6, "comment": {"@type": "Comment", "identifier": 56, "text": "<p>آری</p>"}}]}
</script>"""


@pytest.mark.parametrize("html", [MICRODATA, JSON_LD])
def test_schema_org_where_selectors_find_nothing(html: str) -> None:
    found = comments(html)
    assert (found[0].id, found[0].author, found[0].text, found[0].likes) == (
        "55", "سارا", "چه خوب", 6
    )  # fmt: skip
    assert found[0].published_at == "2021-07-13T19:08:00+04:30"
    assert [(c.id, c.parent_id, c.text) for c in found[1:]] == (
        [("56", "55", "آری")] if html is JSON_LD else []
    )
    both = comments(html + "<li id=comment-9><b>رضا</b><p>نه</p></li>")
    assert [c.id for c in both] == ["9"]


@pytest.mark.parametrize(
    ("html", "likes", "dislikes"),
    [
        ('<span class="like-count">۱۲</span><span class="dislike-count">۳</span>', 12, 3),
        ('<a class="vote_up" href="#">پسندیدم (۱٬۲۰۰)</a>', 1200, None),
        ('<span class="likes">1.2k</span>', None, None),
        ('<span class="likes"></span><span class="unlike">7</span>', None, 7),
        ('<span class="likely">5</span>', None, None),
    ],
)
def test_likes_by_their_names(html: str, likes: int | None, dislikes: int | None) -> None:
    family = Generic(comments=("li",), comment_author=("b",), comment_text=("p",))
    found = one(f"<li id=c77><b>الف</b><p>ب</p>{html}</li>", family)
    assert (found.likes, found.dislikes, found.text) == (likes, dislikes, "ب")


def test_hostile_html_is_read_as_text() -> None:
    found = one(
        '<li id=c5><b>علی<script>alert(1)</script></b><p>سلام <img src=x onerror="alert(1)">'
        "<style>p{}</style><a href='javascript:alert(2)'>اینجا</a> &lt;b&gt;نه&lt;/b&gt;</p></li>"
    )
    assert (found.author, found.text) == ("علی", "سلام اینجا <b>نه</b>")


@pytest.mark.parametrize(
    ("date", "published_at", "words"),
    [
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", "2021-07-13T19:08:00+04:30", "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸"),
        ("۲ ساعت پیش", "2021-07-14T14:30:00+04:30", "۲ ساعت پیش"),
        ("۳۱ مهر ۱۴۰۰", None, "۳۱ مهر ۱۴۰۰"),
        ("روزی", None, None),
        ("", None, None),
    ],
)
def test_dates(date: str, published_at: str | None, words: str | None) -> None:
    found = one(f"<li id=c5><b>الف</b><i>{date}</i><p>ب</p></li>")
    assert (found.published_at, found.published_text) == (published_at, words)


def test_what_is_no_comment() -> None:
    assert (
        comments("<li><a>ارسال نظر</a></li><li id=c3><b>علی</b></li><li><p> \u200c </p></li>") == []
    )
    assert comments("") == []


def test_without_a_text_of_its_own_the_rest_is_the_text() -> None:
    family = Generic(comments=("li",), comment_author=("b",), comment_date=("i",))
    found = one(
        "<li><b>علی</b> | <i>۲۲ تیر ۱۴۰۰</i> <div>کاش.</div><a class=reply>پاسخ</a></li>", family
    )
    assert found.text == "کاش."


# -- ids ---------------------------------------------------------------------------------


def test_a_comment_that_is_shown_twice_is_read_once() -> None:
    best = "<li id=c9><b>الف</b><p>بهترین</p></li>"
    assert [c.id for c in comments(best + "<li id=c5><b>ب</b><p>پ</p></li>" + best)] == ["9", "5"]


def test_ids_of_places_are_none() -> None:
    html = "<li id=comment-1><b>الف</b><p>یک</p></li><li id=comment-2><b>ب</b><p>دو</p></li>"
    first, second = comments(html)
    assert first.id.startswith("~")
    assert second.id.startswith("~")
    newer = "<li id=comment-1><b>پ</b><p>نو</p></li>"
    html = newer + html.replace("comment-2", "comment-3").replace("comment-1", "comment-2")
    assert [c.id for c in comments(html)][1:] == [first.id, second.id]


LETTERS = st.characters(categories=["L", "Nd", "Zs"], include_characters="ي ك\u200c")
TEXT = st.text(LETTERS, min_size=1)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_derived_ids_are_unique_and_the_same_in_any_order(said: list[tuple[str, str]]) -> None:
    def ids(some: list[tuple[str, str]]) -> list[str]:
        return [c.id for c in comments("".join(f"<li><b>{a}</b><p>{t}</p></li>" for a, t in some))]

    found = ids(said)
    assert len(set(found)) == len(found)
    assert set(ids(said[::-1])) == set(found)


def test_a_relative_date_does_not_change_the_id() -> None:
    ids = {one(f"<li><b>الف</b><i>{when}</i><p>ب</p></li>").id for when in ("دیروز", "۳ روز پیش")}
    assert len(ids) == 1
    days = {one(f"<li><b>الف</b><i>{day}</i><p>ب</p></li>").id
            for day in ("۲۲ تیر ۱۴۰۰", "۲۳ تیر ۱۴۰۰")}  # fmt: skip
    assert len(days) == 2


# -- together with the article -------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
def test_comments_never_reach_the_body(inside: bool) -> None:
    block = (
        '<div class="comments_container" id="comments"><div class="comments_item" id="comm_12">'
        '<div class="comm_info_name">معلم</div><div class="comments">دیدگاه من این است.</div>'
        "</div></div>"
    )
    text = f'<div class="body"><p>متن خبر.</p>{block if inside else ""}</div>'
    html = f'<div><h1 class="title">عنوان</h1>{text}{"" if inside else block}</div>'
    page = Page.of(html, URL)
    assert read(IranSamaneh(), page).body == ["متن خبر."]
    (found,) = read_comments(IranSamaneh(), page, now=NOW)
    assert found.text == "دیدگاه من این است."


def test_thousands_of_comments_are_read_in_time() -> None:
    html = "".join(
        f'<li id="c{n}"><b>a</b><p>متن</p><span id="like-{n}">{n}</span></li>'
        for n in range(100, 5100)
    )
    nested = "<li id=c7><b>a</b><p>ب</p>" * 200
    found = comments(html + nested)
    assert len(found) == 5001


def test_the_setting_is_a_part_of_the_rules() -> None:
    from newscrawl.extraction.version import rules_version

    def version(**more: Any) -> str:
        return rules_version(OWN, (), "keep", **more)

    assert version() == version(comments=False) != version(comments=True)
