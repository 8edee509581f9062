"""When articles are looked at again: the table ``revisits``."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.arguments import parse_ages
from newscrawl.database import ArchiveWriter, open_engine, revisits
from newscrawl.database.frontier import Finished, Row
from newscrawl.database.revisits import DEFAULT_AGES, PRIORITY, next_due
from newscrawl.database.steps import positions
from newscrawl.database.writes import Enqueue, Finish
from newscrawl.items import Article, Failure, Unchanged
from newscrawl.known import Validators
from newscrawl.settings import REVISIT_AGES
from tests.builders import article, let_pass, store
from tests.conftest import Database, Query, Scrapy, on_both, url_of
from tests.database.stories import make_older

NOW = datetime.now(UTC).replace(microsecond=0)
H, D = timedelta(hours=1), timedelta(days=1)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def aged(code: int, published: timedelta | None, stored: timedelta = timedelta()) -> Article:
    """An article that was published and stored so long ago."""
    moment = None if published is None else (NOW - published).isoformat()
    return article(code, published_at=moment, fetched_at=(NOW - stored).isoformat())


def due(database: Database, most: int = 100) -> list[str]:
    engine = open_engine(url_of(database))
    with engine.connect() as connection:
        found = revisits.due(connection, "yjc", most)
    engine.dispose()
    return [one.url.rpartition("/")[2] for one in found]


def due_at(query: Query, id: int = 1) -> timedelta | None:
    """How far from now an article is due."""
    (row,) = query("SELECT due_at FROM revisits WHERE article_id = ?", id)
    return row["due_at"] and datetime.fromisoformat(row["due_at"]) - NOW


def row(code: int) -> Row:
    url = f"https://yjc.ir/fa/news/{code}"
    return Row(f"print {code}", url, str(code), PRIORITY, "{}", revisit=True)


def finish(database: Database, code: int, *items: Any, **values: Any) -> None:
    """A crawl ends the request of an article."""
    request = Finished(10_000, str(code), 1, **{k: v for k, v in values.items() if k == "failure"})
    store(database, Finish("yjc", 1, request, items, validators=values.get("validators")))


def test_the_default_ages_are_those_of_the_setting() -> None:
    assert parse_ages(REVISIT_AGES) == DEFAULT_AGES


@given(MOMENTS, MOMENTS, st.none() | MOMENTS)
def test_the_next_look_is_later_and_at_an_age(
    born: datetime, looked: datetime, vanished: datetime | None
) -> None:
    found = next_due(born, looked, DEFAULT_AGES, vanished)
    starts = [one for one in (born, vanished) if one is not None]
    ages = [start + age for start in starts for age in DEFAULT_AGES]
    assert (found is None) == all(moment <= looked for moment in ages)
    if found is not None:
        assert found > looked and found in ages
        assert not any(looked < moment < found for moment in ages)


@on_both
@pytest.mark.parametrize(
    ("published", "stored", "expected"),
    [
        (H / 2, H / 2, H / 2),
        (2 * H, H, 4 * H),
        (None, 2 * H, -H),  # no date: since it was stored
        (-5 * D, 2 * H, -H),  # a date in the future: the same
        (40 * D, 20 * D, -10 * D),  # its last age came while nobody looked
        (900 * D, 400 * D, None),  # it was past its last age when it was stored
    ],
)
def test_a_new_article_is_planned(
    database: Database,
    query: Query,
    published: timedelta | None,
    stored: timedelta,
    expected: timedelta | None,
) -> None:
    store(database, aged(1, published, stored))
    assert due_at(query) == expected
    assert due(database) == (["1"] if expected is not None and expected <= timedelta() else [])


@on_both
def test_what_is_due_for_the_longest_time_and_what_came_due_last(database: Database) -> None:
    ages = [40 * D, 39 * D, 38 * D, 37 * D, 7 * H, 8 * H]
    store(database, *(aged(n, age, age - H / 4) for n, age in enumerate(ages, 1)))
    assert due(database) == ["1", "2", "3", "4", "6", "5"]
    assert due(database, 6) == ["1", "2", "3", "5", "6", "4"]
    assert due(database, 4) == ["1", "2", "5", "6"]
    assert due(database, 1) == ["1"]
    assert due(database, 0) == []


@on_both
def test_from_when_it_is_asked_for_the_frontier_has_it(database: Database, query: Query) -> None:
    store(database, *(aged(code, 2 * H, 2 * H) for code in (1, 2, 3)))
    assert due(database) == ["1", "2", "3"]
    store(database, Enqueue("yjc", 1, [row(1), row(2)]))
    assert due_at(query, 1) == 4 * H
    # What an earlier crawl left counts: no crawl asks for more than its budget.
    assert due(database, 3) == ["3"]
    assert due(database, 2) == []
    query("UPDATE frontier SET state = 'waiting'")
    assert due(database, 2) == ["3"]


@on_both
def test_a_look_keeps_what_the_page_says(database: Database, query: Query) -> None:
    store(database, aged(1, 2 * H, 2 * H))
    said = Validators('"a"', "Thu, 26 Nov 2026 10:00:00 GMT")
    finish(database, 1, aged(1, 2 * H), validators=said)
    assert due_at(query) == 4 * H
    validators = "SELECT etag, last_modified FROM revisits"
    (kept,) = query(validators)
    assert kept == {"etag": said.etag, "last_modified": said.last_modified}
    # It is of no other page: one that was not read says nothing of this article.
    for item in (
        Failure("yjc", "https://yjc.ir/fa/news/1", "no headline", "1", 200, NOW.isoformat()),
        Unchanged("yjc", "https://yjc.ir/fa/news/1", "1", NOW.isoformat()),
    ):
        finish(database, 1, item)
        assert query(validators) == [kept]
    let_pass(database, D)
    engine = open_engine(url_of(database))
    with engine.connect() as connection:
        (found,) = revisits.due(connection, "yjc", 1)
    engine.dispose()
    assert found.validators == said
    finish(database, 1, aged(1, 2 * H), validators=Validators())
    assert query(validators) == [{"etag": None, "last_modified": None}]


@on_both
def test_one_that_vanished_is_asked_for_again(database: Database, query: Query) -> None:
    store(database, aged(1, 29 * D, 8 * D))
    gone = Failure("yjc", "https://yjc.ir/fa/news/1", "404", "1", 404, NOW.isoformat(), True)
    finish(database, 1, gone)
    assert gone.has_vanished
    assert query("SELECT vanished_at FROM articles") != [{"vanished_at": None}]
    for age in (H, 6 * H, D):  # as if it had been published when it vanished, and by its own ages
        assert due_at(query) == age
        let_pass(database, age)
        again = Failure("yjc", "https://yjc.ir/fa/news/1", "404", "1", 404, NOW.isoformat(), True)
        finish(database, 1, again)
        assert not again.has_vanished
        let_pass(database, -age)
    back = Unchanged("yjc", "https://yjc.ir/fa/news/1", "1", (NOW + D + H).isoformat())
    finish(database, 1, back)
    assert back.is_back
    (stored,) = query("SELECT vanished_at, fetched_at FROM articles")
    assert stored == {"vanished_at": None, "fetched_at": (NOW + D + H).isoformat()}
    assert query("SELECT * FROM failures") == []
    assert due_at(query) == D  # its own last age


@on_both
def test_one_without_a_code_vanishes_and_is_seen_by_its_address(
    database: Database, query: Query
) -> None:
    url = "https://yjc.ir/a"
    store(database, article(None, url=url, fetched_at=(NOW - H).isoformat()))
    gone = Failure("yjc", url, "404", None, 404, NOW.isoformat(), True)
    store(database, gone)
    assert gone.has_vanished
    seen = Unchanged("yjc", url, None, (NOW + H).isoformat())
    store(database, seen)
    assert seen.is_back
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]


@on_both
def test_clocks_that_were_wrong(database: Database, query: Query) -> None:
    store(database, aged(1, -4000 * D, -4000 * D), aged(2, 2 * D, -4000 * D), aged(3, H / 2, H / 2))
    assert due(database) == ["1"]  # planned for eleven years from now
    before = datetime.now(UTC).replace(microsecond=0)
    finish(database, 1, aged(1, -4000 * D))
    planned = due_at(query)
    assert planned is not None and before + H <= NOW + planned < before + H + timedelta(minutes=1)
    assert due(database) == []
    assert due_at(query, 2) is None


@on_both
def test_an_article_that_was_taken_down_is_no_more_due(
    database: Database, query: Query, scrapy: Scrapy
) -> None:
    store(database, aged(1, 2 * H, 2 * H), aged(2, 2 * H, 2 * H))
    assert scrapy("forget", "yjc/1", "--why", "court order").returncode == 0
    assert due(database) == ["2"]
    assert query("SELECT article_id FROM revisits") == [{"article_id": 2}]


@on_both
def test_articles_of_an_earlier_version_are_planned(database: Database, query: Query) -> None:
    url = url_of(database)
    store(database, *(aged(code, 40 * D, 39 * D) for code in range(1, 4)), aged(4, 99 * D, D))
    query("UPDATE articles SET vanished_at = ? WHERE id = 2", (NOW - 38 * D).isoformat())
    query("DELETE FROM revisits")
    query("INSERT INTO data_steps (name, position) VALUES (?, 0)", revisits.FILL)
    engine = open_engine(url)
    assert positions(engine) == {}
    engine.dispose()
    assert [due_at(query, id) for id in (1, 2, 3, 4)] == [-33 * D, -38 * D + H, -33 * D, None]
    assert due(database, 2) != [] and len(due(database)) == 3
    # Those past their last age are looked at once.
    finish(database, 1, aged(1, 40 * D))
    assert due_at(query) is None


@on_both
def test_an_old_archive_has_the_tables(url: str, query: Query) -> None:
    make_older(url, "0014")
    query(
        "INSERT INTO articles (site, url, title, sections, tags, images, fetched_at, revision,"
        " content_hash, problems) VALUES ('yjc', 'https://yjc.ir/1', 'عنوان', '[]', '[]', '[]',"
        " ?, 1, 'a', '[]')",
        NOW.isoformat(),
    )
    engine = open_engine(url)
    assert [row["due_at"] is not None for row in query("SELECT due_at FROM revisits")] == [True]
    assert positions(engine) == {}
    engine.dispose()


@on_both
def test_fewer_ages_make_nothing_due(database: Database) -> None:
    store(database, aged(1, 2 * D, D))
    engine = open_engine(url_of(database))
    with engine.connect() as connection:
        assert revisits.due(connection, "yjc", 10, [H]) == []
    engine.dispose()


@on_both
def test_one_that_somebody_deleted_by_hand_is_in_nobodys_way(
    database: Database, query: Query
) -> None:
    store(database, aged(1, 2 * H, 2 * H))
    query("UPDATE revisits SET etag = 'old'")
    query("DELETE FROM articles")
    if isinstance(database, str):
        query("ALTER SEQUENCE articles_id_seq RESTART")
    store(database, aged(2, H / 2, H / 2))
    assert query("SELECT article_id, etag FROM revisits") == [{"article_id": 1, "etag": None}]
    assert due_at(query) == H / 2


@on_both
def test_other_ages(database: Database, query: Query) -> None:
    async def main() -> None:
        archive = ArchiveWriter(url_of(database), ages=[2 * D, 400 * D])
        await archive.submit(aged(1, H, H))
        await archive.submit(aged(2, 100 * D, H))
        await archive.close()

    asyncio.run(main())
    assert due_at(query, 1) == 2 * D - H
    assert due_at(query, 2) == 300 * D
