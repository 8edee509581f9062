"""Parquet, for pandas, DuckDB and the like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from newscrawl.export.formats import FIELDS, Options
from newscrawl.items import Article

#: Articles in a row group, all of which are in memory at a time.
GROUP: Final = 2000
_MOMENT: Final = pa.timestamp("s", tz="UTC")
_TYPES: Final = {
    "published_at": _MOMENT,
    "modified_at": _MOMENT,
    "fetched_at": _MOMENT,
    "sections": pa.list_(pa.string()),
    "tags": pa.list_(pa.string()),
    "images": pa.list_(pa.struct({"url": pa.string(), "alt": pa.string()})),
    "revision": pa.int32(),
    "problems": pa.list_(pa.string()),
    "story_id": pa.int64(),
}
SCHEMA: Final = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FIELDS])


def write_parquet(articles: Iterable[Article], file: IO[bytes], options: Options) -> int:
    """Write articles as Parquet: moments are timestamps in UTC, lists are lists."""
    count = 0
    rows = map(row_of, articles)
    with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, SCHEMA))
            count += len(group)
    return count


def row_of(article: Article) -> dict[str, Any]:
    """The values of an article for a table of :data:`SCHEMA`."""
    row = asdict(article)
    for name in ("published_at", "modified_at", "fetched_at"):
        row[name] = row[name] and datetime.fromisoformat(row[name])
    return row
