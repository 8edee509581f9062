"""A page of a web archive: the HTTP answer of a record, unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from newscrawl import private
from newscrawl.answers.errors import BREAKS_OFF, too_large
from newscrawl.answers.packed import is_cut
from newscrawl.database.cold.records import OF_THE_WIRE
from newscrawl.importing.records import Record
from newscrawl.importing.streams import BrokenError
from newscrawl.importing.wayback import is_marked, replayed, undone

#: What an answer may have besides its body, in bytes.
_HEAD: Final = 2**18
#: Clocks may differ by so much: what was captured later than now is no moment of a capture.
_AHEAD: Final = timedelta(days=1)


class SkippedError(Exception):
    """A record is no page. The message is the kind of thing that it is, to be counted."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A page as it was captured, still packed."""

    #: What reads it: see :class:`newscrawl.importing.choosing.Choice`.
    site: str
    #: Where the page was, also if it is from the Wayback Machine.
    url: str
    #: Aware, in whole seconds.
    at: datetime
    headers: list[list[str]]
    body: bytes
    #: Its addresses may be those of the Wayback Machine.
    is_rewritten: bool
    #: Why it cannot be read.
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """What could not be read of a file."""

    #: Where, in bytes from its beginning.
    place: int
    #: One line.
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages of a file that are stored in one transaction, by the time of their captures."""

    captures: list[Captured]
    #: All that is before this place of the file is in this batch, or was in one before it.
    place: int
    broken: list[Broken]
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says before its content."""

    url: str
    at: datetime
    is_rewritten: bool


def largest(most: int) -> int:
    """How large the content of a record may be for a page of so many bytes."""
    return most + _HEAD


def head_of(record: Record, now: datetime) -> Head:
    """What a record says of itself.

    Raises:
        SkippedError: if it is of no page.
        BrokenError: if it does not say when it was captured.
    """
    if record.kind != "response":
        raise SkippedError(f"{record.kind or 'unknown'} record")
    if not record.uri.startswith(("http://", "https://")):
        raise SkippedError("not of http")
    at = _moment(record.fields.get("warc-date", ""))
    url, is_rewritten = record.uri, False
    if (replay := replayed(url)) is not None:
        url, is_rewritten = replay.url, replay.is_rewritten
        at = replay.at or at
    if at is None:
        raise BrokenError(f"expected a moment as WARC-Date, got {record.fields.get('warc-date')!r}")
    if at > now + _AHEAD:
        raise BrokenError(f"WARC-Date is in the future: {at.isoformat()}")
    return Head(url, at, is_rewritten)


def capture_of(record: Record, head: Head, site: str, most: int) -> Captured:
    """The page of a record, whose content was read unless it is too large.

    Args:
        site: see :attr:`Captured.site`.
        most: bytes that a page may have.

    Raises:
        SkippedError: if it is no page of HTML, or no success.
        BrokenError: if it is no answer by HTTP.
    """
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    if record.content is None:
        problem = too_large(most)
        return Captured(site, head.url, head.at, [], b"", head.is_rewritten, problem)
    stream = BytesIO(record.content)
    try:
        answer = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
        status = int(answer.get_statuscode())
    except (StatusAndHeadersParserException, ValueError, EOFError) as error:
        raise BrokenError("a response that is no HTTP") from error
    if status != 200:
        raise SkippedError(f"HTTP {status}")
    kind = (answer.get_header("content-type") or "").partition(";")[0].strip().lower()
    if kind != "text/html":
        raise SkippedError("no HTML")
    headers = [[name, value] for name, value in answer.headers]
    cut = BREAKS_OFF if "warc-truncated" in record.fields else None
    return Captured(site, head.url, head.at, headers, stream.read(), head.is_rewritten, cut)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A page as the site sent it, without what transport and Wayback Machine made of it."""

    headers: list[list[str]]
    body: bytes


def unpacked(capture: Captured, most: int) -> Unpacked:
    """The page of a capture.

    Args:
        most: bytes that it may have.

    Raises:
        BrokenError: if it breaks off, has more, or is not packed as it says.
    """
    if capture.problem is not None:
        raise BrokenError(capture.problem)
    body = capture.body
    values = {name.lower(): value.strip().lower() for name, value in capture.headers}
    if "chunked" in values.get("transfer-encoding", "") and not _is_source(body):
        body = _unchunked(body)
    encodings = [one.strip() for one in values.get("content-encoding", "").split(",")]
    # Who wrote the file may have unpacked it, and left the header as it was.
    if encodings != [""] and not _is_source(body):
        if len(encodings) == 1 and is_cut(encodings[0], body, most):
            raise BrokenError(BREAKS_OFF)
        body = _without_encodings(body, encodings, most)
    if len(body) > most:
        raise BrokenError(too_large(most))
    if capture.is_rewritten or is_marked(body):
        body = undone(body)
    headers = [one for one in capture.headers if one[0].lower() not in OF_THE_WIRE]
    return Unpacked(headers, body)


def _without_encodings(body: bytes, encodings: list[str], most: int) -> bytes:
    try:
        return private.unpacked(body, encodings, most)
    except private.TooLargeError as error:
        raise BrokenError(too_large(most)) from error
    except Exception as error:  # each library has its own
        raise BrokenError("the answer is not compressed as it says") from error


def _unchunked(body: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    try:
        found: bytes = ChunkedDataReader(BytesIO(body), raise_exceptions=True).read()
    except ChunkedDataException as error:
        raise BrokenError(BREAKS_OFF) from error
    return found


def _is_source(body: bytes) -> bool:
    """Whether a body is a page already."""
    return body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found.astimezone(UTC).replace(microsecond=0)
