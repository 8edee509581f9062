"""Reading an archive takes no lock, and needs no right to write."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.engine import check_writable
from newscrawl.database.reports import reading, status
from tests.builders import article, store
from tests.conftest import POSTGRES_URL, Query, on_postgresql
from tests.database.stories import make_older

NOBODY = 65534


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user whom the rights of files concern: they do not concern root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def articles(url: str) -> int:
    with reading(url) as connection:
        return sum(site.articles for site in status(connection))


def freeze_file(database: Path) -> None:
    database.chmod(0o444)


def freeze_folder(database: Path) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o555)


@pytest.mark.parametrize("freeze", [freeze_file, freeze_folder])
def test_a_file_that_cannot_be_written(folder: Path, freeze: Callable[[Path], None]) -> None:
    database = folder / "news.db"
    store(database, article("1"), article("2"))
    freeze(database)
    with without_rights():
        assert articles(f"sqlite:///{database}") == 2
        with pytest.raises(DatabaseError, match="cannot"):
            check_writable(f"sqlite:///{database}")
    assert {path.name for path in folder.iterdir()} == {"news.db"}


def test_an_older_file_that_cannot_be_written_is_one_line(folder: Path) -> None:
    database = folder / "news.db"
    make_older(f"sqlite:///{database}", "0005")
    freeze_folder(database)
    with without_rights(), pytest.raises(DatabaseError) as error:
        articles(f"sqlite:///{database}")
    assert "older than this newscrawl" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_older_file_is_migrated_by_a_reader(database: Path) -> None:
    make_older(f"sqlite:///{database}", "0005")
    assert articles(f"sqlite:///{database}") == 0


def test_a_lock_does_not_matter_to_readers(database: Path) -> None:
    store(database, article("1"))
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM articles")
    began = time.monotonic()
    assert articles(f"sqlite:///{database}") == 1
    open_engine(f"sqlite:///{database}").dispose()
    assert time.monotonic() - began < 5
    writer.close()


@on_postgresql
def test_a_role_that_may_only_read(url: str, query: Query) -> None:
    store(url, article("1"))
    schema = sa.make_url(url).query["options"].split()[0].removeprefix("-csearch_path=")
    role = f"{schema}_reader"
    query(f"CREATE ROLE {role} LOGIN")
    try:
        query(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        query(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
        # As the same user, so that it needs no way to log in.
        options = f"-csearch_path={schema} -crole={role}"
        reader = sa.make_url(POSTGRES_URL).update_query_dict({"options": options})
        text = reader.render_as_string(hide_password=False)
        assert articles(text) == 1
        with pytest.raises(DatabaseError, match="permission denied"):
            check_writable(text)
    finally:
        query(f"DROP OWNED BY {role}")
        query(f"DROP ROLE {role}")


@on_postgresql
def test_a_lock_of_articles_does_not_matter_to_readers(url: str) -> None:
    store(url, article("1"))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE")
        assert articles(url) == 1
    engine.dispose()


def test_a_reader_cannot_write(database: Path) -> None:
    store(database, article("1"))
    with (
        pytest.raises(DatabaseError, match="readonly database"),
        reading(f"sqlite:///{database}") as connection,
    ):
        connection.exec_driver_sql("DELETE FROM articles")
