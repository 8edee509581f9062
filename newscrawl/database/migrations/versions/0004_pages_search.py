"""Raw pages, the full-text index, named exports, and when a revision was read again."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database import search
from newscrawl.database.schema import Id, Json, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("articles", sa.Column("reparsed_at", UtcDateTime))
    op.add_column("revisions", sa.Column("reparsed_at", UtcDateTime))
    op.create_index("ix_articles_id_site_published_at", "articles", ["id", "site", "published_at"])
    op.create_table(
        "pages",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("article_id", Id),
        sa.Column("revision", sa.Integer),
        sa.Column("item_url", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("fetched_at", UtcDateTime, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("article_id", "revision", name="uq_pages_article_id_revision"),
    )
    op.create_index(
        "ix_pages_failed",
        "pages",
        ["site", "item_url"],
        unique=True,
        sqlite_where=sa.text("article_id IS NULL"),
        postgresql_where=sa.text("article_id IS NULL"),
    )
    op.create_index("ix_pages_site_id", "pages", ["site", "id"])
    op.create_table(
        "exports",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("selection", Json, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    search.create(op.get_bind())
