"""One crawl of a site at a time on SQLite."""

from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from newscrawl.database import DatabaseError
from newscrawl.database.lock import SiteLock


def test_one_at_a_time_of_a_site(url: str) -> None:
    first, second, other = SiteLock(url, "x"), SiteLock(url, "x"), SiteLock(url, "y")
    first.acquire()
    other.acquire()
    with pytest.raises(DatabaseError, match="another crawl of x is running"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
    other.release()


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="cannot lock"):
        SiteLock(f"sqlite:///{tmp_path}/file/news.db", "x").acquire()


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://localhost/news"])
def test_where_none_is_needed(url: str) -> None:
    lock = SiteLock(url, "x")
    lock.acquire()
    lock.release()
    assert lock.lock is None


def test_all_files_are_in_one_hidden_folder(database: Path, url: str) -> None:
    for site in ("x", "y"):
        SiteLock(url, site).acquire()
    assert [file.name for file in database.parent.iterdir()] == [".locks"]


def test_a_crawl_of_an_earlier_version_is_seen(database: Path, url: str) -> None:
    theirs = FileLock(f"{database}.x.lock")
    theirs.acquire()
    lock, again = SiteLock(url, "x"), SiteLock(url, "x")
    with pytest.raises(DatabaseError, match="another crawl of x is running"):
        lock.acquire()
    theirs.release()
    lock.acquire()  # it has let go of the folder's file before
    with pytest.raises(Timeout):
        theirs.acquire(blocking=False)
    with pytest.raises(DatabaseError, match="another crawl of x is running"):
        again.acquire()
