"""What the tests share: the demo newspaper, and Scrapy's command line."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests import forked

# Hypothesis: a quick profile, the same for every run, and HYPOTHESIS_PROFILE=nightly.
settings.register_profile("quick", max_examples=150, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "nightly",
    max_examples=100_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

ROOT = Path(__file__).parents[1]
Scrapy = Callable[..., "subprocess.CompletedProcess[str]"]
Query = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def newspaper() -> Newspaper:
    """The newspaper that ``base_url`` serves."""
    return Newspaper(articles=120)


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    with running(articles=120) as url:
        yield url


#: A database of PostgreSQL in which tests may make schemas of their own, as an SQLAlchemy URL.
POSTGRES_URL = os.environ.get("NEWSCRAWL_TEST_POSTGRES_URL", "")
needs_postgresql = pytest.mark.skipif(
    not POSTGRES_URL, reason="NEWSCRAWL_TEST_POSTGRES_URL names no PostgreSQL database"
)
_POSTGRESQL = pytest.param("postgresql", marks=needs_postgresql)
#: Marks a test, or as ``pytestmark`` all of a file, to be run on each kind of database.
on_both = pytest.mark.parametrize("database", ["sqlite", _POSTGRESQL], indirect=True)
on_postgresql = pytest.mark.parametrize("database", [_POSTGRESQL], indirect=True)
#: An archive: a file of SQLite, or the URL of a database of PostgreSQL.
Database = Path | str


@contextmanager
def fresh_schema() -> Iterator[str]:
    """The URL of an empty schema of PostgreSQL, which is dropped at the end."""
    name = f"newscrawl_test_{uuid4().hex[:12]}"
    engine = sa.create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    # No test cuts the server's power: commits need not wait for the disk.
    options = f"-csearch_path={name} -csynchronous_commit=off"
    url = engine.url.update_query_dict({"options": options})
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Where the archive of a test is: a file of SQLite, unless the test is marked otherwise."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield tmp_path / "news.db"
    else:
        with fresh_schema() as url:
            yield url


def url_of(database: Database) -> str:
    """The archive as an SQLAlchemy URL."""
    return database if isinstance(database, str) else f"sqlite:///{database}"


@pytest.fixture
def url(database: Database) -> str:
    return url_of(database)


def run_scrapy(database: Database, *arguments: str, wait: bool = True, **environment: str) -> Any:
    """Run Scrapy's command line in the project; the finished process, or with ``wait=False`` the
    running one, of an interpreter of its own."""
    variables = {**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database), **environment}
    # A worker forks its crawls itself.
    if wait and arguments[0] != "crawlall" and forked.can_have(variables):
        return forked.run([*arguments], variables)
    process = subprocess.Popen(
        [sys.executable, "-W", "default", "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    if not wait:
        return process
    out, errors = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


@pytest.fixture
def scrapy(database: Database) -> Scrapy:
    """Runs Scrapy's command line in the project, on the test's archive."""
    return partial(run_scrapy, database)


class Commands:
    """Scrapy's command line in this process: at once, for commands that crawl nothing."""

    def __init__(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        #: The archive, as an SQLAlchemy URL.
        self.url = url
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self._capfd.readouterr()
        with self._monkeypatch.context() as patch:
            patch.chdir(ROOT)
            patch.setattr(sys, "argv", ["scrapy"])
            settings = get_project_settings()
            settings.set("DATABASE_URL", self.url, priority="cmdline")
            with pytest.raises(SystemExit) as end:
                execute(["scrapy", *arguments], settings)
        out, errors = self._capfd.readouterr()
        return subprocess.CompletedProcess(arguments, int(end.value.code or 0), out, errors)


@pytest.fixture
def command(
    url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Commands:
    """Runs Scrapy's command line in this process, on the test's archive."""
    return Commands(url, monkeypatch, capfd)


def rows_of(database: Database, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """Rows of a query on an archive, or what it changes; values as SQLite has them."""
    if isinstance(database, str):
        engine = sa.create_engine(database)
        try:
            with engine.begin() as bind:
                result = bind.exec_driver_sql(sql.replace("?", "%s"), parameters)
                rows = result.mappings().all() if result.returns_rows else []
                return [{name: _as_sqlite(row[name]) for name in row} for row in rows]
        finally:
            engine.dispose()
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            return [dict(row) for row in connection.execute(sql, parameters)]
    finally:
        connection.close()


def _as_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


@pytest.fixture
def query(database: Database) -> Query:
    """Rows of a query on the test's archive."""
    return partial(rows_of, database)


#: What an egg or a wheel is made of.
PACKED = ("newscrawl", "setup.py", "pyproject.toml", "README.md", "LICENSE")


def packed(folder: Path, command: str) -> Path:
    """The project in one file, made in a folder by a command of setuptools."""
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, folder)
    build = [sys.executable, "setup.py", "-q", command]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (file,) = (folder / "dist").iterdir()
    return file


@pytest.fixture(scope="session")
def egg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as an egg, as scrapyd-deploy makes it."""
    egg = packed(tmp_path_factory.mktemp("project"), "bdist_egg")
    assert egg.suffix == ".egg"
    assert egg.is_file()  # zipped
    return egg


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others can enter, which they cannot with those of pytest."""
    with TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)
