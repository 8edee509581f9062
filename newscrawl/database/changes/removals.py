"""The table ``removals``: articles that their site removed, and those that are back, in SQL.

At the first miss an article gets ``vanished_at``, and that is all: a site may be wrong for a
moment. It was removed once it is missed again :data:`APART` later, and was not seen in between.
What a miss is, :attr:`newscrawl.items.Failure.is_missing` says: HTTP 404, 410, or the site's own
page that there is no such article; never an outage, a refusal or a challenge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.changes.edits import RemovedArticle
from newscrawl.database.dialect import Among, insert
from newscrawl.database.schema import articles, removals
from newscrawl.database.selection import BATCH, COLUMNS, article_of
from newscrawl.items import Failure

#: An article counts as removed if it is missed twice, with so much time between.
APART: Final = timedelta(minutes=30)

# Statements that run for each failure or for each page of such an article, built once.
_KEYS: Final = ((articles.c.news_code, "codes"), (articles.c.url, "urls"))
_MISSED_BEFORE: Final = tuple(
    sa.select(column, *(articles.c[name] for name in ("id", "site", "fetched_at", "vanished_at")))
    .where(articles.c.site == sa.bindparam("site"), Among(column, keys))
    .where(articles.c.vanished_at.is_not(None))
    for column, keys in _KEYS
)
_VANISH: Final = tuple(
    articles.update()
    .where(articles.c.site == sa.bindparam("of_site"), column == sa.bindparam("key"))
    .where(articles.c.vanished_at.is_(None))
    .values(vanished_at=sa.bindparam("missed_at"))
    for column, _ in _KEYS
)
_NEWEST: Final = (
    sa.select(removals)
    .where(removals.c.article_id == sa.bindparam("article"))
    .order_by(removals.c.id.desc())
    .limit(1)
)


def store_misses(connection: sa.Connection, failures: Sequence[Failure]) -> None:
    """Mark the articles that their site no longer has, and tell of those that it removed.

    Args:
        failures: of which the site says that it has no such page. An article is found by its news
            code, or by its address where it has none.
    """
    for site in {failure.site for failure in failures}:
        of_site = [failure for failure in failures if failure.site == site]
        by_key = (
            {one.news_code: one for one in of_site if one.news_code is not None},
            {one.url: one for one in of_site if one.news_code is None},
        )
        for missed_before, vanish, missing in zip(_MISSED_BEFORE, _VANISH, by_key, strict=True):
            if not missing:
                continue
            keys = {"codes": [*missing], "urls": [*missing]}
            for key, *article in connection.execute(missed_before, {"site": site, **keys}).all():
                _miss(connection, missing[key], *article)
            values = [
                {"of_site": site, "key": key, "missed_at": failure.at}
                for key, failure in missing.items()
            ]
            connection.execute(vanish, values)


def _miss(
    connection: sa.Connection,
    failure: Failure,
    id: int,
    site: str,
    seen_at: datetime,
    missed_at: datetime,
) -> None:
    """Say that a site does not have an article that it did not have before, either."""
    assert failure.at is not None
    at = datetime.fromisoformat(failure.at)
    newest = connection.execute(_NEWEST, {"article": id}).mappings().first()
    if newest is not None and not newest["is_back"]:
        if newest["last_missed_at"] < at:
            of_it = removals.c.id == newest["id"]
            connection.execute(removals.update().where(of_it).values(last_missed_at=at))
    elif at - missed_at >= APART:
        _tell(
            connection,
            article_id=id,
            site=site,
            is_back=False,
            seen_at=seen_at,
            missed_at=missed_at,
            last_missed_at=at,
            at=at,
            status=failure.status,
            reason=failure.reason,
        )


def store_sight(connection: sa.Connection, id: int, moment: datetime) -> None:
    """Say that a site has an article again that had vanished, if it was removed.

    Args:
        moment: of the capture. If the article was missed after it, too, it is not back.
    """
    newest = connection.execute(_NEWEST, {"article": id}).mappings().first()
    if newest is None or newest["is_back"]:
        return
    if newest["last_missed_at"] >= moment:
        gone = {"vanished_at": newest["last_missed_at"]}
        connection.execute(articles.update().where(articles.c.id == id).values(**gone))
        return
    kept = ("article_id", "site", "seen_at", "missed_at", "last_missed_at")
    _tell(connection, **{name: newest[name] for name in kept}, is_back=True, at=moment)


def _tell(connection: sa.Connection, **values: Any) -> None:
    new = insert(connection.dialect.name, removals)
    connection.execute(new.values(**values).on_conflict_do_nothing())


# -- reading ---------------------------------------------------------------------------

_BACK: Final = removals.alias("back")
_BACK_AT: Final = (
    sa.select(_BACK.c.at)
    .where(
        _BACK.c.article_id == removals.c.article_id,
        _BACK.c.missed_at == removals.c.missed_at,
        _BACK.c.is_back.is_(True),
    )
    .scalar_subquery()
)
_ROW: Final = [
    removals.c[name]
    for name in (
        "id",
        "is_back",
        "seen_at",
        "missed_at",
        "last_missed_at",
        "at",
        "status",
        "reason",
    )
]
_READ: Final = sa.select(*_ROW, _BACK_AT, *COLUMNS).join(
    articles, articles.c.id == removals.c.article_id
)


def newest_first(
    connection: sa.Connection,
    site: str | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    article_id: int | None = None,
) -> Iterator[RemovedArticle]:
    """What a site removed in some time, and what came back then."""
    at, id = removals.c.at, removals.c.id
    conditions: list[sa.ColumnElement[bool]] = []
    if site is not None:
        conditions.append(removals.c.site == site)
    if article_id is not None:
        conditions.append(removals.c.article_id == article_id)
    if since is not None:
        conditions.append(at >= since)
    if before is not None:
        conditions.append(at < before)
    query = _READ.where(*conditions).order_by(at.desc(), id.desc())
    last: RemovedArticle | None = None
    while True:
        page = query
        if last is not None:
            page = query.where(at <= last.at, (at < last.at) | (id < last.id))
        rows = [_removed(row) for row in connection.execute(page.limit(BATCH))]
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1]


def by_id(connection: sa.Connection, after: int, until: int) -> Iterator[RemovedArticle]:
    """The same in the order in which it was stored, behind one of them."""
    query = _READ.where(removals.c.id <= until).order_by(removals.c.id).limit(BATCH)
    while rows := [_removed(row) for row in connection.execute(query.where(removals.c.id > after))]:
        yield from rows
        after = rows[-1].id


def _removed(row: Sequence[Any]) -> RemovedArticle:
    id, is_back, seen_at, missed_at, last_missed_at, at, status, reason, back_at = row[:9]
    return RemovedArticle(
        id=id,
        article=article_of(row[9:]),
        is_back=is_back,
        seen_until=seen_at,
        missed_at=missed_at,
        last_missed_at=last_missed_at,
        at=at,
        status=status,
        reason=reason,
        back_at=back_at,
    )
