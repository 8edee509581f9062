"""``scrapy prune``: rows that nothing needs go, and later crawls do the same as without."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database import open_engine
from newscrawl.database.schema import alarms, alert_hits, crawls, failures, frontier, outbox, pages
from newscrawl.demo.server import running
from tests.builders import article, store
from tests.conftest import (
    Database,
    Query,
    Scrapy,
    fresh_schema,
    on_both,
    rows_of,
    run_scrapy,
    url_of,
)

NOW = datetime.now(UTC)
WAYS = "discover=front,rss,sitemap,archive,codes"


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@contextmanager
def inserting(database: Database) -> Iterator[Any]:
    """Inserts rows, given as a table and values."""
    engine = open_engine(url_of(database))
    try:
        with engine.begin() as connection:
            yield lambda table, **values: connection.execute(table.insert().values(**values))
    finally:
        engine.dispose()


def pruned(command: Scrapy, *options: str) -> dict[str, Any]:
    done = command("prune", *options, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def another(database: Database, tmp_path: Path) -> Iterator[Database]:
    """A second archive of the same kind."""
    if isinstance(database, Path):
        yield tmp_path / "other.db"
    else:
        with fresh_schema() as url:
            yield url


def asked(log: Path) -> Counter[str]:
    paths = Counter(line.split("\t")[3] for line in log.read_text().splitlines())
    log.write_text("")
    return paths


@on_both
def test_a_crawl_after_it_asks_for_the_same(database: Database, tmp_path: Path) -> None:
    log = tmp_path / "requests.log"
    with (
        another(database, tmp_path) as other,
        running(articles=12, request_log=str(log)) as base_url,
    ):
        results = []
        for archive in (database, other):
            crawl = (
                "crawl", "roozplus", "-a", f"base_url={base_url}", "-a", WAYS,
                "-a", "from_date=1400/04/21", "-a", "to_date=1400/04/22",
                "-a", "codes=206350-206356", "-s", "LOG_LEVEL=WARNING",
            )  # fmt: skip
            assert run_scrapy(archive, *crawl).returncode in (0, 3)
            asked(log)
            past = ago(200).isoformat(timespec="seconds")
            for table, column in (("crawls", "started_at"), ("frontier", "leased_at"),
                                  ("failures", "at")):  # fmt: skip
                rows_of(archive, f"UPDATE {table} SET {column} = ?", past)
            # The demo newspaper's lists have validators, and so would stay.
            rows_of(archive, "UPDATE frontier SET etag = NULL, last_modified = NULL")
            if archive is database:
                found = json.loads(run_scrapy(archive, "prune", "--json").stdout)
                assert found["requests"] > 10
                left = rows_of(archive, "SELECT id FROM frontier WHERE key IS NULL")
                assert len(left) < found["requests"]
            done = run_scrapy(archive, *crawl)
            assert done.returncode in (0, 3), done.stderr
            texts = "SELECT news_code, url, content_hash, revision FROM articles ORDER BY url"
            failed = "SELECT url, reason, is_missing FROM failures ORDER BY url"
            results.append((asked(log), rows_of(archive, texts), rows_of(archive, failed)))
    assert results[0] == results[1]
    assert len(results[0][1]) == 12 and sum(results[0][0].values()) > 10


@on_both
def test_what_goes_and_what_stays(command: Scrapy, database: Database, query: Query) -> None:
    store(database, article(1))
    with inserting(database) as insert:
        for run, (days, reason) in enumerate(
            [(400, "finished"), *[(300, "finished")] * 12, *[(1, "finished")] * 10, (0.01, None)], 1
        ):
            insert(
                crawls, run=run, spider="yjc", arguments={}, started_at=ago(days), epoch=run,
                finished_at=None if reason is None else ago(days - 0.001), finish_reason=reason,
                scope="all", stats={"finish_reason": reason, "newscrawl/new": run}, newest_id=1,
            )  # fmt: skip
        for number, (key, state, etag, epoch) in enumerate([
            (None, "done", None, 2), (None, "failed", None, 2),  # go
            (None, "pending", None, 2), (None, "done", '"e"', 2), ("7", "failed", None, 2),
            (None, "done", None, 24),  # an epoch that goes on
        ]):  # fmt: skip
            insert(
                frontier, site="yjc", fingerprint=str(number), url=f"https://yjc.ir/{number}",
                key=key, priority=0, request="{}", state=state, epoch=epoch, attempts=1, deaths=0,
                etag=etag, leased_at=ago(200),
            )  # fmt: skip
        for url, code, missing in (
            ("https://yjc.ir/fa/news/1", "1", True),  # was stored since
            ("https://yjc.ir/0", None, False),  # a list that was read since
            ("https://yjc.ir/fa/news/9", "9", True),  # nobody asks for it again
        ):
            insert(
                failures, site="yjc", url=url, news_code=code, reason="HTTP 500", at=ago(5000),
                is_missing=missing, is_waiting=False,
            )  # fmt: skip
        insert(
            pages, site="yjc", item_url="https://yjc.ir/0", url="https://yjc.ir/0", status=200,
            headers=[], encoding="utf-8", size=1, fetched_at=ago(4000), rules="r", body=b"x",
        )  # fmt: skip
        for number, (began, over) in enumerate([(900, 800), (900, None), (301, 299), (900, 800)]):
            insert(
                alarms, site="yjc", scope="all", monitor=str(number), problem="p", run=1,
                began_at=ago(began), over_at=None if over is None else ago(over),
            )  # fmt: skip
        for number, (due, sent) in enumerate([(None, 100), (100, None), (None, None), (None, 1),
                                              (None, 100)]):  # fmt: skip
            insert(
                outbox, key=str(number), destination="d", title="t", body="b", attempts=1,
                created_at=ago(100), due_at=due and ago(due), sent_at=sent and ago(sent),
            )  # fmt: skip
        for days, message in ((100, "m"), (100, None), (1, "m")):  # one that waits stays
            insert(alert_hits, alert="a", kind="new", article_id=1, at=ago(days), message=message)
    expected = {
        "failures": 2, "requests": 2, "crawls": 12, "alarms": 1, "messages": 2, "hits": 1,
    }  # fmt: skip
    would = pruned(command, "--dry-run")
    assert would == {"dry_run": True, **expected, "alarms": 1}
    assert len(query("SELECT run FROM crawls")) == 24
    found = pruned(command)
    assert found.items() >= expected.items()
    assert [row["url"][15:] for row in query("SELECT url FROM failures")] == ["fa/news/9"]
    assert query("SELECT id FROM pages") == []
    prints = query("SELECT fingerprint FROM frontier ORDER BY id")
    assert [row["fingerprint"] for row in prints] == ["2", "3", "4", "5"]
    assert [row["run"] for row in query("SELECT run FROM crawls ORDER BY run")] == [
        1,
        *range(14, 25),
    ]
    # The newest, and the one of which a crawl is left when it was counted, stay.
    assert {row["monitor"] for row in query("SELECT monitor FROM alarms")} == {"1", "2", "3"}
    assert [row["key"] for row in query("SELECT key FROM outbox ORDER BY id")] == ["1", "3", "4"]
    (day,) = query("SELECT * FROM crawl_days")
    assert (day["crawls"], day["failed"]) == (12, 0)
    assert json.loads(day["stats"]) == {"newscrawl/new": sum(range(2, 14))}
    again = pruned(command)
    assert not any(again[kind] for kind in expected if kind != "alarms")
    assert command("status", "yjc").returncode == 3  # an alarm stands


@on_both
def test_raw_pages_go_only_when_named(
    command: Scrapy, database: Database, query: Query, tmp_path: Path
) -> None:
    cold = ("-s", f"COLD_DIR={tmp_path / 'cold'}")
    store(database, article(1))
    with inserting(database) as insert:
        for number, days in enumerate([900, 800, 100, 1]):
            insert(
                pages, site="yjc", article_id=1, revision=number, item_url="u", url="u",
                status=200, headers=[], encoding="utf-8", size=1, fetched_at=ago(days), rules="r",
                body=bytes.fromhex("28b52ffd200109000078"),
            )  # fmt: skip
    pruned(command)
    assert len(query("SELECT id FROM pages")) == 4
    assert pruned(command, "--cold", *cold)["cold"]["pages"] in (3, 4)
    assert pruned(command, "--raw-pages", "2y", "--dry-run", *cold)["raw_pages"] == 2
    assert pruned(command, "--raw-pages", "2y", *cold)["raw_pages"] == 2
    left = query("SELECT revision FROM pages UNION ALL SELECT revision FROM cold_pages ORDER BY 1")
    assert [row["revision"] for row in left] == [2, 3]


@on_both
def test_kills_lose_and_double_nothing(database: Database, query: Query) -> None:
    total = 4000
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        connection.execute(
            crawls.insert(),
            [
                {"run": run, "spider": "yjc", "arguments": {}, "started_at": ago(400 - run / 100),
                 "finished_at": ago(399 - run / 100), "finish_reason": "finished", "scope": "all",
                 "epoch": run, "stats": {"newscrawl/new": 1}, "newest_id": 0}
                for run in range(1, total + 1)
            ],
        )  # fmt: skip
    engine.dispose()
    for is_killed in (True, True, False):
        _slow_down(query, database, is_killed)
        process = run_scrapy(database, "prune", wait=False)
        before = len(query("SELECT run FROM crawls"))
        # In the middle of it: it has begun when there are fewer.
        while is_killed and len(query("SELECT run FROM crawls")) == before:
            assert process.poll() is None
            time.sleep(0.02)
        if is_killed:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == (-signal.SIGKILL if is_killed else 0)
        days = query("SELECT crawls, stats FROM crawl_days")
        rolled = sum(row["crawls"] for row in days)
        left = len(query("SELECT run FROM crawls"))
        assert rolled + left == total
        assert rolled == sum(json.loads(row["stats"])["newscrawl/new"] for row in days)
        assert rolled > 0 and (left > 100) == is_killed


def _slow_down(query: Query, database: Database, is_slow: bool) -> None:
    """Let the removal of a crawl take about a millisecond, so that a kill falls in the middle."""
    if isinstance(database, Path):
        query("DROP TRIGGER IF EXISTS slow")
        numbers = "n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
        count = f"WITH RECURSIVE {numbers} SELECT count(*) FROM n"
        trigger = f"CREATE TRIGGER slow AFTER DELETE ON crawls BEGIN {count}; END"
    else:
        query("DROP TRIGGER IF EXISTS slow ON crawls")
        query(
            "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END'"
        )
        trigger = "CREATE TRIGGER slow AFTER DELETE ON crawls FOR EACH ROW EXECUTE FUNCTION slow()"
    if is_slow:
        query(trigger)


def test_vacuum_gives_the_space_back(command: Scrapy, database: Path) -> None:
    store(database, *(article(code, body="متن " * 5000) for code in range(40)))
    rows_of(database, "DELETE FROM articles")
    before = database.stat().st_size
    shown = command("prune").stdout
    assert "MB of the file are free for new rows" in shown
    assert pruned(command, "--vacuum")["free_bytes"] == 0
    assert database.stat().st_size < before / 2


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--crawls", "30d"], "--crawls: expected at least 31d, got 30d"),
        (["--alarms", "1m"], "--alarms: expected an age of 1d to 100y, like 90d, 26w or 2y"),
        (["--requests", "0d"], "--requests: expected an age"),
        (["--raw-pages", "200y"], "--raw-pages: expected an age"),
        (["--dry-run", "--cold"], "--dry-run is not for --cold"),
        (["now"], "prune takes only options"),
    ],
)
def test_wrong_arguments(command: Scrapy, options: list[str], error: str) -> None:
    done = command("prune", *options)
    assert done.returncode == 2 and error in done.stderr
