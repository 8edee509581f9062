"""Alarms that stand until they are over, and what is to be told to people."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", Id, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("monitor", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("run", Id, nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("over_at", UtcDateTime),
    )
    op.create_index(
        "ix_alarms_standing",
        "alarms",
        ["site", "scope", "monitor"],
        unique=True,
        sqlite_where=sa.text("over_at IS NULL"),
        postgresql_where=sa.text("over_at IS NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("taken_until", UtcDateTime),
        sa.Column("sent_at", UtcDateTime),
        sa.Column("problem", sa.Text),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due_at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
