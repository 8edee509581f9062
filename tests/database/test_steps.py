"""Steps in batches: beside writers, interrupted and continued."""

import asyncio
import time
from threading import Event, Thread
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, open_engine, steps
from newscrawl.database.reports import reading
from newscrawl.database.search import build
from newscrawl.database.search.names import FILL, REBUILD
from tests.conftest import Database, on_both, url_of
from tests.database.search.indexed import article, codes, store
from tests.database.stories import make_older

pytestmark = on_both
COUNT = 300


class Killed(Exception):
    """Stands for the end of the process."""


def kill_at(share: float) -> Any:
    def progress(done: float) -> None:
        if done >= share:
            raise Killed

    return progress


def fill(database: Database, count: int = COUNT) -> None:
    store(database, *(article(str(n), f"واژه{n % 10} کتاب‌ها") for n in range(count)))


def numbers(database: Database, words: str) -> int:
    with reading(url_of(database)) as connection:
        from newscrawl.database.search.hits import Order, find
        from newscrawl.database.selection import Selection
        from newscrawl.search import parse

        return len(list(find(connection, Selection(query=parse(words)), Order.NEWEST, None)))


def words_of_the_index(database: Database, query: Any) -> dict[str, int]:
    """The indexed words and their number of articles."""
    if isinstance(database, str):
        rows = query("SELECT word, ndoc FROM ts_stat('SELECT document FROM articles_fts')")
        return {row["word"]: row["ndoc"] for row in rows}
    engine = sa.create_engine(url_of(database))
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, articles_fts, row)"
        )
        rows = connection.exec_driver_sql("SELECT term, doc FROM temp.terms").all()
        connection.exec_driver_sql(
            "INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')"
        )
    engine.dispose()
    return {row.term: row.doc for row in rows}


def test_a_rebuild_mends_the_index_after_edits_by_hand(database: Database, query: Any) -> None:
    fill(database)
    query("UPDATE articles SET title = 'دفتر' WHERE news_code = '7'")
    query("DELETE FROM articles WHERE news_code = '8'")
    assert codes(database, "دفتر") == []
    engine = open_engine(url_of(database))
    assert steps.rebuild_index(engine, lambda share: None) == COUNT - 1
    assert steps.positions(engine) == {}
    assert {"articles_fts_new", "articles_fts_old"} & set(sa.inspect(engine).get_table_names()) == (
        set()
    )
    engine.dispose()
    assert codes(database, "دفتر") == ["7"]
    assert numbers(database, "واژه8") == COUNT // 10 - 1
    assert words_of_the_index(database, query)["کتاب"] == COUNT - 2


def test_a_rebuild_goes_on_where_it_was_killed(
    database: Database, query: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    monkeypatch.setattr(steps, "LARGEST_SIZE", 20)
    monkeypatch.setattr(steps, "FIRST_SIZE", 20)
    engine = open_engine(url_of(database))
    with pytest.raises(Killed):
        steps.rebuild_index(engine, kill_at(0.5))
    position = steps.positions(engine)[REBUILD]
    engine.dispose()
    assert COUNT / 2 <= position < COUNT
    # Meanwhile all is found, and what is stored and changed is taken along, on both sides.
    store(
        database,
        article("1", "دگرگون", content_hash="other"),
        article("290", "دگرگون", content_hash="other"),
        article("1000", "تازه"),
    )
    assert sorted(codes(database, "دگرگون")) == ["1", "290"]
    assert numbers(database, "کتابها") == COUNT - 2
    seen: list[float] = []
    engine = open_engine(url_of(database))  # which leaves it alone
    assert steps.positions(engine) == {REBUILD: position}
    assert steps.rebuild_index(engine, seen.append) == COUNT + 1
    engine.dispose()
    assert seen[0] > 0.5
    assert sorted(codes(database, "دگرگون")) == ["1", "290"]
    assert codes(database, "تازه") == ["1000"]
    words = words_of_the_index(database, query)
    assert (words["کتاب"], words["دگرگون"], words["تازه"]) == (COUNT - 2, 2, 1)


def test_a_migration_fills_the_index_in_batches(
    database: Database, query: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(database)
    make_older(url, "0003")
    for code in range(50):
        query(
            "INSERT INTO articles (site, url, news_code, title, sections, tags, images,"
            " fetched_at, revision, content_hash, problems) VALUES ('x', ?, ?, 'كتاب‌ها', '[]',"
            " '[]', '[]', '2021-07-13T14:38:00+00:00', 1, '0', '[]')",
            f"https://x.ir/fa/news/{code}",
            str(code),
        )
    monkeypatch.setattr(steps, "FIRST_SIZE", 10)
    monkeypatch.setattr(steps, "LARGEST_SIZE", 10)
    monkeypatch.setattr(steps, "_logged", lambda name: kill_at(0.4))
    with pytest.raises(Killed):
        open_engine(url)
    with reading(url) as connection:  # takes no part in it, and says so
        assert 0 < (build.missing_share(connection) or 0) <= 0.6
    monkeypatch.undo()
    # What changes meanwhile, indexed or not, does no harm.
    monkeypatch.setattr(steps, "finish_pending", lambda engine: None)
    store(
        database,
        article("1", "دفتر", content_hash="1"),
        article("49", "دفتر", content_hash="1"),
        article("50", "دفتر"),
    )
    monkeypatch.undo()
    engine = open_engine(url)
    assert FILL not in steps.positions(engine)
    engine.dispose()
    assert sorted(codes(database, "دفتر")) == ["1", "49", "50"]
    assert numbers(database, "کتاب") == 48
    assert words_of_the_index(database, query)["کتاب"] == 48


def test_a_rebuild_beside_a_writer(database: Database) -> None:
    """Neither waits long for the other, and the index has all that was written."""
    fill(database)
    end, waits = Event(), [0.0]
    url = url_of(database)

    async def write() -> None:
        archive = ArchiveWriter(url)
        number = 10_000
        while not end.is_set():
            began = time.monotonic()
            await archive.submit(article(str(number), "همزمان"), urgent=True)
            await archive.submit(
                article(str(number % COUNT), "همزمان", content_hash=str(number)), urgent=True
            )
            waits.append(time.monotonic() - began)
            number += 1
        await archive.close()

    thread = Thread(target=lambda: asyncio.run(write()))
    thread.start()
    engine = open_engine(url)
    try:
        steps.rebuild_index(engine, lambda share: None)
    finally:
        end.set()
        thread.join(30)
        engine.dispose()
    with reading(url) as connection:
        written = connection.exec_driver_sql(
            "SELECT count(*) FROM articles WHERE title = 'همزمان'"
        ).scalar()
    assert numbers(database, "همزمان") == written
    assert len(waits) > 3
    assert max(waits) < 2


def test_two_rebuilds_at_once_share_the_work(database: Database, query: Any) -> None:
    fill(database)
    results: list[int] = []

    def rebuild() -> None:
        engine = open_engine(url_of(database))
        results.append(steps.rebuild_index(engine, lambda share: None))
        engine.dispose()

    threads = [Thread(target=rebuild) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == [COUNT, COUNT]
    assert words_of_the_index(database, query)["کتاب"] == COUNT
