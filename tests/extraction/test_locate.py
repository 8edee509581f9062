"""Where the article of a page stands, and what is near it."""

import pytest

from newscrawl.extraction.blocks import text
from tests.extraction.builders import ARTICLE, FOREIGN, locate, read


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


def test_the_center_is_the_smallest_element_with_headline_and_body() -> None:
    at = locate(f"<main>{ARTICLE}</main>")
    assert at.center.get("id") == "a"
    assert [e.tag for e in at.outwards] == ["div", "main", "body", "html"]


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<h1 class=title>عنوان خبر</h1>", "body"),
        ("<section><div class=body>متن</div></section>", "section"),
        ("<p>x</p>", "html"),
    ],
)
def test_the_center_where_something_is_not_found(html: str, tag: str) -> None:
    assert locate(html).center.tag == tag


def test_elements_near_the_article_come_first() -> None:
    lead = '<p class="lead">{}</p>'
    html = lead.format("دور") + ARTICLE.replace("<h1", lead.format("نزدیک") + "<h1")
    assert [text(e) for e in locate(html).near((".lead",))] == ["نزدیک", "دور"]
    assert [text(e) for e in locate(html).near((".lead",), reach=1)] == ["نزدیک"]


def test_what_is_hidden_or_another_articles_is_not_near() -> None:
    hidden = '<div hidden><p class="lead">پنهان</p></div>'
    box = f'<div>{FOREIGN}<p class="lead">دیگر</p></div>'
    at = locate(hidden + box + ARTICLE)
    assert list(at.near((".lead",))) == []


def test_the_text_of_a_body_is_no_other_field() -> None:
    at = locate(ARTICLE.replace("<p>", '<p class="lead">'))
    assert at.first((".lead",)) is None


def test_the_header_is_in_the_margin_unless_the_headline_is_in_it() -> None:
    html = "<header><i>۱</i></header><div class=comments><i>۲</i></div>" + ARTICLE
    at = locate(html)
    assert [at.is_in_margin(e) for e in at.tree.document.iter("i")] == [True, True]
    inside = locate(f"<header><i>۱</i>{ARTICLE}</header>")
    assert not any(inside.is_in_margin(e) for e in inside.tree.document.iter("i"))


def test_texts_are_those_of_the_smallest_scope_that_has_any() -> None:
    html = "<b>دور</b>" + ARTICLE.replace("</h1>", "</h1><b>یک</b><b>دو</b><b>یک</b>")
    assert locate(html).all(("i", "b")) == ["یک", "دو"]
