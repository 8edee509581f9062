"""Parquet, for pandas, DuckDB and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from newscrawl.export.formats import FIELDS, CommentedArticle, Options
from newscrawl.items import Article, Comment

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
    "copies": pa.int32(),  # of the documents of a corpus
}
SCHEMA: Final = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FIELDS])
_MOMENTS: Final = ("published_at", "modified_at", "fetched_at")
_MOMENTS_OF_COMMENTS: Final = ("published_at", "first_seen_at", "seen_at", "vanished_at")
_TYPES_OF_COMMENTS: Final = dict.fromkeys(_MOMENTS_OF_COMMENTS, _MOMENT) | dict.fromkeys(
    ("likes", "dislikes"), pa.int32()
)
#: The same with a list of comments.
SCHEMA_WITH_COMMENTS: Final = SCHEMA.append(
    pa.field(
        "comments",
        pa.list_(
            pa.struct(
                [(f.name, _TYPES_OF_COMMENTS.get(f.name, pa.string())) for f in fields(Comment)]
            )
        ),
    )
)


def write_parquet(articles: Iterable[Article], file: IO[bytes], options: Options) -> int:
    """Write articles as Parquet: moments are timestamps in UTC, lists are lists."""
    schema = SCHEMA_WITH_COMMENTS if options.with_comments else SCHEMA
    if options.with_comments:
        articles = map(CommentedArticle.of, articles)
    return _write(map(row_of, articles), file, schema)


def write_rows(rows: Iterable[dict[str, Any]], file: IO[bytes], names: list[str]) -> int:
    """Write the values of documents, as items have them; returns their number."""
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in names])
    return _write(map(_with_moments, rows), file, schema)


def _write(rows: Iterator[dict[str, Any]], file: IO[bytes], schema: pa.Schema) -> int:
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema))
            count += len(group)
    return count


def row_of(article: Article) -> dict[str, Any]:
    """The values of an article for a table of :data:`SCHEMA`; of a
    :class:`~newscrawl.export.formats.CommentedArticle`, of :data:`SCHEMA_WITH_COMMENTS`."""
    return _with_moments(asdict(article))


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    for one, names in (
        (row, _MOMENTS),
        *((comment, _MOMENTS_OF_COMMENTS) for comment in row.get("comments", ())),
    ):
        for name in names:
            one[name] = one[name] and datetime.fromisoformat(one[name])
    return row
