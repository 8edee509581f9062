"""The frontier, revisions, and the epochs of crawls."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, Json, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("vanished_at", UtcDateTime))
    op.add_column("crawls", sa.Column("scope", sa.Text))
    op.add_column("crawls", sa.Column("epoch", Id))
    op.add_column("crawls", sa.Column("newest_id", Id))
    op.create_table(
        "revisions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("article_id", Id, nullable=False),
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
        sa.UniqueConstraint("article_id", "revision", name="uq_revisions_article_id_revision"),
    )
    op.create_index("ix_revisions_site_news_code", "revisions", ["site", "news_code"])
    op.create_table(
        "frontier",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("epoch", Id, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("deaths", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("run", Id),
        sa.Column("leased_at", UtcDateTime),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.UniqueConstraint("site", "fingerprint", name="uq_frontier_site_fingerprint"),
    )
    op.create_index(
        "ix_frontier_pending",
        "frontier",
        ["site", sa.text("priority DESC"), "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_frontier_site_state", "frontier", ["site", "state"])
