"""Crawls with ``revisit=auto``: what they ask for, and what they make of it."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import let_pass
from tests.conftest import Database, Query, Scrapy, on_both
from tests.crawling.sites import HTML, Answer, Site, article, serving

CODES = range(1, 7)


class Answers:
    """A site with some articles; each says by its ``ETag`` in which state it is."""

    def __init__(self) -> None:
        self.of: dict[str, Answer] = {}
        links = "".join(
            f'<a href="/fa/news/{code}/x">خبر شماره {code} از شهر</a>' for code in CODES
        )
        self.of["/"] = Answer(f"<html><body>{links}</body></html>")
        for code in CODES:
            self.of[f"/fa/news/{code}/x"] = self.of[f"/fa/news/{code}"] = article(code)

    def set(self, code: int, answer: Answer) -> None:
        self.of[f"/fa/news/{code}"] = answer

    def __call__(self, path: str) -> Answer | None:
        return self.of.get(path)


def crawl(scrapy: Scrapy, site: Site, *options: str) -> Any:
    site.asked.clear()
    return scrapy(
        "crawl", "roozplus", "-a", f"base_url={site.url}", "-a", "discover=front",
        "-a", "revisit=auto", "-s", "PROGRESS_ENABLED=0", "-s", "RETRY_ENABLED=0", *options,
    )  # fmt: skip


def asked(site: Site) -> Counter[int]:
    return Counter(int(path.split("/")[3]) for path in site.paths if "/fa/news/" in path)


def last_stats(query: Query) -> dict[str, Any]:
    (row,) = query("SELECT stats FROM crawls ORDER BY run DESC LIMIT 1")
    stats: dict[str, Any] = json.loads(row["stats"])
    return stats


@on_both
def test_everything_gets_its_turn_within_the_budget(
    scrapy: Scrapy, database: Database, query: Query
) -> None:
    with serving(Answers()) as site:
        assert crawl(scrapy, site).returncode == 0
        assert asked(site) == Counter(CODES)
        let_pass(database, timedelta(hours=2))
        seen: Counter[int] = Counter()
        for expected in (4, 2, 0):
            done = crawl(scrapy, site, "-s", "REVISIT_BUDGET=4")
            assert done.returncode == 0, done.stderr
            assert asked(site).total() == expected
            seen += asked(site)
        assert seen == Counter(CODES)
        let_pass(database, timedelta(hours=5))
        assert crawl(scrapy, site, "-s", "REVISIT_BUDGET=0").returncode == 0
        assert asked(site) == Counter()
    assert "newscrawl/revisited" not in last_stats(query)


@on_both
def test_a_crawl_that_is_stopped_loses_no_turn(scrapy: Scrapy, database: Database) -> None:
    one_by_one = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "CONCURRENT_REQUESTS=1")
    with serving(Answers()) as site:
        assert crawl(scrapy, site).returncode == 0
        let_pass(database, timedelta(hours=2))
        crawl(scrapy, site, *one_by_one, "-s", "CLOSESPIDER_PAGECOUNT=3")
        seen = asked(site)
        assert 0 < seen.total() < len(CODES)
        # A crawl that looks at nothing again finishes what the frontier has.
        assert crawl(scrapy, site, "-s", "REVISIT_BUDGET=0").returncode == 0
        assert seen + asked(site) == Counter(CODES)
        assert crawl(scrapy, site).returncode == 0
        assert asked(site) == Counter()


@on_both
def test_what_is_said_of_it(scrapy: Scrapy, database: Database, query: Query) -> None:
    answers = Answers()
    with serving(answers) as site:
        assert crawl(scrapy, site).returncode == 0
        let_pass(database, timedelta(hours=2))
        answers.set(1, article(1, "باران نیامد و کوچه‌ها خاکی ماند."))
        answers.set(2, Answer("<h1>نیست</h1>", 404))
        answers.set(3, Answer("<h1>برداشته شد</h1>", 410))
        answers.set(4, Answer("<html><body><p>خالی</p></body></html>"))
        done = crawl(scrapy, site)
        assert done.returncode == 0, done.stderr
        assert (
            "; 6 revisited: 2 unchanged, 1 edited, 2 vanished, 1 failed (finished)" in done.stderr
        )
        assert ", 1 failure," in done.stderr
        status = json.loads(scrapy("status", "roozplus", "--json").stdout)[0]
        assert status["last_runs"][0]["revisits"] == {
            "count": 6, "unchanged": 2, "edited": 1, "vanished": 2, "missing": 0, "failed": 1,
            "back": 0,
        }  # fmt: skip
        assert "6 revisited: 2 unch" in scrapy("status", "roozplus").stdout
        # The one that could not be read has had its turn, too.
        assert crawl(scrapy, site).returncode == 0
        assert asked(site) == Counter()
        let_pass(database, timedelta(hours=2))
        answers.set(3, article(3, "برداشته شد و با متن تازه‌ای بازگشت."))
        done = crawl(scrapy, site)
        assert "2 revisited: 1 edited, 1 still missing, 1 back" in done.stderr
    rows = query("SELECT news_code, revision FROM articles WHERE vanished_at IS NULL")
    assert {row["news_code"]: row["revision"] for row in rows} == {
        "1": 2, "3": 2, "4": 1, "5": 1, "6": 1,
    }  # fmt: skip


@on_both
def test_a_page_that_has_not_changed_costs_no_page(
    scrapy: Scrapy, database: Database, query: Query
) -> None:
    answers = Answers()
    for code in CODES:
        page = article(code)
        page.headers = {**HTML, "ETag": f'"{code}"', "Last-Modified": "Thu, 26 Nov 2026 10:00:00"}
        answers.of[f"/fa/news/{code}/x"] = answers.of[f"/fa/news/{code}"] = page
    with serving(answers) as site:
        assert crawl(scrapy, site).returncode == 0
        let_pass(database, timedelta(hours=2))
        for code in CODES:
            answers.set(code, Answer(status=304))
        before = query("SELECT fetched_at FROM articles")
        done = crawl(scrapy, site)
        assert "6 revisited: 6 unchanged" in done.stderr
        assert done.returncode == 0, done.stderr  # that no page came is no fault of the site
    after = query("SELECT fetched_at FROM articles")
    assert all(
        new["fetched_at"] > old["fetched_at"] for new, old in zip(after, before, strict=True)
    )
    stats = last_stats(query)
    assert (stats["newscrawl/unchanged"], stats.get("newscrawl/duplicate")) == (6, None)
    assert query("SELECT count(*) AS n FROM pages") == [{"n": 6}]
    kept = query("SELECT DISTINCT last_modified FROM revisits")
    assert kept == [{"last_modified": "Thu, 26 Nov 2026 10:00:00"}]


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("REVISIT_AGES=soon", "REVISIT_AGES: expected ages like 6h or 7d, got ['soon']"),
        ("REVISIT_AGES=", "REVISIT_AGES: expected ages like 6h or 7d"),
        ("REVISIT_BUDGET=many", "REVISIT_BUDGET: expected a number of requests, got 'many'"),
        ("REVISIT_BUDGET=-1", "REVISIT_BUDGET: expected a number of requests, got '-1'"),
    ],
)
def test_wrong_settings(scrapy: Scrapy, setting: str, says: str) -> None:
    done = scrapy("crawl", "roozplus", "-s", setting)
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1
