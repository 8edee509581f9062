"""The records of a WARC file, one after the other, whatever is broken between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from newscrawl.importing.streams import BrokenError, Member, Plain, find_next, is_packed

BEGINNING: Final = b"WARC/"
#: What the head of a record has at most, in bytes: our own cold files put a page's headers there.
LONGEST_HEAD: Final = 2**20
_LONGEST_LINE: Final = 2**18


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a WARC file."""

    #: Where it begins in the file, or the member of gzip that it is in.
    place: int
    #: WARC's own fields, by their names in lower case.
    fields: Mapping[str, str]
    #: How many bytes its content has.
    size: int
    #: The content, if it was wanted.
    content: bytes | None = None

    @property
    def kind(self) -> str:
        """``response``, ``request``, ``revisit`` and the like."""
        return self.fields.get("warc-type", "")

    @property
    def uri(self) -> str:
        """The address that it is of, empty where it is of none."""
        return self.fields.get("warc-target-uri", "").strip("<>")


class WarcFile:
    """A WARC file, from a place on. Memory does not grow with it.

    What is broken is passed over, up to the next record, and told.

    Args:
        start: where a record begins, as :attr:`place` was.
        wants: whether the content of a record is to be read, too; its fields and size are known.
        tell: is given the place of what is broken, and one line that says why.
    """

    def __init__(
        self,
        file: BinaryIO,
        start: int,
        wants: Callable[[Record], bool],
        tell: Callable[[int, str], None],
    ) -> None:
        self._file = file
        self._wants = wants
        self._tell = tell
        #: All that is before it was read; a later run may begin there.
        self.place = start

    def __iter__(self) -> Iterator[Record]:
        packed = is_packed(self._file, BEGINNING)
        if not self.place and self._is_at_end():
            self._tell(0, "it is empty")
        while True:
            try:
                if not packed:
                    yield from self._records(Plain(self._file, self.place), is_member=False)
                    return
                while not self._is_at_end():
                    member = Member(self._file, self.place)
                    yield from self._records(member, is_member=True)
                    self.place = member.end
                return
            except BrokenError as error:
                self._tell(self.place, str(error))
            found = find_next(self._file, self.place + 1, BEGINNING, packed=packed)
            if found is None:
                self.place = self._file.seek(0, 2)
                return
            self.place = found

    def _is_at_end(self) -> bool:
        self._file.seek(self.place)
        return not self._file.read(1)

    def _records(self, stream: Plain, *, is_member: bool) -> Iterator[Record]:
        is_more = stream.skip_empty_lines()
        while is_more:
            if not is_member:
                self.place = stream.place
            record = self._record(stream, self.place)
            # Before the record is given: behind its content the checksum may be wrong.
            is_more = stream.skip_empty_lines()
            if not is_member:
                self.place = stream.place
            elif isinstance(stream, Member) and not is_more:
                self.place = stream.end
            yield record
        if not is_member:
            self.place = stream.place

    def _record(self, stream: Plain, place: int) -> Record:
        fields = _fields(stream)
        try:
            size = int(fields["content-length"])
        except (KeyError, ValueError):
            size = -1
        if size < 0:
            raise BrokenError("a record does not say how long it is")
        record = Record(place, fields, size)
        if self._wants(record):
            return Record(place, fields, size, stream.take(size))
        stream.skip(size)
        return record


def _fields(stream: Plain) -> dict[str, str]:
    if stream.line(len(BEGINNING)) != BEGINNING:
        raise BrokenError("no WARC record begins here")
    stream.line(_LONGEST_LINE)
    fields: dict[str, str] = {}
    name, taken = "", 0
    while line := stream.line(_LONGEST_LINE):
        if line.startswith(BEGINNING):
            raise BrokenError("it breaks off")
        taken += len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return fields
        if taken > LONGEST_HEAD:
            raise BrokenError("the head of a record has no end")
        if text[0] in " \t" and name:  # it goes on from the line before
            fields[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    raise BrokenError("it breaks off")
