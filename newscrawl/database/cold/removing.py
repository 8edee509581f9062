"""Taking pages out of cold files, so that nothing is left of their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.address import DatabaseError
from newscrawl.database.cold.files import copy_ranges
from newscrawl.database.cold.ledger import announce, exclusive, make_durable, settle
from newscrawl.database.dialect import clock
from newscrawl.database.schema import cold_files, cold_pages


@contextmanager
def taking_out(
    engine: sa.Engine, folder: Path, *conditions: sa.ColumnElement[bool]
) -> Iterator[sa.Connection]:
    """Take the pages that meet all conditions out of the cold files and their index, in a
    transaction that the caller may use for what has to go with them: it is the block's.

    Each file that has such pages is written anew without them, under another name. The transaction
    makes the index name the new file; after it the old one is removed. So a kill at any instant
    leaves either all as it was, or all as it is to be; of the latter, at most the old file remains,
    until the next call, also one that finds no pages, or the next move. No page is moved into a
    cold file during the block, so that one that is not in the index then is in the table ``pages``
    or nowhere.

    Args:
        folder: see :func:`newscrawl.database.cold.place.cold_folder`.
        conditions: on the table ``cold_pages``, such as ``cold_pages.c.article_id == 7``.

    Raises:
        DatabaseError: if a file with such pages is missing, cannot be read or written, or another
            process changes cold files for long. Nothing was changed then.
    """
    with exclusive(engine):
        try:
            settle(engine, folder)
            rewritten = _rewrite_all(engine, folder, conditions)
            with engine.begin() as connection:
                for one in rewritten:
                    _index(connection, one)
                yield connection
            make_durable(engine)
            settle(engine, folder)
        except BaseException as error:
            with suppress(OSError, SQLAlchemyError):  # the first error is the one to report
                settle(engine, folder)
            if isinstance(error, OSError):
                why = f"cannot change the cold files in {folder}: {error}"
                raise DatabaseError(why) from error
            raise


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A file, and the one that has what is left of it."""

    old: Any
    #: The rows of ``cold_pages`` that are not in the new one, in the order of the file.
    gone: Sequence[Any]
    #: ``None`` if nothing is left.
    new: str | None = None
    size: int = 0
    sha256: str = ""


def _rewrite_all(
    engine: sa.Engine, folder: Path, conditions: Sequence[sa.ColumnElement[bool]]
) -> list[_Rewritten]:
    columns = (cold_pages.c.id, cold_pages.c.file, cold_pages.c.offset, cold_pages.c.length)
    chosen = sa.select(*columns).where(*conditions)
    files = sa.select(*(cold_files.c[name] for name in ("name", "month", "pages", "size")))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rows = connection.execute(chosen.order_by(cold_pages.c.file, cold_pages.c.offset)).all()
        known = {row.name: row for row in connection.execute(files)} if rows else {}
    return [
        _rewrite(engine, folder, known[name], list(gone))
        for name, gone in groupby(rows, key=lambda row: row.file)
    ]


def _rewrite(
    engine: sa.Engine,
    folder: Path,
    old: Any,
    gone: Sequence[Any],
) -> _Rewritten:
    path = folder / old.name
    if not path.exists():
        raise DatabaseError(
            f"the cold file {path} is missing: put it back from a backup, or an empty file in its "
            "place if it is lost for ever"
        )
    if old.pages == len(gone):
        return _Rewritten(old, gone)
    new = announce(engine, folder, old.month)
    starts = [0, *(row.offset + row.length for row in gone)]
    ends = [*(row.offset for row in gone), old.size]
    size, sha256 = copy_ranges(path, folder / new, zip(starts, ends, strict=True))
    return _Rewritten(old, gone, new, size, sha256)


def _index(connection: sa.Connection, one: _Rewritten) -> None:
    connection.execute(
        cold_pages.delete().where(cold_pages.c.id == sa.bindparam("of")),
        [{"of": row.id} for row in one.gone],
    )
    # It is to be removed.
    connection.execute(cold_files.update().where(cold_files.c.name == one.old.name).values(pages=0))
    if one.new is None:
        return
    shift = 0
    ends = [row.offset for row in one.gone[1:]] + [one.old.size]
    _move_up(connection, one, 0, one.gone[0].offset, 0)
    for row, end in zip(one.gone, ends, strict=True):
        shift += row.length
        _move_up(connection, one, row.offset + row.length, end, shift)
    connection.execute(
        cold_files.update()
        .where(cold_files.c.name == one.new)
        .values(
            pages=one.old.pages - len(one.gone),
            size=one.size,
            sha256=one.sha256,
            written_at=clock(connection),
        )
    )


def _move_up(connection: sa.Connection, one: _Rewritten, start: int, end: int, shift: int) -> None:
    """The pages in a part of the old file are in the new one, so many bytes further up."""
    connection.execute(
        cold_pages.update()
        .where(
            cold_pages.c.file == one.old.name,
            cold_pages.c.offset >= start,
            cold_pages.c.offset < end,
        )
        .values(file=one.new, offset=cold_pages.c.offset - shift)
    )
