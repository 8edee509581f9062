"""Whether the ways to a site's articles lead where its family says."""

from __future__ import annotations

from newscrawl.check.ways import Ways, notes
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.urls import Addresses

FEED = "https://a.ir/fa/rss/allnews"
SECTION = "https://a.ir/fa/ورزش"


def links(*paths: str, at: str = "https://a.ir/") -> Links:
    return LinkSorter(IranSamaneh(), Addresses("a.ir")).sort(paths, at)


HOME = links("/fa/news/1/a", "/fa/news/2/b", "/fa/ورزش")
WHOLE = links("/fa/news/1/a", "?p=2", at=SECTION)


def test_ways_that_lead_to_articles_have_no_note() -> None:
    ways = Ways(HOME, {FEED: 20, f"{FEED}2": "HTTP 404"}, {SECTION: WHOLE})
    assert notes(ways) == []
    assert ways.counts() == {"articles": 2, "sections": 1, "feeds": 1, "next_pages": 1}


def test_a_home_page_without_sections_and_feeds() -> None:
    assert notes(Ways(links("/fa/news/1/a", "/s/1"))) == [
        "no section of the home page is a list by the family's addresses",
        "no feed is known: the family has none, and the home page names none",
    ]


def test_feeds_that_do_not_answer_or_name_no_article() -> None:
    assert notes(Ways(HOME, {FEED: "HTTP 404"})) == [f"no feed answers: {FEED}: HTTP 404"]
    nothing = ["no feed names an article by the family's addresses"]
    assert notes(Ways(HOME, {FEED: 0, f"{FEED}2": "HTTP 404"})) == nothing


def test_sections_that_lead_nowhere() -> None:
    def of(section: Links | str) -> list[str]:
        return notes(Ways(HOME, {FEED: 1}, {SECTION: section}))

    assert of("HTTP 500") == [f"no section answers: {SECTION}: HTTP 500"]
    assert of(links("/x")) == [
        f"no section links to an article by the family's addresses: {SECTION}"
    ]
    assert of(links("/fa/news/1/a", "?page=2", at=SECTION)) == [
        f"no section shows a next page by the family's addresses: {SECTION}"
    ]
