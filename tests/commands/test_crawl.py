"""``scrapy crawl``, as a user runs it, on the demo newspaper."""

import csv
import json
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from newscrawl.items import Article
from tests.builders import long_ago
from tests.conftest import Query, Scrapy, rows_of, run_scrapy
from tests.crawling.sites import serving

FIELDS = [field.name for field in fields(Article)]
LISTS = ("sections", "tags", "images", "problems")


class Crawled:
    """An archive after one crawl, and what the crawl printed and exported."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.feeds = {
            suffix: folder / f"feed.{suffix}" for suffix in ("jsonl", "csv", "xml", "json")
        }
        self.database = folder / "news.db"
        outputs = [option for path in self.feeds.values() for option in ("-O", str(path))]
        self.result = run_scrapy(
            self.database, "crawl", "roozplus", "-a", f"base_url={base_url}", *outputs
        )

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return rows_of(self.database, sql)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, base_url: str) -> Crawled:
    return Crawled(tmp_path_factory.mktemp("crawl"), base_url)


def test_every_article_is_stored_with_every_field(crawled: Crawled, newspaper: Newspaper) -> None:
    assert crawled.result.returncode == 0, crawled.result.stderr
    rows = {row["news_code"]: row for row in crawled.rows("SELECT * FROM articles")}
    expected = {fields["news_code"]: fields for fields in newspaper.expected()}
    assert rows.keys() == expected.keys()
    for code, wanted in expected.items():
        row = rows[code]
        row |= {name: json.loads(row[name]) for name in LISTS}
        if wanted["published_at"] is not None:
            moment = datetime.fromisoformat(wanted["published_at"]).astimezone(UTC)
            wanted = wanted | {"published_at": moment.isoformat(timespec="seconds")}
        images = [(urlsplit(i["url"]).path, i["alt"] or None) for i in wanted["images"]]
        assert [(urlsplit(i["url"]).path, i["alt"]) for i in row["images"]] == images
        assert all(
            i["url"].startswith("https://roozplus.com/") or "demo" in i["url"]
            for i in row["images"]
        )
        assert {n: row[n] for n in wanted if n != "images"} == {
            n: v for n, v in wanted.items() if n != "images"
        }
        assert row["url"].startswith("https://roozplus.com/fa/")
        assert (row["site"], row["revision"]) == ("roozplus", 1)


def test_every_other_page_is_a_failure_with_its_reason(
    crawled: Crawled, newspaper: Newspaper
) -> None:
    rows = {row["news_code"]: row for row in crawled.rows("SELECT * FROM failures")}
    assert rows.keys() == newspaper.planted_failures.keys()
    for code, kind in newspaper.planted_failures.items():
        if kind == "missing":
            assert rows[code]["reason"] == "the site says that the page does not exist"
            assert rows[code]["status"] == 200
        elif kind == "gone":
            assert (rows[code]["reason"], rows[code]["status"]) == ("HTTP 404", 404)
        else:
            assert rows[code]["reason"]


def test_the_crawl_is_recorded(crawled: Crawled, base_url: str) -> None:
    (row,) = crawled.rows("SELECT * FROM crawls")
    assert (row["spider"], row["finish_reason"]) == ("roozplus", "finished")
    assert json.loads(row["arguments"]) == {"base_url": base_url, "discover": "front,rss"}
    assert json.loads(row["stats"])["newscrawl/new"] == 120
    assert row["finished_at"] >= row["started_at"]


def test_nothing_stays_pending_or_leased(crawled: Crawled) -> None:
    states = {row["state"] for row in crawled.rows("SELECT state FROM frontier")}
    assert states == {"done", "failed"}


def test_the_feeds_have_the_fields_of_the_contract(crawled: Crawled) -> None:
    lines = crawled.feeds["jsonl"].read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    assert len(items) == 120
    assert all(list(item) == FIELDS for item in items)
    assert "\\u06" not in lines[0]
    assert json.loads(crawled.feeds["json"].read_text(encoding="utf-8"))[0].keys() == set(FIELDS)
    with crawled.feeds["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_code = {item["news_code"]: item for item in items}
    assert len(rows) == 120
    for row in rows:
        item = by_code[row["news_code"]]
        assert json.loads(row["tags"]) == item["tags"]
        assert json.loads(row["images"]) == item["images"]
        assert row["body"] == (item["body"] or "")
    assert crawled.feeds["xml"].read_text(encoding="utf-8").count("<item>") == 120


def test_nothing_deprecated_or_experimental_is_used(crawled: Crawled) -> None:
    for word in ("Deprecat", "experimental", "Traceback", "ERROR"):
        assert word not in crawled.result.stderr


def test_a_second_crawl_asks_only_for_what_may_have_changed(
    crawled: Crawled, base_url: str
) -> None:
    before = crawled.rows("SELECT * FROM articles")
    result = run_scrapy(crawled.database, "crawl", "roozplus", "-a", f"base_url={base_url}")
    assert result.returncode == 0
    assert "0 new articles" in result.stderr
    assert crawled.rows("SELECT * FROM articles") == before
    stats = json.loads(crawled.rows("SELECT * FROM crawls")[-1]["stats"])
    assert stats["downloader/request_count"] < 20


def test_spellings_of_an_address_are_one_request_and_one_row(
    scrapy: Scrapy, query: Query, base_url: str, newspaper: Newspaper
) -> None:
    code = newspaper.expected()[0]["news_code"]
    spellings = (
        f"http://roozplus.com/fa/news/{code}/a",
        f"https://www.roozplus.com/fa/news/{code}/b#comments",
        f"{base_url}/fa/news/{code}",
        f"https://roozplus.com/fa/tiny/news-{code}",
    )
    result = scrapy(
        "crawl", "roozplus", "-a", f"base_url={base_url}", "-a", f"url={' '.join(spellings)}"
    )
    assert result.returncode == 0, result.stderr
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == [code]
    stats = json.loads(query("SELECT stats FROM crawls")[0]["stats"])
    assert stats["downloader/request_count"] == 2  # and robots.txt


def test_one_headline_under_two_codes_is_two_rows(crawled: Crawled, newspaper: Newspaper) -> None:
    twins = [newspaper.planted["twin"], newspaper.planted["twin_again"]]
    titles = [
        row["title"] for row in crawled.rows("SELECT * FROM articles") if row["news_code"] in twins
    ]
    assert len(titles) == 2
    assert len(set(titles)) == 1


def test_discover_rss_takes_what_the_feeds_of_the_index_name(
    scrapy: Scrapy, query: Query, base_url: str
) -> None:
    result = scrapy("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss")
    assert result.returncode == 0, result.stderr
    assert len(query("SELECT * FROM articles")) == 120


def test_digits_of_running_text(scrapy: Scrapy, query: Query, base_url: str) -> None:
    scrapy(
        "crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss",
        "-s", "TEXT_DIGITS=latin",
    )  # fmt: skip
    bodies = "".join(row["body"] or "" for row in query("SELECT body FROM articles"))
    assert not set(bodies) & set("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")


@pytest.fixture(scope="module")
def silent_port() -> Iterator[int]:
    with socket.socket() as listener:  # bound, so that nobody else takes it, but not listening
        listener.bind(("127.0.0.1", 0))
        yield listener.getsockname()[1]


def test_a_site_that_is_down_is_a_failed_crawl(
    scrapy: Scrapy, query: Query, silent_port: int
) -> None:
    result = scrapy(
        "crawl", "roozplus", "-a", f"base_url=http://127.0.0.1:{silent_port}",
        "-s", "RETRY_TIMES=0", "-s", "LOG_LEVEL=ERROR",
    )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("newscrawl: error: no page could be read")
    assert query("SELECT * FROM failures")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["roozplus", "-a", "discover=front,wings"], 2, "discover: expected one or more of front"),
        (["roozplus", "-a", "base_url=127.0.0.1:8000"], 2, "base_url: expected http://HOST[:PORT]"),
        (["roozplus", "-a", "base_url=http://127.0.0.1:x"], 2, "base_url: expected"),
        (["roozplus", "-a", "url=not-an-address"], 2, "url: expected addresses"),
        (["roozplus", "-a", "url=https://tabnak.ir/fa/news/1"], 2, "url: expected addresses on"),
        (["roozplus", "-a", "url=https://roozplus.com/fa/about"], 2, "url: expected the address"),
        (["roozplus", "-a", "revisit=soon"], 2, "revisit: expected hours or days"),
        (["roozplus", "-a", "colour=blue"], 2, "colour: unknown argument"),
        (["rozplus"], 2, "unknown site 'rozplus': did you mean 'roozplus'?"),
        (["roozplus", "-s", "TEXT_DIGITS=roman"], 2, "TEXT_DIGITS: expected keep"),
        (["roozplus", "-s", "DATABASE_URL=sqlite:////no/such/folder/x.db"], 1, "no directory"),
        (["roozplus", "-s", "DATABASE_URL=news.db"], 1, "expected an SQLAlchemy URL"),
        (["roozplus", "-s", f"DATABASE_URL=sqlite:///{__file__}"], 1, "not a database"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(
    scrapy: Scrapy, database: Path, arguments: list[str], code: int, says: str
) -> None:
    result = scrapy("crawl", *arguments)
    assert result.returncode == code
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert says in result.stderr
    assert not database.exists()


def test_two_crawls_of_a_site_at_once(database: Path, base_url: str) -> None:
    slow = run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "DOWNLOAD_DELAY=0.2",
        wait=False,
    )  # fmt: skip
    try:
        for line in slow.stderr:
            if "Spider opened" in line:
                break
        second = run_scrapy(database, "crawl", "roozplus", "-a", f"base_url={base_url}")
        other = run_scrapy(database, "crawl", "tabnak", "-a", f"base_url={base_url}")
    finally:
        slow.kill()
        slow.communicate()
    assert second.returncode == 1
    assert second.stderr == "newscrawl: error: another crawl of roozplus is running\n"
    assert other.returncode == 0
    assert "locked" not in other.stderr


def test_an_edit_is_a_revision(database: Path, query: Query) -> None:
    def crawl(edition: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
        with running(articles=60, edition=edition) as base_url:
            return run_scrapy(
                database, "crawl", "roozplus", "-a", f"base_url={base_url}", *arguments
            )

    paper = Newspaper(60, edition=2)
    assert crawl(1).returncode == 0
    assert len(query("SELECT * FROM articles")) == 60
    long_ago(query)
    result = crawl(2, "-a", "revisit=9999d")
    assert result.returncode == 0, result.stderr
    rows = {row["news_code"]: row for row in query("SELECT * FROM articles")}
    changed = {code for code, row in rows.items() if row["revision"] == 2}
    assert changed == set(paper.edited_codes)
    assert {r["news_code"] for r in query("SELECT * FROM revisions")} == changed
    assert set(paper.new_codes) <= rows.keys()
    gone = {code for code, row in rows.items() if row["vanished_at"]}
    assert gone == {*paper.vanished_codes, *paper.withdrawn_codes}
    expected = {e["news_code"]: e for e in paper.expected()}
    for code in changed:
        assert rows[code]["body"] == expected[code]["body"]


def test_a_crawl_says_little(scrapy: Scrapy, base_url: str) -> None:
    crawl = ("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss")
    lines = scrapy(*crawl).stderr.splitlines()
    assert "newscrawl: a new archive: " in lines[0]
    assert " crawls roozplus: " in lines[1]
    assert re.search(r"roozplus: \d+ pages, \d+ new articles.* \(finished\)$", lines[-1])
    assert len([line for line in lines if "WARNING" not in line]) <= 8
    assert "response_received_count" not in "\n".join(lines)
    assert "response_received_count" in scrapy(*crawl, "--stats").stderr
    loud = scrapy(*crawl, "-L", "DEBUG").stderr
    assert "response_received_count" in loud
    assert "Enabled item pipelines" in loud


def test_codes_that_are_not_there_are_absent(scrapy: Scrapy, base_url: str, query: Query) -> None:
    codes = ("-a", "discover=codes", "-a", "codes=100-140")
    result = scrapy("crawl", "roozplus", "-a", f"base_url={base_url}", *codes)
    assert "WARNING" not in result.stderr
    said = re.search(r"(\d+) failures, (\d+) absent", result.stderr)
    assert said is not None
    assert said[1] == "0"
    assert int(said[2]) == len(query("SELECT * FROM failures")) > 5


def test_gaps_without_an_article_are_no_fault(scrapy: Scrapy, base_url: str, query: Query) -> None:
    crawl = ("crawl", "demo", "-a", f"base_url={base_url}")
    assert scrapy(*crawl, "-a", "discover=rss").returncode == 0
    with serving({}) as site:  # of which nothing is left
        gaps = ("-a", f"base_url={site.url}", "-a", "discover=codes")
        result = scrapy("crawl", "demo", *gaps)
    assert result.returncode == 0, result.stderr
    assert " 0 failures, " in result.stderr
    assert " absent, " in result.stderr
