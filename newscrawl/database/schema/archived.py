"""What is kept of sites: articles, failures and their pages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from newscrawl.database.schema.naming import metadata
from newscrawl.database.types import Id, Json, Text, UtcDateTime

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
    #: When the site was first found not to have it any more.
    sa.Column("vanished_at", UtcDateTime),
    #: When this revision was reparsed from a stored page. The site itself did not change it.
    sa.Column("reparsed_at", UtcDateTime),
    #: What :mod:`newscrawl.topics` makes of the sections.
    sa.Column("topic", Text),
    #: Articles of one story have the same. Null: it has no text, or was not looked at; see
    #: :mod:`newscrawl.database.stories`.
    sa.Column("story_id", sa.BigInteger),
    sa.UniqueConstraint("site", "news_code"),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "published_at"),
    sa.Index(None, "published_at"),
    sa.Index(None, "published_jalali"),
    # For sorting search results without reading whole articles.
    sa.Index(None, "id", "site", "published_at"),
    # For counting the articles of each topic, and reading those of one without all others.
    sa.Index(None, "topic", "site", "published_at"),
    # For counting and listing the few that vanished without reading all articles.
    sa.Index(
        "ix_articles_vanished",
        "site",
        "vanished_at",
        sqlite_where=sa.text("vanished_at IS NOT NULL"),
        postgresql_where=sa.text("vanished_at IS NOT NULL"),
    ),
    # Of archives without stories it is empty.
    sa.Index(
        None,
        "story_id",
        sqlite_where=sa.text("story_id IS NOT NULL"),
        postgresql_where=sa.text("story_id IS NOT NULL"),
    ),
)

#: By which keys an article may be found as the same story as others of a few days. The first one
#: of a period with a key has it; see :mod:`newscrawl.database.stories`.
story_keys = sa.Table(
    "story_keys",
    metadata,
    #: The number of some days; first, so that what is written together stands together.
    sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", Id, nullable=False),
    sqlite_with_rowid=False,
)

#: All keys of each article that was looked at, also those that others had before.
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("article_id", Id, primary_key=True, autoincrement=False),
    #: The version of the keys: :func:`newscrawl.stories.signature.rules`.
    sa.Column("rules", sa.Integer, nullable=False),
    sa.Column("period", sa.Integer, nullable=False),
    #: Four bytes each, big-endian; none of an article without a text.
    sa.Column("packed_keys", sa.LargeBinary, nullable=False),
)

_CHANGED = sa.text("coalesce(replaced_at, fetched_at)")
_EDITED: Any = {
    "sqlite_where": sa.text("is_edited = 1"),
    "postgresql_where": sa.text("is_edited"),
}

#: Every earlier version of an article, with the article's own columns.
revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article_id", Id, nullable=False),
    *(
        sa.Column(column.name, column.type, nullable=column.nullable)
        for column in articles.columns
        if column.name not in ("id", "vanished_at", "story_id")
    ),
    #: When the site was first seen to have something else in its place. Null: not known, or it was
    #: not the site that changed it.
    sa.Column("replaced_at", UtcDateTime),
    #: The site changed it: the next version was fetched, not read again from the same page.
    sa.Column("is_edited", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("article_id", "revision"),
    sa.Index(None, "site", "news_code"),
    # For reading what sites changed in some time, without reading all versions.
    sa.Index("ix_revisions_edited", _CHANGED, **_EDITED),
    sa.Index("ix_revisions_edited_of_site", "site", _CHANGED, **_EDITED),
)

#: Pages that are not articles or could not be read: the last failure of each.
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
    #: The site said that the page does not exist.
    sa.Column("is_missing", sa.Boolean),
    #: It passes by itself: the request waits in the frontier.
    sa.Column("is_waiting", sa.Boolean),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "news_code"),
    # For counting them by reason, those that the site does not have apart.
    sa.Index(None, "site", "reason", "is_missing"),
)

#: Raw pages of fetched revisions of articles, and of pages that could not be read.
pages = sa.Table(
    "pages",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("news_code", Text),
    #: Null, like the revision, where the page could not be read.
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
    #: The version of the extraction that read it last:
    #: :func:`newscrawl.extraction.version.rules_version`.
    sa.Column("rules", Text, nullable=False),
    #: As the site sent it, without its content encoding, compressed with zstd. It is the last
    #: column, because SQLite has to read it to get to the columns after it.
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

#: WARC files that raw pages of closed months were moved into.
cold_files = sa.Table(
    "cold_files",
    metadata,
    #: Its name in the folder of cold files.
    sa.Column("name", Text, primary_key=True),
    #: ``YYYY-MM`` of the pages' ``fetched_at``, in UTC.
    sa.Column("month", Text, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    #: In bytes.
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", Text, nullable=False),
    sa.Column("written_at", UtcDateTime, nullable=False),
)

#: Raw pages in cold files: as in ``pages``, with the record's place instead of headers and body.
cold_pages = sa.Table(
    "cold_pages",
    metadata,
    #: The one that it had in ``pages``.
    sa.Column("id", Id, primary_key=True),
    *(
        sa.Column(column.name, column.type, nullable=column.nullable)
        for column in pages.columns
        if column.name not in ("id", "headers", "body")
    ),
    sa.Column("file", Text, nullable=False),
    #: Where the compressed record begins in the file, and how long it is, in bytes.
    sa.Column("offset", sa.BigInteger, nullable=False),
    sa.Column("length", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("article_id", "revision"),
    sa.Index(None, "site", "id"),
    sa.Index(None, "file", "offset"),
)

#: Articles that were taken down on request: nothing is left of them but this, and they are neither
#: fetched nor stored again; see :mod:`newscrawl.database.tombstones`.
tombstones = sa.Table(
    "tombstones",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    #: One of both may be unknown.
    sa.Column("news_code", Text),
    sa.Column("url", Text),
    sa.Column("why", Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("site", "news_code"),
    sa.UniqueConstraint("site", "url"),
)

#: What readers wrote below articles: each once, as it was read last.
comments = sa.Table(
    "comments",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article_id", Id, nullable=False),
    #: Site, news code and address of the article, as it has them now.
    sa.Column("site", Text, nullable=False),
    sa.Column("news_code", Text),
    sa.Column("url", Text, nullable=False),
    #: The site's own id of the comment, see :class:`newscrawl.items.Comment`; unique in an article.
    sa.Column("comment_id", Text, nullable=False),
    sa.Column("parent_id", Text),
    sa.Column("author", Text),
    sa.Column("text", Text, nullable=False),
    sa.Column("published_at", UtcDateTime),
    sa.Column("published_text", Text),
    sa.Column("likes", sa.Integer),
    sa.Column("dislikes", sa.Integer),
    #: When a page with it was fetched first, and last.
    sa.Column("first_seen_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    #: When the page was first fetched without it, while it had others.
    sa.Column("vanished_at", UtcDateTime),
    sa.UniqueConstraint("article_id", "comment_id"),
    sa.UniqueConstraint("site", "news_code", "comment_id"),
)

#: Articles that their site removed, a row for each time; and a row when one is back. See
#: :mod:`newscrawl.database.changes.removals`.
removals = sa.Table(
    "removals",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article_id", Id, nullable=False),
    sa.Column("site", Text, nullable=False),
    #: The site has it again.
    sa.Column("is_back", sa.Boolean, nullable=False),
    #: When the site was last seen to have it, and first and last found not to have it.
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("missed_at", UtcDateTime, nullable=False),
    sa.Column("last_missed_at", UtcDateTime, nullable=False),
    #: When it was missed again, some time after the first; or when it was back.
    sa.Column("at", UtcDateTime, nullable=False),
    #: What the site answered then.
    sa.Column("status", sa.Integer),
    sa.Column("reason", Text),
    sa.UniqueConstraint("article_id", "missed_at", "is_back"),
    sa.Index(None, "at"),
    sa.Index(None, "site", "at"),
)
