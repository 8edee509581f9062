"""Stories: which articles are one, and the keys by which they are found."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("articles", sa.Column("story_id", sa.BigInteger))
    is_known = sa.text("story_id IS NOT NULL")
    op.create_index(
        "ix_articles_story_id",
        "articles",
        ["story_id"],
        sqlite_where=is_known,
        postgresql_where=is_known,
    )
    op.create_table(
        "story_keys",
        sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", Id, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signatures",
        sa.Column("article_id", Id, primary_key=True, autoincrement=False),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("packed_keys", sa.LargeBinary, nullable=False),
    )
