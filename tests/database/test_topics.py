"""Topics of stored articles: found anew in batches, counted, and no edit of an article."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, steps
from newscrawl.database.articles import Outcome
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles
from newscrawl.database.selection import Selection, count_by_index, select_articles
from newscrawl.database.topics import UnmappedSection, count_topics
from newscrawl.items import differences
from tests.builders import article, article_on, store
from tests.conftest import Database, Query, on_both, url_of
from tests.database.stories import make_older

pytestmark = on_both


def of(query: Query, table: str = "articles") -> dict[str, str | None]:
    rows = query(f"SELECT news_code, topic FROM {table} ORDER BY id")
    return {row["news_code"]: row["topic"] for row in rows}


def renew(database: Database, progress: Any = lambda share: None) -> int:
    engine = open_engine(url_of(database))
    try:
        return steps.renew_topics(engine, progress)
    finally:
        engine.dispose()


def test_an_older_archive_gets_its_topics_when_it_is_migrated(url: str, query: Query) -> None:
    make_older(url, "0010")
    for code, sections in (("1", '["ورزش", "ليگ برتر"]'), ("2", '["عکس"]'), ("3", "[]")):
        query(
            "INSERT INTO articles (site, news_code, url, title, sections, tags, images, "
            "fetched_at, revision, content_hash, problems) "
            "VALUES ('x', ?, ?, 'عنوان', ?, '[]', '[]', ?, 1, '0', '[]')",
            code,
            f"https://x.ir/fa/news/{code}",
            sections,
            "2021-07-13T14:38:00+00:00",
        )
    query(
        "INSERT INTO revisions (article_id, site, news_code, url, title, sections, tags, images, "
        "fetched_at, revision, content_hash, problems) "
        "SELECT id, site, news_code, url, title, '[\"کتاب\"]', tags, images, fetched_at, 0, '1', "
        "problems FROM articles WHERE news_code = '1'"
    )
    with reading(url) as connection:
        found = count_topics(connection)
    assert (found.articles, found.topics, found.stale) == (3, {"sport": 1}, 0)
    engine = sa.create_engine(url)
    assert steps.positions(engine) == {}
    engine.dispose()
    assert of(query) == {"1": "sport", "2": None, "3": None}
    assert of(query, "revisions") == {"1": "arts"}


def test_an_empty_older_archive_has_nothing_to_do(url: str) -> None:
    make_older(url, "0010")
    with reading(url):
        pass
    engine = sa.create_engine(url)
    assert steps.positions(engine) == {}
    engine.dispose()


def test_topics_are_found_anew_where_they_differ(
    database: Database, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "FIRST_SIZE", 3)
    monkeypatch.setattr(steps, "LEAST_SIZE", 3)
    monkeypatch.setattr(steps, "LARGEST_SIZE", 3)
    sections = {1: "ورزش", 2: "اقتصاد", 3: "ستون پنجم", 4: "کتاب", 5: "عکس", 6: "سلامت", 7: "دین"}
    old = {2: "economy", 3: "sport", 4: "weather"}
    store(
        database,
        *(article(n, sections=[name], topic=old.get(n)) for n, name in sections.items()),
    )
    store(database, article(1, sections=["ورزش"], title="دیگر", content_hash="other"))
    before = query("SELECT content_hash, revision, fetched_at FROM articles ORDER BY id")
    shares: list[float] = []
    assert renew(database, shares.append) == 7
    assert shares == sorted(shares) and len(shares) == 2  # three batches, the last not told
    wanted = ["sport", "economy", None, "arts", None, "health", "religion"]
    assert of(query) == dict(zip("1234567", wanted, strict=True))
    assert of(query, "revisions") == {"1": "sport"}
    # It is no edit: neither a revision, nor a later capture.
    assert query("SELECT content_hash, revision, fetched_at FROM articles ORDER BY id") == before
    assert len(query("SELECT id FROM revisions")) == 1


def test_an_interrupted_one_goes_on_where_it_was(
    database: Database, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "FIRST_SIZE", 2)
    store(database, *(article(n, sections=["ورزش"]) for n in range(1, 6)))

    def kill(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(database, kill)
    assert list(of(query).values()) == ["sport", "sport", None, None, None]
    query("UPDATE articles SET topic = 'arts' WHERE news_code = '1'")  # it does not begin again
    open_engine(url_of(database)).dispose()
    assert list(of(query).values()) == ["arts", *["sport"] * 4]


def test_what_stays_the_same_is_not_written(database: Database) -> None:
    store(database, *(article(n, sections=["ورزش"], topic="sport") for n in range(1, 6)))
    engine = open_engine(url_of(database))
    written: list[str] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def note(*told: Any) -> None:
        written.append(told[2])

    steps.renew_topics(engine, lambda share: None)
    engine.dispose()
    assert [sql for sql in written if sql.startswith(("UPDATE articles", "UPDATE revisions"))] == []


def test_a_topic_is_no_edit(database: Database, query: Query) -> None:
    first, again = (article(1, sections=["ورزش"], topic=topic) for topic in (None, "sport"))
    assert differences(first, again) == {}
    assert store(database, first) + store(database, again) == [Outcome.NEW, Outcome.DUPLICATE]
    other = article(1, sections=["کتاب"], topic="arts", content_hash="other")
    assert store(database, other) == [Outcome.CHANGED]
    assert (of(query), of(query, "revisions")) == ({"1": "arts"}, {"1": None})


def test_counts(database: Database) -> None:
    store(
        database,
        article(1, sections=["ورزش"], topic="sport"),
        article(2, sections=["ورزش", "ستون پنجم"], topic="sport"),
        article(3, sections=["کتاب"], topic="arts"),
        article(4, sections=["ستون پنجم", "عکس"]),
        article(5, sections=["ستون‌پنجم"]),
        article(6, sections=["ستون پنجم", "در حاشیه"], site="tabnak"),
        article(7, sections=["عکس", "یزد"]),
        article(8),
        article(9, sections=["اقتصاد"]),
    )
    with reading(url_of(database)) as connection:
        found, of_site = count_topics(connection), count_topics(connection, "tabnak")
    assert found.articles == 9
    assert list(found.topics.items()) == [("sport", 2), ("arts", 1)]
    assert (found.without_section, found.of_no_topic, found.of_unmapped) == (1, 1, 3)
    assert found.stale == 1
    fifth, aside = found.unmapped
    assert (fifth.articles, fifth.sites) == (3, {"yjc": 2, "tabnak": 1})
    assert fifth.section in ("ستون پنجم", "ستون‌پنجم")
    assert aside == UnmappedSection("در حاشیه", 1, {"tabnak": 1})
    assert (of_site.articles, of_site.topics, of_site.of_unmapped) == (1, {}, 1)


def test_a_selection_of_a_topic(database: Database) -> None:
    store(
        database,
        article_on(1, 3, topic="sport"),
        article_on(2, 1, topic="sport"),
        article_on(3, 2, topic="arts"),
        article_on(4, 2, topic="sport", site="tabnak"),
        article_on(5, None),
    )
    chosen = Selection(topic="sport")
    with reading(url_of(database)) as connection:
        assert [one.news_code for one in select_articles(connection, chosen)] == ["4", "2", "1"]
        newest = select_articles(connection, chosen, newest_first=True, limit=1)
        assert [(one.news_code, one.topic) for one in newest] == [("1", "sport")]
        assert count_by_index(connection, chosen) == 3
        assert count_by_index(connection, Selection("yjc", topic="sport")) == 2
        if connection.dialect.name == "sqlite":  # the plan of few rows on PostgreSQL says nothing
            query = sa.select(articles.c.title).where(*chosen.conditions("sqlite"))
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {query.compile(compile_kwargs={'literal_binds': True})}"
            )
            assert "ix_articles_topic_site_published_at" in str(plan.all())
