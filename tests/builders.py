"""Articles, requests and archives for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.frontier import Row
from newscrawl.database.schema import UtcDateTime, metadata
from newscrawl.items import Article
from newscrawl.persian.calendar import localized, to_jalali
from tests.conftest import Database, Query, url_of

#: An afternoon in Tehran, 22 Tir 1400.
MOMENT = "2021-07-13T19:08:00+04:30"


def article(code: str | int | None = "1", site: str = "yjc", **fields: Any) -> Article:
    """An article with what every article has, and no date of publication."""
    values: dict[str, Any] = {
        "site": site,
        "news_code": None if code is None else str(code),
        "url": f"https://{site}.ir/fa/news/{code}",
        "title": "عنوان",
        "body": "متن",
        "fetched_at": MOMENT,
        "content_hash": str(code),
    }
    return Article(**{**values, **fields})


def article_on(code: int, day: int | None, site: str = "yjc", **fields: Any) -> Article:
    """An article of noon of a day of Tir 1400 (0 is the first), fetched ten minutes later.

    ``day=None`` is the first day, and a page without a date.
    """
    noon = localized(datetime(2021, 6, 22, 12) + timedelta(days=day or 0))
    jalali = to_jalali(noon.date())
    assert jalali is not None
    values: dict[str, Any] = {"fetched_at": (noon + timedelta(minutes=10)).isoformat()}
    if day is not None:
        values["published_at"] = noon.isoformat()
        values["published_jalali"] = "{:04}-{:02}-{:02}".format(*jalali)
    return article(code, site, **{"body": None, **values, **fields})


def request(code: str | int, site: str = "yjc") -> Row:
    """The request of an article."""
    return Row(str(code), f"https://{site}.ir/fa/news/{code}", str(code), 0, "{}")


def store(database: Database, *items: Any) -> list[Any]:
    """Store items, or whatever else an archive takes, in this order; what became of each."""

    async def submit(archive: ArchiveWriter) -> list[Any]:
        try:
            return await asyncio.gather(*(archive.submit(item) for item in items))
        finally:
            await archive.close()

    return asyncio.run(submit(ArchiveWriter(url_of(database))))


def long_ago(query: Query) -> None:
    """Let all articles be fetched long ago: one of the second in which a crawl begins counts as
    fetched by it, so that ``revisit`` would not ask for it."""
    query("UPDATE articles SET fetched_at = ?", "2025-11-26T12:00:00+00:00")


def let_pass(database: Database, time: timedelta) -> None:
    """Let time pass: all moments of an archive are so much earlier. Whatever is compared with now
    is so much older then; no clock has to be changed, and no process has to believe in one."""
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            moments = [one.name for one in table.columns if isinstance(one.type, UtcDateTime)]
            keys = [*table.primary_key]
            for row in connection.execute(sa.select(table)).mappings().all() if moments else ():
                earlier = {name: row[name] - time for name in moments if row[name] is not None}
                of_row = [key == row[key.name] for key in keys]
                if earlier:
                    connection.execute(table.update().where(*of_row).values(**earlier))
    engine.dispose()


@contextmanager
def writing(database: Database) -> Iterator[ArchiveWriter]:
    """An archive, for what is done without waiting: crawls that start and finish."""
    archive = ArchiveWriter(url_of(database))
    try:
        yield archive
    finally:
        asyncio.run(archive.close())
