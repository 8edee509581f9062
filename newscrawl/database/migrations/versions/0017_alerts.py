"""Saved searches that tell of what they find."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, Json, UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("destinations", Json, nullable=False),
        sa.Column("digest", sa.Text),
        sa.Column("with_changes", sa.Boolean, nullable=False),
        sa.Column("any_date", sa.Boolean, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("removal_id", Id, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("paused_at", UtcDateTime),
    )
    op.create_table(
        "alert_place",
        sa.Column("id", Id, primary_key=True, autoincrement=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("removal_id", Id, nullable=False),
        sa.Column("looked_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "alert_hits",
        sa.Column("id", Id, primary_key=True),
        sa.Column("alert", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("change_id", Id),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("message", sa.Text),
    )
    op.create_index("ix_alert_hits_alert_id", "alert_hits", ["alert", "id"])
    op.create_index("ix_alert_hits_article_id", "alert_hits", ["article_id"])
    op.create_index("ix_alert_hits_message", "alert_hits", ["message"])
