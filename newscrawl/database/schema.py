"""Tables of the archive. Migrations in ``migrations/versions`` lead here."""

from __future__ import annotations

import sqlalchemy as sa

# Landed migrations take their types from here, and are never changed.
from newscrawl.database.types import Id as Id
from newscrawl.database.types import Json as Json
from newscrawl.database.types import Text
from newscrawl.database.types import UtcDateTime as UtcDateTime

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
    #: When the site was first found not to have it any more.
    sa.Column("vanished_at", UtcDateTime),
    #: When this revision was reparsed from a stored page. The site itself did not change it.
    sa.Column("reparsed_at", UtcDateTime),
    sa.UniqueConstraint("site", "news_code"),
    sa.UniqueConstraint("site", "url"),
    sa.Index(None, "site", "published_at"),
    sa.Index(None, "published_at"),
    sa.Index(None, "published_jalali"),
    # For sorting search results without reading whole articles.
    sa.Index(None, "id", "site", "published_at"),
    # For counting and listing the few that vanished without reading all articles.
    sa.Index(
        "ix_articles_vanished",
        "site",
        "vanished_at",
        sqlite_where=sa.text("vanished_at IS NOT NULL"),
        postgresql_where=sa.text("vanished_at IS NOT NULL"),
    ),
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
    # For counting them by reason.
    sa.Index(None, "site", "reason"),
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
    #: See :mod:`newscrawl.database.crawls`.
    sa.Column("scope", Text),
    sa.Column("epoch", Id),
    #: The newest article when the crawl ended.
    sa.Column("newest_id", Id),
    #: What a running crawl tells the others of its site: see :mod:`newscrawl.database.heartbeat`.
    sa.Column("heartbeat_at", UtcDateTime),
    sa.Column("is_waiting", sa.Boolean),
    sa.Column("slots", sa.Integer),
    sa.Column("delay", sa.Float),
    sa.Index(None, "spider", "started_at"),
)

#: Requests: pending, leased, waiting, done or failed; see :mod:`newscrawl.database.frontier`.
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
    #: pending, leased, waiting, done or failed.
    sa.Column("state", Text, nullable=False),
    #: The epoch that the state is of.
    sa.Column("epoch", Id, nullable=False),
    #: How often the request was finished, with success or not.
    sa.Column("attempts", sa.Integer, nullable=False),
    #: How many processes died while they had it leased, since then.
    sa.Column("deaths", sa.Integer, nullable=False),
    #: How often in a row the site was in no state to answer it, and since when.
    sa.Column("waits", sa.Integer, nullable=False, server_default="0"),
    sa.Column("waiting_since", UtcDateTime),
    #: When it may be made again, if it waits.
    sa.Column("due_at", UtcDateTime),
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

#: Days of a site's own archive whose lists were read completely after the day had ended.
archive_days = sa.Table(
    "archive_days",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    sa.Column("day", Text, primary_key=True),
    #: Number of articles that its pages link to.
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("read_at", UtcDateTime, nullable=False),
)

#: How many articles a site itself says that it has; see :class:`newscrawl.items.Total`.
totals = sa.Table(
    "totals",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: A way of discovery.
    sa.Column("way", Text, primary_key=True),
    #: The days that it is of, empty for all; of a sitemap, its address.
    sa.Column("span", Text, primary_key=True),
    sa.Column("total", sa.Integer),
    sa.Column("at", UtcDateTime, nullable=False),
    #: Where a later crawl goes on, as the way writes it.
    sa.Column("read_to", Text),
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

#: The position of each named export; see :mod:`newscrawl.database.exports`.
exports = sa.Table(
    "exports",
    metadata,
    sa.Column("name", Text, primary_key=True),
    #: The filters of the export, which stay the same for a name.
    sa.Column("selection", Json, nullable=False),
    #: The newest article and revision at that time.
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision_id", Id, nullable=False),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

#: When the next request to a site may be made, by any of its crawls.
paces = sa.Table(
    "paces",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: Seconds since 1970 by the clock of the database.
    sa.Column("next_at", sa.Float(53), nullable=False),
    #: The ticket of the last turn.
    sa.Column("ticket", sa.BigInteger, nullable=False),
)

#: Unfinished steps that go through the archive in batches, like rebuilding the search index; see
#: :mod:`newscrawl.database.steps`.
data_steps = sa.Table(
    "data_steps",
    metadata,
    sa.Column("name", Text, primary_key=True),
    #: Rows up to this ``id`` are done.
    sa.Column("position", Id, nullable=False),
)

#: When sites have to be crawled; see :mod:`newscrawl.database.schedule`.
schedule = sa.Table(
    "schedule",
    metadata,
    sa.Column("site", Text, primary_key=True),
    #: Spider arguments.
    sa.Column("arguments", Json, nullable=False),
    #: Seconds from the start of a crawl to the start of the next.
    sa.Column("every", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    #: The worker that crawls it, and until when, unless the worker extends it.
    sa.Column("taken_by", Text),
    sa.Column("taken_until", UtcDateTime),
    #: Number of failed crawls since the last good one, and the problem of the last of them.
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("problem", Text),
    sa.Column("started_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
)

#: What is wrong with the crawls of a site; see :mod:`newscrawl.database.alarms`.
alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("site", Text, nullable=False),
    sa.Column("scope", Text, nullable=False),
    sa.Column("monitor", Text, nullable=False),
    sa.Column("problem", Text, nullable=False),
    #: The crawl that found it first.
    sa.Column("run", Id, nullable=False),
    sa.Column("began_at", UtcDateTime, nullable=False),
    #: Null while it stands.
    sa.Column("over_at", UtcDateTime),
    sa.Index(
        "ix_alarms_standing",
        "site",
        "scope",
        "monitor",
        unique=True,
        sqlite_where=sa.text("over_at IS NULL"),
        postgresql_where=sa.text("over_at IS NULL"),
    ),
)

#: What is to be told to people; see :mod:`newscrawl.database.outbox`.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", Id, primary_key=True),
    #: Of what is told: the same thing is told once.
    sa.Column("key", Text, nullable=False, unique=True),
    #: A name without secrets.
    sa.Column("destination", Text, nullable=False),
    sa.Column("title", Text, nullable=False),
    sa.Column("body", Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    #: Null once it was delivered, or given up.
    sa.Column("due_at", UtcDateTime),
    sa.Column("attempts", sa.Integer, nullable=False),
    #: Until when somebody is delivering it.
    sa.Column("taken_until", UtcDateTime),
    sa.Column("sent_at", UtcDateTime),
    #: Why it was not delivered at the last try.
    sa.Column("problem", Text),
    sa.Index(
        "ix_outbox_due",
        "due_at",
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    ),
)
