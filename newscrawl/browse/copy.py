"""An archive on PostgreSQL for Datasette, which reads only SQLite: a copy, kept fresh."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.copying import Advance, check_target
from newscrawl.database.engine import in_one_line, open_for_reading, shown
from newscrawl.database.refreshing import count, refresh


def default_file(url: str) -> Path:
    """The file for the copy of an archive, in the cache folder of the user."""
    return cache_file("browse", shown(url))


def cache_file(kind: str, archive: str) -> Path:
    """A file of an archive in the cache folder of the user."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newscrawl"
    return folder / f"{kind}-{sha256(archive.encode()).hexdigest()[:12]}.db"


class ArchiveCopy:
    """A copy of an archive in an SQLite file.

    Args:
        url: the archive, as an SQLAlchemy URL.
        file: the copy; made if it does not exist. Its folder is made, too.

    Raises:
        DatabaseError: from the constructor and :meth:`refresh`, if the archive cannot be read, the
            file cannot be written, or the file is not a copy of this archive.
    """

    def __init__(self, url: str, file: Path) -> None:
        self.file = file
        self._source = open_for_reading(url)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._target = open_engine(f"sqlite:///{file}")
        except OSError as error:
            raise DatabaseError(f"--copy: cannot make {file.parent}: {error.strerror}") from error
        with self._errors(), self._source.connect() as ours, self._target.connect() as theirs:
            # Nobody crawls into the copy, so that no lease matters.
            check_target(ours, theirs, lease_seconds=0)

    def count(self) -> int:
        """About how many rows the next refresh has to look at."""
        with self._errors():
            return count(self._source, self._target)

    def refresh(self, advance: Advance = lambda rows: None) -> None:
        """Bring what is new or changed in the archive to the copy."""
        with self._errors():
            refresh(self._source, self._target, advance)

    @contextmanager
    def kept_fresh(self, seconds: float, failed: Callable[[str], None]) -> Iterator[None]:
        """Refresh the copy every so often, in a thread.

        Args:
            failed: is given one line if a refresh fails. The next one comes all the same.
        """
        end = Event()

        def work() -> None:
            while not end.wait(seconds):
                try:
                    self.refresh()
                except DatabaseError as error:
                    failed(str(error))

        thread = Thread(target=work, name="refresh", daemon=True)
        thread.start()
        try:
            yield
        finally:
            end.set()
            thread.join(1)

    def close(self) -> None:
        """Close both databases."""
        self._source.dispose()
        self._target.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise DatabaseError(f"cannot refresh {self.file}: {in_one_line(error)}") from error
