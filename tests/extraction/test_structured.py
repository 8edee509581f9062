import json
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring

from newscrawl.extraction import structured
from newscrawl.extraction.blocks import text


def page(*scripts: str, kind: str = "application/ld+json") -> HtmlElement:
    return fromstring(
        "<html><body>" + "".join(f'<script type="{kind}">{s}</script>' for s in scripts) + "</body>"
    )


@pytest.mark.parametrize(
    "source",
    [
        '{"@type": "A", "n": "x"}',
        '\ufeff {"@type": "A", "n": "x"}\n',
        '<!-- {"@type": "A", "n": "x"} -->',
        '//<![CDATA[\n{"@type": "A", "n": "x"}\n//]]>',
        '{"@type": "A", "n": "x",}',
        '{"@type": "A", "n": "x"};',
        '{"@type": "A", "n": "x"} {"@type": "B"}',
        '{"@type": "A", "n": "\\x"}',
    ],
)
def test_json_ld_that_is_nearly_right_is_read(source: str) -> None:
    assert structured.json_ld(page(source)) == [{"@type": "A", "n": "x"}]


def test_line_breaks_in_json_strings_are_put_up_with() -> None:
    assert structured.json_ld(page('{"n": "a\nb\tc"}')) == [{"n": "a\nb\tc"}]


def test_escapes_that_are_right_stay() -> None:
    assert structured.json_ld(page(r'{"n": "a\\b\u06cc\"",}')) == [{"n": 'a\\bی"'}]


@pytest.mark.parametrize(
    "source", ["", " ", "{", '{"a": "b" c"}', "null", "3", '"x"', "[[[]]]", "<p>", "undefined"]
)
def test_what_is_no_object_is_left_out(source: str) -> None:
    assert structured.json_ld(page(source, '{"n": 1}')) == [{"n": 1}]


def test_the_type_of_a_script_may_have_parameters_and_capitals() -> None:
    assert structured.json_ld(page('{"n": 1}', kind="Application/LD+JSON; charset=utf-8"))
    assert not structured.json_ld(page('{"n": 1}', kind="application/json"))


def test_objects_are_found_in_lists_graphs_and_main_entities_in_order() -> None:
    source = '[{"n": 1, "@graph": [{"n": 2}, [{"n": 3}]]}, {"n": 4, "mainEntity": {"n": 5}}]'
    assert [o["n"] for o in structured.json_ld(page(source))] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("depth", [400, 900, 50_000])
def test_deep_objects_do_not_break_the_stack(depth: int) -> None:
    source = '{"@graph":[' * depth + "]}" * depth
    structured.json_ld(page(source, '{"@graph":[' * depth))


@pytest.mark.parametrize(
    ("kind", "is_article"),
    [
        ("NewsArticle", True),
        ("Article", True),
        ("http://schema.org/NewsArticle", True),
        ("ReportageNewsArticle", True),
        (["WebPage", "NewsArticle"], True),
        ("LiveBlogPosting", True),
        ("BlogPosting", True),
        ("WebPage", False),
        ("ArticleList", False),
        ("VideoObject", False),
        (None, False),
        (3, False),
        ({"@id": "NewsArticle"}, False),
    ],
)
def test_what_is_an_article(kind: Any, is_article: bool) -> None:
    found = structured.articles_of([{"@type": kind}, {"@type": "Organization"}])
    assert bool(found) == is_article


@pytest.mark.parametrize(
    ("article", "address"),
    [
        ({"url": "https://a.ir/1"}, "https://a.ir/1"),
        ({"url": " ", "mainEntityOfPage": "https://a.ir/2"}, "https://a.ir/2"),
        ({"mainEntityOfPage": {"@type": "WebPage", "@id": "/3"}}, "/3"),
        ({"mainEntityOfPage": {"url": "/4"}}, "/4"),
        ({"mainEntityOfPage": True, "url": ["x"]}, None),
        ({}, None),
    ],
)
def test_where_an_article_is(article: dict[str, Any], address: str | None) -> None:
    assert structured.address_of(article) == address


def test_the_trail_is_in_the_order_of_its_positions() -> None:
    steps = [
        {"position": "3", "name": "فوتبال"},
        {"position": 1, "item": {"@id": "/", "name": "خانه"}},
        {"position": 2, "name": "ورزش"},
        "x",
    ]
    trail = {"@type": ["BreadcrumbList"], "itemListElement": steps}
    assert structured.trail_of([{"@type": "X"}, trail]) == ["خانه", "ورزش", "فوتبال"]
    assert structured.trail_of([{"@type": "BreadcrumbList", "itemListElement": None}]) == []
    assert structured.trail_of([]) == []


@pytest.mark.parametrize("position", [None, "x", -1, 1.5, "²", [], "۲"])
def test_positions_that_are_no_numbers_are_put_up_with(position: Any) -> None:
    steps = [{"position": position, "name": "a"}]
    assert structured.trail_of([{"@type": "BreadcrumbList", "itemListElement": steps}]) == ["a"]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("سارا", ["سارا"]),
        ({"@type": "Person", "name": "سارا"}, ["سارا"]),
        ({"name": "سارا"}, ["سارا"]),
        (
            [{"@type": "Organization", "name": "ایرنا"}, {"@type": "Person", "name": "سارا"}],
            ["سارا"],
        ),
        ({"@type": ["Person", "Thing"], "name": ["سارا", "رضا"]}, []),
        ({"@type": "Person", "name": None}, []),
        ([None, 3, []], []),
        (None, []),
    ],
)
def test_people(author: Any, names: list[str]) -> None:
    assert structured.people(author) == names


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("یک\nدو", ["یک", "دو"]),
        ("<p>یک <b>دو</b></p><p>سه</p>", ["یک دو", "سه"]),
        ("یک<br>دو<br/>سه", ["یک", "دو", "سه"]),
        ("&lt;p&gt;یک&lt;/p&gt;&lt;p&gt;دو&lt;/p&gt;", ["یک", "دو"]),
        ("یک&nbsp;دو &amp; سه می&zwnj;رود", ["یک\xa0دو & سه می\u200cرود"]),
        ("۳ < ۵ و ۷ > ۲", ["۳ < ۵ و ۷ > ۲"]),
        (["یک", "دو", None], ["یک", "دو"]),
        ({"@value": "x"}, []),
        (None, []),
    ],
)
def test_prose(value: Any, lines: list[str]) -> None:
    assert structured.prose(value).splitlines() == lines


def test_a_script_is_never_read_by_readers() -> None:
    assert text(page(json.dumps({"headline": "x"}))) == ""
