"""Raw pages as WARC, the format of web archives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from warcio.warcwriter import WARCWriter

from newscrawl.database.cold.records import response, warcinfo
from newscrawl.database.pages import StoredPage


def write_warc(pages: Iterable[StoredPage], file: IO[bytes], name: str, gzip: bool) -> int:
    """Write pages as ``response`` records; returns their number.

    Args:
        name: file name for the first record.
        gzip: compress each record separately, as readers of ``.warc.gz`` expect.
    """
    writer = WARCWriter(file, gzip=gzip)
    writer.write_record(warcinfo(writer, name))
    count = 0
    for stored in pages:
        writer.write_record(response(writer, stored.page, stored.fetched_at))
        count += 1
    return count
