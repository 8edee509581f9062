"""Selectors proposed for a site of an unknown family."""

from __future__ import annotations

from newscrawl.check.proposals import BODY_LENGTH, COMMON, SEVERAL, propose
from newscrawl.cms.base import SELECTORS
from newscrawl.cms.generic import Generic
from newscrawl.extraction.page import Page

TEXT = "باران دیروز در شمال کشور بارید و رودها پر آب شد. " * 5


def page(number: int, *, lead: str = "لید", body: str = TEXT, more: str = "") -> Page:
    return Page.of(
        f"<html><body><div class=breadcrumb><a href=/>خانه</a></div>"
        f"<h1 class=news-title>خبر {number}</h1><p class=lead>{lead} {number}</p>"
        f"<div class=news-body><p>{body} {number}</p></div>{more}</body></html>",
        f"https://a.ir/khabar/{number}",
    )


def test_what_finds_something_on_most_pages_is_proposed() -> None:
    bare = Page.of("<html><body><p>خالی</p></body></html>", "https://a.ir/khabar/9")
    assert propose([page(1), page(2), bare]) == {
        "title": (".news-title",),
        "lead": (".lead",),
        "body": (".news-body",),
        "sections": (".breadcrumb a",),
    }
    assert propose([page(1), bare, bare]) == {}
    assert propose([]) == {}


def test_teasers_and_parts_of_the_site_are_no_field() -> None:
    teaser = "<p class=lead>خبر دیگر</p>"
    cloud = "<div class=tags><a href=/t>ایران</a></div><p class=date>۱۴۰۳</p>"
    found = propose([page(n, more=teaser + cloud) for n in range(3)])
    assert not {"lead", "tags", "published"} & set(found)


def test_a_body_is_long_enough() -> None:
    assert "body" not in propose([page(n, body="کوتاه") for n in range(3)])
    assert len(TEXT) > BODY_LENGTH


def test_the_list_of_selectors_is_one_a_family_takes() -> None:
    assert set(COMMON) <= set(SELECTORS)
    assert set(SEVERAL) <= set(COMMON)
    assert Generic(**COMMON).body == COMMON["body"]  # type: ignore[arg-type]
