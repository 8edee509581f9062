"""A writer that meets the lock of another process, on SQLite."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.engine import is_locked
from newscrawl.database.retry import Unavailable
from tests.builders import article
from tests.conftest import Query


@pytest.fixture
def lock(database: Path) -> Iterator[sqlite3.Connection]:
    """Another process's transaction on an archive."""
    open_engine(f"sqlite:///{database}").dispose()
    other = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def submit(archive: ArchiveWriter, count: int) -> list[Any]:
    async def main() -> list[Any]:
        try:
            return await asyncio.gather(
                *(archive.submit(article(code)) for code in range(count)), return_exceptions=True
            )
        finally:
            await archive.close()

    return asyncio.run(main())


def test_it_is_waited_for(database: Path, lock: sqlite3.Connection, query: Query) -> None:
    archive = ArchiveWriter(f"sqlite:///{database}", retry_seconds=20)
    Timer(1.0, lock.rollback).start()
    began = time.monotonic()
    assert submit(archive, 30) == ["new"] * 30
    assert 0.8 < time.monotonic() - began < 10
    assert len(query("SELECT id FROM articles")) == 30


def test_a_batch_waits_once_and_not_for_each_of_its_members(
    database: Path, lock: sqlite3.Connection
) -> None:
    archive = ArchiveWriter(f"sqlite:///{database}", batch_size=10, retry_seconds=1)
    began = time.monotonic()
    results = submit(archive, 30)
    assert time.monotonic() - began < 5
    assert {type(result) for result in results} == {Unavailable}
    assert "database is locked" in str(results[0])


def test_the_end_of_a_crawl_does_not_wait(database: Path, lock: sqlite3.Connection) -> None:
    is_ending = False

    def end() -> None:
        nonlocal is_ending
        is_ending = True

    archive = ArchiveWriter(f"sqlite:///{database}", retry_seconds=60, is_ending=lambda: is_ending)
    Timer(0.5, end).start()
    began = time.monotonic()
    results = submit(archive, 30)
    assert time.monotonic() - began < 5
    assert {type(result) for result in results} == {Unavailable}


def test_a_command_waits_as_long_as_it_is_told(database: Path, lock: sqlite3.Connection) -> None:
    engine = open_engine(f"sqlite:///{database}")
    began = time.monotonic()
    impatient = engine.execution_options(lock_seconds=0.3)
    with pytest.raises(OperationalError) as error, impatient.begin():
        pass
    assert is_locked(error.value)
    assert 0.2 < time.monotonic() - began < 5
    engine.dispose()
