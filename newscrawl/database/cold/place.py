"""Where the cold files of an archive are."""

from __future__ import annotations

from pathlib import Path

from newscrawl.database.beside import folder_beside


def cold_folder(url: str, setting: str | None = None) -> Path:
    """The folder of an archive's cold files: see
    :func:`newscrawl.database.beside.folder_beside`.

    Args:
        url: the archive, as an SQLAlchemy URL.
        setting: ``COLD_DIR``.

    Raises:
        DatabaseError: if it is a file, or in a folder that does not exist.
    """
    return folder_beside(url, setting, "COLD_DIR", "cold")
