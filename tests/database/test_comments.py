"""The table ``comments``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from newscrawl.database import ArchiveWriter, Outcome
from newscrawl.database.comments import comments_of, count_comments, with_comments
from newscrawl.database.reports import reading
from newscrawl.database.selection import Selection, select_articles
from newscrawl.items import Article, Comment
from tests.builders import article, store
from tests.conftest import Database, Query, on_both, url_of

DAYS = [f"2021-07-{day:02}T12:00:00+00:00" for day in range(10, 20)]


def comment(id: str, text: str = "متن", **fields: Any) -> Comment:
    return Comment(**{"id": id, "parent_id": None, "author": "علی", "text": text, **fields})


def read(day: int, *found: Comment, code: int | None = 1, **fields: Any) -> Article:
    """An article whose page was fetched on a day, with its comments."""
    url = f"https://yjc.ir/fa/news/{code or 'a'}"
    lacks = fields.pop("may_lack_comments", False)
    one = article(code, **{"url": url, "fetched_at": DAYS[day], "content_hash": "0", **fields})
    one.comments = list(found)
    one.may_lack_comments = lacks
    return one


def stored(database: Database) -> list[Comment]:
    with reading(url_of(database)) as connection:
        return comments_of(connection, "yjc", "1")


def vanished(database: Database) -> dict[str, str | None]:
    return {one.id: one.vanished_at for one in stored(database)}


@on_both
def test_a_revisit_updates_and_never_doubles(database: Database, query: Query) -> None:
    first = [
        comment("5", likes=1, published_at=DAYS[0], published_text="۲ ساعت پیش"),
        comment("6", parent_id="5", author=None),
    ]
    assert store(database, read(0, *first)) == [Outcome.NEW]
    again = [
        comment("5", "متن دیگر", likes=7, published_at=DAYS[3], published_text="۳ روز پیش"),
        comment("7"),
        comment("6", parent_id="5"),
    ]
    assert store(database, read(3, *again)) == [Outcome.DUPLICATE]
    five, six, seven = stored(database)
    assert (five.text, five.likes, five.seen_at, five.first_seen_at) == (
        "متن دیگر", 7, DAYS[3], DAYS[0]
    )  # fmt: skip
    assert five.published_at == "2021-07-10T16:30:00+04:30"  # the better of both
    assert five.published_text == "۲ ساعت پیش"
    assert (six.parent_id, six.author) == ("5", "علی")
    assert seven.first_seen_at == DAYS[3]
    (row,) = query("SELECT revision, content_hash FROM articles")
    assert row == {"revision": 1, "content_hash": "0"}
    assert query("SELECT id FROM revisions") == []


@on_both
def test_what_is_not_said_any_more_stays(database: Database) -> None:
    store(database, read(0, comment("5", likes=3, dislikes=0)))
    store(database, read(1, comment("5", author=None)))
    (one,) = stored(database)
    assert (one.author, one.likes, one.dislikes, one.seen_at) == ("علی", 3, 0, DAYS[1])


@on_both
def test_vanished_and_back(database: Database) -> None:
    store(database, read(0, comment("5"), comment("6")))
    store(database, read(1, comment("6")))
    assert vanished(database) == {"5": DAYS[1], "6": None}
    store(database, read(2, comment("6")))
    assert vanished(database) == {"5": DAYS[1], "6": None}  # the first time counts
    store(database, read(3, comment("5"), comment("6")))
    assert vanished(database) == {"5": None, "6": None}


@on_both
@pytest.mark.parametrize(
    "later",
    [
        read(1),  # its looks may have changed
        read(1, comment("6"), may_lack_comments=True),
        article(1, fetched_at=DAYS[1], content_hash="0"),  # they were not looked for
    ],
)
def test_what_does_not_tell_marks_none_as_vanished(database: Database, later: Article) -> None:
    store(database, read(0, comment("5"), comment("6")))
    assert store(database, later) == [Outcome.DUPLICATE]
    assert vanished(database) == {"5": None, "6": None}


@on_both
def test_an_older_page_changes_nothing_that_a_later_one_said(database: Database) -> None:
    store(database, read(5, comment("5", "دوم", likes=9)))
    store(database, read(1, comment("5", "نخست", likes=1), comment("4")))
    five, four = stored(database)
    assert (five.text, five.likes, five.first_seen_at, five.seen_at) == ("دوم", 9, DAYS[1], DAYS[5])
    assert (four.first_seen_at, four.seen_at, four.vanished_at) == (DAYS[1], DAYS[1], None)
    store(database, read(6, comment("5")))
    assert vanished(database) == {"5": None, "4": DAYS[6]}


@on_both
def test_a_changed_article_keeps_them(database: Database, query: Query) -> None:
    store(database, read(0, comment("5")))
    changed = read(
        1, comment("5"), comment("6"), content_hash="1", url="https://yjc.ir/fa/news/1/b"
    )
    assert store(database, changed) == [Outcome.CHANGED]
    rows = query("SELECT DISTINCT article_id, news_code, url FROM comments")
    assert [(row["news_code"], row["url"]) for row in rows] == [("1", changed.url)]
    assert [one.id for one in stored(database)] == ["5", "6"]


@on_both
def test_an_article_without_a_code_and_one_that_gets_it(database: Database, query: Query) -> None:
    store(database, read(0, comment("5"), code=None), read(0, comment("5", "دیگر"), code=2))
    assert [row["news_code"] for row in query("SELECT news_code FROM comments ORDER BY id")] == [
        None, "2"
    ]  # fmt: skip
    store(database, read(1, comment("5", likes=2), url="https://yjc.ir/fa/news/a"))
    (one,) = stored(database)
    assert one.likes == 2
    assert len(query("SELECT id FROM comments")) == 2


@on_both
def test_twice_in_one_transaction(database: Database) -> None:
    async def both(archive: ArchiveWriter) -> Sequence[Any]:
        try:
            items = [read(0, comment("5")), read(0, comment("5"))]
            return await asyncio.gather(*map(archive.submit, items))
        finally:
            await archive.close()

    store(database, read(0, comment("5")))
    asyncio.run(both(ArchiveWriter(url_of(database))))
    assert [one.id for one in stored(database)] == ["5"]


@on_both
def test_reading_them(database: Database) -> None:
    hostile = "<script>\u0000\ud83d"
    store(database, read(0, comment("5", hostile), comment("4")), read(0, code=2))
    store(database, article(1, site="x"))
    with reading(url_of(database)) as connection:
        assert count_comments(connection) == count_comments(connection, "yjc") == {"yjc": 2}
        assert count_comments(connection, "x") == {}
        assert comments_of(connection, "x", "1") == []
        found = list(with_comments(connection, select_articles(connection, Selection()), 2))
    assert [(one.site, one.news_code, [c.id for c in one.comments or ()]) for one in found] == [
        ("x", "1", []),
        ("yjc", "1", ["5", "4"]),
        ("yjc", "2", []),
    ]
    assert found[1].comments is not None
    assert found[1].comments[0].text == "<script>\ufffd\ufffd"
    assert store(database, read(1, comment("5", hostile), comment("4"))) == [Outcome.DUPLICATE]
