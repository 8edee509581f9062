"""A consistent copy of an archive in SQLite, also beside running crawls."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from newscrawl.database.address import DatabaseError

#: Pages of the database that are copied before it is told how far the copy is.
STEP = 1024
#: Called with the share that is copied, from 0 to 1.
Copied = Callable[[float], None]
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"


def back_up(source: Path, target: Path, copied: Copied = lambda share: None) -> dict[str, int]:
    """Copy an archive as it is at one moment, and verify the copy. Nothing is locked: SQLite reads
    the moment while others write.

    Args:
        source: the file of the archive.
        target: the file of the copy. It is replaced when the copy is complete and verified.
        copied: is called while it is copied; then it is verified.

    Returns:
        Table → number of its rows.

    Raises:
        DatabaseError: if the archive cannot be read, the copy not be written, or is not the same.
    """
    # Always the same name: what a killed one left is written over.
    part = target.with_name(f".{target.name}.part")
    try:
        _remove(part)
        rows = _copy(source, part, copied)
        _verify(part, rows)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"the archive cannot be backed up: {error}") from error
    finally:
        _remove(part)
    return rows


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _copy(source: Path, part: Path, copied: Copied) -> dict[str, int]:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as ours:
        ours.isolation_level = None
        ours.execute("BEGIN")
        # Of the moment that the copy is of: the transaction's, through all steps.
        rows = _count(ours)
        with closing(sqlite3.connect(part)) as theirs:
            ours.backup(
                theirs,
                pages=STEP,
                progress=lambda status, left, pages: copied(1 - left / max(pages, 1)),
            )
        return rows


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    names = sorted(name for (name,) in connection.execute(_TABLES))
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }


def _verify(part: Path, rows: dict[str, int]) -> None:
    with closing(sqlite3.connect(part)) as copy:
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise DatabaseError(f"the copy is not sound: {found}")
        if _count(copy) != rows:
            raise DatabaseError("the copy does not have the rows of the archive")
