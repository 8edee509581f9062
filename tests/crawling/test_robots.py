from collections.abc import Mapping
from itertools import pairwise

import pytest

from tests.conftest import Query, Scrapy, on_both
from tests.crawling.sites import HTML, TEXT, Answer, Site, article, serving

CODES = range(1, 11)
ARTICLES = {f"/fa/news/{code}": article(code) for code in CODES}
ONLY_TWO = "User-agent: *\nDisallow: /fa/news/\nAllow: /fa/news/4$\nAllow: /fa/news/7$\n"


def crawl(scrapy: Scrapy, site: Site, *codes: int, **settings: object) -> int:
    urls = " ".join(f"https://roozplus.com/fa/news/{code}" for code in codes)
    options = [f"{name}={value}" for name, value in {"RETRY_TIMES": 0, **settings}.items()]
    result = scrapy(
        *("crawl", "roozplus", "-a", f"base_url={site.url}", "-a", f"url={urls}"),
        *(part for option in options for part in ("-s", option)),
    )
    assert "Traceback" not in result.stderr
    return int(result.returncode)


@on_both
def test_no_page_is_fetched_before_its_robots_txt_is_known(scrapy: Scrapy, query: Query) -> None:
    with serving({"/robots.txt": Answer(ONLY_TWO, headers=TEXT, after=0.5), **ARTICLES}) as site:
        crawl(scrapy, site, *CODES)
    assert sorted(site.paths) == ["/fa/news/4", "/fa/news/7", "/robots.txt"]
    assert len(query("SELECT * FROM articles")) == 2
    reasons = query("SELECT reason, count(*) AS n, is_waiting FROM failures GROUP BY 1, 3")
    assert reasons == [{"reason": "Forbidden by robots.txt", "n": 8, "is_waiting": False}]


@on_both
def test_one_that_cannot_be_read_forbids_all_for_now(scrapy: Scrapy, query: Query) -> None:
    answers = dict(ARTICLES)
    answers["/robots.txt"] = Answer("", 503, {**TEXT, "Retry-After": "0"})
    with serving(answers) as site:
        assert crawl(scrapy, site, 1, 2, 3) == 1
        assert site.paths == ["/robots.txt"]
        rows = query("SELECT reason, is_waiting FROM failures")
        reason = "robots.txt cannot be read: HTTP 503"
        assert rows == [{"reason": reason, "is_waiting": True}] * 3
        assert query("SELECT state, count(*) AS n FROM frontier GROUP BY 1") == [
            {"state": "waiting", "n": 3}
        ]
        answers["/robots.txt"] = Answer("", headers=TEXT)
        assert crawl(scrapy, site, 1, 2, 3) == 0
    assert len(query("SELECT * FROM articles")) == 3
    assert query("SELECT * FROM failures") == []


@pytest.mark.parametrize(
    "robots",
    [
        {"/robots.txt": Answer("", 404)},
        {"/robots.txt": Answer("Disallow: /", 403)},
        {"/robots.txt": Answer("<!doctype html>\nUser-agent: *\nDisallow: /", headers=HTML)},
        {"/robots.txt": Answer("", 302, {"Location": "/robots.txt"})},
        {"/robots.txt": Answer("", 302, {"Location": "/r"}), "/r": Answer("Disallow:")},
    ],
    ids=["404", "403", "a page", "redirected in circles", "redirected"],
)
def test_none_means_free(scrapy: Scrapy, query: Query, robots: Mapping[str, Answer]) -> None:
    with serving({**robots, **ARTICLES}) as site:
        assert crawl(scrapy, site, 1) == 0
    assert len(query("SELECT * FROM articles")) == 1


def test_one_on_another_host_counts(scrapy: Scrapy, query: Query) -> None:
    with serving({"/all.txt": Answer(ONLY_TWO, headers=TEXT)}) as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        moved = {"/robots.txt": Answer("", 301, {"Location": f"{elsewhere}/all.txt"})}
        with serving({**moved, **ARTICLES}) as site:
            crawl(scrapy, site, 1, 4)
    assert site.paths == ["/robots.txt", "/fa/news/4"]


@on_both
@pytest.mark.parametrize(
    ("line", "seconds"), [("Crawl-delay: 1", 1.0), ("Request-rate: 2/1", 0.5), ("", 0.0)]
)
def test_its_delay_is_kept(scrapy: Scrapy, line: str, seconds: float) -> None:
    robots = Answer(f"User-agent: *\n{line}", headers=TEXT)
    throttle = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0}
    with serving({"/robots.txt": robots, **ARTICLES}) as site:
        assert crawl(scrapy, site, 1, 2, 3, **throttle) == 0
    moments = [moment for _, moment in site.asked]
    between = [later - before for before, later in pairwise(moments)]
    assert min(between) > seconds * 0.9 if seconds else sum(between) < 1


def test_a_delay_without_reason_is_cut(scrapy: Scrapy) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 86400", headers=TEXT)
    with serving({"/robots.txt": robots, **ARTICLES}) as site:
        assert crawl(scrapy, site, 1, ROBOTSTXT_MAX_DELAY=0.5) == 0
    (_, asked), (_, fetched) = site.asked
    assert 0.4 < fetched - asked < 5
