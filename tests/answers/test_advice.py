from newscrawl.answers import NoPage
from newscrawl.answers.advice import KINDS, advice, kinds


def test_the_stats_of_a_crawl() -> None:
    stats = {"newscrawl/new": 3, f"{KINDS}a login page": 2, f"{KINDS}HTTP 403": 1}
    assert kinds(stats) == {"a login page": 2, "HTTP 403": 1}


def test_the_kind_of_most_pages() -> None:
    line = advice({"the site is under maintenance": 12, "a challenge page (Cloudflare)": 40})
    assert line == "40 pages were a challenge page (Cloudflare): see docs/refusals.md"
    assert advice({"the national filter's page": 12}) == (
        "12 pages were the national filter's page: "
        "crawl from another network, or through a proxy: see docs/refusals.md"
    )
    assert advice({"no link of the site's own": 30}) == (
        "30 pages held no link of the site's own: a browser may be needed: see docs/refusals.md"
    )


def test_few_pages_are_worth_a_line_only_if_there_were_few() -> None:
    few = {"the site is under maintenance": 2}
    assert advice(few) is None
    assert advice(few, pages=100) is None
    assert advice(few, pages=3) == (
        "2 pages said that the site is under maintenance: they are asked for again by later crawls"
    )
    assert advice({}, pages=0) is None


def test_nobody_can_do_anything_about_pages_that_are_gone() -> None:
    assert advice({"the site says that the page does not exist": 500}) is None


def test_a_reason_is_of_no_kind_unless_it_says_so() -> None:
    assert NoPage("why").kind is None
