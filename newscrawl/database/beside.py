"""Folders beside an archive: its cold files, and the pictures of its articles."""

from __future__ import annotations

from pathlib import Path

from newscrawl.database.address import DatabaseError, parse
from newscrawl.database.default import default_file


def folder_beside(url: str, setting: str | None, name: str, suffix: str) -> Path:
    """A folder of an archive. It need not exist: who first writes to it makes it.

    Args:
        url: the archive, as an SQLAlchemy URL.
        setting: the folder, as the setting ``name`` says it. By default it is ``FILE.suffix``
            beside an archive in the file ``FILE``, and ``DATABASE.suffix`` in the folder of the
            default archive for one in PostgreSQL.

    Raises:
        DatabaseError: if it is a file, or in a folder that does not exist.
    """
    if not setting:
        return _default(url, suffix)
    folder = Path(setting)
    try:
        if folder.is_dir() or (not folder.exists() and folder.parent.is_dir()):
            return folder
    except OSError as error:
        raise DatabaseError(f"{name}: cannot use {folder}: {error.strerror}") from error
    if folder.exists():
        raise DatabaseError(f"{name}: expected a folder, got the file {folder}")
    raise DatabaseError(f"{name}: no folder {folder.parent}")


def _default(url: str, suffix: str) -> Path:
    parsed = parse(url)
    name = (parsed.database or "").removeprefix("file:")
    if parsed.get_backend_name() == "sqlite" and name not in ("", ":memory:"):
        return Path(f"{name}.{suffix}")
    return default_file().with_name(f"{name.strip(':') or 'news'}.{suffix}")
