"""One crawl of a site at a time on one SQLite database."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from newscrawl.database.engine import DatabaseError, is_postgresql

#: The folder of lock files, beside the database.
FOLDER = ".locks"


class SiteLock:
    """A lock of the operating system on a file named after the database and the site, in one hidden
    folder beside the database.

    It is released when the process ends, however it ends. A database in memory needs no lock, and
    on PostgreSQL crawls may share a site: see :mod:`newscrawl.database.heartbeat`.
    """

    def __init__(self, url: str, site: str) -> None:
        self.site = site
        self.lock: FileLock | None = None
        self._held: list[FileLock] = []
        name = (make_url(url).database or "").removeprefix("file:")
        if is_postgresql(url) or name in ("", ":memory:"):
            return
        #: Where earlier versions had the file: one of them may be crawling.
        self._earlier = Path(f"{name}.{site}.lock")
        self.lock = FileLock(self._earlier.parent / FOLDER / self._earlier.name)

    def acquire(self) -> None:
        """Take the lock, without waiting.

        Raises:
            DatabaseError: if another process holds the lock, or its file cannot be written.
        """
        if self.lock is None:
            return
        folder = Path(self.lock.lock_file).parent
        try:
            folder.mkdir(exist_ok=True)
            locks = [self.lock, *([FileLock(self._earlier)] if self._earlier.exists() else [])]
            for lock in locks:
                lock.acquire(blocking=False)
                self._held.append(lock)
        except Timeout:
            self.release()
            raise DatabaseError(f"another crawl of {self.site} is running") from None
        except OSError as error:
            self.release()
            raise DatabaseError(f"cannot lock {self.lock.lock_file}: {error.strerror}") from error

    def release(self) -> None:
        """Release the lock, so that others can crawl the site."""
        while self._held:
            self._held.pop().release()
