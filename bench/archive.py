"""An archive of any size, made in one go: ``python -m bench archive --articles 1000000``.

It has the real schema and the real search index; only the way it is written is not that of a crawl.
Indexes of a table are made when it is full, and nothing is synced to the disk before the end. The
first :data:`DISTINCT` articles are those of :mod:`bench.invented`; those after them have the same
texts, with codes, addresses and dates of their own, and are made within the database.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench import invented
from newscrawl.database import open_engine
from newscrawl.database.engine import exists as exists
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles, metadata
from newscrawl.database.search import postgresql
from newscrawl.search.columns import COLUMNS

MILLION = 1_000_000
#: So many articles have texts of their own.
DISTINCT = 90_000
#: News codes of one copy of them are so far from those of another.
APART = 10_000_000
#: Git-ignored.
FOLDER = Path(__file__).parents[1] / ".bench"


def default_url(count: int) -> str:
    """Where the archive of so many articles is, unless another address is given."""
    return f"sqlite:///{FOLDER}/archive-{count}.db"


def make(count: int, url: str | None = None) -> str:
    """Make an archive, unless it is there already.

    Args:
        url: an SQLAlchemy URL of an empty database; default: a file of SQLite in :data:`FOLDER`.

    Returns:
        Its address.

    Raises:
        ValueError: if there is an archive with another number of articles.
    """
    if url is None:
        FOLDER.mkdir(exist_ok=True)
        url = default_url(count)
    if exists(url) and (found := size(url)):
        if found != count:
            raise ValueError(f"there is an archive of {found:,} articles, not of {count:,}")
        return url
    engine = open_engine(url)
    writer = _SQLite(engine) if engine.dialect.name == "sqlite" else _PostgreSQL(engine)
    began = time.monotonic()
    try:
        with _without_indexes(engine), writer.writing():
            for batch in invented.articles(count, min(count, DISTINCT)):
                for rows in batch.rows:
                    writer.add(rows)
                writer.index(batch.texts)
                _tell(batch.texts[-1][0], began)
            for first in range(DISTINCT, count, DISTINCT):
                copied = min(DISTINCT, count - first)
                writer.copy(first, copied, invented.SPAN.days * first // count)
                _tell(first + copied, began)
            for rows in invented.others(count):
                writer.add(rows)
        writer.finish()
    finally:
        engine.dispose()
    print(f"{count:,} articles in {time.monotonic() - began:.0f} s: {url}", file=sys.stderr)
    return url


def _tell(articles: int, began: float) -> None:
    took = time.monotonic() - began
    print(f"{articles:,} articles, {took:.0f} s", file=sys.stderr, flush=True)


def size(url: str) -> int:
    """How many articles an archive has."""
    with reading(url) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(articles)) or 0


@contextmanager
def _without_indexes(engine: sa.Engine) -> Iterator[None]:
    """Indexes that hold no constraint are dropped, and made anew at the end."""
    indexes = [index for table in metadata.sorted_tables for index in table.indexes]
    with engine.begin() as connection:
        for index in indexes:
            index.drop(connection)
    yield
    for index in indexes:
        with engine.begin() as connection:
            index.create(connection)


def _copied(table: str, day: str, sum: Callable[[str, str], str]) -> tuple[list[str], list[str]]:
    """The columns of a table for a copy of its articles, and the SQL of their values.

    The parameters are ``first``, ``apart``, ``days`` and ``size``.

    Args:
        day: the SQL of the day in Tehran of ``published_at``, so many days later.
        sum: the SQL of a moment, so many days later.
    """
    code = "CAST(CAST(t.news_code AS BIGINT) + {apart} AS TEXT)"
    values = {
        "id": "t.id + {first}" if table == "articles" else None,
        "article_id": "t.article_id + {first}",
        "news_code": code,
        "url": f"replace(t.url, '/' || t.news_code || '/', '/' || {code} || '/')",
        "item_url": f"replace(t.item_url, '/' || t.news_code || '/', '/' || {code} || '/')",
        "published_jalali": f"(SELECT name FROM jalali WHERE day = {day})",
        "published_text": f"(SELECT name FROM jalali WHERE day = {day})",
        **{
            name: sum(f"t.{name}", "{days}")
            for name in ("published_at", "fetched_at", "vanished_at")
        },
    }
    names = [column.name for column in metadata.tables[table].columns]
    columns = [name for name in names if values.get(name, "") is not None]
    return columns, [values.get(name) or f"t.{name}" for name in columns]


def _days() -> list[tuple[str, str]]:
    """Each day of the archive, and a month more → its name in the Jalali calendar."""
    days = (invented.BEGAN.date() + timedelta(days=n) for n in range(-5, invented.SPAN.days + 30))
    return [(day.isoformat(), invented.jalali(day)) for day in days]


_ISO = "%Y-%m-%dT%H:%M:%S+00:00"
_TABLES = {"articles": "id", "revisions": "article_id", "pages": "article_id"}


class _SQLite:
    def __init__(self, engine: sa.Engine) -> None:
        self.path = engine.url.database or ""

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        run = self.connection.execute
        run("PRAGMA synchronous = OFF")
        run("PRAGMA cache_size = -500000")
        # FTS5 writes a segment when so many bytes of it are in memory: by default 1 MB.
        run("INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 100000000)")
        run(f"CREATE TEMP TABLE forms (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        run("CREATE TEMP TABLE jalali (day TEXT PRIMARY KEY, name TEXT)")
        self.connection.executemany("INSERT INTO jalali VALUES (?, ?)", _days())
        run("BEGIN")
        yield
        run("INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 1048576)")
        run("COMMIT")
        self.connection.close()

    def add(self, rows: invented.Rows) -> None:
        marks = ", ".join("?" * len(rows.columns))
        names = ", ".join(f'"{name}"' for name in rows.columns)
        self.connection.executemany(
            f"INSERT INTO {rows.table} ({names}) VALUES ({marks})", rows.rows
        )

    def index(self, texts: list[tuple[int, invented.Pieces]]) -> None:
        self.connection.executemany(
            f"INSERT INTO forms VALUES (?, {', '.join('?' * len(COLUMNS))})",
            ((id, *invented.indexed_forms(pieces)) for id, pieces in texts),
        )
        self._index(0, f"id >= {texts[0][0]}")

    def copy(self, first: int, size: int, days: int) -> None:
        """Copy the first ``size`` articles behind the one with the id ``first``."""
        day = f"date(t.published_at, '+210 minutes', '+{days} days')"
        values = {"first": first, "apart": APART * (first // DISTINCT), "days": days}
        for table, id in _TABLES.items():
            columns, expressions = _copied(
                table, day, lambda moment, days: f"strftime('{_ISO}', {moment}, '+{days} days')"
            )
            self.connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) "
                f"SELECT {', '.join(expressions).format(**values)} "
                f"FROM {table} AS t WHERE t.{id} <= {size}"
            )
        self._index(first, f"id <= {size}")

    def _index(self, first: int, where: str) -> None:
        names = ", ".join(COLUMNS)
        self.connection.execute(
            f"INSERT INTO articles_fts (rowid, {names}) "
            f"SELECT id + {first}, {names} FROM forms WHERE {where}"
        )
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def finish(self) -> None:
        with sqlite3.connect(self.path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        descriptor = os.open(self.path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


class _PostgreSQL:
    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @contextmanager
    def writing(self) -> Iterator[None]:
        raw = self.engine.raw_connection()
        self.connection: Any = raw.driver_connection
        self.connection.execute("SET synchronous_commit = off")
        self.connection.execute(f"DROP INDEX ix_{postgresql.TABLE}_document")
        self.connection.execute("CREATE TEMP TABLE jalali (day TEXT PRIMARY KEY, name TEXT)")
        self._copy("jalali", iter(_days()))
        yield
        for table in metadata.sorted_tables:
            key = table.autoincrement_column
            if key is not None and key.name in ("id", "run"):
                self.connection.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), "
                    f"(SELECT max({key.name}) FROM {table.name}))"
                )
        self.connection.execute("SET maintenance_work_mem = '1GB'")
        self.connection.execute(
            f"CREATE INDEX ix_{postgresql.TABLE}_document ON {postgresql.TABLE} "
            "USING gin (document)"
        )
        self.connection.commit()
        raw.close()

    def add(self, rows: invented.Rows) -> None:
        names = ", ".join(f'"{name}"' for name in rows.columns)
        self._copy(f"{rows.table} ({names})", iter(rows.rows))

    def index(self, texts: list[tuple[int, invented.Pieces]]) -> None:
        documents = ((id, invented.document(pieces)) for id, pieces in texts)
        self._copy(f"{postgresql.TABLE} (id, document)", documents)
        self.connection.commit()

    def copy(self, first: int, size: int, days: int) -> None:
        """Copy the first ``size`` articles behind the one with the id ``first``."""
        there = f"(t.published_at + interval '210 minutes {days} days') AT TIME ZONE 'UTC'"
        values = {"first": first, "apart": APART * (first // DISTINCT), "days": days}
        for table, id in _TABLES.items():
            columns, expressions = _copied(
                table,
                f"to_char({there}, 'YYYY-MM-DD')",
                lambda moment, days: f"{moment} + interval '{days} days'",
            )
            self.connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) "
                f"SELECT {', '.join(expressions).format(**values)} "
                f"FROM {table} AS t WHERE t.{id} <= {size}"
            )
        self.connection.execute(
            f"INSERT INTO {postgresql.TABLE} (id, document) "
            f"SELECT id + {first}, document FROM {postgresql.TABLE} WHERE id <= {size}"
        )
        self.connection.commit()

    def _copy(self, into: str, rows: Iterator[invented.Row]) -> None:
        with self.connection.cursor().copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
