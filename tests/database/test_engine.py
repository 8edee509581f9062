"""Opening databases: migrations, and what is wrong with those that cannot be used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import DatabaseError, migrating, open_engine, search
from newscrawl.database.engine import check_writable
from tests.conftest import POSTGRES_URL, ROOT, needs_postgresql, on_both, on_postgresql
from tests.database.stories import make_older


def tables(url: str) -> set[str]:
    engine = sa.create_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def fail(*arguments: Any) -> None:
    raise RuntimeError("the disk is full")


@on_both
def test_a_migration_that_fails_leaves_all_as_it_was(url: str, monkeypatch: Any) -> None:
    make_older(url, "0001")
    before = tables(url)
    monkeypatch.setattr(search, "create", fail)  # in 0004: 0002 and 0003 are undone
    with pytest.raises(RuntimeError, match="the disk is full"):
        open_engine(url)
    assert tables(url) == before
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert migrating.version(connection) == "0001"
    engine.dispose()


@on_both
def test_a_new_archive_that_cannot_be_made_leaves_nothing(url: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(search, "create", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        open_engine(url)
    assert tables(url) == set()


@on_both
def test_an_older_database_is_migrated(url: str) -> None:
    make_older(url, "0002")
    assert "schedule" not in tables(url)
    open_engine(url).dispose()
    assert "schedule" in tables(url)


@on_both
def test_several_processes_open_an_empty_database_at_once(url: str) -> None:
    program = "import sys; from newscrawl.database import open_engine; open_engine(sys.argv[1])"
    command = [sys.executable, "-c", program, url]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert "articles" in tables(url)


def test_newscrawl_may_run_from_an_archive_as_with_scrapyd(url: str, tmp_path: Path) -> None:
    egg = shutil.make_archive(str(tmp_path / "egg"), "zip", ROOT, "newscrawl")
    program = (
        "import sys, newscrawl.commands.demo\n"
        "from newscrawl.database import open_engine\n"
        "assert 'egg.zip' in open_engine.__code__.co_filename\n"
        "open_engine(sys.argv[1])"
    )
    subprocess.run(
        [sys.executable, "-c", program, url],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": egg},
        check=True,
    )
    assert "articles" in tables(url)


WRONG = [
    ("news.db", "expected an SQLAlchemy URL"),
    ("sqlite:////no/such/folder/news.db", "no directory /no/such/folder"),
    ("sqlite:////proc/news.db", "unable to open database file"),
    ("mysql://localhost/news", "only SQLite and PostgreSQL"),
    ("postgresql+pg8000://localhost/news", "only SQLite and PostgreSQL"),
    ("nonsense://localhost/news", "expected an SQLAlchemy URL"),
    ("postgresql+psycopg://u:secret@127.0.0.1:1/news", "Connection refused"),
]


@pytest.mark.parametrize(("wrong", "says"), WRONG)
def test_a_database_that_cannot_be_opened(wrong: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says) as error:
        open_engine(wrong)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


@needs_postgresql
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"database": "no_such_database"}, 'database "no_such_database" does not exist'),
        ({"username": "no_such_user", "password": "secret"}, "no_such_user"),
    ],
)
def test_a_postgresql_that_does_not_let_in(changes: dict[str, str], says: str) -> None:
    wrong = sa.make_url(POSTGRES_URL).set(**changes).render_as_string(hide_password=False)
    with pytest.raises(DatabaseError, match=says) as error:
        open_engine(wrong)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_missing_driver_names_the_extra(monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match=r"pip install 'newscrawl\[postgres\]'"):
        open_engine("postgresql+psycopg://localhost/news")


def test_a_file_that_is_no_database(url: str, database: Path) -> None:
    database.write_text("این پایگاه داده نیست\n" * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, match="file is not a database"):
        open_engine(url)


@on_both
def test_a_database_of_something_else(url: str, query: Any) -> None:
    query("CREATE TABLE articles (id INTEGER)")
    with pytest.raises(DatabaseError, match="it has the tables articles"):
        open_engine(url)
    assert tables(url) == {"articles"}


def test_a_file_of_something_else(url: str, query: Any) -> None:
    query("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(DatabaseError, match="it has the tables recipes"):
        open_engine(url)


def test_a_read_only_database(url: str, database: Path) -> None:
    open_engine(url).dispose()
    with pytest.raises(DatabaseError, match=r"cannot write .* readonly database"):
        check_writable(f"sqlite:///file:{database}?mode=ro&uri=true")


@on_postgresql
def test_a_postgresql_that_is_read_only(url: str) -> None:
    open_engine(url).dispose()
    read_only = sa.make_url(url)
    options = f"{read_only.query['options']} -c default_transaction_read_only=on"
    read_only = read_only.update_query_dict({"options": options})
    with pytest.raises(DatabaseError, match=r"cannot write .* read-only transaction"):
        check_writable(read_only.render_as_string(hide_password=False))


@on_both
def test_a_newer_database(url: str, query: Any) -> None:
    open_engine(url).dispose()
    query("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match="newer newscrawl"):
        open_engine(url)
