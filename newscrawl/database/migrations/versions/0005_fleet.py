"""What crawls of one site tell each other, the pace of sites, and the schedule."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Json, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_articles_published_at", "articles", ["published_at"])
    op.add_column("crawls", sa.Column("heartbeat_at", UtcDateTime))
    op.add_column("crawls", sa.Column("is_waiting", sa.Boolean))
    op.add_column("crawls", sa.Column("slots", sa.Integer))
    op.add_column("crawls", sa.Column("delay", sa.Float))
    op.create_table(
        "paces",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("next_at", sa.Float(53), nullable=False),
        sa.Column("ticket", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "schedule",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("arguments", Json, nullable=False),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("taken_by", sa.Text),
        sa.Column("taken_until", UtcDateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
    )
