"""Moving the raw pages of closed months into cold files.

In batches: a batch is appended to the file of its month and made safe there, then one transaction
takes its pages out of the table and writes where they are. Crawls write in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import zstandard

from newscrawl.database.cold.files import hashed, make_safe, size_of, sync_folder
from newscrawl.database.cold.ledger import announce, cut, exclusive, settle
from newscrawl.database.cold.records import head, pack, require
from newscrawl.database.dialect import clock
from newscrawl.database.schema import cold_files, cold_pages, pages
from newscrawl.items import RawPage

#: How many pages are moved in one transaction, and in memory (compressed) at a time.
BATCH: Final = 100
#: What a row of ``cold_pages`` has from the row of ``pages``.
_KEPT: Final = [pages.c[one.name] for one in cold_pages.columns if one.name in pages.c]
#: What a record says of its page, besides the headers.
_ABOUT: Final = ("id", "site", "news_code", "revision", "encoding")


@dataclass(slots=True)
class Moved:
    """What was moved so far."""

    pages: int = 0
    #: Bytes of the records.
    size: int = 0
    #: Months, as ``YYYY-MM``.
    months: set[str] = field(default_factory=set)
    #: Names of cold files.
    files: set[str] = field(default_factory=set)


def move(engine: sa.Engine, folder: Path, max_size: int) -> Iterator[Moved]:
    """Move the pages of articles that were fetched before the current month, in UTC, into cold
    files; yields what was moved so far after each batch.

    Pages that could not be read stay where they are: the next crawl may replace them.

    Args:
        folder: see :func:`newscrawl.database.cold.place.cold_folder`.
        max_size: bytes that a file has at most, unless a single page has more.

    Raises:
        DatabaseError: if warcio is not installed, or another process changes cold files for long.
        OSError: if a file cannot be written. What was moved so far stays moved.
    """
    require()
    with exclusive(engine):
        settle(engine, folder)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        closed = _beginning_of_month(clock(connection))
    mover, after = _Mover(engine, folder, max_size), 0
    while True:
        # Released after each batch: a takedown need not wait for the last one.
        with exclusive(engine):
            rows = _batch(engine, after, closed)
            if not rows:
                return
            for month, group in groupby(rows, key=lambda row: f"{row['fetched_at']:%Y-%m}"):
                mover.move(month, list(group))
        after = rows[-1]["id"]
        yield mover.moved


def _beginning_of_month(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1, tzinfo=UTC)


def _batch(engine: sa.Engine, after: int, before: datetime) -> Sequence[sa.RowMapping]:
    query = sa.select(pages).where(
        pages.c.id > after, pages.c.article_id.is_not(None), pages.c.fetched_at < before
    )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return connection.execute(query.order_by(pages.c.id).limit(BATCH)).mappings().all()


class _ChangedError(Exception):
    """Somebody deleted pages that were being moved."""


@dataclass(slots=True)
class _Growing:
    """A file that pages are appended to."""

    name: str
    pages: int
    size: int
    #: Of the file so far.
    digest: hashlib._Hash

    @property
    def row(self) -> tuple[str, int, int, str]:
        return self.name, self.pages, self.size, self.digest.hexdigest()


class _Mover:
    def __init__(self, engine: sa.Engine, folder: Path, max_size: int) -> None:
        self.moved = Moved()
        self._engine = engine
        self._folder = folder
        self._max_size = max_size
        #: Month → the file that was appended to last.
        self._growing: dict[str, _Growing] = {}
        #: Names of files in which the next page has no room.
        self._full: set[str] = set()

    def move(self, month: str, rows: list[sa.RowMapping]) -> None:
        while rows:
            file = self._open(month)
            try:
                count = self._append(file, rows)
            except _ChangedError:
                with self._engine.connect() as connection:
                    ids = [row["id"] for row in rows]
                    left = set(connection.scalars(sa.select(pages.c.id).where(pages.c.id.in_(ids))))
                rows = [row for row in rows if row["id"] in left]
                continue
            if count:
                self.moved.months.add(month)
            if count < len(rows):
                self._full.add(file.name)
            rows = rows[count:]

    def _open(self, month: str) -> _Growing:
        """The file that the next pages of a month go to."""
        columns = (cold_files.c[name] for name in ("name", "pages", "size", "sha256"))
        query = sa.select(*columns).where(
            cold_files.c.month == month, cold_files.c.size < self._max_size
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(cold_files.c.name.desc())).all()
        known = self._growing.get(month)
        for row in rows:
            if row.name in self._full:
                continue
            if known is not None and known.row == tuple(row):
                return known
            path = self._folder / row.name
            # Nothing is appended to a file that was not finished, or is damaged.
            if row.pages and size_of(path) >= row.size:
                digest = hashed(path, row.size)
                if digest.hexdigest() == row.sha256:
                    self._growing[month] = _Growing(row.name, row.pages, row.size, digest)
                    return self._growing[month]
            self._full.add(row.name)
        name = announce(self._engine, self._folder, month)
        self._growing[month] = _Growing(name, 0, 0, hashlib.sha256())
        return self._growing[month]

    def _append(self, file: _Growing, rows: Sequence[sa.RowMapping]) -> int:
        """Move the first pages, as many as have room; returns how many these are."""
        path = self._folder / file.name
        is_new = not path.exists()
        digest, size = file.digest.copy(), file.size
        places: dict[int, tuple[int, int]] = {}
        try:
            with path.open("wb" if is_new else "rb+") as stream:
                stream.truncate(size)
                stream.seek(size)
                if not size:
                    first = head(file.name)
                    stream.write(first)
                    digest.update(first)
                    size = len(first)
                for row in rows:
                    record = _record(row)
                    if size + len(record) > self._max_size and (file.pages or places):
                        break
                    places[row["id"]] = size, len(record)
                    stream.write(record)
                    digest.update(record)
                    size += len(record)
                make_safe(stream)
            if is_new:
                sync_folder(self._folder)
        except BaseException:
            if path.exists():
                cut(path, file.size)
            raise
        if not places:
            return 0
        after = _Growing(file.name, file.pages + len(places), size, digest)
        try:
            with self._engine.begin() as connection:
                _index(connection, after, places)
        except _ChangedError:
            cut(path, file.size)
            raise
        self.moved.pages += len(places)
        self.moved.size += sum(length for _, length in places.values())
        self.moved.files.add(file.name)
        file.pages, file.size, file.digest = after.pages, after.size, after.digest
        return len(places)


def _record(row: sa.RowMapping) -> bytes:
    of_page = ("url", "status", "headers", "encoding", "rules")
    body = zstandard.ZstdDecompressor().decompress(row["body"])
    page = RawPage(**{name: row[name] for name in of_page}, body=body)
    return pack(page, row["fetched_at"], {name: row[name] for name in _ABOUT})


def _index(connection: sa.Connection, file: _Growing, places: dict[int, tuple[int, int]]) -> None:
    # As they are by now: somebody may have read them again.
    taken = pages.delete().where(pages.c.id.in_(list(places))).returning(*_KEPT)
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(taken).mappings()]
    if len(rows) != len(places):
        raise _ChangedError
    for row in rows:
        row["file"] = file.name
        row["offset"], row["length"] = places[row["id"]]
    connection.execute(cold_pages.insert(), rows)
    name, count, size, sha256 = file.row
    connection.execute(
        cold_files.update()
        .where(cold_files.c.name == name)
        .values(pages=count, size=size, sha256=sha256, written_at=clock(connection))
    )
