"""Files of web archives, and how far each was read."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Json, UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("broken_count", sa.Integer, nullable=False),
        sa.Column("broken", Json, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
    )
