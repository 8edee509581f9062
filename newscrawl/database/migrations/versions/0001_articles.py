"""Articles, failures and crawls."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, Json, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "articles",
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
        sa.Column("sections", Json, nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("agency", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("images", Json, nullable=False),
        sa.Column("fetched_at", UtcDateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("problems", Json, nullable=False),
        sa.UniqueConstraint("site", "news_code", name="uq_articles_site_news_code"),
        sa.UniqueConstraint("site", "url", name="uq_articles_site_url"),
    )
    op.create_index("ix_articles_site_published_at", "articles", ["site", "published_at"])
    op.create_index("ix_articles_published_jalali", "articles", ["published_jalali"])
    op.create_table(
        "failures",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("site", "url", name="uq_failures_site_url"),
    )
    op.create_index("ix_failures_site_news_code", "failures", ["site", "news_code"])
    op.create_table(
        "crawls",
        sa.Column("run", Id, primary_key=True),
        sa.Column("spider", sa.Text, nullable=False),
        sa.Column("arguments", Json, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
        sa.Column("finish_reason", sa.Text),
        sa.Column("stats", Json, nullable=False),
    )
    op.create_index("ix_crawls_spider_started_at", "crawls", ["spider", "started_at"])
