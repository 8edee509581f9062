"""A month of the newspaper: what it says of itself is what its pages show."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse

from newscrawl.demo.exchange import Reply
from newscrawl.demo.month import (
    DAYS,
    EDITS,
    NO_EDITS,
    OUTAGES,
    REMOVALS,
    RESTORED,
    Event,
    Month,
    Outage,
)
from newscrawl.demo.site import Site
from newscrawl.spiders.demo import DemoSpider

BASE = "http://127.0.0.1"
MONTH = Month()
MINUTE = timedelta(minutes=1)


@cache
def spider() -> DemoSpider:
    return DemoSpider.from_crawler(Crawler(DemoSpider))


def text_of(code: str, answer: Reply) -> str | None:
    """The hash of what readers read on a page."""
    response = HtmlResponse(
        f"https://demo.newscrawl.example/fa/news/{code}", body=answer.body, encoding="utf-8"
    )
    return spider().read_article(response).content_hash


def reply(month: Month, code: str, now: timedelta) -> Reply:
    """The page of an article at a moment; there is no outage."""
    paper = month.at(now)
    paper.outage = None
    return Site(paper).reply(f"/fa/news/{code}", BASE)


def test_it_is_the_same_every_time_and_whenever_it_begins() -> None:
    other = Month(start=datetime(2026, 11, 1, 7, 30, tzinfo=UTC))
    assert [*map(str, other.plan)] == [*map(str, Month().plan)] == [*map(str, MONTH.plan)]
    ours, theirs = MONTH.at(timedelta(days=20)).stories, other.at(timedelta(days=20)).stories
    assert [(one.code, one.title, one.body) for one in ours] == [
        (one.code, one.title, one.body) for one in theirs
    ]
    assert [*map(str, Month(seed=7).plan)] != [*map(str, MONTH.plan)]


def test_all_that_can_happen_happens_within_the_month() -> None:
    kinds = Counter(event.kind for event in MONTH.plan)
    assert set(kinds) == {*EDITS, *NO_EDITS, *REMOVALS, RESTORED}
    assert all(timedelta() < event.at < timedelta(days=DAYS) for event in MONTH.plan)
    assert all(event.at > MONTH.appeared(event.code) for event in MONTH.plan)
    untouched = {str(story.code) for story in MONTH.stories} - {one.code for one in MONTH.plan}
    assert len(untouched) >= 5
    assert len(MONTH.stories) == 40


@pytest.mark.parametrize("event", MONTH.plan, ids=str)
def test_a_page_changes_as_the_plan_says(event: Event) -> None:
    before, after = (reply(MONTH, event.code, event.at + step) for step in (-MINUTE, MINUTE))
    if event.kind in REMOVALS:
        assert before.status == 200
        assert after.status == {"not_found": 404, "gone": 410, "error_page": 200}[event.kind]
        assert (b"error_container" in after.body) == (event.kind == "error_page")
        return
    if event.kind == RESTORED:
        assert after.status == 200
        return
    assert before.etag != after.etag
    is_edit = text_of(event.code, before) != text_of(event.code, after)
    assert is_edit == (event.kind in EDITS)


def test_the_new_theme_changes_every_page_and_no_text() -> None:
    now = timedelta(days=15, hours=5)
    for story in MONTH.at(now).stories:
        before, after = (reply(MONTH, str(story.code), now + step) for step in (-MINUTE, MINUTE))
        assert before.etag != after.etag
        assert text_of(str(story.code), before) == text_of(str(story.code), after)


def test_a_careful_site_says_that_a_page_is_the_same_and_others_do_not() -> None:
    times = timedelta(days=4), timedelta(days=6)
    touched = {event.code for event in MONTH.plan if times[0] <= event.at <= times[1]}
    codes = {str(story.code) for story in MONTH.at(times[0]).stories} - touched
    same = {code for code in codes if len({reply(MONTH, code, now).etag for now in times}) == 1}
    assert same == {str(story.code) for story in MONTH.stories[::2]} & codes
    assert same and same != codes
    assert {text_of(code, reply(MONTH, code, times[0])) for code in codes} == {
        text_of(code, reply(MONTH, code, times[1])) for code in codes
    }


@pytest.mark.parametrize("outage", OUTAGES)
def test_an_outage_is_in_the_way_of_all_pages_but_robots_txt(outage: Outage) -> None:
    site = Site(MONTH.at(outage.begins))
    code = str(MONTH.stories[0].code)
    for path in ("/", f"/fa/news/{code}", "/fa/rss/allnews"):
        assert site.reply(path, BASE) is outage.reply
    assert site.reply("/robots.txt", BASE).status == 200
    for now in (outage.begins - MINUTE, outage.ends):
        assert Site(MONTH.at(now)).reply("/", BASE).status == 200
        assert Site(MONTH.at(now)).reply("/", BASE) is not outage.reply
