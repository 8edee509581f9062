"""Comments of readers."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("id", Id, primary_key=True),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("news_code", sa.Text),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("comment_id", sa.Text, nullable=False),
        sa.Column("parent_id", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", UtcDateTime),
        sa.Column("published_text", sa.Text),
        sa.Column("likes", sa.Integer),
        sa.Column("dislikes", sa.Integer),
        sa.Column("first_seen_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("vanished_at", UtcDateTime),
        sa.UniqueConstraint("article_id", "comment_id", name="uq_comments_article_id_comment_id"),
        sa.UniqueConstraint(
            "site", "news_code", "comment_id", name="uq_comments_site_news_code_comment_id"
        ),
    )
