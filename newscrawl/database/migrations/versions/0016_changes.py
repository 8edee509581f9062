"""What sites changed and when, and what they removed."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from newscrawl.database.schema import Id, UtcDateTime

revision = "0016"
down_revision = "0014"

_PAGES = tuple(
    sa.table(
        name,
        sa.column("article_id", Id),
        sa.column("revision", sa.Integer),
        sa.column("fetched_at", UtcDateTime),
    )
    for name in ("pages", "cold_pages")
)
_REVISIONS = sa.table(
    "revisions",
    sa.column("id", Id),
    sa.column("article_id", Id),
    sa.column("revision", sa.Integer),
    sa.column("fetched_at", UtcDateTime),
    sa.column("reparsed_at", UtcDateTime),
    sa.column("replaced_at", UtcDateTime),
    sa.column("is_edited", sa.Boolean),
)
_ARTICLES = sa.table(
    "articles",
    sa.column("id", Id),
    sa.column("site", sa.Text),
    sa.column("news_code", sa.Text),
    sa.column("revision", sa.Integer),
    sa.column("fetched_at", UtcDateTime),
    sa.column("reparsed_at", UtcDateTime),
    sa.column("vanished_at", UtcDateTime),
)
_FAILURES = sa.table(
    "failures",
    sa.column("site", sa.Text),
    sa.column("news_code", sa.Text),
    sa.column("status", sa.Integer),
    sa.column("reason", sa.Text),
    sa.column("at", UtcDateTime),
    sa.column("is_missing", sa.Boolean),
)
#: Found missing again after so long, an article was removed.
_APART = timedelta(minutes=30)


def upgrade() -> None:
    op.add_column("revisions", sa.Column("replaced_at", UtcDateTime))
    op.add_column(
        "revisions",
        sa.Column("is_edited", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "removals",
        sa.Column("id", Id, primary_key=True),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("is_back", sa.Boolean, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("missed_at", UtcDateTime, nullable=False),
        sa.Column("last_missed_at", UtcDateTime, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.UniqueConstraint(
            "article_id", "missed_at", "is_back", name="uq_removals_article_id_missed_at_is_back"
        ),
    )
    connection = op.get_bind()
    has = {column["name"] for column in sa.inspect(connection).get_columns("articles")}
    if "reparsed_at" in has:  # what lacks it is refused afterwards, in words
        _mark_edits(connection)
    _tell_removals(connection)
    edited: Any = {
        "sqlite_where": sa.text("is_edited = 1"),
        "postgresql_where": sa.text("is_edited"),
    }
    changed = sa.text("coalesce(replaced_at, fetched_at)")
    op.create_index("ix_revisions_edited", "revisions", [changed], **edited)
    op.create_index("ix_revisions_edited_of_site", "revisions", ["site", changed], **edited)
    op.create_index("ix_removals_at", "removals", ["at"])
    op.create_index("ix_removals_site_at", "removals", ["site", "at"])


def _mark_edits(connection: sa.Connection) -> None:
    """A version was edited if the next one was fetched. When, its raw page says, if it was kept."""
    later = _REVISIONS.alias("later")
    is_later = sa.exists().where(
        later.c.article_id == _REVISIONS.c.article_id,
        later.c.revision == _REVISIONS.c.revision + 1,
        later.c.reparsed_at.is_(None),
    )
    is_today = sa.exists().where(
        _ARTICLES.c.id == _REVISIONS.c.article_id,
        _ARTICLES.c.revision == _REVISIONS.c.revision + 1,
        _ARTICLES.c.reparsed_at.is_(None),
    )
    fetched = [
        sa.select(pages.c.fetched_at)
        .where(
            pages.c.article_id == _REVISIONS.c.article_id,
            pages.c.revision == _REVISIONS.c.revision + 1,
            pages.c.fetched_at > _REVISIONS.c.fetched_at,
        )
        .scalar_subquery()
        for pages in _PAGES
    ]
    connection.execute(
        _REVISIONS.update()
        .where(is_later | is_today)
        .values(is_edited=True, replaced_at=sa.func.coalesce(*fetched))
    )


def _tell_removals(connection: sa.Connection) -> None:
    """An article was removed if the last failure says so, and came some time after the first. Of
    others nobody can tell, before they are missed again."""
    query = (
        sa.select(
            _ARTICLES.c.id,
            _ARTICLES.c.site,
            _ARTICLES.c.fetched_at,
            _ARTICLES.c.vanished_at,
            _FAILURES.c.at,
            _FAILURES.c.status,
            _FAILURES.c.reason,
        )
        .join_from(
            _ARTICLES,
            _FAILURES,
            (_FAILURES.c.site == _ARTICLES.c.site)
            & (_FAILURES.c.news_code == _ARTICLES.c.news_code),
        )
        .where(_ARTICLES.c.vanished_at.is_not(None), _FAILURES.c.is_missing.is_(True))
        .order_by(_FAILURES.c.at)
    )
    told = {row.id: row for row in connection.execute(query) if _is_apart(row)}
    removals = sa.table(
        "removals",
        *(
            sa.column(name, kind)
            for name, kind in (
                ("article_id", Id),
                ("site", sa.Text),
                ("is_back", sa.Boolean),
                ("seen_at", UtcDateTime),
                ("missed_at", UtcDateTime),
                ("last_missed_at", UtcDateTime),
                ("at", UtcDateTime),
                ("status", sa.Integer),
                ("reason", sa.Text),
            )
        ),
    )
    if told:
        connection.execute(
            removals.insert(),
            [
                {
                    "article_id": row.id,
                    "site": row.site,
                    "is_back": False,
                    "seen_at": row.fetched_at,
                    "missed_at": row.vanished_at,
                    "last_missed_at": row.at,
                    "at": row.at,
                    "status": row.status,
                    "reason": row.reason,
                }
                for row in told.values()
            ],
        )


def _is_apart(row: Any) -> bool:
    missed: datetime = row.vanished_at
    last: datetime = row.at
    return last - missed >= _APART
