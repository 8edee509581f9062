"""A consistent copy of an archive in SQLite with its cold files, also beside running crawls."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newscrawl.database.address import DatabaseError
from newscrawl.database.cold.copying import ColdFile, CopiedFiles, copy_files, remove_others

#: How often to begin anew because cold files were replaced meanwhile.
TRIES: Final = 3
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a copy has."""

    #: Table → number of its rows.
    rows: dict[str, int]
    #: Those that could not be copied are named in it.
    cold: CopiedFiles


def cold_beside(copy: Path) -> Path:
    """The folder of the cold files of a copy: where those of an archive are by default."""
    return copy.with_name(f"{copy.name}.cold")


def back_up(source: Path, target: Path, cold: Path) -> BackedUp:
    """Copy an archive as it is at one moment, and verify the copy. Nothing is locked: SQLite reads
    the moment while others write, and what others append to cold files is not read.

    Cold files that the folder beside the target has already are not copied again. One that is
    missing or damaged does not keep the others from being copied.

    Args:
        source: the file of the archive.
        target: the file of the copy. It is replaced when the copy is complete and verified.
        cold: the folder of the archive's cold files; those of the copy are in
            :func:`cold_beside`.

    Raises:
        DatabaseError: if the archive cannot be read, the copy not be written, or is not the same.
    """
    # Always the same name: what a killed one left is written over.
    part = target.with_name(f".{target.name}.part")
    folder = cold_beside(target)
    try:
        for _ in range(TRIES):
            _remove(part)
            rows = _copy(source, part)
            _verify(part, rows)
            files = _cold_files(part)
            copied = copy_files(files, cold, folder)
            # A takedown may have replaced files meanwhile; then the copy would have had its pages.
            if not copied.problems or set(files) <= set(_cold_files(source)):
                break
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        remove_others(folder, {file.name for file in files})
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"the archive cannot be backed up: {error}") from error
    finally:
        _remove(part)
    return BackedUp(rows, copied)


def _cold_files(path: Path) -> list[ColdFile]:
    """What an archive says of its cold files. An older one has none."""
    query = "SELECT name, size, sha256 FROM cold_files WHERE pages > 0 ORDER BY name"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        if "cold_files" not in {name for (name,) in connection.execute(_TABLES)}:
            return []
        return [ColdFile(*row) for row in connection.execute(query)]


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as ours:
        ours.isolation_level = None
        ours.execute("BEGIN")
        # Of the moment that the copy is of: the transaction's.
        rows = _count(ours)
        with closing(sqlite3.connect(part)) as theirs:
            ours.backup(theirs)
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
