"""The table ``revisits``: when each article is looked at again, in SQL.

An article is looked at when it comes to certain ages (``REVISIT_AGES``): a young one often, an old
one rarely, and once more if it has passed ages at which nobody looked. Its age counts from when it
was published, or was stored if that was earlier; where the site has it no more, also from when that
was found, so that it is seen whether it stays away. When a request for it enters the frontier, the
next age is its turn: from then on the frontier sees to it that the request is made, through stops,
kills and outages.

What a page said by ``ETag`` and ``Last-Modified`` is kept here, too. Without it a page is only
fetched whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from newscrawl.database.dialect import Among, clock, insert
from newscrawl.database.schema import articles, frontier, revisits
from newscrawl.items import Article
from newscrawl.known import Due, Validators

#: The ages at which an article is looked at again, the lowest first; at least one.
Ages: TypeAlias = Sequence[timedelta]
DEFAULT_AGES: Final[Ages] = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
)
#: Of the requests of articles that are looked at again, and of no others of articles.
PRIORITY: Final = -1
#: By a clock that is right nothing is planned for later than the last age. But there may have been
#: other ages before.
MARGIN: Final = DEFAULT_AGES[-1]
#: The name of the step that plans all articles of an archive from before there was this table; see
#: :mod:`newscrawl.database.steps`.
FILL: Final = "plan when articles are looked at again"

_COLUMNS = ("id", "news_code", "url", "published_at", "fetched_at", "vanished_at")
_BORN_AT = revisits.c.born_at
_JOINED = articles.outerjoin(revisits, revisits.c.article_id == articles.c.id)
# By news code and by address apart, as in newscrawl.database.articles.
_STORED = tuple(
    sa.select(*(articles.c[name] for name in _COLUMNS), _BORN_AT)
    .select_from(_JOINED)
    .where(articles.c.site == sa.bindparam("site"), Among(column, "keys"))
    for column in (articles.c.news_code, articles.c.url)
)
_OF_SITE = revisits.c.site == sa.bindparam("site")
_DUE = (
    sa.select(articles.c.url, revisits.c.etag, revisits.c.last_modified)
    .join_from(revisits, articles, articles.c.id == revisits.c.article_id)
    .where(_OF_SITE)
    .limit(sa.bindparam("most"))
)
_IS_DUE = revisits.c.due_at <= sa.bindparam("now")
_LONGEST_DUE = _DUE.where(_IS_DUE).order_by(revisits.c.due_at, revisits.c.article_id)
_LATEST_DUE = _DUE.where(_IS_DUE).order_by(revisits.c.due_at.desc(), revisits.c.article_id.desc())
#: Planned by a clock that was wrong.
_NEVER_DUE = _DUE.where(revisits.c.due_at > sa.bindparam("last")).order_by(revisits.c.due_at)


def next_due(
    born_at: datetime, looked_at: datetime, ages: Ages, vanished_at: datetime | None = None
) -> datetime | None:
    """When an article is looked at the next time, ``None`` if it is past its last age.

    Args:
        born_at: what its age counts from.
        looked_at: when it was looked at last.
        vanished_at: when the site was found not to have it any more, if it still has not.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    >>> next_due(noon, noon + timedelta(hours=3), DEFAULT_AGES).hour
    18
    >>> next_due(noon, noon + timedelta(days=900), DEFAULT_AGES)
    """
    starts = [moment for moment in (born_at, vanished_at) if moment is not None]
    moments = [start + age for start in starts for age in ages]
    return min((moment for moment in moments if moment > looked_at), default=None)


def add(
    connection: sa.Connection, batch: Iterable[tuple[int, Article]], ages: Ages = DEFAULT_AGES
) -> None:
    """Plan new articles, by their ``id``."""
    rows = []
    for id, article in batch:
        assert article.fetched_at is not None
        stored_at = datetime.fromisoformat(article.fetched_at)
        born_at = stored_at
        if article.published_at is not None:
            born_at = min(datetime.fromisoformat(article.published_at), stored_at)
        planned = _row(id, article.site or "", born_at, stored_at, ages)
        rows.append(planned | {"etag": None, "last_modified": None})
    # SQLite may give an id again: one may be left of an article that somebody deleted by hand.
    changed = [column.name for column in revisits.columns if column.name != "article_id"]
    connection.execute(_planning(connection.dialect.name, *changed), rows)


def look(
    connection: sa.Connection,
    site: str,
    keys: Mapping[str, Validators | None],
    ages: Ages = DEFAULT_AGES,
) -> None:
    """Plan articles anew that are asked for now, or were a moment ago.

    Args:
        keys: see :meth:`newscrawl.cms.Family.key`; with what a page said of its state, ``None``
            where that did not change. Keys of articles that are not stored are left out.
    """
    if not keys:
        return
    now = clock(connection)
    seen, others = [], []
    for row in _stored(connection, site, keys):
        stored_at = min(row.fetched_at, now)  # a clock that was wrong plans nothing
        born_at = min(row.born_at or row.published_at or stored_at, stored_at)
        vanished_at = min(row.vanished_at, now) if row.vanished_at else None
        values = _row(row.id, site, born_at, now, ages, vanished_at)
        said = keys.get(row.news_code or "") or keys.get(row.url)
        if said is None:
            others.append(values)
        else:
            seen.append(values | {"etag": said.etag, "last_modified": said.last_modified})
    dialect = connection.dialect.name
    if seen:
        connection.execute(_planning(dialect, "due_at", "etag", "last_modified"), seen)
    if others:
        connection.execute(_planning(dialect, "due_at"), others)


def due(connection: sa.Connection, site: str, most: int, ages: Ages = DEFAULT_AGES) -> list[Due]:
    """The articles of a site that are due, at most ``most``, less those that are asked for already.

    Half of them are those that have been due for the longest time, the other half those that came
    due last: everything gets its turn, and what is young does not wait behind an old archive.
    """
    left = most - _under_way(connection, site, most)
    if left <= 0:
        return []
    now = clock(connection)
    values = {"site": site, "now": now, "last": now + max(ages) + MARGIN}
    longest = connection.execute(_LONGEST_DUE, values | {"most": left}).all()
    if len(longest) == left:
        latest = connection.execute(_LATEST_DUE, values | {"most": left // 2}).all()
        longest = [*longest[: left - len(latest)], *latest]
    elif wrong := connection.execute(_NEVER_DUE, values | {"most": left - len(longest)}).all():
        longest = [*longest, *wrong]
    return [Due(row.url, Validators(row.etag, row.last_modified)) for row in longest]


def fill(connection: sa.Connection, position: int, size: int) -> int | None:
    """Plan the next articles that are not planned."""
    ids = sa.select(articles.c.id).where(articles.c.id > position).order_by(articles.c.id)
    some = connection.scalars(ids.limit(size)).all()
    if not some:
        return None
    query = (
        sa.select(*(articles.c[name] for name in (*_COLUMNS, "site")))
        .select_from(_JOINED)
        .where(articles.c.id > position, articles.c.id <= some[-1], _BORN_AT.is_(None))
    )
    rows = []
    for row in connection.execute(query):
        born_at = min(row.published_at or row.fetched_at, row.fetched_at)
        looked_at = max(row.fetched_at, row.vanished_at or row.fetched_at)
        rows.append(_row(row.id, row.site, born_at, looked_at, DEFAULT_AGES, row.vanished_at))
    if rows:  # beside a crawl, which may have planned some meanwhile
        new = insert(connection.dialect.name, revisits).on_conflict_do_nothing()
        connection.execute(new, rows)
    return some[-1] if len(some) == size else None


def remove(connection: sa.Connection, ids: Collection[int]) -> None:
    """Look at some articles no more."""
    connection.execute(revisits.delete().where(revisits.c.article_id.in_(ids)))


def _row(
    id: int,
    site: str,
    born_at: datetime,
    looked_at: datetime,
    ages: Ages,
    vanished_at: datetime | None = None,
) -> dict[str, Any]:
    due_at = next_due(born_at, looked_at, ages, vanished_at)
    return {"article_id": id, "site": site, "born_at": born_at, "due_at": due_at}


def _stored(connection: sa.Connection, site: str, keys: Iterable[str]) -> Iterator[Any]:
    """The articles with some keys, each once."""
    codes = [key for key in keys if ":" not in key]
    urls = [key for key in keys if ":" in key]
    ids = set()
    for query, values in zip(_STORED, (codes, urls), strict=True):
        if values:
            for row in connection.execute(query, {"site": site, "keys": values}):
                if row.id not in ids:
                    ids.add(row.id)
                    yield row


@cache
def _planning(dialect: str, *changed: str) -> sa.Insert:
    new = insert(dialect, revisits)
    return new.on_conflict_do_update(
        index_elements=["article_id"], set_={name: new.excluded[name] for name in changed}
    )


def _under_way(connection: sa.Connection, site: str, most: int) -> int:
    """How many requests an earlier crawl has left, at most ``most``."""
    # A literal: SQLite uses the index of pending requests only where it sees the word.
    pending: sa.ColumnElement[str] = sa.literal_column("'pending'")
    some = (
        sa.select(frontier.c.id)
        .where(
            frontier.c.site == site,
            frontier.c.state == pending,
            frontier.c.priority == PRIORITY,
            frontier.c.key.is_not(None),
        )
        .limit(most)
        .subquery()
    )
    return connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0
