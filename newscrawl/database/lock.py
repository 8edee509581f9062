"""One crawl of a site at a time on one SQLite database."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from newscrawl.database.engine import DatabaseError, is_postgresql


class SiteLock:
    """A lock of the operating system on a file beside the database, named after it and the site.

    It goes with the process that holds it, whatever the way that ends. A database in memory has no
    lock, and needs none. On PostgreSQL crawls share their site: see
    :mod:`newscrawl.database.fleet`.
    """

    def __init__(self, url: str, site: str) -> None:
        path = (make_url(url).database or "").removeprefix("file:")
        if is_postgresql(url):
            path = ""
        self.site = site
        self.lock = FileLock(f"{Path(path)}.{site}.lock") if path and path != ":memory:" else None

    def acquire(self) -> None:
        """
        Raises:
            DatabaseError: if another process holds the lock, or its file cannot be written.
        """
        if self.lock is None:
            return
        try:
            self.lock.acquire(blocking=False)
        except Timeout:
            raise DatabaseError(f"another crawl of {self.site} is running") from None
        except OSError as error:
            raise DatabaseError(f"cannot lock {self.lock.lock_file}: {error.strerror}") from error

    def release(self) -> None:
        """Let others crawl the site."""
        if self.lock is not None:
            self.lock.release()
