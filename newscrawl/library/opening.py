"""Where an archive is, and opening it for reading."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path

import sqlalchemy as sa

from newscrawl.database import DatabaseError
from newscrawl.database.default import default_url
from newscrawl.database.engine import exists, shown
from newscrawl.database.reports import reading


class OpenedArchive:
    """An archive that is there."""

    def __init__(self, archive: str | Path | None = None, *, migrates: bool = True) -> None:
        if archive is None:
            archive = os.environ.get("NEWSCRAWL_DATABASE_URL") or default_url()
        if isinstance(archive, Path) or "://" not in archive:
            archive = f"sqlite:///{Path(archive).as_posix()}"
        #: The address, as an SQLAlchemy URL.
        self.url = archive
        if not exists(archive):
            raise DatabaseError(f"there is no archive at {shown(archive)}")
        self._migrates = migrates

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return reading(self.url, migrates=self._migrates)

    def __repr__(self) -> str:
        return f"Archive({shown(self.url)!r})"
