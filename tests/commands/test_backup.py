"""``scrapy backup``: a consistent copy of an archive, also beside those who write to it."""

from __future__ import annotations

import os
import resource
import shlex
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newscrawl.database.address import DatabaseError
from newscrawl.database.backup import back_up
from tests.builders import article_on, store
from tests.conftest import ROOT, Query, Scrapy, needs_postgresql, rows_of

NO_COLD = Path("no-cold-files")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    store(path, *(article_on(code, 22) for code in range(101, 111)))
    return path


def test_a_copy_is_the_archive(scrapy: Scrapy, archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies of news" / "copy.db"
    copy.parent.mkdir()
    copy.write_text("the one of yesterday")
    done = scrapy("backup", "-o", str(copy))
    assert done.returncode == 0, done.stderr
    assert "10 articles in " in done.stdout
    assert "verified" in done.stdout
    every = "SELECT * FROM articles ORDER BY id"
    assert rows_of(copy, every) == rows_of(archive, every) != []
    assert [path.name for path in copy.parent.iterdir() if "part" in path.name] == []
    # The line that it says restores it.
    command = done.stdout.partition("no crawl running: ")[2]
    archive.write_bytes(b"broken")
    subprocess.run(["sh", "-c", command], check=True)
    assert rows_of(archive, every) == rows_of(copy, every)
    assert shlex.quote(str(copy)) in command


def test_it_is_of_one_moment_while_others_write(archive: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with sqlite3.connect(archive, timeout=20) as writer:
            while not stop.is_set():
                # Two rows of which no moment has only one.
                writer.execute(
                    "INSERT INTO archive_days VALUES (hex(randomblob(9)),'x',1,1,'2021-07-13')"
                )
                writer.execute(
                    "INSERT INTO totals VALUES (hex(randomblob(9)),'x','',1,'2021-07-13',NULL)"
                )
                writer.commit()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            rows = back_up(archive, tmp_path / f"{number}.db", NO_COLD).rows
            assert rows["archive_days"] == rows["totals"]
    finally:
        stop.set()
        thread.join()
    (found,) = rows_of(tmp_path / "4.db", "SELECT count(*) AS n FROM totals")
    assert found["n"] == rows["totals"] > 0


def test_a_full_disk_leaves_the_last_copy(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(archive, copy, NO_COLD)
    before = copy.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "backup", "-o", str(copy)],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{archive}"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 1
    assert "newscrawl: error: the archive cannot be backed up: " in done.stderr
    assert copy.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]


def test_a_copy_that_is_not_sound_is_none(archive: Path, tmp_path: Path) -> None:
    pages = bytearray(archive.read_bytes())
    pages[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    archive.write_bytes(pages)
    with pytest.raises(DatabaseError):
        back_up(archive, tmp_path / "copy.db", NO_COLD)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "-o: expected the file of the copy"),
        (["copy.db"], "expected no arguments but -o FILE, got 'copy.db'"),
        (["-o", "no/folder/copy.db"], "-o no/folder/copy.db: no folder no/folder"),
        (["-o", "."], "-o .: expected a file that is not the archive"),
    ],
)
def test_wrong_usage(scrapy: Scrapy, archive: Path, arguments: list[str], says: str) -> None:
    done = scrapy("backup", *arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"newscrawl: error: {says}"


def test_the_archive_is_not_copied_onto_itself(scrapy: Scrapy, archive: Path) -> None:
    done = scrapy("backup", "-o", str(archive))
    assert done.returncode == 2
    assert len(rows_of(archive, "SELECT id FROM articles")) == 10


@needs_postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_of_postgresql_it_names_the_program(scrapy: Scrapy, query: Query) -> None:
    done = scrapy("backup", "-o", "news.dump")
    assert done.returncode == 2
    assert "pg_dump -Fc " in done.stderr
    assert "-f news.dump" in done.stderr
