"""Generic on pages that nobody wrote for it."""

import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl import extraction
from newscrawl.cms.generic import Generic
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction import NotAnArticle, Page, RawArticle

URL = "https://x.ir/news/123456/a"
SENTENCE = "این جمله شماره {} از متن خبر است که کمی بلند است تا چیزی جز متن نباشد. "


def read(html: str) -> RawArticle | None:
    """The article of a page; ``None`` if it has none."""
    try:
        return extraction.read(Generic(), Page.of(html or " ", URL))
    except NotAnArticle:
        return None


@cache
def demo_pages() -> list[str]:
    paper = Newspaper(40, family="generic")
    site = Site(paper)
    stories = paper.stories[:12]
    return [
        site.reply(story.path, "https://x.ir").body.decode(errors="replace") for story in stories
    ]


slow = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(st.data())
def test_mutilated_pages_are_read_or_refused(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(demo_pages()))
    start, end = sorted(data.draw(st.lists(st.integers(0, len(page)), min_size=2, max_size=2)))
    kind = data.draw(st.sampled_from(("truncated", "cut out", "doubled", "no ends", "no quotes")))
    match kind:
        case "truncated":
            page = page[:end]
        case "cut out":
            page = page[:start] + page[end:]
        case "doubled":
            page = page[:end] + page[start:]
        case "no ends":
            page = page.replace("</div>", "").replace("</p>", "")
        case _:
            page = page.replace('"', "")
    raw = read(page)
    assert raw is None or raw.title


@slow
@given(st.binary(max_size=400), st.sampled_from(("utf-8", "cp1256", "latin-1", "utf-16")))
def test_bytes_that_are_no_page_are_read_or_refused(source: bytes, encoding: str) -> None:
    read(source.decode(encoding, "replace"))


PIECES = (
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<article>",
    "<h1>عنوان</h1>",
    "<a href='/news/99999/x'>خبر</a>",
    "<time datetime='x'>۱ مهر</time>",
    "<script type='application/ld+json'>",
    "</script>",
    "<br>",
    "<!--",
    "-->",
    '{"@type":"NewsArticle","headline":[{"name":3}],"articleBody":{"a":1},"author":[[]]}',
    "<table>",
    "<td>",
    "<svg>",
    "<a href='http://['>x</a>",
    "<img src='http://['>",
    "<meta property=og:title content=x>",
    "<ul><li>",
    SENTENCE,
    "\x00",
    "&#0;",
    "<?php ?>",
    "<x:y z>",
    "<h1>",
    "منبع: ایسنا",
    "۳۱ آبان ۱۴۰۰",
)


@slow
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_heaps_of_elements_are_read_or_refused(html: str) -> None:
    read(html)


HEAD = "<title>عنوان خبر</title><meta property=og:type content=article><h1>عنوان خبر</h1>"
BIG = {
    "paragraphs": "".join(f"<p>{SENTENCE.format(n) * 2}</p>" for n in range(5000)),
    "links": "".join(
        f"<p>{SENTENCE.format(n)}<a href=/news/{200_000 + n}/x>پیوند</a></p>" for n in range(2500)
    ),
    "teasers": f"<p>{SENTENCE * 3}</p>"
    + "".join(
        f"<div><a href=/news/{200_000 + n}/x>خبر {n}</a><p>{SENTENCE.format(n)}</p></div>"
        for n in range(1500)
    ),
    "nested": "<div>" * 1000 + SENTENCE * 3 + "</div>" * 1000,
    "nested links": f"<p>{SENTENCE * 3}</p>"
    + "".join(f"<div><a href=/news/{200_000 + n}/x>{n}</a>" for n in range(500)),
    "spans": f"<p>{SENTENCE * 3}" + "<span>" * 1000 + "x",
    "headlines": "<h1>عنوان خبر</h1>" * 2000 + f"<p>{SENTENCE * 3}</p>",
    "cells": "<table>" + "<tr><td>۱<td>دو" * 2500 + f"</table><p>{SENTENCE * 3}</p>",
}


@pytest.mark.parametrize("kind", BIG)
def test_big_pages_take_no_more_than_seconds(kind: str) -> None:
    started = time.process_time()
    raw = read(f"<html><body><div>{HEAD}{BIG[kind]}</div></body></html>")
    took = time.process_time() - started
    assert raw is not None
    assert raw.title == "عنوان خبر"
    assert took < 10  # about one; quadratic ones took minutes


def test_teasers_of_other_articles_are_no_text() -> None:
    raw = read(f"<html><body><div>{HEAD}{BIG['teasers']}</div></body></html>")
    assert raw is not None
    assert len(raw.body) == 1


def test_links_inside_sentences_are_text() -> None:
    raw = read(f"<html><body><div>{HEAD}{BIG['links']}</div></body></html>")
    assert raw is not None
    assert len(raw.body) == 2500
    assert raw.body[7].endswith("پیوند")


def test_what_trafilatura_stumbles_over_is_read_all_the_same() -> None:
    html = "<article><h1>عنوان</h1><ul><li><?php ?><p>متن خبر همین است.</ul></article>"
    page = Page.of(f'<meta property="og:type" content="article">{html}', "https://a.ir/news/12345")
    assert extraction.read(Generic(), page).title == "عنوان"


def test_the_body_that_a_site_declares_is_the_body() -> None:
    source = """<html><head><meta property="og:type" content="article">
        <title>باغ تازه</title></head><body><h1>باغ تازه در یزد گشوده شد</h1>
        <div class="long">
        <p>این بند دراز از آن یک یادداشت دیگر است و پیوندی با این خبر ندارد.</p>
        <p>بند دوم آن نیز از باغ یزد سخنی نمی‌گوید و تنها درازتر است.</p></div>
        <div class="matn"><p>باغ یزد دیروز گشوده شد.</p></div></body></html>"""
    raw = extraction.read(Generic(body=(".matn",)), Page.of(source, "https://x.ir/news/123456"))
    assert raw.body == ["باغ یزد دیروز گشوده شد."]
    # Where the declared one is not there, as on any site.
    assert extraction.read(Generic(body=(".text",)), Page.of(source, "https://x.ir/news/1")).body
