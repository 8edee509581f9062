import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from newscrawl.database import Archive, DatabaseError, Outcome, open_engine
from newscrawl.database import engine as engine_module
from newscrawl.database.engine import check_writable
from newscrawl.database.schema import metadata
from newscrawl.items import Article, Failure

MOMENT = "2021-07-13T19:08:00+04:30"


def article(code: str | None, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "news_code": code,
        "url": f"https://x.ir/fa/news/{code}",
        "title": "عنوان",
        "body": "متن",
        "fetched_at": MOMENT,
        "content_hash": "0",
    }
    return Article(**{**values, **fields})


def store(url: str, *items: Article | Failure) -> list[Any]:
    async def main() -> list[Any]:
        archive = Archive(url)
        try:
            return await asyncio.gather(
                *(archive.submit(item) for item in items), return_exceptions=True
            )
        finally:
            await archive.close()

    return asyncio.run(main())


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


def test_one_row_for_a_site_and_news_code(url: str, query: Any) -> None:
    assert store(url, article("1"), article("1"), article("1", site="y")) == [
        "new",
        "duplicate",
        "new",
    ]
    assert store(url, article("1", url="https://x.ir/other")) == ["duplicate"]
    assert len(query("SELECT * FROM articles")) == 2


def test_articles_without_code_are_told_apart_by_address(url: str) -> None:
    first, second = article(None, url="https://x.ir/a"), article(None, url="https://x.ir/b")
    assert store(url, first, second, first) == ["new", "new", "duplicate"]


def test_same_headline_under_two_codes_is_two_rows(url: str, query: Any) -> None:
    store(url, article("75041"), article("75042"))
    assert len(query("SELECT * FROM articles WHERE title = 'عنوان'")) == 2


def test_values_are_stored_as_documented(url: str, query: Any) -> None:
    images = [{"url": "https://x.ir/1.jpg", "alt": None}]
    store(url, article("1", published_at=MOMENT, tags=["ایران"], images=images))
    (row,) = query("SELECT * FROM articles")
    assert row["published_at"] == "2021-07-13T14:38:00+00:00"
    assert row["tags"] == '["ایران"]'
    assert row["images"] == '[{"url": "https://x.ir/1.jpg", "alt": null}]'
    assert row["lead"] is None
    assert row["revision"] == 1


def test_a_bad_item_costs_no_other(url: str, query: Any) -> None:
    good, bad, failed = store(
        url, article("1"), article("2", title=None), Failure("x", "https://x.ir", "why", at=MOMENT)
    )
    assert (good, failed) == (Outcome.NEW, Outcome.FAILURE)
    assert isinstance(bad, Exception)
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["1"]


def test_a_failure_is_kept_once_and_forgotten_when_the_article_comes(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/7"
    store(url, Failure("x", address, "HTTP 500", "7", 500, MOMENT))
    store(url, Failure("x", address, "HTTP 404", "7", 404, MOMENT))
    (row,) = query("SELECT * FROM failures")
    assert (row["reason"], row["status"]) == ("HTTP 404", 404)
    store(url, article("7"))
    assert query("SELECT * FROM failures") == []


def test_known(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = Archive(url)
    assert archive.known("x", {"1", "2", "3"}) == {"1", "2"}
    assert archive.known("x", {"1", "2"}, newest_id=1) == {"1"}
    assert archive.known("y", {"1"}) == set()
    asyncio.run(archive.close())


def test_a_change_is_a_revision_and_a_new_look_is_none(url: str, query: Any) -> None:
    store(url, article("1", content_hash="a", title="اول", tags=["یک"]))
    later = "2021-07-14T08:00:00+04:30"
    assert store(url, article("1", content_hash="a", fetched_at=later)) == ["duplicate"]
    assert store(url, article("1", content_hash="b", title="دوم")) == ["changed"]
    (row,) = query("SELECT * FROM articles")
    (old,) = query("SELECT * FROM revisions")
    assert (row["title"], row["revision"]) == ("دوم", 2)
    assert (old["title"], old["revision"], old["tags"]) == ("اول", 1, '["یک"]')
    assert (old["article_id"], old["fetched_at"]) == (row["id"], "2021-07-14T03:30:00+00:00")


def test_a_vanished_article_is_kept_and_marked(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/1"
    store(url, article("1"))
    store(url, Failure("x", address, "HTTP 500", "1", 500, MOMENT))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]
    store(url, Failure("x", address, "HTTP 404", "1", 404, MOMENT, is_missing=True))
    assert query("SELECT vanished_at FROM articles")[0]["vanished_at"] is not None
    store(url, article("1"))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]


def crawl(archive: Archive, scope: str | None, reason: str | None) -> int:
    """The epoch of a crawl that ended for a reason, or was killed."""
    run = archive.start_crawl("x", {"discover": scope}, scope)
    if reason:
        archive.finish_crawl(run, reason, {"pages": 3})
    return int(archive.crawl(run)["epoch"])


def test_crawls(url: str, query: Any) -> None:
    archive = Archive(url)
    crawl(archive, "front", "finished")
    asyncio.run(archive.close())
    (row,) = query("SELECT * FROM crawls")
    assert (row["arguments"], row["stats"]) == ('{"discover": "front"}', '{"pages": 3}')
    assert row["finish_reason"] == "finished"


def test_an_epoch_goes_on_until_a_crawl_of_its_scope_finishes(url: str) -> None:
    archive = Archive(url)
    assert crawl(archive, "front", None) == 1
    assert crawl(archive, "rss", "finished") == 2
    assert crawl(archive, "front", "shutdown") == 1
    assert crawl(archive, None, "finished") == 4
    assert crawl(archive, "front", "finished") == 1
    assert crawl(archive, "front", None) == 6
    asyncio.run(archive.close())


def test_an_old_epoch_is_not_gone_on_with(url: str, database: Path) -> None:
    archive = Archive(url)
    assert crawl(archive, "front", None) == 1
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE crawls SET started_at = '2021-07-13T14:38:00+00:00'")
    connection.close()
    assert crawl(archive, "front", None) == 2
    asyncio.run(archive.close())


def test_what_was_known_when_the_scope_was_last_gone_over(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = Archive(url)
    crawl(archive, "front", "finished")
    run = archive.start_crawl("x", {}, "front")
    assert archive.known_id(run) == 2
    assert archive.known_id(archive.start_crawl("x", {}, "rss")) == 0
    asyncio.run(archive.close())


def test_migrations_lead_to_the_schema(url: str) -> None:
    folder = Path(engine_module.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == engine_module.HEAD
    engine = open_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        # Alembic cannot compare an index with an expression in it; the full-text index is no
        # table of SQLAlchemy's.
        names = {difference[1].name for difference in differences} - {"ix_frontier_pending"}
        assert [name for name in names if not name.startswith("articles_fts")] == []
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing(url: str, query: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(engine_module, "HEAD", "no such revision")
    with pytest.raises(Exception, match="no such revision"):
        open_engine(url)
    assert query("SELECT * FROM sqlite_master") == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("news.db", "expected an SQLAlchemy URL"),
        ("sqlite:////no/such/folder/news.db", "no directory /no/such/folder"),
        ("sqlite:////proc/news.db", "unable to open database file"),
        ("mysql://localhost/news", "only SQLite"),
        ("nonsense://localhost/news", "expected an SQLAlchemy URL"),
    ],
)
def test_a_database_that_cannot_be_opened(wrong: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says) as error:
        open_engine(wrong)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_database(url: str, database: Path) -> None:
    database.write_text("این پایگاه داده نیست\n" * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, match="file is not a database"):
        open_engine(url)


def test_a_database_of_something_else(url: str, database: Path, query: Any) -> None:
    sqlite3.connect(database).execute("CREATE TABLE recipes (id)").connection.close()
    with pytest.raises(DatabaseError, match="it has the tables recipes"):
        open_engine(url)
    assert [row["name"] for row in query("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_read_only_database(url: str, database: Path) -> None:
    open_engine(url).dispose()
    with pytest.raises(DatabaseError, match=r"cannot write .* readonly database"):
        check_writable(f"sqlite:///file:{database}?mode=ro&uri=true")


def test_a_newer_database(url: str, database: Path) -> None:
    open_engine(url).dispose()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(DatabaseError, match="newer newscrawl"):
        open_engine(url)
