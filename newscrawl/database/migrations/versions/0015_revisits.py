"""When articles are looked at again."""

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, UtcDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "revisits",
        sa.Column("article_id", Id, primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("born_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
    )
    is_planned = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_revisits_due",
        "revisits",
        ["site", "due_at"],
        sqlite_where=is_planned,
        postgresql_where=is_planned,
    )
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT id FROM articles LIMIT 1")) is not None:
        # In batches, right after this: see newscrawl.database.steps.
        steps = sa.table(
            "data_steps", sa.column("name", sa.Text), sa.column("position", sa.Integer)
        )
        connection.execute(
            steps.insert().values(name="plan when articles are looked at again", position=0)
        )
