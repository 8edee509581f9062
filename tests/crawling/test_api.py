"""The way ``api``, whole: crawls of a small WordPress."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import long_ago
from tests.conftest import Query, Scrapy, on_both
from tests.crawling.sites import HTML, Answer, serving
from tests.wordpress import BEGAN, JSON, PATH, WordPress, post

SITE = "demo_wordpress"
OWN = "https://demo-wordpress.newscrawl.example"


def crawl(scrapy: Scrapy, url: str, *arguments: str) -> Any:
    options = ("crawl", SITE, "-a", f"base_url={url}", "-s", "PROGRESS_ENABLED=0")
    return scrapy(*options, *(word for one in arguments for word in ("-a", one)))


def count(query: Query, table: str = "articles") -> int:
    found: int = query(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"]
    return found


@on_both
def test_all_posts_come_in_hundreds_and_only_new_ones_again(scrapy: Scrapy, query: Query) -> None:
    wordpress = WordPress([post(number) for number in range(4, 254)])
    with serving(wordpress) as site:
        done = crawl(scrapy, site.url, "discover=api")
        assert done.returncode == 0, done.stderr
        assert count(query) == 250
        assert len(site.paths) == 1 + 1 + 3  # robots.txt, the count, the posts
        wordpress.posts.append(post(254))
        crawl(scrapy, site.url, "discover=api")
        assert count(query) == 251 and count(query, "revisions") == 0
        assert len(site.paths) == 5 + 3
    row = query("SELECT * FROM articles WHERE news_code = '4'")[0]
    assert row["title"] == "رودخانه پر شد – خبر 4"
    assert row["url"] == f"{OWN}/4/khabar-4"
    assert row["body"].count("\n") == 2 and row["lead"] == "چکیده‌ی خبر 4"
    assert row["author"] == "سارا محمدی"
    total = query("SELECT way, span, total FROM totals")
    assert total == [{"way": "api", "span": "", "total": 251}]
    page = query("SELECT url FROM pages ORDER BY id LIMIT 1")[0]
    assert page["url"] == f"{OWN}{PATH}/4"
    shown = scrapy("status", SITE)
    assert "stored 251 of 251 that the site names (api)" in shown.stdout
    (told,) = json.loads(scrapy("status", SITE, "--json").stdout)
    assert told["totals"] == {"api": 251}


@on_both
@pytest.mark.parametrize("is_new_epoch", [False, True])
def test_a_crawl_that_was_stopped_goes_on_where_it_was(
    scrapy: Scrapy, query: Query, is_new_epoch: bool
) -> None:
    wordpress = WordPress([post(number) for number in range(4, 454)])
    with serving(wordpress) as site:
        options = ("crawl", SITE, f"-abase_url={site.url}", "-adiscover=api")
        scrapy(*options, "-sCLOSESPIDER_ITEMCOUNT=150")
        some = count(query)
        assert 150 <= some < 450
        if is_new_epoch:
            query("UPDATE crawls SET started_at = '2021-07-13 10:00:00+00:00'")
        done = scrapy(*options, "--stats")
        assert done.returncode == 0, done.stderr
        asked = [path for path in site.paths if "per_page=100" in path]
        assert len(asked) == len(set(asked)) == 5
    assert count(query) == 450
    assert "'newscrawl/duplicate'" not in done.stderr
    assert f"'newscrawl/new': {450 - some}" in done.stderr


@on_both
def test_stored_posts_are_read_again(scrapy: Scrapy, query: Query) -> None:
    with serving(WordPress([post(4), post(5)])) as site:
        crawl(scrapy, site.url, "discover=api")
    query("UPDATE articles SET author = 'کسی دیگر' WHERE news_code = '5'")
    done = scrapy("reparse", SITE, "--all")
    assert "1 unchanged" in done.stdout and "1 changed" in done.stdout
    rows = query("SELECT author, revision FROM articles ORDER BY id")
    assert rows == [
        {"author": "سارا محمدی", "revision": 1},
        {"author": "سارا محمدی", "revision": 2},
    ]


@on_both
@pytest.mark.parametrize("page_first", [True, False])
def test_an_article_by_page_and_by_api_is_one(
    scrapy: Scrapy, query: Query, page_first: bool
) -> None:
    one = post(4)
    with serving(WordPress([one])) as site:
        # The page is asked for although the post is stored: that is what revisit is for.
        by_page = (
            ("discover=rss", "revisit=9999d") if not page_first else (f"url={OWN}/4/khabar-4/",)
        )
        for arguments in (by_page, ("discover=api",))[:: 1 if page_first else -1]:
            crawl(scrapy, site.url, *arguments)
            long_ago(query)
        assert "/4/khabar-4" in " ".join(site.paths)
        assert any(path.startswith(PATH) for path in site.paths)
    assert count(query) == 1 and count(query, "revisions") == 0


@on_both
def test_posts_of_a_time_of_day_are_cut_nowhere(scrapy: Scrapy, query: Query) -> None:
    moment = BEGAN + timedelta(days=40)
    posts = [post(number) for number in range(4, 94)]  # then 230 that were imported at once
    wordpress = WordPress([*posts, *(post(number, moment) for number in range(200, 430))])
    wordpress.posts += [post(500, moment + timedelta(days=9))]
    with serving(wordpress) as site:
        assert crawl(scrapy, site.url, "discover=api").returncode == 0
        assert len(site.paths) < 12
    assert count(query) == 90 + 230 + 1


@on_both
def test_days_bound_the_posts(scrapy: Scrapy, query: Query) -> None:
    wordpress = WordPress([post(number) for number in range(4, 254)])
    with serving(wordpress) as site:
        crawl(scrapy, site.url, "discover=api", "from_date=1393/02/01", "to_date=1393/02/02")
    days = query("SELECT published_jalali AS day FROM articles ORDER BY published_at")
    assert [row["day"] for row in days] == ["1393-02-01"] * 3 + ["1393-02-02"] * 4
    assert query("SELECT span, total FROM totals") == [
        {"span": "2014-04-21/2014-04-22", "total": 7}
    ]


def test_without_pretty_addresses(scrapy: Scrapy, query: Query) -> None:
    with serving(WordPress([post(4)], is_pretty=False)) as site:
        assert crawl(scrapy, site.url, "discover=api").returncode == 0
    assert count(query) == 1 and count(query, "failures") == 0


CLOSED = {
    "401": Answer('{"code":"rest_not_logged_in"}', 401, JSON),
    "403": Answer("<h1>403 Forbidden</h1>", 403),
    "404": Answer("<h1>نیست</h1>", 404),
    "HTML": Answer("<html><body><h1>صفحه‌ی نخست</h1></body></html>", 200, HTML),
}
FEED = Answer(
    "<?xml version='1.0'?><rss><channel><link>/</link>"
    "<item><link>/4/khabar-4/</link></item></channel></rss>",
    200,
    {"Content-Type": "application/rss+xml"},
)


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_api_is_said_and_other_ways_go_on(scrapy: Scrapy, query: Query, name: str) -> None:
    home = Answer(
        "<html><head><link rel=alternate type=application/rss+xml href=/feed/></head></html>"
    )
    wordpress = WordPress([post(4)], closed=CLOSED[name], others={"/": home, "/feed/": FEED})
    with serving(wordpress) as site:
        alone = crawl(scrapy, site.url, "discover=api")
        assert alone.returncode == 1
        assert "the API is closed" in alone.stderr.splitlines()[-1]
        rows = query("SELECT reason, is_waiting, is_missing FROM failures")
        assert len(rows) == 1 and "the API is closed" in rows[0]["reason"]
        assert not rows[0]["is_waiting"] and not rows[0]["is_missing"]
        both = crawl(scrapy, site.url, "discover=api,rss")
    assert both.returncode == 0, both.stderr
    assert "INFO: demo_wordpress: the API is closed" in both.stderr
    assert count(query) == 1


def test_an_outage_is_no_closed_api(scrapy: Scrapy, query: Query) -> None:
    wordpress = WordPress([post(4)], closed=Answer("<h1>503</h1>", 503))
    with serving(wordpress) as site:
        crawl(scrapy, site.url, "discover=api")
        assert query("SELECT is_waiting FROM failures")[0]["is_waiting"]


@on_both
def test_a_post_that_cannot_be_read_stops_no_other(scrapy: Scrapy, query: Query) -> None:
    locked = post(5, content={"rendered": "", "protected": True})
    elsewhere = post(6, link="https://other.example/6", _links={})
    with serving(WordPress([post(4), locked, elsewhere, post(7)])) as site:
        assert crawl(scrapy, site.url, "discover=api").returncode == 0
    assert [row["news_code"] for row in query("SELECT news_code FROM articles ORDER BY id")] == [
        "4",
        "7",
    ]
    reasons = query("SELECT news_code, reason FROM failures ORDER BY news_code")
    assert [(row["news_code"], row["reason"]) for row in reasons] == [
        ("5", "the post is protected by a password"),
        ("6", "a post without an address on the site"),
    ]
