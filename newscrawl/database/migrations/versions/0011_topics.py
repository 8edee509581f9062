"""The topic of each article."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("articles", sa.Column("topic", sa.Text))
    op.add_column("revisions", sa.Column("topic", sa.Text))
    op.create_index(
        "ix_articles_topic_site_published_at", "articles", ["topic", "site", "published_at"]
    )
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT id FROM articles LIMIT 1")) is not None:
        # In batches, right after this: see newscrawl.database.steps.
        steps = sa.table(
            "data_steps", sa.column("name", sa.Text), sa.column("position", sa.Integer)
        )
        connection.execute(steps.insert().values(name="find the topics", position=0))
