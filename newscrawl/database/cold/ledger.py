"""What the database says of cold files, and that only one process changes them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from filelock import FileLock, Timeout

from newscrawl.database.address import DatabaseError
from newscrawl.database.cold.files import next_name, size_of, sync_folder
from newscrawl.database.dialect import clock, is_shared
from newscrawl.database.lock import FOLDER
from newscrawl.database.schema import cold_files

#: How long to wait for another process that changes cold files, in seconds. It may be rewriting a
#: gigabyte.
LOCK_TIMEOUT: Final = 600.0
_PAUSE: Final = 0.1
_EMPTY: Final = hashlib.sha256().hexdigest()
_BUSY: Final = "another process is changing the cold files of the archive"


@contextmanager
def exclusive(engine: sa.Engine) -> Iterator[None]:
    """Let no other process change the cold files of an archive meanwhile.

    Raises:
        DatabaseError: if another one does for :data:`LOCK_TIMEOUT`, or the lock cannot be written.
    """
    if is_shared(engine):
        with _locked_by_server(engine):
            yield
        return
    name = (engine.url.database or "").removeprefix("file:")
    if name in ("", ":memory:"):
        yield
        return
    folder = Path(name).parent / FOLDER
    lock = FileLock(folder / f"{Path(name).name}.lock", timeout=LOCK_TIMEOUT)
    try:
        folder.mkdir(exist_ok=True)
        lock.acquire()
    except Timeout:
        raise DatabaseError(_BUSY) from None
    except OSError as error:
        raise DatabaseError(f"cannot lock {lock.lock_file}: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _locked_by_server(engine: sa.Engine) -> Iterator[None]:
    key = sa.func.hashtextextended(sa.func.concat(sa.func.current_schema(), " cold files"), 0)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        began = time.monotonic()
        while not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))):
            if time.monotonic() - began > LOCK_TIMEOUT:
                raise DatabaseError(_BUSY)
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))


def settle(engine: sa.Engine, folder: Path) -> None:
    """Put right what an interrupted change of cold files left, under :func:`exclusive`: see
    :mod:`newscrawl.database.cold`.

    Raises:
        OSError: if a file cannot be changed.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rows = connection.execute(sa.select(cold_files).order_by(cold_files.c.name)).all()
    for row in rows:
        path = folder / row.name
        if row.pages == 0:
            path.unlink(missing_ok=True)
            if folder.is_dir():
                sync_folder(folder)
            with engine.begin() as connection:
                connection.execute(
                    cold_files.delete().where(
                        cold_files.c.name == row.name, cold_files.c.pages == 0
                    )
                )
        elif size_of(path) > row.size:
            cut(path, row.size)


def cut(path: Path, size: int) -> None:
    """Leave only the first bytes of a file."""
    with path.open("rb+") as file:
        file.truncate(size)
        os.fsync(file.fileno())


def announce(engine: sa.Engine, folder: Path, month: str) -> str:
    """A name for a new file of a month, which the database knows from now on.

    Raises:
        OSError: if the folder cannot be made or read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with engine.begin() as connection:
        name = next_name(folder, month, list(connection.scalars(sa.select(cold_files.c.name))))
        row = {"name": name, "month": month, "pages": 0, "size": 0, "sha256": _EMPTY}
        connection.execute(cold_files.insert().values(**row, written_at=clock(connection)))
    make_durable(engine)
    return name


def make_durable(engine: sa.Engine) -> None:
    """Let what was committed survive a power cut. PostgreSQL does that itself; SQLite leaves the
    last transactions to the operating system (see :mod:`newscrawl.database.engine`)."""
    name = (engine.url.database or "").removeprefix("file:")
    if is_shared(engine) or name in ("", ":memory:"):
        return
    for path in (Path(f"{name}-wal"), Path(name)):
        if path.exists():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
