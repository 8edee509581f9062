"""What operators have: exports, imports, steps, the schedule and its workers, alarms, messages,
alerts."""

from __future__ import annotations

import sqlalchemy as sa

from newscrawl.database.schema.naming import metadata
from newscrawl.database.types import Id, Json, Text, UtcDateTime

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
    #: The newest tombstone that its consumers were told of.
    sa.Column("tombstone_id", Id, nullable=False, server_default=sa.text("0")),
)

#: How far each file of a web archive was read; see :mod:`newscrawl.database.imports`.
imports = sa.Table(
    "imports",
    metadata,
    #: A digest that tells the file from others.
    sa.Column("mark", Text, primary_key=True),
    #: For which sites it was read; empty for all that are known.
    sa.Column("scope", Text, primary_key=True),
    #: Its path, as it was given last.
    sa.Column("name", Text, nullable=False),
    #: All before this place is stored, in bytes.
    sa.Column("place", sa.BigInteger, nullable=False),
    #: How many of its parts could not be read, and ``[place, reason]`` of the first of them.
    sa.Column("broken_count", sa.Integer, nullable=False),
    sa.Column("broken", Json, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    #: Null while it is not read to its end.
    sa.Column("finished_at", UtcDateTime),
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
    #: Of the entry: a site may have several, as for new articles, a nightly revisit, all codes.
    sa.Column("name", Text, primary_key=True),
    #: Spider arguments.
    sa.Column("arguments", Json, nullable=False),
    #: Seconds from the start of a crawl to the start of the next.
    sa.Column("every", sa.Integer, nullable=False),
    #: ``HH:MM`` in Tehran, where it is due at that time of the day.
    sa.Column("time_of_day", Text),
    #: It was added with all sites, and not for this one.
    sa.Column("is_of_all", sa.Boolean, nullable=False),
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

#: The workers of the schedule, and when each was last seen.
workers = sa.Table(
    "workers",
    metadata,
    sa.Column("name", Text, primary_key=True),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    #: How many sites it can crawl at a time, and how many it was crawling.
    sa.Column("slots", sa.Integer, nullable=False),
    sa.Column("crawling", sa.Integer, nullable=False),
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

#: Saved searches that tell of what they find; see :mod:`newscrawl.database.alerts`.
alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("name", Text, primary_key=True),
    #: As its owner wrote it.
    sa.Column("query", Text, nullable=False),
    #: The filters beside it, by name: ``site``, ``section``, ``tag``, ``topic``.
    sa.Column("filters", Json, nullable=False),
    #: Whom it tells: a list of names without secrets.
    sa.Column("destinations", Json, nullable=False),
    #: ``hourly``, or ``HH:MM`` in Tehran; null: one message an article.
    sa.Column("digest", Text),
    #: It tells of edits and removals, too.
    sa.Column("with_changes", sa.Boolean, nullable=False),
    #: It tells also of articles that were published long ago.
    sa.Column("any_date", sa.Boolean, nullable=False),
    #: The newest article and changes when it was made or resumed: it finds only what came later.
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision_id", Id, nullable=False),
    sa.Column("removal_id", Id, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    #: Null while it is at work.
    sa.Column("paused_at", UtcDateTime),
)

#: How far all alerts have come: one row. They look together, however many they are.
alert_place = sa.Table(
    "alert_place",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    #: Articles up to this one were looked at, and changes up to these.
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision_id", Id, nullable=False),
    sa.Column("removal_id", Id, nullable=False),
    #: When all that was there had been looked at.
    sa.Column("looked_at", UtcDateTime, nullable=False),
)

#: What alerts found: of an article only its number, so that no text stays behind.
alert_hits = sa.Table(
    "alert_hits",
    metadata,
    sa.Column("id", Id, primary_key=True),
    #: The name of the alert.
    sa.Column("alert", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("article_id", Id, nullable=False),
    #: Of an edit its earlier version, of what was removed or is back its row of ``removals``.
    sa.Column("change_id", Id),
    sa.Column("at", UtcDateTime, nullable=False),
    #: The message that tells of it, the same for all destinations. Null: it waits for a digest.
    sa.Column("message", Text),
    sa.Index(None, "alert", "id"),
    sa.Index(None, "article_id"),
    sa.Index(None, "message"),
)
