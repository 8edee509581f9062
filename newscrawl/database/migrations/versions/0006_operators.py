"""Indexes for the status of an archive, and steps that go through the archive in batches."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id
from newscrawl.database.search.build import start_filling

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "data_steps",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", Id, nullable=False),
    )
    op.create_index(
        "ix_articles_vanished",
        "articles",
        ["site", "vanished_at"],
        sqlite_where=sa.text("vanished_at IS NOT NULL"),
        postgresql_where=sa.text("vanished_at IS NOT NULL"),
    )
    op.create_index("ix_failures_site_reason", "failures", ["site", "reason"])
    # Migration 0004 leaves the search index empty where there are articles already.
    start_filling(op.get_bind())
