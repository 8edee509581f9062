"""Taking down in copies of an archive, beside crawls, and where texts mention an address."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.database import copying, open_engine, refreshing, tombstones
from newscrawl.database.articles import Outcome
from newscrawl.database.forgetting import Target, take_down
from newscrawl.database.frontier import Finished
from newscrawl.database.mentions import without
from newscrawl.database.writes import Enqueue, Finish, Lease
from tests.builders import article, request, store, writing
from tests.conftest import Database, Query, on_both, rows_of, url_of

#: No page is there.
COLD = Path("/nonexistent")
ADDRESS = "https://yjc.ir/fa/news/{}"


def forget(database: Database, *codes: str) -> None:
    engine = open_engine(url_of(database))
    targets = [Target("yjc", code, ADDRESS.format(code)) for code in codes]
    try:
        take_down(engine, targets, "why", datetime.now(UTC), COLD)
    finally:
        engine.dispose()


@on_both
def test_a_copy_loses_it_too(database: Database, tmp_path: Path) -> None:
    store(database, article(1), article(1, body="b", content_hash="b"), article(2))
    copy, fresh = (tmp_path / name for name in ("copy.db", "fresh.db"))
    source, target, browsed = (open_engine(url_of(d)) for d in (database, copy, fresh))
    try:
        for _ in range(2):
            with source.connect() as ours, target.connect() as theirs:
                copying.check_target(ours, theirs, 60)  # also where the first article is gone
            copying.copy(source, target, lambda rows: None)
            refreshing.refresh(source, browsed, lambda rows: None)
            for table in copying.TABLES:
                same = [copying.digest(e, table, lambda rows: None) for e in (source, target)]
                assert same[0] == same[1], table.name
            forget(database, "1")
        left = rows_of(copy, "SELECT news_code FROM articles")
        assert left == rows_of(fresh, "SELECT news_code FROM articles") == [{"news_code": "2"}]
        for file in (copy, fresh):
            assert rows_of(file, "SELECT id FROM revisions") == []
            assert rows_of(file, "SELECT news_code FROM tombstones") == [{"news_code": "1"}]
            found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'عنوان'"
            assert len(rows_of(file, found)) == 1
    finally:
        for engine in (source, target, browsed):
            engine.dispose()


@on_both
def test_a_crawl_that_has_it_under_way_loses_nothing_else(database: Database, query: Query) -> None:
    """SQLite would give the id of a request that is gone to the next one: what the crawl says of
    the one that it had under way must not be taken for that."""
    with writing(database) as archive:
        run = archive.start_crawl("yjc", {}, "all")
    store(database, Enqueue("yjc", run, [request(1), request(2)]))
    (leases,) = store(database, Lease("yjc", run, 2))
    _, second = leases.rows
    forget(database, "1", "2")
    assert [row["url"] for row in query("SELECT url FROM frontier")] == ["", ""]
    outcomes, *_ = store(
        database,
        # The page of one comes all the same, with a link; the other is left under way by a kill.
        Finish("yjc", run, Finished(second.id, "2", run), [article(2)], [request(3)]),
    )
    assert outcomes == [Outcome.FORGOTTEN]
    assert query("SELECT id FROM articles") == []
    with writing(database) as archive:
        archive.finish_crawl(run, "shutdown", {})
        archive.recover("yjc")
        run = archive.start_crawl("yjc", {}, "all")
    store(database, Enqueue("yjc", run, [request(1), request(2), request(4)]))
    (leases,) = store(database, Lease("yjc", run, 9))
    assert [row.key for row in leases.rows] == ["3", "4"]
    assert query("SELECT news_code FROM failures") == []


@on_both
def test_undone_what_was_under_way_can_be_asked_for_again(database: Database, query: Query) -> None:
    with writing(database) as archive:
        run = archive.start_crawl("yjc", {}, "all")
    store(database, Enqueue("yjc", run, [request(1)]))
    store(database, Lease("yjc", run, 1))
    forget(database, "1")
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        assert [t.news_code for t in tombstones.dig_up(connection, "yjc", {"1"})] == ["1"]
    engine.dispose()
    store(database, Enqueue("yjc", run + 1, [request(1)]))
    assert query("SELECT url, state FROM frontier") == [
        {"url": ADDRESS.format(1), "state": "pending"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("redirected to https://yjc.ir/fa/news/1", "redirected to (taken down)"),
        ("redirected to https://yjc.ir/fa/news/1/x.", "redirected to (taken down)."),
        ("see https://yjc.ir/fa/news/12", "see https://yjc.ir/fa/news/12"),
        (
            {"a": ["https://yjc.ir/fa/news/1", "2"], "n": 1},
            {"a": ["(taken down)", "2"], "n": 1},
        ),
    ],
)
def test_mentions(text: object, expected: object) -> None:
    def is_at(url: str) -> bool:
        return url.split("/")[5:6] == ["1"]

    assert without(text, {ADDRESS.format(1)}, is_at) == expected
