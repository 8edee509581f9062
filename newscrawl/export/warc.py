"""Raw pages as WARC, the format of web archives."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from typing import IO, Final

from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from newscrawl import __version__
from newscrawl.database.pages import StoredPage

#: Headers about the bytes on the wire, which differ from the stored ones.
_OF_THE_WIRE: Final = frozenset(
    ("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive")
)


def write_warc(pages: Iterable[StoredPage], file: IO[bytes], name: str, gzip: bool) -> int:
    """Write pages as ``response`` records; returns their number.

    Args:
        name: file name for the first record.
        gzip: compress each record separately, as readers of ``.warc.gz`` expect.
    """
    writer = WARCWriter(file, gzip=gzip)
    writer.write_record(
        writer.create_warcinfo_record(
            name, {"software": f"newscrawl/{__version__}", "format": "WARC File Format 1.1"}
        )
    )
    count = 0
    for stored in pages:
        page = stored.page
        headers = [(key, value) for key, value in page.headers if key.lower() not in _OF_THE_WIRE]
        headers.append(("Content-Length", str(len(page.body))))
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(_status(page.status), headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": datetime_to_iso_date(stored.fetched_at)},
        )
        writer.write_record(record)
        count += 1
    return count


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
