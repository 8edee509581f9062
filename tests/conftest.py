"""What the tests share: the demo newspaper, and Scrapy's command line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from scrapy.cmdline import execute

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running

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


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the archive of a test is."""
    return tmp_path / "news.db"


def run_scrapy(database: Path, *arguments: str, wait: bool = True, **environment: str) -> Any:
    """Run Scrapy's command line in the project; the finished process, or with ``wait=False`` the
    running one."""
    process = subprocess.Popen(
        [sys.executable, "-W", "default", "-m", "scrapy", *arguments],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}", **environment},
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
def scrapy(database: Path) -> Scrapy:
    """Runs Scrapy's command line in the project, on the test's archive."""
    return partial(run_scrapy, database)


@pytest.fixture
def command(
    database: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Scrapy:
    """Runs a command that crawls nothing on the test's archive, in this process: at once."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(ROOT)
        capfd.readouterr()
        setting = f"DATABASE_URL=sqlite:///{database}"
        with pytest.raises(SystemExit) as end:
            execute(["scrapy", *arguments, "-s", setting])
        out, errors = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, int(end.value.code or 0), out, errors)

    return run


def rows_of(database: Path, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """Rows of a query on an archive."""
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql, parameters)]
    finally:
        connection.close()


@pytest.fixture
def query(database: Path) -> Query:
    """Rows of a query on the test's archive."""
    return partial(rows_of, database)
