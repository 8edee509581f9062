"""The index finds what compiled XPath finds."""

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from newscrawl.extraction.select import Index, compiled

TAGS = ("div", "ul", "li", "a", "h1", "p")
NAMES = ("body", "lead", "news_path", "Body")
SELECTORS = (
    ".body",
    "#body",
    "h1",
    "h1.lead",
    "H1.lead",
    ".body.lead",
    ".body a",
    ".body .lead",
    ".body .lead a",
    ".news_path li a",
    "div li",
    "ul li.body",
    "a[rel]",
    "[rel]",
    ".lead [rel]",
    "[rel=author]",
    ".body > a",
    "div:not(.body)",
    "*",
)


@st.composite
def html(draw: st.DrawFn, depth: int = 4) -> str:
    tag = draw(st.sampled_from(TAGS))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=2))
    blank = draw(st.sampled_from((" ", "\n", "\t", "\u00a0", "  ")))
    attributes = f' class="{blank.join(names)}"' if names else ""
    attributes += draw(st.sampled_from(("", "", ' id="body"', ' rel="author"', " rel")))
    inside = draw(st.lists(html(depth - 1), max_size=3)) if depth else ["x"]
    return f"<{tag}{attributes}>{''.join(inside)}</{tag}>"


@given(html())
def test_it_selects_what_xpath_does_in_every_scope(source: str) -> None:
    document: HtmlElement = fromstring(f"<html><body>{source}<!-- --></body></html>")
    index = Index(document)
    for selector in SELECTORS:
        assert index.select(selector) == compiled(selector)(document), selector
        for scope in document.iter("*"):
            assert index.select(selector, scope) == compiled(selector)(scope), selector


def test_the_page_itself_may_be_what_is_wanted() -> None:
    document: HtmlElement = fromstring('<html class="a"><body><p class="b">x</p></body></html>')
    assert Index(document).select(".a") == [document]
    assert [e.tag for e in Index(document).select(".a .b")] == ["p"]
