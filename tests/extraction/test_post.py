"""Reading a post as WordPress's REST API gives it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction import NotAnArticle, Page, RawArticle, read
from newscrawl.extraction.post import parse_post, read_post
from tests.wordpress import page_of, post

URL = "https://demo-wordpress.newscrawl.example/4/khabar-4/"


def of(**fields: Any) -> RawArticle:
    return read_post(WordPress(), post(4, **fields), URL)


def html(value: str, **fields: Any) -> dict[str, Any]:
    return {"rendered": value, **fields}


def test_the_fields() -> None:
    raw = of()
    assert raw.news_code == "4" and raw.title == "رودخانه پر شد – خبر 4"
    assert len(raw.body) == 3 and "می‌گویند" in raw.body[0]
    assert raw.sections == ["شهر & روستا"] and raw.tags == ["رودخانه"]
    assert raw.author == "سارا محمدی" and raw.published_text is None
    assert raw.published_machine == ["2014-03-26T07:30:00+00:00"]
    assert raw.modified_machine == ["2014-03-26T07:39:00+00:00"]


def test_the_text_is_that_of_the_page() -> None:
    content = html(
        "<p>رودخانه <b>پر</b> شد.<br>مردم آمدند.</p></div><ul><li>یک</li><li>دو</li></ul>"
        "<figure><img src='/a.jpg' alt='رود'><figcaption>رود در بهار</figcaption></figure>"
        "<p>بیشتر بخوانید</p><script>x()</script><p>باران فردا هم می‌بارد.</p><p>منبع: ایسنا</p>"
    )
    whole = post(4, content=html(content["rendered"].replace("</div>", "")))
    by_page = read(WordPress(), Page.of(page_of(whole).body, URL))
    by_api = read_post(WordPress(), whole, URL)
    assert by_api.body == by_page.body and by_api.agency == by_page.agency == "ایسنا"
    assert by_api.images == by_page.images != []
    # What closes more than it opened ends nothing here.
    assert of(content=content).body == by_api.body


@pytest.mark.parametrize(
    ("excerpt", "lead"),
    [
        ("<p>رودخانه‌ها پس از سال‌ها پر شدند.</p>", "رودخانه‌ها پس از سال‌ها پر شدند."),
        ("<p>بند 1 از خبر 4: رودخانه پس از باران پر شد و [&hellip;]</p>", None),
        ("<p>بند 1 از خبر 4: رودخانه پس از باران پر شد و مردم <a>ادامه مطلب</a></p>", None),
        ("<p>هر چه باشد، بریده است&hellip;</p>", None),
        ("", None),
    ],
)
def test_only_an_excerpt_that_somebody_wrote_is_a_lead(excerpt: str, lead: str | None) -> None:
    assert of(excerpt=html(excerpt)).lead == lead


def test_the_picture_of_a_post_comes_first() -> None:
    media = [
        {"source_url": "https://a.ir/b.jpg", "alt_text": "پل &amp; رود", "media_type": "image"}
    ]
    embedded = post(4)["_embedded"] | {"wp:featuredmedia": media}
    raw = of(
        _embedded=embedded,
        content=html("<p>متن</p><img src='/a.jpg'><img src='https://a.ir/b.jpg'>"),
    )
    assert raw.images == [
        {"url": "https://a.ir/b.jpg", "alt": "پل & رود"},
        {"url": "https://demo-wordpress.newscrawl.example/a.jpg", "alt": None},
    ]


def test_what_the_api_does_not_tell_is_unknown() -> None:
    bare = {"id": 4, "title": html("عنوان"), "content": html("<p>متن خبر</p>")}
    raw = read_post(WordPress(), bare, URL)
    assert raw.body == ["متن خبر"] and raw.published_machine == raw.sections == raw.images == []
    assert raw.author is None and raw.lead is None


@pytest.mark.parametrize(
    "embedded",
    [
        None,
        [],
        {"author": None, "wp:term": [None, [{"name": 5}]], "wp:featuredmedia": [{"code": "x"}]},
        {"author": [{"code": "rest_user_invalid_id", "message": "نیست"}]},
    ],
)
def test_what_it_does_not_let_us_see_is_unknown(embedded: Any) -> None:
    raw = of(_embedded=embedded)
    assert raw.author is None and raw.sections == raw.tags == raw.images == []


def test_a_date_without_a_universal_one_is_by_the_sites_clock() -> None:
    assert of(date_gmt="0000-00-00T00:00:00").published_machine == ["2014-03-26T12:00:00"]
    undated = {**post(4), "date": None, "date_gmt": None}
    assert read_post(WordPress(), undated, URL).published_machine == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"content": html("", protected=True)}, "the post is protected by a password"),
        ({"title": html("")}, "no headline found"),
        ({"content": html(""), "excerpt": html("")}, "no text found"),
    ],
)
def test_what_is_no_article(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        of(**fields)


@pytest.mark.parametrize("source", [b"<html>", b"[]", b'{"id": 4}', b"[" * 100_000])
def test_what_is_no_post(source: bytes) -> None:
    with pytest.raises(NotAnArticle):
        parse_post(source)
    assert parse_post(json.dumps(post(4)).encode())["id"] == 4
