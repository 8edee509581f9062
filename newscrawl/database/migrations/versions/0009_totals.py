"""How many articles sites themselves say that they have, and how far these were read."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "totals",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("way", sa.Text, primary_key=True),
        sa.Column("span", sa.Text, primary_key=True),
        sa.Column("total", sa.Integer),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("read_to", sa.Text),
    )
