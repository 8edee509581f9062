import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import Page
from newscrawl.extraction.tree import Tree
from tests.extraction.builders import URL, tree


def test_meta_elements_by_any_of_their_names() -> None:
    source = (
        "<meta property=a content=' 1 '><meta name=A content=2><meta itemprop=b content=3>"
        "<meta name=a content=' '><meta content=4>"
    )
    metas = Tree(IranSamaneh(), Page.of(f"<head>{source}</head><body>x</body>", URL))
    assert metas.meta("b", "a", "c") == ["3", "1", "2"]


def test_microdata_below_the_body_may_be_another_articles() -> None:
    metas = tree("<p>x</p><meta itemprop=b content=3><meta name=a content=1>")
    assert metas.meta("b", "a") == ["1"]


def test_what_the_page_and_the_site_are_called() -> None:
    named = tree("<title>عنوان | روزپلاس</title><meta property=og:site_name content='« کتاب »'>")
    assert named.titles == ["عنوان | روزپلاس"]
    assert named.site_names == {"روزپلاس", "کتاب"}


def test_hidden_elements_are_not_found() -> None:
    searched = tree('<p id="a">x</p><div style="display:none"><p><i>x</i></p></div>')
    assert [e.get("id") for e in searched.visible(("p",))] == ["a"]
    (inside,) = searched.document.iter("i")
    assert searched.is_out_of_sight(inside)
    assert searched.is_out_of_sight(inside)  # as remembered


def test_selectors_find_in_their_order_each_element_once() -> None:
    searched = tree('<p>x</p><b class="b">x</b>')
    assert [e.tag for e in searched.visible((".b", "p", "b"))] == ["b", "p"]
    assert searched.present((".b", ".c", "p")) == (".b", "p")


@pytest.mark.parametrize(
    ("href", "is_foreign"),
    [
        ("/fa/news/99/y", True),
        ("https://x.ir/fa/tiny/news-99", True),
        ("/fa/news/1/other-slug", False),
        (URL, False),
        ("/fa/economy", False),
        ("", False),
        ("javascript:x", False),
    ],
)
def test_links_to_other_articles(href: str, is_foreign: bool) -> None:
    searched = tree(f'<p><a href="{href}"><b>x</b></a></p><i>x</i>')
    assert searched.is_foreign_href(href) == is_foreign
    for tag, expected in (("p", is_foreign), ("a", is_foreign), ("b", is_foreign), ("i", False)):
        (element,) = searched.document.iter(tag)
        assert searched.is_foreign_link(element) == expected


def test_what_says_nothing_but_links() -> None:
    link = '<a href="/fa/news/9/x">نه</a>'
    searched = tree(f"<p>« {link} »</p><p>آن {link}</p>")
    assert [searched.is_of_links(p) for p in searched.document.iter("p")] == [True, False]


@pytest.mark.parametrize(
    ("href", "is_home"),
    [("/", True), ("/fa", True), ("https://y.ir", True), ("/fa/news", False), ("http://[", False)],
)
def test_home_pages(href: str, is_home: bool) -> None:
    assert tree("").is_home(href) == is_home
