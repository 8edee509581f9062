"""What a crawl came to."""

from datetime import UTC, datetime

from newscrawl.crawling.summary import Summary, problem_of
from newscrawl.discovery.deadends import LINKS, LISTS

STATS = {
    "start_time": datetime(2021, 7, 13, 14, 0, tzinfo=UTC),
    "finish_time": datetime(2021, 7, 13, 14, 0, 20, tzinfo=UTC),
    "response_received_count": 50,
    "newscrawl/new": 30,
    "newscrawl/changed": 4,
    "newscrawl/duplicate": 3,
    "newscrawl/failure": 2,
}


def test_it_says_all_in_one_line() -> None:
    assert str(Summary.of(STATS)) == (
        "50 pages, 30 new articles, 4 changed, 3 duplicates, 2 failures, 2.5 pages a second"
    )


def test_of_a_crawl_that_looked_at_articles_again() -> None:
    again = {
        "newscrawl/revisited": 60,
        "newscrawl/revisited/unchanged": 56,
        "newscrawl/revisited/edited": 3,
        "newscrawl/revisited/missing": 1,
        "newscrawl/revisited/back": 2,
    }
    assert str(Summary.of(STATS | again)).endswith(
        "2.5 pages a second; 60 revisited: 56 unchanged, 3 edited, 1 still missing, 2 back"
    )


def test_that_nothing_has_changed_is_no_problem() -> None:
    stats = {"finish_reason": "finished", "newscrawl/failure": 1}
    assert problem_of(stats) is not None
    assert problem_of(stats | {"newscrawl/unchanged": 12}) is None


def test_one_is_no_plural() -> None:
    names = ("response_received_count", "newscrawl/new", "newscrawl/duplicate", "newscrawl/failure")
    assert str(Summary.of(dict.fromkeys(names, 1))) == (
        "1 page, 1 new article, 0 changed, 1 duplicate, 1 failure, 0.0 pages a second"
    )


def test_of_a_crawl_that_did_nothing() -> None:
    summary = Summary.of({})
    assert (summary.pages, summary.seconds, summary.pages_a_second) == (0, 0, 0)


def test_of_a_crawl_that_runs() -> None:
    assert Summary.of({"start_time": STATS["start_time"]}).seconds > 20


def test_of_lists_that_name_no_article() -> None:
    stats = {"finish_reason": "finished", "downloader/response_status_count/200": 2, LISTS: 1}
    assert "none of them an article's" in (problem_of({**stats, LINKS: 12}) or "")
    # Short links led to some.
    assert problem_of({**stats, LINKS: 12, "newscrawl/new": 1}) is None
    assert problem_of({**stats, LINKS: 12, "newscrawl/duplicate": 1}) is None
