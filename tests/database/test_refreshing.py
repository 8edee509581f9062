"""A copy that is kept fresh."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, refreshing
from newscrawl.database.schema import articles
from newscrawl.database.search.hits import Order
from newscrawl.items import ArchiveDay, Failure
from tests.builders import MOMENT, article, store, writing
from tests.conftest import Database, Query, on_both, rows_of, url_of
from tests.database.search.indexed import codes

pytestmark = on_both
TABLES = ("articles", "revisions", "failures", "crawls", "archive_days")


class Copy:
    def __init__(self, source: Database, file: Path) -> None:
        self.source, self.file = source, file

    def refresh(self, advance: Any = lambda rows: None) -> None:
        source, target = open_engine(url_of(self.source)), open_engine(url_of(self.file))
        try:
            refreshing.refresh(source, target, advance)
        finally:
            source.dispose()
            target.dispose()

    def count(self) -> int:
        source, target = open_engine(url_of(self.source)), open_engine(url_of(self.file))
        try:
            return refreshing.count(source, target)
        finally:
            source.dispose()
            target.dispose()

    def is_same(self) -> bool:
        return all(
            _rows(self.source, f"SELECT * FROM {name}") == _rows(self.file, f"SELECT * FROM {name}")
            for name in TABLES
        )


def _rows(database: Database, sql: str) -> list[str]:
    rows = rows_of(database, sql)
    plain = ({name: _plain(row[name]) for name in sorted(row)} for row in rows)
    return sorted(map(str, plain))


def _plain(value: Any) -> Any:
    if value in (True, False):
        return int(value)
    return value.replace(" ", "") if isinstance(value, str) else value


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Copy:
    return Copy(database, tmp_path / "copy.db")


def fill(database: Database, count: int = 30) -> None:
    store(database, *(article(code, title=f"خبر {code}") for code in range(1, count + 1)))
    store(
        database,
        article(1, title="دگرگون", content_hash="other"),
        Failure("yjc", "https://yjc.ir/9", "HTTP 500", "9", 500, MOMENT),
        ArchiveDay("yjc", "1400-04-22", 1, 1, MOMENT),
    )
    with writing(database) as archive:
        archive.finish_crawl(archive.start_crawl("yjc", {"discover": "rss"}), "finished", {})


def test_all_is_copied_and_what_changes_follows(database: Database, copy: Copy) -> None:
    fill(database)
    copy.refresh()
    assert copy.is_same()
    assert codes(copy.file, "دگرگون") == ["1"]
    store(
        database,
        article(100, title="تازه"),
        article(2, title="دگرگون", content_hash="other"),
        Failure("yjc", "https://yjc.ir/fa/news/3", "HTTP 404", "3", 404, MOMENT, True),
        Failure("yjc", "https://yjc.ir/9", "HTTP 503", "9", 503, "2022-07-13T19:08:00+04:30"),
    )
    with writing(database) as archive:
        archive.start_crawl("yjc", {})
    copy.refresh()
    assert copy.is_same()
    assert codes(copy.file, "تازه") == ["100"]
    assert sorted(codes(copy.file, "دگرگون", Order.BEST)) == ["1", "2"]
    store(database, article(3, title="خبر 3"))  # the site has it again
    copy.refresh()
    assert copy.is_same()


def test_far_changes_are_found_by_their_revisions(
    database: Database, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "OVERLAP", dict.fromkeys(refreshing.OVERLAP, 2))
    fill(database)
    copy.refresh()
    store(database, article(5, title="دگرگون", content_hash="other"))
    copy.refresh()
    assert copy.is_same()
    assert copy.count() <= 6


def test_topics_that_were_found_anew_follow(
    database: Database, copy: Copy, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "OVERLAP", dict.fromkeys(refreshing.OVERLAP, 2))
    monkeypatch.setattr(refreshing, "BLOCK", 7)
    fill(database)
    copy.refresh()
    query("UPDATE articles SET topic = 'sport' WHERE news_code IN ('5', '6')")
    query("UPDATE articles SET topic = 'arts' WHERE news_code = '30'")
    copy.refresh()
    assert copy.is_same()
    query("UPDATE articles SET topic = NULL WHERE news_code = '5'")
    copy.refresh()
    assert copy.is_same()


def test_a_copy_that_was_interrupted_goes_on(
    database: Database, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.database.copying.BLOCK", 7)
    monkeypatch.setattr(refreshing, "OVERLAP", dict.fromkeys(refreshing.OVERLAP, 0))
    fill(database)

    class Killed(Exception):
        pass

    seen: list[int] = []

    def kill(rows: int) -> None:
        seen.append(rows)
        if sum(seen) > 15:
            raise Killed

    with pytest.raises(Killed):
        copy.refresh(kill)
    engine = open_engine(url_of(copy.file))
    with engine.connect() as connection:
        assert 0 < (connection.scalar(sa.select(sa.func.count()).select_from(articles)) or 0) < 30
    engine.dispose()
    store(database, article(2, title="دگرگون", content_hash="other"))
    copy.refresh()
    assert copy.is_same()


def test_rows_of_other_tables_stay_where_they_are(
    database: Database, copy: Copy, query: Query
) -> None:
    fill(database)
    query(
        "INSERT INTO exports (name, selection, article_id, revision_id, articles, at) "
        "VALUES ('a', '{}', 1, 1, 1, '2021-07-13T14:38:00+00:00')"
    )
    copy.refresh()
    assert rows_of(copy.file, "SELECT * FROM exports") == []
