"""Tables of the archive. Migrations in ``migrations/versions`` lead here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, stored in UTC, in whole seconds.

    On SQLite it is text like ``2021-07-13T14:38:00+00:00``: it sorts, SQLite's date functions and
    Datasette read it, and it says its zone.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(
            sa.String(25) if dialect.name == "sqlite" else sa.DateTime(timezone=True)
        )

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        value = value.astimezone(UTC).replace(microsecond=0)
        return value.isoformat() if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


class Text(sa.types.TypeDecorator[str]):
    """Text without what databases refuse: see :func:`storable`."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return storable(value) if isinstance(value, str) else value


def storable(text: str) -> str:
    """Text as every database takes it: U+0000 and lone surrogates become U+FFFD.

    >>> storable("a\\0b"), storable("a\\ud83d"), storable("متن")
    ('a�b', 'a�', 'متن')
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


# json.dumps would make one at every call.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(value: Any) -> str:
    """A value as JSON, for columns of the type :data:`Json`."""
    text = _encode(value)
    if "\\u0000" in text:  # jsonb refuses it
        text = _encode(_without_nul(value))
    return storable(text)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(one) for name, one in value.items()}
    return value


#: Text on SQLite, ``jsonb`` on PostgreSQL.
Json = sa.JSON().with_variant(JSONB(), "postgresql")
#: ``INTEGER PRIMARY KEY`` on SQLite, which is its row id.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("news_code", Text),
    sa.Column("url", Text, nullable=False),
    sa.Column("title", Text, nullable=False),
    sa.Column("kicker", Text),
    sa.Column("lead", Text),
    sa.Column("body", Text),
    sa.Column("published_at", UtcDateTime),
    sa.Column("published_jalali", Text),
    sa.Column("published_text", Text),
    sa.Column("modified_at", UtcDateTime),
    sa.Column("sections", Json, nullable=False),
    sa.Column("tags", Json, nullable=False),
    sa.Column("agency", Text),
    sa.Column("author", Text),
    sa.Column("images", Json, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_hash", Text, nullable=False),
    sa.Column("problems", Json, nullable=False),
    #: When the site was first seen to have it no more.
    sa.Column("vanished_at", UtcDateTime),
    #: When this revision was read from a stored page by newer rules: the site did not change it.
    sa.Column("reparsed_at", UtcDateTime),
    sa.UniqueConstraint("site", "news_code"),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "published_at"),
    sa.Index(None, "published_at"),
    sa.Index(None, "published_jalali"),
    # For sorting what a search found without reading all of each article.
    sa.Index(None, "id", "site", "published_at"),
)

#: Every earlier version of an article, with the article's own columns.
revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article_id", Id, nullable=False),
    *(
        sa.Column(column.name, column.type, nullable=column.nullable)
        for column in articles.columns
        if column.name not in ("id", "vanished_at")
    ),
    sa.UniqueConstraint("article_id", "revision"),
    sa.Index(None, "site", "news_code"),
)

#: Pages that are no article or could not be read: the last time each failed.
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("url", Text, nullable=False),
    sa.Column("news_code", Text),
    sa.Column("status", sa.Integer),
    sa.Column("reason", Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    #: The site said that there is no such page.
    sa.Column("is_missing", sa.Boolean),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "news_code"),
)

crawls = sa.Table(
    "crawls",
    metadata,
    sa.Column("run", Id, primary_key=True),
    sa.Column("spider", Text, nullable=False),
    sa.Column("arguments", Json, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    #: Null while a crawl runs, and for ever where it was killed.
    sa.Column("finished_at", UtcDateTime),
    sa.Column("finish_reason", Text),
    sa.Column("stats", Json, nullable=False),
    #: See :mod:`newscrawl.database.epochs`.
    sa.Column("scope", Text),
    sa.Column("epoch", Id),
    #: The newest article when the crawl ended.
    sa.Column("newest_id", Id),
    #: What a running crawl tells the other crawls of its site: see :mod:`newscrawl.database.fleet`.
    sa.Column("heartbeat_at", UtcDateTime),
    sa.Column("is_waiting", sa.Boolean),
    sa.Column("slots", sa.Integer),
    sa.Column("delay", sa.Float),
    sa.Index(None, "spider", "started_at"),
)

#: Requests that wait, are under way, or were made; see :mod:`newscrawl.frontier`.
frontier = sa.Table(
    "frontier",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("fingerprint", Text, nullable=False),
    sa.Column("url", Text, nullable=False),
    #: Of an article: its news code, or its address where it has none.
    sa.Column("key", Text),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("request", Text, nullable=False),
    #: pending, leased, done or failed.
    sa.Column("state", Text, nullable=False),
    #: The epoch that the state is of.
    sa.Column("epoch", Id, nullable=False),
    #: How often the request was made to an end, good or bad.
    sa.Column("attempts", sa.Integer, nullable=False),
    #: How many processes died with it since.
    sa.Column("deaths", sa.Integer, nullable=False),
    sa.Column("reason", Text),
    #: The crawl that leased it.
    sa.Column("run", Id),
    sa.Column("leased_at", UtcDateTime),
    sa.Column("etag", Text),
    sa.Column("last_modified", Text),
    sa.UniqueConstraint("site", "fingerprint"),
    sa.Index(
        "ix_frontier_pending",
        "site",
        sa.text("priority DESC"),
        "id",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    ),
    sa.Index(None, "site", "state"),
)

#: Days of a site's own archive whose lists were read to the end after the day was over.
archive_days = sa.Table(
    "archive_days",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    sa.Column("day", Text, primary_key=True),
    #: Articles that its pages link to.
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("read_at", UtcDateTime, nullable=False),
)

#: Raw pages: of each revision of an article that was fetched, and of each failure to read one.
pages = sa.Table(
    "pages",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("news_code", Text),
    #: Null, with the revision, where the page could not be read.
    sa.Column("article_id", Id),
    sa.Column("revision", sa.Integer),
    #: The address of the article or failure.
    sa.Column("item_url", Text, nullable=False),
    #: The address that was fetched, on the site itself also when a mirror was crawled.
    sa.Column("url", Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    #: A list of [name, value], as received.
    sa.Column("headers", Json, nullable=False),
    #: The character encoding of the page.
    sa.Column("encoding", Text, nullable=False),
    #: Bytes of ``body`` before compression.
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    #: What read it last: see :func:`newscrawl.rules.rules_version`.
    sa.Column("rules", Text, nullable=False),
    #: As the site sent it, without its content encoding, compressed with zstd. The last column:
    #: SQLite reads through it to what stands behind.
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("article_id", "revision"),
    sa.Index(
        "ix_pages_failed",
        "site",
        "item_url",
        unique=True,
        sqlite_where=sa.text("article_id IS NULL"),
        postgresql_where=sa.text("article_id IS NULL"),
    ),
    sa.Index(None, "site", "id"),
)

#: How far each named export has come; see :mod:`newscrawl.database.exports`.
exports = sa.Table(
    "exports",
    metadata,
    sa.Column("name", Text, primary_key=True),
    #: What was asked for; an export of the same name asks for the same.
    sa.Column("selection", Json, nullable=False),
    #: The newest article and revision that were there.
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision_id", Id, nullable=False),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

#: When the next request may be made to a site, of all that its crawls make together.
paces = sa.Table(
    "paces",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: Seconds since 1970 by the clock of the database.
    sa.Column("next_at", sa.Float(53), nullable=False),
    #: Who had the last turn.
    sa.Column("ticket", sa.BigInteger, nullable=False),
)

#: When sites are to be crawled; see :mod:`newscrawl.database.schedule`.
schedule = sa.Table(
    "schedule",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: Spider arguments.
    sa.Column("arguments", Json, nullable=False),
    #: Seconds from the start of a crawl to the start of the next.
    sa.Column("every", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    #: The worker that crawls it, and until when unless it says that it still lives.
    sa.Column("taken_by", Text),
    sa.Column("taken_until", UtcDateTime),
    #: How many crawls failed since the last good one, and how the last of them did.
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("problem", Text),
    sa.Column("started_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
)
