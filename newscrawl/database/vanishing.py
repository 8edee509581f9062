"""``articles.vanished_at``: articles that their sites have no more, and those that they still have,
in SQL, in the transaction of the connection given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa

from newscrawl.database.changes.removals import store_miss, store_sight
from newscrawl.database.dialect import Among
from newscrawl.database.schema import articles, failures
from newscrawl.items import Failure, Unchanged

T = TypeVar("T", Failure, Unchanged)
# By news code and by address apart, as in newscrawl.database.articles.
_STORED = {
    name: sa.select(
        articles.c[name], articles.c.id, articles.c.fetched_at, articles.c.vanished_at
    ).where(articles.c.site == sa.bindparam("site"), Among(articles.c[name], "keys"))
    for name in ("news_code", "url")
}
_ROW = articles.c.id == sa.bindparam("row")
_SEEN_AT = sa.bindparam("seen_at", type_=articles.c.fetched_at.type)
_VANISH = articles.update().where(_ROW).values(vanished_at=_SEEN_AT)
#: A site has the article ``row`` at ``seen_at``. One that was missed later stays so.
SEE = (
    articles.update()
    .where(_ROW, articles.c.fetched_at <= _SEEN_AT)
    .values(
        fetched_at=_SEEN_AT,
        vanished_at=sa.case((articles.c.vanished_at > _SEEN_AT, articles.c.vanished_at)),
    )
)
_FORGET_FAILURES = failures.delete().where(
    failures.c.site == sa.bindparam("of_site"),
    (failures.c.news_code == sa.bindparam("code")) | (failures.c.url == sa.bindparam("at_url")),
)


def mark_vanished(connection: sa.Connection, batch: Iterable[Failure]) -> None:
    """Mark the stored articles of which sites say that they have them no more, and tell of those
    that were missed before. Sets ``has_vanished`` of the failures by which that is new."""
    missing = [failure for failure in batch if failure.is_missing]
    marked: dict[int, datetime | str | None] = {}
    for failure, (id, fetched_at, vanished_at) in _known(connection, missing):
        failure.has_vanished = vanished_at is None and id not in marked
        if failure.has_vanished:
            marked[id] = failure.at
        elif vanished_at is not None:
            store_miss(connection, failure, id, failure.site, fetched_at, vanished_at)
    if marked:
        connection.execute(_VANISH, [{"row": id, "seen_at": at} for id, at in marked.items()])


def see_unchanged(connection: sa.Connection, batch: Sequence[Unchanged]) -> None:
    """Store that sites still have articles as they are stored. Sets ``is_back`` of those that had
    vanished."""
    found = list(_known(connection, batch))
    if found:
        connection.execute(SEE, [{"row": row[0], "seen_at": item.at} for item, row in found])
        connection.execute(
            _FORGET_FAILURES,
            [
                {"of_site": item.site, "code": item.news_code, "at_url": item.url}
                for item, _ in found
            ],
        )
    for item, (id, _, vanished_at) in found:
        seen_at = datetime.fromisoformat(item.at).astimezone(UTC)
        item.is_back = vanished_at is not None and vanished_at < seen_at
        if item.is_back:
            store_sight(connection, id, seen_at)


def _known(
    connection: sa.Connection, batch: Iterable[T]
) -> Iterable[tuple[T, tuple[int, datetime, datetime | None]]]:
    """The items of stored articles, each with ``id``, ``fetched_at`` and ``vanished_at`` of its
    article."""
    by_key: defaultdict[tuple[str, str, str], list[T]] = defaultdict(list)
    keys: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for item in batch:
        name, key = ("url", item.url) if item.news_code is None else ("news_code", item.news_code)
        by_key[item.site, name, key].append(item)
        keys[item.site, name].append(key)
    for (site, name), some in keys.items():
        values = {"site": site, "keys": some}
        for key, *row in connection.execute(_STORED[name], values).all():
            for item in by_key[site, name, key]:
                yield item, (row[0], row[1], row[2])
