"""A raw page as a record of a WARC file, and back. warcio is imported when it is needed."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from newscrawl import __version__
from newscrawl.database.address import DatabaseError
from newscrawl.items import RawPage

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

#: zlib's level: as small as zstd's in the database. 9 takes twice as long and saves 1 %.
LEVEL: Final = 6
#: The field of WARC's own headers that has, as JSON, what a record cannot hold otherwise: the
#: headers as they were stored, in their order, and which page it is.
FIELD: Final = "Newscrawl-Page"
#: Headers about the bytes on the wire, which differ from the stored ones.
OF_THE_WIRE: Final = frozenset(
    ("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive")
)


class UnreadableError(Exception):
    """A page cannot be read from its cold file. The message is one line, the same for all pages of
    the file with the same reason."""


def require(who_needs: str = "cold files need") -> None:
    """Check that WARC files can be written and read.

    Args:
        who_needs: the beginning of the error.

    Raises:
        DatabaseError: if warcio is not installed.
    """
    try:
        import warcio.warcwriter  # noqa: F401
    except ImportError:
        raise DatabaseError(f"{who_needs} {_WARCIO}") from None


_WARCIO: Final = "the package warcio: pip install 'newscrawl[warc]'"


def head(name: str) -> bytes:
    """The first record of a file of this name, which says who wrote it."""
    writer, buffer = _writer()
    writer.write_record(warcinfo(writer, name))
    return gzip.compress(buffer.getvalue(), LEVEL, mtime=0)


def warcinfo(writer: WARCWriter, name: str) -> ArcWarcRecord:
    """A record that says who wrote a file."""
    about = {"software": f"newscrawl/{__version__}", "format": "WARC File Format 1.1"}
    return writer.create_warcinfo_record(name, about)


def response(
    writer: WARCWriter, page: RawPage, fetched_at: datetime, fields: dict[str, str] | None = None
) -> ArcWarcRecord:
    """A page as a record of type ``response``.

    Args:
        fields: more of WARC's own headers.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.timeutils import datetime_to_iso_date

    headers = [(key, value) for key, value in page.headers if key.lower() not in OF_THE_WIRE]
    headers.append(("Content-Length", str(len(page.body))))
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=StatusAndHeaders(_status(page.status), headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": datetime_to_iso_date(fetched_at), **(fields or {})},
    )


def pack(page: RawPage, fetched_at: datetime, about: dict[str, Any]) -> bytes:
    """A page as a record that is compressed by itself.

    Args:
        about: what says which page it is, besides its headers: at least its ``id``.
    """
    writer, buffer = _writer()
    field = json.dumps({**about, "headers": page.headers}, separators=(",", ":"))
    writer.write_record(response(writer, page, fetched_at, {FIELD: field}))
    return gzip.compress(buffer.getvalue(), LEVEL, mtime=0)


def unpack(record: bytes, id: int) -> tuple[list[list[str]], bytes]:
    """The headers, as they were stored, and the body of the page with this ``id``.

    Raises:
        ValueError: if the record is damaged, or is of another page.
        UnreadableError: if warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise UnreadableError(f"cold files need {_WARCIO}") from None
    try:
        plain = gzip.decompress(record)  # which compares the checksum
        (found,) = ((one, one.raw_stream.read()) for one in ArchiveIterator(BytesIO(plain)))
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        raise ValueError(str(error)) from error
    headers, body = found
    about = json.loads(headers.rec_headers.get_header(FIELD) or "{}")
    if about.get("id") != id:
        raise ValueError(f"expected page {id}, got {about.get('id')}")
    return about["headers"], body


def _writer() -> tuple[WARCWriter, BytesIO]:
    from warcio.warcwriter import WARCWriter

    buffer = BytesIO()
    return WARCWriter(buffer, gzip=False), buffer


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
