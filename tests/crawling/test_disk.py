"""Kills and full disks while the database itself is written."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.demo.server import running
from tests.conftest import ROOT, Query, run_scrapy

ARTICLES = 120


@pytest.fixture(scope="module")
def paper_url() -> Iterator[str]:
    with running(ARTICLES) as url:
        yield url


def sound(database: Path) -> bool:
    connection = sqlite3.connect(database)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


def test_a_kill_during_the_migration_leaves_all_or_nothing(database: Path) -> None:
    program = (
        "import sys; from newscrawl.database import open_engine\n"
        "print('here', flush=True); open_engine(sys.argv[1])"
    )
    chance = random.Random(1400)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", program, f"sqlite:///{database}"],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert sound(database)
        connection = sqlite3.connect(database)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        connection.close()
        assert not tables or {"articles", "frontier", "alembic_version"} <= tables
    assert run_scrapy(database, "status").returncode == 0


@pytest.mark.slow
def test_a_kill_during_checkpoints_leaves_a_sound_database(
    database: Path, query: Query, paper_url: str
) -> None:
    chance = random.Random(4)
    for _ in range(4):
        process = run_scrapy(
            database, "crawl", "roozplus", "-a", f"base_url={paper_url}", wait=False
        )
        try:
            time.sleep(chance.uniform(1.0, 1.6))
            for _ in range(20):  # the crawl's transactions fall between checkpoints
                connection = sqlite3.connect(database, timeout=5)
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                connection.close()
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert sound(database)
    assert run_scrapy(database, "crawl", "roozplus", "-a", f"base_url={paper_url}").returncode == 0
    assert len(query("SELECT id FROM articles")) == ARTICLES


@pytest.mark.slow
def test_a_full_disk_ends_the_crawl_with_a_line_and_loses_nothing(
    database: Path, query: Query, paper_url: str
) -> None:
    crawl = ("crawl", "roozplus", "-a", f"base_url={paper_url}")
    run_scrapy(database, *crawl, "-s", "CLOSESPIDER_ITEMCOUNT=5")
    stored = len(query("SELECT id FROM articles"))
    limit = (database.stat().st_size // 4096 + 8) * 4096

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "roozplus", "-a", f"base_url={paper_url}"],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}"},
        preexec_fn=small_disk,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.returncode == 1
    last = process.stderr.splitlines()[-1]
    assert last.startswith("newscrawl: error: the crawl did not finish: database_error: ")
    assert last.endswith("is the disk full, or a quota used up?)")
    (line,) = [line for line in process.stderr.splitlines() if " CRITICAL: " in line]
    assert "The database cannot be written: disk I/O error" in line
    assert "Traceback" not in process.stderr
    assert " ERROR: " not in process.stderr
    assert "Article(" not in process.stderr
    assert sound(database)
    assert len(query("SELECT id FROM articles")) >= stored
    result = run_scrapy(database, *crawl)
    assert result.returncode == 0, result.stderr
    assert len(query("SELECT id FROM articles")) == ARTICLES


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
def test_a_disk_that_is_really_full(tiny_disk: Path, paper_url: str) -> None:
    database = tiny_disk / "news.db"
    result = run_scrapy(database, "crawl", "roozplus", "-a", f"base_url={paper_url}")
    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    assert "database_error: database or disk is full (SQLITE_FULL" in last
    assert result.stderr.count(" CRITICAL: ") == 1
    assert "Traceback" not in result.stderr
    assert sound(database)
