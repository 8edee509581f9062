"""Tables of the archive. Migrations in ``migrations/versions`` lead here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, stored in UTC.

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
        value = value.astimezone(UTC)
        return value.isoformat(timespec="seconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


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
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("news_code", sa.Text),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kicker", sa.Text),
    sa.Column("lead", sa.Text),
    sa.Column("body", sa.Text),
    sa.Column("published_at", UtcDateTime),
    sa.Column("published_jalali", sa.Text),
    sa.Column("published_text", sa.Text),
    sa.Column("modified_at", UtcDateTime),
    sa.Column("sections", sa.JSON, nullable=False),
    sa.Column("tags", sa.JSON, nullable=False),
    sa.Column("agency", sa.Text),
    sa.Column("author", sa.Text),
    sa.Column("images", sa.JSON, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("problems", sa.JSON, nullable=False),
    #: When the site was first seen to have it no more.
    sa.Column("vanished_at", UtcDateTime),
    #: When this revision was read from a stored page by newer rules: the site did not change it.
    sa.Column("reparsed_at", UtcDateTime),
    sa.UniqueConstraint("site", "news_code"),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "published_at"),
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
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("news_code", sa.Text),
    sa.Column("status", sa.Integer),
    sa.Column("reason", sa.Text, nullable=False),
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
    sa.Column("spider", sa.Text, nullable=False),
    sa.Column("arguments", sa.JSON, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    #: Null while a crawl runs, and for ever where it was killed.
    sa.Column("finished_at", UtcDateTime),
    sa.Column("finish_reason", sa.Text),
    sa.Column("stats", sa.JSON, nullable=False),
    #: See :mod:`newscrawl.database.epochs`.
    sa.Column("scope", sa.Text),
    sa.Column("epoch", Id),
    #: The newest article when the crawl ended.
    sa.Column("newest_id", Id),
    sa.Index(None, "spider", "started_at"),
)

#: Requests that wait, are under way, or were made; see :mod:`newscrawl.frontier`.
frontier = sa.Table(
    "frontier",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    #: Of an article: its news code, or its address where it has none.
    sa.Column("key", sa.Text),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("request", sa.Text, nullable=False),
    #: pending, leased, done or failed.
    sa.Column("state", sa.Text, nullable=False),
    #: The epoch that the state is of.
    sa.Column("epoch", Id, nullable=False),
    #: How often the request was made to an end, good or bad.
    sa.Column("attempts", sa.Integer, nullable=False),
    #: How many processes died with it since.
    sa.Column("deaths", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
    #: The crawl that leased it.
    sa.Column("run", Id),
    sa.Column("leased_at", UtcDateTime),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
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
    sa.Column("site", sa.Text, primary_key=True),
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    sa.Column("day", sa.Text, primary_key=True),
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
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("news_code", sa.Text),
    #: Null, with the revision, where the page could not be read.
    sa.Column("article_id", Id),
    sa.Column("revision", sa.Integer),
    #: The address of the article or failure.
    sa.Column("item_url", sa.Text, nullable=False),
    #: The address that was fetched, on the site itself also when a mirror was crawled.
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    #: A list of [name, value], as received.
    sa.Column("headers", sa.JSON, nullable=False),
    #: The character encoding of the page.
    sa.Column("encoding", sa.Text, nullable=False),
    #: Bytes of ``body`` before compression.
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    #: What read it last: see :func:`newscrawl.rules.rules_version`.
    sa.Column("rules", sa.Text, nullable=False),
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
    sa.Column("name", sa.Text, primary_key=True),
    #: What was asked for; an export of the same name asks for the same.
    sa.Column("selection", sa.JSON, nullable=False),
    #: The newest article and revision that were there.
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision_id", Id, nullable=False),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)
