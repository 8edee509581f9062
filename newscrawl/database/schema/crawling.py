"""What crawls leave: themselves, their requests, and how far they are."""

from __future__ import annotations

import sqlalchemy as sa

from newscrawl.database.schema.naming import metadata
from newscrawl.database.types import Id, Json, Text, UtcDateTime

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
    # For the last crawls of each site. Not by time: a clock may have been wrong.
    sa.Index(None, "spider", "run"),
)

#: Crawls that were pruned, summed up by the day of their start.
crawl_days = sa.Table(
    "crawl_days",
    metadata,
    sa.Column("spider", Text, primary_key=True),
    #: ``YYYY-MM-DD``, in UTC.
    sa.Column("day", Text, primary_key=True),
    sa.Column("crawls", sa.Integer, nullable=False),
    #: Of these, how many did not do their job.
    sa.Column("failed", sa.Integer, nullable=False),
    #: The sum of each number of their stats that can be added up.
    sa.Column("stats", Json, nullable=False),
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
    sa.Column("reason", Text),
    #: The crawl that leased it.
    sa.Column("run", Id),
    sa.Column("leased_at", UtcDateTime),
    sa.Column("etag", Text),
    sa.Column("last_modified", Text),
    #: How often in a row the site was in no state to answer it, and since when.
    sa.Column("waits", sa.Integer, nullable=False, server_default="0"),
    sa.Column("waiting_since", UtcDateTime),
    #: When it may be made again, if it waits.
    sa.Column("due_at", UtcDateTime),
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

#: When each article is looked at again, and what its page said of its state; see
#: :mod:`newscrawl.database.revisits`.
revisits = sa.Table(
    "revisits",
    metadata,
    sa.Column("article_id", Id, primary_key=True, autoincrement=False),
    sa.Column("site", Text, nullable=False),
    #: What its age counts from: when it was published, or was stored if that was earlier.
    sa.Column("born_at", UtcDateTime, nullable=False),
    #: Null: it is past its last age.
    sa.Column("due_at", UtcDateTime),
    sa.Column("etag", Text),
    sa.Column("last_modified", Text),
    sa.Index(
        "ix_revisits_due",
        "site",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
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
