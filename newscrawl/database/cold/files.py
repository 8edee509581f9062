"""Cold files on the disk: their names, their bytes, and that they are safe there."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, Final

from newscrawl.database.cold.records import UnreadableError, unpack

_NAME: Final = re.compile(r"(\d{4}-\d{2})-(\d{3,})\.warc\.gz")
#: Bytes in memory at a time.
_BLOCK: Final = 1 << 20


def is_name(name: str) -> bool:
    """Whether a name is one of a cold file.

    >>> is_name("2026-10-000.warc.gz"), is_name("news.warc.gz")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def next_name(folder: Path, month: str, known: Collection[str]) -> str:
    """A name for a new file of a month (``YYYY-MM``): its number is above all others, also above
    those of files that the database does not know.

    Raises:
        OSError: if the folder cannot be read.
    """
    names = {*known, *(path.name for path in folder.iterdir())}
    found = (_NAME.fullmatch(name) for name in names)
    numbers = [int(one[2]) for one in found if one and one[1] == month]
    return f"{month}-{max(numbers, default=-1) + 1:03}.warc.gz"


def read_page(
    folder: Path, name: str, offset: int, length: int, id: int
) -> tuple[list[list[str]], bytes]:
    """The headers and the body of the page with this ``id``, from its place in a file.

    Raises:
        UnreadableError: if the file is missing, or damaged there.
    """
    try:
        with (folder / name).open("rb") as file:
            file.seek(offset)
            record = file.read(length)
        return unpack(record, id)
    except FileNotFoundError:
        raise UnreadableError(f"the cold file {folder / name} is missing") from None
    except OSError as error:
        raise UnreadableError(f"the cold file {folder / name}: {error.strerror}") from error
    except ValueError:
        raise UnreadableError(f"the cold file {folder / name} is damaged") from None


def size_of(path: Path) -> int:
    """In bytes; -1 for a file that is missing."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def hashed(path: Path, size: int) -> hashlib._Hash:
    """The SHA-256 of the first bytes of a file, so far.

    Raises:
        OSError: if it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file, size):
            digest.update(block)
    return digest


def copy_ranges(source: Path, target: Path, ranges: Iterable[tuple[int, int]]) -> tuple[int, str]:
    """Copy parts of a file, each from a byte to before another one, and make the copy safe.

    Returns:
        The size and the SHA-256 of the copy.

    Raises:
        OSError: if one cannot be read, or the other not be written.
    """
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as old, target.open("wb") as new:
        for start, end in ranges:
            old.seek(start)
            for block in _blocks(old, end - start):
                new.write(block)
                digest.update(block)
                size += len(block)
        make_safe(new)
    sync_folder(target.parent)
    return size, digest.hexdigest()


def make_safe(file: IO[bytes]) -> None:
    """Let what was written survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let the names of a folder survive a power cut."""
    if os.name == "nt":  # where folders cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _blocks(file: IO[bytes], size: int) -> Iterable[bytes]:
    while size > 0 and (block := file.read(min(_BLOCK, size))):
        yield block
        size -= len(block)
