"""When a crawl ends because of its site, and what its last line says."""

from newscrawl.answers import Cause, NoPage
from newscrawl.crawling.breaker import Breaker

AWAY = NoPage("connection refused", Cause.UNREACHABLE)
BUSY = NoPage("HTTP 503", Cause.REFUSED)
WRONG = NoPage("no headline found")
GONE = NoPage("HTTP 404", is_missing=True)


def count(breaker: Breaker, *ends: NoPage | None, is_article: bool = True) -> None:
    for end in ends:
        breaker.count(end, is_article=is_article)


def test_so_many_in_a_row_without_an_answer() -> None:
    breaker = Breaker(in_a_row=3)
    count(breaker, AWAY, AWAY, None, AWAY, AWAY, WRONG, AWAY, AWAY)
    assert breaker.reason is None
    count(breaker, AWAY, AWAY)
    assert breaker.reason == "site_unreachable"
    assert breaker.why == "3 requests in a row came to nothing: connection refused"


def test_a_large_share_that_the_site_refuses() -> None:
    breaker = Breaker(share=0.8)
    count(breaker, *[None, BUSY, BUSY] * 30)  # two of three
    assert breaker.reason is None
    count(breaker, *[BUSY] * 24)
    assert breaker.reason == "site_refuses"
    assert breaker.why == "the site refused 40 of the last 50 requests: HTTP 503"


def test_pages_that_are_wrong_or_missing_are_the_sites_own_affair() -> None:
    breaker = Breaker()
    count(breaker, *[WRONG, GONE] * 100)
    assert breaker.reason is None


def test_it_can_be_turned_off() -> None:
    breaker = Breaker(in_a_row=0, share=0)
    count(breaker, *[AWAY] * 100, *[BUSY] * 100)
    assert breaker.reason is None


def test_most_article_pages_failed() -> None:
    breaker = Breaker()
    count(breaker, WRONG, WRONG, WRONG, BUSY, None)
    assert breaker.problem is None  # too few
    count(breaker, WRONG)
    assert breaker.problem == "5 of 6 article pages failed, most by: no headline found"
    count(breaker, *[None] * 4)
    assert breaker.problem is None


def test_codes_without_article_and_lists_are_no_failed_articles() -> None:
    breaker = Breaker()
    count(breaker, None, *[GONE] * 50)
    count(breaker, *[WRONG] * 50, is_article=False)
    assert (breaker.problem, breaker.articles, breaker.failed) == (None, 51, 0)


def test_no_page_at_all() -> None:
    breaker = Breaker()
    count(breaker, BUSY, is_article=False)
    assert breaker.problem == "no page could be read: HTTP 503"
    count(breaker, None, is_article=False)
    assert breaker.problem is None


def test_a_code_that_is_tried_out_may_have_no_article() -> None:
    breaker = Breaker()
    for _ in range(20):
        breaker.count(WRONG, is_article=True, is_guess=True)
    assert breaker.problem is None
    for _ in range(20):
        breaker.count(BUSY, is_article=True, is_guess=True)
    assert breaker.problem == "no page could be read: HTTP 503"
