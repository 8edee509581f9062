"""Days of the archives, the key of a request's article, failures of what does not exist."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE frontier RENAME COLUMN news_code TO key")
    op.add_column("failures", sa.Column("is_missing", sa.Boolean))
    op.create_table(
        "archive_days",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("read_at", UtcDateTime, nullable=False),
    )
