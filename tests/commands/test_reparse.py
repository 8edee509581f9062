"""``scrapy reparse``, as a user runs it: pages that a crawl stored, read by other rules."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import zstandard

from newscrawl.database import copying
from newscrawl.database import reparse as stored_reparse
from newscrawl.database.articles import store_articles
from newscrawl.database.engine import open_engine
from newscrawl.items import Article
from newscrawl.spider import NewsSpider
from newscrawl.spiders.yjc import YjcSpider
from tests.conftest import Database, Query, Scrapy, on_both, run_scrapy, url_of


@pytest.fixture(scope="module")
def crawled(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that a crawl filled."""
    database = tmp_path_factory.mktemp("reparse") / "news.db"
    result = run_scrapy(database, "crawl", "yjc", "-a", f"base_url={base_url}")
    assert result.returncode == 0
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return database


@pytest.fixture
def archive(crawled: Path, database: Database) -> Database:
    if isinstance(database, Path):
        shutil.copy(crawled, database)
    else:
        source, target = open_engine(url_of(crawled)), open_engine(database)
        copying.copy(source, target, lambda rows: None)
        source.dispose()
        target.dispose()
    return database


def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read where the rules are changed by a test, and not in other processes."""
    monkeypatch.setattr("newscrawl.cli.jobs.cores", lambda: 1)


def other_rules(monkeypatch: pytest.MonkeyPatch, **rules: Any) -> None:
    """Another selector for a field, as after an edit of the family's file."""
    in_this_process(monkeypatch)
    monkeypatch.setattr(YjcSpider, "family", replace(YjcSpider.family, **rules))
    monkeypatch.setattr(NewsSpider, "rules_version", f"1+{sorted(rules)}")


@on_both
def test_a_crawl_keeps_its_pages(archive: Database, query: Query) -> None:
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 120}]
    (counts,) = query(
        "SELECT count(*) AS n, count(DISTINCT article_id) AS articles, min(url) AS url, "
        "sum(size) AS size, sum(length(body)) AS stored, count(DISTINCT rules) AS rules FROM pages "
        "WHERE article_id IS NOT NULL"
    )
    assert (counts["n"], counts["articles"], counts["rules"]) == (120, 120, 1)
    assert counts["url"].startswith("https://yjc.ir/fa/")
    assert counts["stored"] < counts["size"] / 2


@on_both
def test_the_same_rules_read_the_same(archive: Database, command: Scrapy, query: Query) -> None:
    assert "No page to read" in command("reparse").stdout
    report = json.loads(command("reparse", "yjc", "--all", "--json").stdout)
    assert report["unchanged"] == 120
    assert (report["changed"], report["recovered"], report["lost"]) == (0, 0, 0)
    assert query("SELECT * FROM revisions") == []


@on_both
def test_better_rules(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {row["id"]: row for row in query("SELECT * FROM articles")}
    with_lead = sum(row["lead"] is not None for row in before.values())
    assert with_lead > 50
    other_rules(monkeypatch, lead=(".no-such-class",))
    dry = json.loads(command("reparse", "--dry-run", "--json", "--samples", "2").stdout)
    assert query("SELECT * FROM revisions") == []
    assert dry["fields"]["lead"]["count"] == with_lead
    (sample, _) = dry["fields"]["lead"]["samples"]
    assert sample["new"] is None
    assert sample["old"] in {row["lead"] for row in before.values()}
    assert "lead" in command("reparse", "--dry-run").stdout

    report = json.loads(command("reparse", "yjc", "--json", "--samples", "2").stdout)
    assert report == {**dry, "dry_run": False}
    after = {row["id"]: row for row in query("SELECT * FROM articles")}
    assert [row["lead"] for row in after.values()] == [None] * 120
    old = {row["article_id"]: row for row in query("SELECT * FROM revisions")}
    assert len(old) == report["changed"]
    for id, row in old.items():
        assert row["lead"] == before[id]["lead"]
        assert (row["revision"], row["reparsed_at"]) == (1, None)
        assert (after[id]["revision"], after[id]["fetched_at"]) == (2, before[id]["fetched_at"])
        assert after[id]["reparsed_at"] is not None
    assert "No page to read" in command("reparse").stdout
    # And back, from the same pages.
    monkeypatch.undo()
    monkeypatch.setattr(NewsSpider, "rules_version", "2")
    assert json.loads(command("reparse", "--json").stdout)["changed"] == report["changed"]
    for id, row in enumerate_by_id(query("SELECT * FROM articles")):
        assert (row["lead"], row["content_hash"]) == (
            before[id]["lead"],
            before[id]["content_hash"],
        )
    assert command("search", "--rebuild").stdout == "120 articles indexed\n"


@on_both
def test_several_processes_read_the_same(archive: Database, command: Scrapy, query: Query) -> None:
    before = {row["id"]: row for row in query("SELECT * FROM articles")}
    query("UPDATE articles SET lead = NULL, tags = '[]'")
    query("UPDATE pages SET body = ? WHERE id = 3", zstandard.compress(b"<p>nothing"))
    dry = ("--all", "--dry-run", "--json", "--jobs")
    alone, together = (json.loads(command("reparse", *dry, jobs).stdout) for jobs in "12")
    assert together == alone
    report = json.loads(command("reparse", "--all", "--json", "--jobs", "2").stdout)
    assert report == {**alone, "dry_run": False}
    assert report["lost"] == 1
    (lost,) = query("SELECT article_id FROM pages WHERE id = 3")
    for id, row in enumerate_by_id(query("SELECT * FROM articles")):
        if id != lost["article_id"]:
            assert (row["lead"], row["tags"]) == (before[id]["lead"], before[id]["tags"])


def die(task: object) -> None:
    os._exit(1)


@on_both
def test_a_process_that_dies_stops_it(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    query("UPDATE articles SET lead = NULL")
    query("UPDATE pages SET rules = 'old'")
    monkeypatch.setattr("newscrawl.reparse.readers._read", die)
    (pages,) = query("SELECT count(*) AS n FROM pages")[0].values()
    result = command("reparse", "--jobs", "2")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("newscrawl: error: one of the processes died")
    assert "0 pages are done" in result.stderr
    monkeypatch.undo()
    assert json.loads(command("reparse", "--json", "--jobs", "2").stdout)["pages"] == pages


def enumerate_by_id(rows: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    return [(row["id"], row) for row in rows]


@on_both
def test_pages_that_could_not_be_read(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = query("SELECT * FROM articles WHERE lead IS NOT NULL LIMIT 1")[0]
    # As if no headline had been found at the time.
    query("DELETE FROM articles WHERE id = ?", article["id"])
    query(
        "UPDATE pages SET article_id = NULL, revision = NULL, rules = 'old' WHERE article_id = ?",
        article["id"],
    )
    query(
        "INSERT INTO failures (site, url, news_code, reason, at) "
        "VALUES ('yjc', ?, ?, 'no headline found', '2021-07-13T14:38:00+00:00')",
        article["url"],
        article["news_code"],
    )
    command("search", "--rebuild")
    failures = len(query("SELECT * FROM failures"))
    code = article["news_code"]
    report = json.loads(command("reparse", "--code", code, "--json").stdout)
    assert (report["pages"], report["recovered"]) == (1, 1)
    again = query("SELECT * FROM articles WHERE news_code = ?", code)[0]
    ignored = {"id": None, "reparsed_at": None}
    assert again | ignored == article | ignored
    assert again["reparsed_at"] is not None
    assert len(query("SELECT * FROM failures")) == failures - 1
    (page,) = query("SELECT * FROM pages WHERE news_code = ?", code)
    assert (page["article_id"], page["revision"]) == (again["id"], 1)
    assert page["rules"] != "old"


@on_both
def test_what_cannot_be_read_any_more_stays(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_this_process(monkeypatch)
    before = query("SELECT * FROM articles")

    def broken(*_: Any) -> None:
        raise KeyError("broken\nrule")

    monkeypatch.setattr(YjcSpider, "read_article", broken)
    report = json.loads(command("reparse", "--all", "--json").stdout)
    assert report["lost"] == 120
    assert report["reasons"]["lost: KeyError: 'broken\\nrule'"] == 120
    assert query("SELECT * FROM articles") == before


@on_both
def test_a_crawl_beside_it_wins(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_rules(monkeypatch, lead=(".no-such-class",))
    row = query("SELECT * FROM articles WHERE lead IS NOT NULL LIMIT 1")[0]
    page = query("SELECT * FROM pages WHERE article_id = ?", row["id"])[0]
    apply = stored_reparse.apply

    def crawl_first(*args: Any, **options: Any) -> Any:
        connection = args[0]
        article = Article("yjc", row["news_code"], row["url"], "تازه", fetched_at=row["fetched_at"])
        article.content_hash = "new"
        if connection.exec_driver_sql("SELECT max(revision) FROM pages").scalar() == 1:
            store_articles(connection, [article])
            names = "article_id, item_url, url, status, headers, encoding, size, fetched_at, rules"
            connection.execute(
                sa.text(
                    f"INSERT INTO pages (site, news_code, revision, {names}, body) "
                    f"SELECT site, news_code, 2, {names}, body FROM pages WHERE id = :id"
                ),
                {"id": page["id"]},
            )
        return apply(*args, **options)

    monkeypatch.setattr("newscrawl.reparse.again.apply", crawl_first)
    report = json.loads(command("reparse", "--code", row["news_code"], "--json").stdout)
    assert (report["outdated"], report["changed"]) == (1, 0)
    (now,) = query("SELECT * FROM articles WHERE id = ?", row["id"])
    assert (now["title"], now["revision"], now["reparsed_at"]) == ("تازه", 2, None)


@on_both
def test_a_kill_in_the_middle_loses_nothing(
    archive: Database, command: Scrapy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_rules(monkeypatch, lead=(".no-such-class",))
    with_lead = len(query("SELECT * FROM articles WHERE lead IS NOT NULL"))
    batches = []

    def interrupted(*args: Any, **options: Any) -> Any:
        result = apply(*args, **options)
        batches.append(len(result))
        if len(batches) == 2:
            raise KeyboardInterrupt  # before the commit of the second batch
        return result

    apply = stored_reparse.apply
    monkeypatch.setattr("newscrawl.reparse.again.apply", interrupted)
    result = command("reparse")
    assert result.returncode == 1
    assert result.stderr == (
        "newscrawl: error: interrupted after 50 pages; the same command goes on\n"
    )
    pages = len(query("SELECT * FROM pages"))
    monkeypatch.setattr("newscrawl.reparse.again.apply", apply)
    report = json.loads(command("reparse", "--json").stdout)
    assert report["pages"] == pages - 50
    assert query("SELECT * FROM articles WHERE lead IS NOT NULL") == []
    assert len(query("SELECT * FROM revisions WHERE lead IS NOT NULL")) == with_lead
    assert query("SELECT * FROM articles WHERE revision > 2") == []


@on_both
def test_filters(archive: Database, command: Scrapy, query: Query) -> None:
    days = query(
        "SELECT published_jalali AS day, count(*) AS n FROM articles "
        "WHERE published_jalali IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    day = days[len(days) // 2]
    options = ("--all", "--json", "--from-date", day["day"], "--to-date", day["day"])
    assert json.loads(command("reparse", *options).stdout)["pages"] == day["n"]
    assert json.loads(command("reparse", "tabnak", "--all", "--json").stdout)["pages"] == 0


@on_both
def test_a_site_without_a_spider(archive: Database, command: Scrapy) -> None:
    engine = open_engine(url_of(archive))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pages SET site = 'gone'")
    engine.dispose()
    result = command("reparse", "--all")
    assert result.returncode == 0
    assert result.stderr == (
        "newscrawl: warning: gone has pages, but no spider: they are left as they are\n"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["yjc", "tabnak"], "expected the name of one site or nothing"),
        (["--nonsense"], "expected the name of one site or nothing"),
        (["yjcc"], "unknown site 'yjcc': did you mean 'yjc'?"),
        (["--jobs", "0"], "--jobs: expected 1 to 64, got 0"),
        (["--samples", "-1"], "--samples: expected 0 to 1000, got -1"),
        (["--from-date", "1402/12/30"], "--from-date: there is no day 1402/12/30"),
    ],
)
def test_errors_are_one_line(command: Scrapy, options: list[str], says: str) -> None:
    result = command("reparse", *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
