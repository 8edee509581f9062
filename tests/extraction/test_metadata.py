import json
from typing import Any

import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction.metadata import Metadata
from tests.extraction.builders import page


def metadata(*objects: dict[str, Any], title: str = "x") -> Metadata:
    script = json.dumps([{"@type": "NewsArticle", **one} for one in objects])
    html = f'<h1>{title}</h1><script type="application/ld+json">{script}</script>'
    return Metadata(IranSamaneh(), page(html))


def test_a_page_may_say_nothing() -> None:
    said = metadata()
    assert not said
    assert (said.first("headline"), said.texts("headline"), said.body) == (None, [], "")
    assert (said.people, said.keywords, said.trail) == ([], [], [])


def test_of_several_articles_the_one_at_the_pages_address() -> None:
    other, own = {"url": "/fa/news/2", "headline": "الف"}, {"url": "/fa/news/1/b", "headline": "ب"}
    assert metadata(other, own, title="الف").first("headline") == "ب"


def test_of_several_articles_elsewhere_the_one_with_the_pages_title() -> None:
    articles = [{"url": f"/fa/news/{n}", "headline": h} for n, h in enumerate(["الف", "ب", "پ"], 2)]
    assert metadata(*articles, title="ب!").first("headline") == "ب"
    assert not metadata(*articles, title="x")


@pytest.mark.parametrize(
    ("told", "keywords"),
    [
        ("الف, ب،پ ؛ ت", ["الف", "ب", "پ", "ت"]),
        (["الف، ب", "پ"], ["الف، ب", "پ"]),
        (",", []),
        (None, []),
    ],
)
def test_keywords(told: Any, keywords: list[str]) -> None:
    assert metadata({"keywords": told}).keywords == keywords


def test_an_article_without_an_address_is_not_taken_for_the_pages() -> None:
    nameless, own = {"headline": "الف"}, {"url": "/fa/news/1", "headline": "ب"}
    assert metadata(nameless, own, title="x").first("headline") == "ب"
    assert metadata({"url": "#article", **nameless}, own, title="x").first("headline") == "ب"


@pytest.mark.parametrize(
    ("said", "is_own"),
    [
        ({"url": "/fa/news/1/b"}, True),
        ({"@id": "https://x.ir/fa/news/1/a#article"}, True),
        ({"mainEntityOfPage": {"@id": "/fa/news/2"}}, False),
        ({"mainEntityOfPage": "https://x.ir/"}, True),  # many name their home page there
        ({}, True),
    ],
)
def test_one_article_is_the_pages_but_at_the_address_of_another(said: Any, is_own: bool) -> None:
    assert bool(metadata({"headline": "الف", **said})) is is_own
    assert metadata({"headline": "x", **said})  # its title is the page's


def test_names_of_properties_in_any_spelling() -> None:
    assert metadata({"headLine": "الف"}).first("headline") == "الف"
