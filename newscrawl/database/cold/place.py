"""Where the cold files of an archive are."""

from __future__ import annotations

from pathlib import Path

from newscrawl.database.address import DatabaseError, parse
from newscrawl.database.default import default_file


def cold_folder(url: str, setting: str | None = None) -> Path:
    """The folder of an archive's cold files. It need not exist: the first move makes it.

    Args:
        url: the archive, as an SQLAlchemy URL.
        setting: ``COLD_DIR``. By default the folder is ``FILE.cold`` beside an archive in the file
            ``FILE``, and ``DATABASE.cold`` in the folder of the default archive for one in
            PostgreSQL.

    Raises:
        DatabaseError: if it is a file, or in a folder that does not exist.
    """
    if not setting:
        return _default(url)
    folder = Path(setting)
    try:
        if folder.is_dir() or (not folder.exists() and folder.parent.is_dir()):
            return folder
    except OSError as error:
        raise DatabaseError(f"COLD_DIR: cannot use {folder}: {error.strerror}") from error
    if folder.exists():
        raise DatabaseError(f"COLD_DIR: expected a folder, got the file {folder}")
    raise DatabaseError(f"COLD_DIR: no folder {folder.parent}")


def _default(url: str) -> Path:
    parsed = parse(url)
    name = (parsed.database or "").removeprefix("file:")
    if parsed.get_backend_name() == "sqlite" and name not in ("", ":memory:"):
        return Path(f"{name}.cold")
    return default_file().with_name(f"{name.strip(':') or 'news'}.cold")
