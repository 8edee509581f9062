"""Copying cold files to another folder, verified, and only those that are not there yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from newscrawl.database.cold.files import copy_ranges, hashed, is_name, size_of, sync_folder
from newscrawl.database.schema import cold_files


@dataclass(frozen=True, slots=True)
class ColdFile:
    """What the database says of a cold file."""

    name: str
    #: In bytes.
    size: int
    sha256: str


@dataclass(slots=True)
class CopiedFiles:
    """What came of copying cold files."""

    #: Files that are in the target now, and their bytes.
    files: int = 0
    size: int = 0
    #: Of these, how many were there already.
    kept: int = 0
    #: Files that could not be copied: name → why, in one line.
    problems: dict[str, str] = field(default_factory=dict)


def files_of(connection: sa.Connection) -> list[ColdFile]:
    """The cold files of an archive."""
    columns = (cold_files.c[name] for name in ("name", "size", "sha256"))
    query = sa.select(*columns).where(cold_files.c.pages > 0).order_by(cold_files.c.name)
    return [ColdFile(*row) for row in connection.execute(query)]


def copy_files(files: Iterable[ColdFile], source: Path, target: Path) -> CopiedFiles:
    """Copy cold files. A file in the target gets its name when it is complete and verified; what a
    move appends to one in the source meanwhile is not part of it.

    Args:
        source, target: folders. The target is made if it is missing.

    Raises:
        OSError: if a file cannot be written.
    """
    copied = CopiedFiles()
    for file in files:
        target.mkdir(parents=True, exist_ok=True)
        path = target / file.name
        if _is_same(path, file):
            copied.kept += 1
        elif (why := _copy(source / file.name, path, file)) is not None:
            copied.problems[file.name] = why
            continue
        copied.files += 1
        copied.size += file.size
    return copied


def remove_others(folder: Path, names: Collection[str]) -> None:
    """Remove cold files that do not have one of these names, and what a killed copy left."""
    if folder.is_dir():
        for path in folder.iterdir():
            if (
                is_name(path.name.removeprefix(".").removesuffix(".part"))
                and path.name not in names
            ):
                path.unlink()
        sync_folder(folder)


def _copy(source: Path, path: Path, file: ColdFile) -> str | None:
    """Copy a file; returns why it cannot be copied."""
    if size_of(source) < 0:
        return f"the cold file {source} is missing"
    part = path.with_name(f".{path.name}.part")
    try:
        copy_ranges(source, part, [(0, file.size)])
        if not _is_same(part, file):  # read again, from the copy
            return f"the cold file {source} is damaged"
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return None


def _is_same(path: Path, file: ColdFile) -> bool:
    return size_of(path) == file.size and hashed(path, file.size).hexdigest() == file.sha256
