"""An archive of any size, made in one go: ``python -m bench archive --articles 1000000``.

It has the real schema and the real search index; only the way it is written is not that of a crawl.
Indexes of a table are made when it is full, and nothing is synced to the disk before the end, so
that a million articles take minutes. What :mod:`bench.invented` gives is in it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench import invented
from newscrawl.database import open_engine
from newscrawl.database.engine import exists
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles, metadata
from newscrawl.database.search import postgresql
from newscrawl.search.columns import COLUMNS

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
            for batch in invented.articles(count):
                for rows in batch.rows:
                    writer.add(rows)
                writer.index(batch.texts)
                if (last := batch.texts[-1][0]) % 50_000 == 0:
                    took = time.monotonic() - began
                    print(f"{last:,} articles, {took:.0f} s", file=sys.stderr, flush=True)
            for rows in invented.others(count):
                writer.add(rows)
        writer.finish()
    finally:
        engine.dispose()
    print(f"{count:,} articles in {time.monotonic() - began:.0f} s: {url}", file=sys.stderr)
    return url


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
            f"INSERT INTO articles_fts (rowid, {', '.join(COLUMNS)}) "
            f"VALUES (?, {', '.join('?' * len(COLUMNS))})",
            ((id, *invented.indexed_forms(pieces)) for id, pieces in texts),
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

    def _copy(self, into: str, rows: Iterator[invented.Row]) -> None:
        with self.connection.cursor().copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
