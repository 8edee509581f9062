"""Several entries a site in the schedule, workers, days of crawls, cold pages, and tombstones."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, Json, UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    _name_entries_of_the_schedule()
    op.drop_index("ix_failures_site_reason", "failures")
    op.create_index(
        "ix_failures_site_reason_is_missing", "failures", ["site", "reason", "is_missing"]
    )
    op.create_index("ix_crawls_spider_run", "crawls", ["spider", "run"])
    op.create_table(
        "workers",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("slots", sa.Integer, nullable=False),
        sa.Column("crawling", sa.Integer, nullable=False),
    )
    op.create_table(
        "crawl_days",
        sa.Column("spider", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("crawls", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("stats", Json, nullable=False),
    )
    op.create_table(
        "cold_files",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("written_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "cold_pages",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("article_id", Id),
        sa.Column("revision", sa.Integer),
        sa.Column("item_url", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("fetched_at", UtcDateTime, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("article_id", "revision", name="uq_cold_pages_article_id_revision"),
    )
    op.create_index("ix_cold_pages_site_id", "cold_pages", ["site", "id"])
    op.create_index("ix_cold_pages_file_offset", "cold_pages", ["file", "offset"])
    op.create_table(
        "tombstones",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("site", "news_code", name="uq_tombstones_site_news_code"),
        sa.UniqueConstraint("site", "url", name="uq_tombstones_site_url"),
    )
    op.add_column(
        "exports", sa.Column("tombstone_id", Id, nullable=False, server_default=sa.text("0"))
    )


def _name_entries_of_the_schedule() -> None:
    """The table is small, and its primary key changes: it is made anew, with its rows."""
    connection = op.get_bind()
    old = sa.Table(
        "schedule",
        sa.MetaData(),
        sa.Column("site", sa.Text),
        sa.Column("arguments", Json),
        sa.Column("every", sa.Integer),
        sa.Column("due_at", UtcDateTime),
        sa.Column("taken_by", sa.Text),
        sa.Column("taken_until", UtcDateTime),
        sa.Column("failures", sa.Integer),
        sa.Column("problem", sa.Text),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
    )
    rows = [dict(row) for row in connection.execute(sa.select(old)).mappings()]
    op.drop_table("schedule")
    new = op.create_table(
        "schedule",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("arguments", Json, nullable=False),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("time_of_day", sa.Text),
        sa.Column("is_of_all", sa.Boolean, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("taken_by", sa.Text),
        sa.Column("taken_until", UtcDateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
    )
    if rows:
        connection.execute(
            new.insert(), [row | {"name": "crawl", "is_of_all": False} for row in rows]
        )
