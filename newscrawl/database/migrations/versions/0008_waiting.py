"""Requests that wait until an outage is over; and marks for those with the address of a mirror."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Json, UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("frontier", sa.Column("waits", sa.Integer, nullable=False, server_default="0"))
    op.add_column("frontier", sa.Column("waiting_since", UtcDateTime))
    op.add_column("frontier", sa.Column("due_at", UtcDateTime))
    op.add_column("failures", sa.Column("is_waiting", sa.Boolean))
    # A site's own address is known only to its spider: the next crawl does it.
    crawls = sa.table("crawls", sa.column("spider", sa.Text), sa.column("arguments", Json))
    steps = sa.table("data_steps", sa.column("name", sa.Text), sa.column("position", sa.Integer))
    bind = op.get_bind()
    mirrored = {
        row.spider for row in bind.execute(sa.select(crawls)) if "base_url" in row.arguments
    }
    for site in sorted(mirrored):
        bind.execute(steps.insert().values(name=f"own addresses of {site}", position=0))
