"""Alerts find what is stored after them, and tell it once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.alerts.news import HitKind
from newscrawl.changes.edits import EditedArticle
from newscrawl.database import alerting, alerts, open_engine, search
from newscrawl.database.alertfinding import BATCH, find_articles, find_changes
from newscrawl.database.alerting import MOST, look
from newscrawl.database.forgetting import Target, forget
from newscrawl.database.schema import alert_hits, articles, data_steps, outbox
from newscrawl.database.search.names import FILL
from newscrawl.search import parse
from tests.builders import article, store
from tests.conftest import Database, on_both, on_postgresql
from tests.database.changes import miss, page, put

DESK = "mail:desk@example.ir"


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """The clock: a moment that a test may change, 20 minutes past a full hour in Tehran."""
    now = [datetime.now(UTC).replace(minute=50, second=0, microsecond=0)]
    for module in ("alerting", "alerts"):
        monkeypatch.setattr(f"newscrawl.database.{module}.clock", lambda connection: now[0])
    yield now


def add(engine: sa.Engine, name: str = "arz", query: str = "ارز", **options: Any) -> None:
    options = {"filters": {}, "destinations": [DESK], **options}
    with engine.begin() as connection:
        assert alerts.add(connection, name, query, **options)


def fresh(code: int, title: str = "نرخ ارز", **fields: Any) -> Any:
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    return article(code, **{"title": title, "published_at": hour_ago, **fields})


def messages(engine: sa.Engine) -> list[list[str]]:
    """The news codes that each message tells of."""
    with engine.connect() as connection:
        bodies = connection.scalars(sa.select(outbox.c.body).order_by(outbox.c.id)).all()
        told = [alerts.told(connection, body, 1000) for body in bodies]
    return [[str(news.article.news_code) for news in one.news] if one else [] for one in told]


@on_both
def test_each_article_is_told_once_and_nothing_from_before(
    engine: sa.Engine, database: Database
) -> None:
    store(database, fresh(1))
    add(engine)
    store(database, fresh(2), fresh(3, "هوای تهران"), fresh(4, "ارزهاي ديجيتال"))
    assert look(engine) == 2
    store(database, fresh(2), fresh(5, "هیچ"))
    assert look(engine) == 0
    store(database, fresh(6))
    assert look(engine) == 1
    assert messages(engine) == [["2"], ["4"], ["6"]]


@on_both
def test_what_matches_is_what_a_search_finds(engine: sa.Engine, database: Database) -> None:
    queries = [
        "ارز",
        "title:ارز",
        '"نرخ ارز"',
        "ارز -دلار",
        "نرخ -title:دلار",
        "دلار OR یورو",
        "ارزها*",
        "کتاب تازه",
        "میشود",
    ]
    for number, query in enumerate(queries):
        add(engine, f"a{number}", query)
    add(engine, "filtered", "ارز", filters={"site": "isna", "topic": "economy", "tag": "بازار ارز"})
    store(
        database,
        fresh(1),
        fresh(2, "ارز و نرخ دلار", body="كتاب‌هاي تازه"),
        fresh(3, "هوا", body="نرخ ارز می‌شود"),
        fresh(4, "ارزهای دیجیتال", site="isna", topic="economy", tags=["بازار‌ارز"]),
        fresh(5, "یورو", tags=["ارز"]),
        fresh(6, "ارز", site="isna", topic="sport", tags=["بازار ارز"]),
    )
    look(engine)
    with engine.connect() as connection:
        for alert in alerts.all_alerts(connection):
            conditions = alert.selection.conditions(engine.dialect.name)
            expected = connection.scalars(sa.select(articles.c.id).where(*conditions)).all()
            hits = sa.select(alert_hits.c.article_id).where(alert_hits.c.alert == alert.name)
            assert sorted(connection.scalars(hits)) == sorted(expected), alert
            assert expected, alert


@on_both
def test_old_articles_are_no_news_unless_any_date_counts(
    engine: sa.Engine, database: Database
) -> None:
    add(engine)
    old = (datetime.now(UTC) - timedelta(days=8)).isoformat()
    store(database, *(fresh(code, published_at=old) for code in range(1, 4)))
    store(database, fresh(4), fresh(5, published_at=None))
    assert look(engine) == 2
    add(engine, "all", any_date=True)
    store(database, fresh(6, published_at=old), fresh(7))
    look(engine)
    assert messages(engine) == [["4"], ["5"], ["6"], ["7"], ["7"]]


@on_both
def test_after_an_outage_of_all_couriers_news_of_then_are_news(
    engine: sa.Engine, database: Database, noon: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = partial(find_articles, size=2)
    monkeypatch.setattr(alerting, "find_articles", small)
    noon[0] -= timedelta(days=20)
    add(engine)
    noon[0] += timedelta(days=20)
    then = (noon[0] - timedelta(days=15)).isoformat()
    store(database, *(fresh(code, published_at=then) for code in range(1, 6)))
    assert look(engine) == 5


@on_both
def test_a_flood_is_some_messages_and_one_digest(
    engine: sa.Engine, database: Database, noon: list[datetime]
) -> None:
    add(engine)
    count = BATCH * 2 + 7
    store(database, *(fresh(code) for code in range(1, count + 1)))
    assert look(engine) == count
    look(engine)
    assert messages(engine) == [[str(code)] for code in range(1, MOST + 1)]
    noon[0] += timedelta(minutes=20)
    store(database, fresh(5000))
    look(engine)
    assert len(messages(engine)) == MOST
    noon[0] += timedelta(minutes=20)
    look(engine)
    look(engine)
    assert len(messages(engine)) == MOST + 1
    assert len(messages(engine)[-1]) == count - MOST + 1
    with engine.connect() as connection:
        body = connection.scalar(sa.select(outbox.c.body).order_by(outbox.c.id.desc()).limit(1))
        told = alerts.told(connection, str(body), 30)
    assert told is not None and (len(told.news), told.more) == (30, count - MOST + 1 - 30)


@on_both
def test_a_digest_waits_for_its_time(
    engine: sa.Engine, database: Database, noon: list[datetime]
) -> None:
    add(engine, digest="hourly")
    store(database, fresh(1), fresh(2))
    look(engine)
    noon[0] += timedelta(minutes=30)
    store(database, fresh(3))
    look(engine)
    assert messages(engine) == []
    noon[0] += timedelta(minutes=10)
    look(engine)
    look(engine)
    assert messages(engine) == [["1", "2", "3"]]


@on_both
def test_what_is_stored_during_a_pause_is_not_told(engine: sa.Engine, database: Database) -> None:
    add(engine)
    for change, code in ((alerts.pause, 1), (alerts.resume, 2)):
        with engine.begin() as connection:
            assert change(connection, "arz")
            assert not change(connection, "arz")
        store(database, fresh(code))
        look(engine)
    assert messages(engine) == [["2"]]


@on_both
def test_what_was_taken_down_is_in_no_message_and_its_number_tells_nothing(
    engine: sa.Engine, database: Database
) -> None:
    add(engine, digest="hourly")
    add(engine, "now")
    store(database, fresh(1), fresh(2))
    look(engine)
    with engine.begin() as connection:
        forget(connection, Target("yjc", "2", None), "خواستهٔ صاحبش", datetime.now(UTC))
    store(database, fresh(3))  # SQLite gives it the number of the one that is gone
    assert look(engine) == 2
    assert messages(engine) == [["1"], [], ["3"]]
    with engine.connect() as connection:
        texts = connection.execute(sa.select(outbox.c.title, outbox.c.body)).all()
    assert not any("ارز" in text for row in texts for text in row)


@on_both
def test_a_removed_alert_tells_no_more(engine: sa.Engine, database: Database) -> None:
    add(engine, "desk")
    add(engine, "Desk")
    store(database, fresh(1))
    look(engine)
    with engine.begin() as connection:
        assert alerts.remove(connection, "desk")
        assert not alerts.remove(connection, "desk")
        assert [one.alert.name for one in alerts.states(connection)] == ["Desk"]
        assert alerts.states(connection)[0].waiting == 1
    assert messages(engine) == [["1"]]


@on_both
def test_two_that_look_at_once_tell_once(
    engine: sa.Engine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine)
    store(database, *(fresh(code) for code in range(1, 10)))
    both = threading.Barrier(2)
    put = alerting._put

    def wait(connection: sa.Connection, *args: Any) -> int:
        if not counts:
            with suppress(threading.BrokenBarrierError):
                both.wait(1)  # on SQLite, one of them holds the lock
        return put(connection, *args)

    monkeypatch.setattr(alerting, "_put", wait)
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(look(engine))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 9]
    assert messages(engine) == [[str(code)] for code in range(1, 10)]


@on_both
def test_a_kill_before_the_commit_changes_nothing(
    engine: sa.Engine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine)
    store(database, fresh(1))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(
            alerting.outbox, "put", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        look(engine)
    assert messages(engine) == []
    assert look(engine) == 1
    assert messages(engine) == [["1"]]


@on_postgresql
def test_an_article_that_is_committed_late_is_not_passed_over(
    engine: sa.Engine, database: Database
) -> None:
    add(engine)
    values = {
        "site": "yjc",
        "title": "ارز",
        "sections": [],
        "tags": [],
        "images": [],
        "problems": [],
    }
    values |= {"fetched_at": datetime.now(UTC), "revision": 1, "content_hash": ""}
    with engine.connect() as late:
        late.execute(articles.insert().values(url="https://yjc.ir/late", **values))
        store(database, fresh(2))
        assert look(engine) == 0  # it waits for the other, and gives up for now
        late.commit()
    with engine.begin() as connection:
        rows = connection.execute(sa.select(articles.c.id).where(articles.c.title == "ارز")).all()
        texts = search.texts().where(articles.c.id == rows[0].id)
        search.add_rows(connection, list(connection.execute(texts).mappings()))
    assert look(engine) == 2


@on_both
def test_while_the_index_is_made_alerts_wait(engine: sa.Engine, database: Database) -> None:
    add(engine)
    store(database, fresh(1))
    with engine.begin() as connection:
        connection.execute(data_steps.insert().values(name=FILL, position=0))
    assert look(engine) == 0
    with engine.begin() as connection:
        connection.execute(data_steps.delete())
    assert look(engine) == 1


def test_a_query_of_an_alert_is_kept_as_it_was_written(engine: sa.Engine) -> None:
    add(engine, query="  «نرخ ارز» -دلار ", filters={"site": "yjc"})
    with engine.connect() as connection:
        (alert,) = alerts.all_alerts(connection)
    assert alert.query == "  «نرخ ارز» -دلار "
    assert alert.selection.query == parse("«نرخ ارز» -دلار")
    assert alert.selection.site == "yjc"


@on_both
def test_edits_and_removals_are_told_where_they_are_asked_for(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(2, 0, title="هوای آفتابی", lead=None, body="بی ابر"), page(3, 0))
    add(engine, "all", "باران", with_changes=True)
    add(engine, "new", "باران")
    put(engine, page(1, 1, title="باران سیل‌آسا در شمال"), page(2, 1, title="هوای ابری", lead=None))
    put(engine, page(1, 2, title="باران سيل‌آسا در شمال"))  # only another spelling
    put(engine, miss(3, 2))
    assert look(engine) == 2
    put(engine, miss(3, 3))
    assert look(engine) == 1
    put(engine, page(3, 4))
    assert look(engine) == 1
    assert look(engine) == 0
    with engine.connect() as connection:
        latest = alerts.latest(connection, "all", 10)
        assert latest is not None
        assert alerts.latest(connection, "new", 10).news == []  # type: ignore[union-attr]
    assert [(one.kind, one.article.news_code) for one in latest.news][::-1] == [
        (HitKind.EDIT, "1"),
        (HitKind.EDIT, "2"),
        (HitKind.REMOVAL, "3"),
        (HitKind.BACK, "3"),
    ]
    *_, edit = latest.news
    assert isinstance(edit.change, EditedArticle)
    assert [part.kind for part in edit.change.edit.fields["title"]].count("new") == 1
    assert messages(engine) == [["1"], ["2"], ["3"], ["3"]]


@on_both
def test_an_edit_is_told_beside_news_of_the_same_look(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(2, 0))
    add(engine, "all", "باران", with_changes=True, any_date=True)
    put(engine, page(3, 1), page(1, 1, title="باران سیل‌آسا در شمال"), miss(2, 1), miss(2, 2))
    assert look(engine) == 3
    assert messages(engine) == [["3"], ["1"], ["2"]]


@on_both
def test_many_edits_are_looked_at_in_batches(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "find_changes", partial(find_changes, size=2))
    put(engine, *(page(code, 0) for code in range(1, 8)))
    add(engine, "all", "باران", with_changes=True, digest="hourly")
    for code in range(1, 6):
        put(engine, page(code, 1, title=f"باران تند {code} {code * code}"))
    put(engine, miss(6, 1), miss(7, 1), miss(6, 2), miss(7, 2))
    assert look(engine) == 7
    with engine.connect() as connection:
        place = alerts.read_place(connection)
        assert place is not None and place.reached == alerts.newest(connection)
