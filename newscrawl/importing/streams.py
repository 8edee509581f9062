"""The bytes of a part of a file, as they come: of a member of a gzip file, or as they stand."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final

#: How much is read and unpacked at a time, in bytes.
CHUNK: Final = 16_384
_GZIP: Final = b"\x1f\x8b\x08"


class BrokenError(Exception):
    """A part of a file cannot be read. The message is one line."""


class Plain:
    """The bytes of a file from a place on.

    Args:
        start: the place, in bytes.
    """

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._waiting = bytearray()
        #: The place of the next byte that is taken.
        self.place = start

    def line(self, most: int) -> bytes:
        """The next bytes up to the end of the line; none at the end.

        Args:
            most: how many at most.

        Raises:
            BrokenError: if what follows cannot be read.
        """
        searched = 0
        while (end := self._waiting.find(b"\n", searched)) < 0:
            searched = len(self._waiting)
            if searched >= most or not self._more():
                break
        return self._taken(min(end + 1 if end >= 0 else len(self._waiting), most))

    def take(self, count: int) -> bytes:
        """So many bytes.

        Raises:
            BrokenError: if there are fewer, or they cannot be read.
        """
        while len(self._waiting) < count:
            if not self._more():
                raise BrokenError("it breaks off")
        return self._taken(count)

    def skip(self, count: int) -> None:
        """As :meth:`take`, of bytes that nobody needs."""
        while count > 0:
            if not self._waiting and not self._more():
                raise BrokenError("it breaks off")
            count -= len(self._taken(min(count, len(self._waiting))))

    def skip_empty_lines(self) -> bool:
        """Go to the next line that is not empty; whether there is one.

        Raises:
            BrokenError: if what follows cannot be read.
        """
        while self._waiting or self._more():
            if self._waiting[0] not in b"\r\n":
                return True
            self._taken(1)
        return False

    def _more(self) -> bool:
        found = self._file.read(CHUNK)
        self._waiting += found
        return bool(found)

    def _taken(self, count: int) -> bytes:
        found = bytes(self._waiting[:count])
        del self._waiting[:count]
        self.place += count
        return found


class Member(Plain):
    """The bytes of a member of a gzip file, which begins at a place. At their end the checksum is
    compared."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__(file, start)
        self._unpacker = zlib.decompressobj(31)
        self._packed = b""

    @property
    def end(self) -> int:
        """The place in the file behind the member, once all of it was taken."""
        return self._file.tell() - len(self._unpacker.unused_data)

    def _more(self) -> bool:
        before = len(self._waiting)
        while len(self._waiting) == before and not self._unpacker.eof:
            packed = self._packed or self._file.read(CHUNK)
            if not packed:
                raise BrokenError("it breaks off")
            try:
                self._waiting += self._unpacker.decompress(packed, CHUNK)
            except zlib.error as error:
                raise BrokenError(f"it cannot be unpacked: {error}") from error
            self._packed = self._unpacker.unconsumed_tail
        return len(self._waiting) > before


def is_packed(file: BinaryIO, beginning: bytes) -> bool:
    """Whether the records of a file are in members of gzip.

    Args:
        beginning: as :func:`find_next` takes it.
    """
    file.seek(0)
    is_plain = file.read(len(beginning)) == beginning
    return not is_plain and find_next(file, 0, beginning, packed=True) is not None


def find_next(file: BinaryIO, place: int, beginning: bytes, *, packed: bool) -> int | None:
    """The next place in a file where a record may begin, ``None`` if there is none.

    Args:
        place: where to begin to look.
        beginning: how a record begins: at the beginning of a line, or of a member of gzip.
        packed: whether it is in a member.
    """
    mark = _GZIP if packed else b"\n" + beginning
    file.seek(place)
    seen = b""
    while found := file.read(CHUNK):
        seen += found
        at = -1
        while (at := seen.find(mark, at + 1)) >= 0:
            if not packed:
                return place + at + 1
            if _begins(file, place + at, beginning):
                return place + at
        kept = seen[-len(mark) + 1 :]
        place += len(seen) - len(kept)
        seen = kept
        file.seek(place + len(kept))
    return None


def _begins(file: BinaryIO, place: int, beginning: bytes) -> bool:
    """Whether a member begins at a place, and its text so."""
    try:
        return Member(file, place).line(len(beginning)) == beginning
    except BrokenError:
        return False
