"""Storing articles and failures, in SQL, in the transaction of the connection given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from newscrawl.database import search, stories
from newscrawl.database.changes.removals import store_misses, store_sight
from newscrawl.database.comments import CommentsRead, store_comments
from newscrawl.database.dialect import Among, insert
from newscrawl.database.earlier import (
    insert_earlier,
    moment_of,
    place_of,
    says_the_same,
    see_again,
)
from newscrawl.database.pages import forget_unread, keep_pages, keep_unread
from newscrawl.database.schema import articles, failures, revisions
from newscrawl.database.stories import Placing
from newscrawl.database.tombstones import buried
from newscrawl.items import Article, Failure

#: Maximum characters stored of a failure's address. PostgreSQL indexes at most 2,704 bytes.
LONGEST_ADDRESS = 2000
_FIELDS = [field.name for field in fields(Article)]
#: The columns of an earlier version.
_KEPT = [name for name in (*_FIELDS, "reparsed_at") if name in revisions.c]


def _of_site(table: sa.Table, column: str, values: str) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.site == sa.bindparam("site"), Among(table.c[column], values))


# Statements that run for every page, built once.
_INSERT = articles.insert().returning(articles.c.id, sort_by_parameter_order=True)
# A union, because with OR SQLite would read all articles of the site.
_STORED = sa.union_all(
    *(
        sa.select(
            *(
                articles.c[name]
                for name in (
                    "id",
                    "news_code",
                    "url",
                    "content_hash",
                    "revision",
                    "fetched_at",
                    "vanished_at",
                )
            )
        ).where(_of_site(articles, *of))
        for of in (("news_code", "codes"), ("url", "urls"))
    )
)
_STORED_CODES, _STORED_URLS = (
    sa.select(articles.c[name]).where(_of_site(articles, name, "keys"))
    for name in ("news_code", "url")
)


def _vanished_after(moment: Any) -> sa.Case[Any]:
    """When the site was found to have it no more, if that was after a capture."""
    return sa.case((articles.c.vanished_at > moment, articles.c.vanished_at))


_SEEN_AT = sa.bindparam("seen_at", type_=articles.c.fetched_at.type)
_TOUCH = (
    articles.update()
    .where(articles.c.id == sa.bindparam("row"))
    .values(fetched_at=_SEEN_AT, vanished_at=_vanished_after(_SEEN_AT))
)
#: An article that was known by its address only.
_NAME = (
    articles.update()
    .where(articles.c.id == sa.bindparam("row"))
    .values(news_code=sa.bindparam("code"))
)
_FORGET_FAILURES = failures.delete().where(
    _of_site(failures, "news_code", "codes") | _of_site(failures, "url", "urls")
)


class Outcome(StrEnum):
    """The result of storing an item."""

    NEW = "new"
    #: A new revision of a stored article.
    CHANGED = "changed"
    #: An older capture of a stored article, which said something else then: an earlier revision.
    EARLIER = "earlier"
    #: The article is stored already, with the same content.
    DUPLICATE = "duplicate"
    #: A day of a site's archive.
    DAY = "day"
    #: How many articles a site says that it has.
    TOTAL = "total"
    FAILURE = "failure"
    #: The article was taken down: nothing of it is stored.
    FORGOTTEN = "forgotten"


def store_articles(
    connection: sa.Connection, batch: Sequence[Article], *, with_stories: bool = False
) -> list[Outcome]:
    """Store articles; returns the outcome of each, and sets ``revision`` of those that changed.

    An article is stored already if there is a row with its site and news code, or with its site and
    address. If its content differs, the stored version moves to ``revisions``; but what was
    captured before the stored version becomes an earlier revision itself, in the order of captures
    (:mod:`newscrawl.database.earlier`), unless the version before or behind it says the same. One
    that was taken down is not stored, wherever it comes from.

    Args:
        with_stories: find out which are the same story, and set ``story_id`` of those stored.
    """
    if not batch:
        return []
    placing = Placing(connection, with_stories)
    by_site: defaultdict[str, list[int]] = defaultdict(list)
    for position, article in enumerate(batch):
        by_site[article.site or ""].append(position)
    outcomes: dict[int, Outcome] = {}
    for site, positions in by_site.items():
        gone = _taken_down(connection, site, [batch[position] for position in positions])
        outcomes |= dict.fromkeys(positions, Outcome.FORGOTTEN)
        positions = [p for p, is_gone in zip(positions, gone, strict=True) if not is_gone]
        group = [batch[position] for position in positions]
        outcomes |= zip(positions, _store_group(connection, site, group, placing), strict=True)
    placing.keep()
    return [outcomes[position] for position in range(len(batch))]


def _taken_down(
    connection: sa.Connection, site: str, group: Sequence[Article | Failure]
) -> list[bool]:
    """Which items are of articles that were taken down."""
    keys = {key for item in group for key in (item.news_code, item.url) if key}
    gone = buried(connection, site, keys)
    return [item.news_code in gone or item.url in gone for item in group]


def store_failures(connection: sa.Connection, batch: Sequence[Failure]) -> list[Outcome]:
    """Store failures, and mark articles that the site no longer has as vanished; returns the
    outcome of each.

    Only the last failure of each address is kept, and none of an article that was taken down.
    """
    outcomes = [Outcome.FAILURE] * len(batch)
    for site in {failure.site for failure in batch}:
        places = [place for place, failure in enumerate(batch) if failure.site == site]
        gone = _taken_down(connection, site, [batch[place] for place in places])
        for place, is_gone in zip(places, gone, strict=True):
            if is_gone:
                outcomes[place] = Outcome.FORGOTTEN
    _store_failures(
        connection,
        [f for f, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.FAILURE],
    )
    return outcomes


def _store_failures(connection: sa.Connection, batch: Sequence[Failure]) -> None:
    if not batch:
        return
    keep_unread(connection, batch)
    told_of = [{**asdict(one), "url": one.url[:LONGEST_ADDRESS]} for one in batch]
    rows = {(row["site"], row["url"]): row for row in told_of}
    connection.execute(_telling_of(connection.dialect.name), list(rows.values()))
    store_misses(connection, [failure for failure in batch if failure.is_missing])


@cache
def _telling_of(dialect: str) -> sa.Insert:
    new = insert(dialect, failures)
    told = ("news_code", "status", "reason", "at", "is_missing", "is_waiting")
    return new.on_conflict_do_update(
        index_elements=["site", "url"], set_={name: new.excluded[name] for name in told}
    )


def _store_group(
    connection: sa.Connection, site: str, group: list[Article], placing: Placing
) -> list[Outcome]:
    if not group:
        return []
    stored = _stored(connection, site, group)
    new: list[Article] = []
    outcomes: list[Outcome] = []
    read: dict[int, CommentsRead] = {}
    for article in group:
        known = stored.get(("code", article.news_code)) if article.news_code else None
        known = known or stored.get(("url", article.url))
        if known is None:
            new.append(article)
            outcomes.append(Outcome.NEW)
            known = {"id": None, "content_hash": article.content_hash, "revision": 1}
            if article.news_code:
                stored["code", article.news_code] = known
            stored["url", article.url] = known
        elif known["id"] is None:
            outcomes.append(Outcome.DUPLICATE)
        else:
            outcomes.append(_store_again(connection, known, article, placing))
            if article.news_code and known["news_code"] is None:
                connection.execute(_NAME, {"row": known["id"], "code": article.news_code})
                known["news_code"] = article.news_code
            if article.news_code and known["news_code"] == article.news_code:
                stored["code", article.news_code] = known
        if article.comments is not None and known["id"] is not None:
            read[known["id"]] = CommentsRead.of(
                known["id"], article, known["news_code"], known["url"], None
            )
    store_comments(connection, read.values())
    if new:
        _insert(connection, new, placing)
    urls = [article.url for article in group]
    connection.execute(_FORGET_FAILURES, {"site": site, "codes": _codes(group), "urls": urls})
    forget_unread(connection, site, urls)
    return outcomes


def _store_again(
    connection: sa.Connection, known: dict[str, Any], article: Article, placing: Placing
) -> Outcome:
    """Store what a site has, or once had, of an article that is stored.

    Args:
        known: the stored version; what changes of it is changed there, too.
    """
    id, moment = known["id"], moment_of(article)
    if moment < known["fetched_at"]:
        place = place_of(connection, id, moment, lambda one: says_the_same(one, article))
        if place.same_before is not None:
            see_again(connection, id, place.same_before, moment)
        if place.number is None:
            return Outcome.DUPLICATE
        article.revision = place.number
        if place.repeated is not None:
            insert_earlier(connection, id, place.repeated, place.number)
            article.revision += 1
        version = {k: value for k, value in _values(article).items() if k in revisions.c}
        insert_earlier(connection, id, version, article.revision)
        known["revision"] += article.revision - place.number + 1
    elif known["content_hash"] == article.content_hash or (
        article.may_lack_lead and says_the_same(_texts_of(connection, id), article)
    ):
        connection.execute(_TOUCH, {"row": id, "seen_at": article.fetched_at})
        _found(connection, known, moment)
        return Outcome.DUPLICATE
    else:
        revise(connection, id, article, known["revision"], placing)
        known |= {
            "revision": article.revision,
            "content_hash": article.content_hash,
            "news_code": article.news_code or known["news_code"],
            "url": article.url,
        }
        _found(connection, known, moment)
    keep_pages(connection, [(id, article)])
    return Outcome.CHANGED if moment >= known["fetched_at"] else Outcome.EARLIER


def _found(connection: sa.Connection, known: dict[str, Any], moment: datetime) -> None:
    """A stored article was seen, later than ever before."""
    known["fetched_at"] = moment
    vanished_at = known["vanished_at"]
    if vanished_at is not None and vanished_at <= moment:
        store_sight(connection, known["id"], moment)
        known["vanished_at"] = None


def _texts_of(connection: sa.Connection, id: int) -> sa.RowMapping:
    names = ("content_hash", "title", "kicker", "body", "lead")
    query = sa.select(*(articles.c[name] for name in names)).where(articles.c.id == id)
    return connection.execute(query).mappings().one()


def _stored(
    connection: sa.Connection, site: str, group: Collection[Article]
) -> dict[tuple[str, str | None], dict[str, Any]]:
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    values = {"site": site, "codes": _codes(group), "urls": [article.url for article in group]}
    for row in connection.execute(_STORED, values).mappings():
        known = dict(row)
        if known["news_code"] is not None:
            found["code", known["news_code"]] = known
        found["url", known["url"]] = known
    return found


def _codes(group: Iterable[Article]) -> list[str]:
    return [article.news_code for article in group if article.news_code is not None]


def _insert(connection: sa.Connection, new: Sequence[Article], placing: Placing) -> None:
    placing.choose(new)
    ids = connection.scalars(_INSERT, [_values(article) for article in new])
    batch = list(zip(ids, new, strict=True))
    placing.stored(batch)
    search.add(connection, batch)
    keep_pages(connection, batch)
    store_comments(
        connection,
        [
            CommentsRead.of(id, article, article.news_code, article.url, None)
            for id, article in batch
            if article.comments is not None
        ],
    )


def revise(
    connection: sa.Connection,
    id: int,
    article: Article,
    revision: int,
    placing: Placing,
    reparsed_at: datetime | None = None,
) -> None:
    """Store the next revision of an article, and move the current one to ``revisions``.

    Sets ``article.revision``.

    Args:
        revision: number of the stored revision.
        placing: gives it its story; what it was found by before is forgotten.
        reparsed_at: when the article was read from a stored page, if it was.
    """
    search.remove(connection, [id])
    stories.remove(connection, [id])
    is_edited = reparsed_at is None
    replaced = {
        "replaced_at": moment_of(article) if is_edited else None,
        "is_edited": is_edited,
    }
    connection.execute(
        revisions.insert().from_select(
            ["article_id", *_KEPT, *replaced],
            sa.select(
                *(articles.c[name] for name in ("id", *_KEPT)),
                *(sa.literal(value, revisions.c[name].type) for name, value in replaced.items()),
            ).where(articles.c.id == id),
        )
    )
    article.revision = revision + 1
    placing.choose([article])
    placing.stored([(id, article)])
    values: dict[str, Any] = _values(article) | {"reparsed_at": reparsed_at}
    if values["news_code"] is None:
        del values["news_code"]
    if reparsed_at is None:  # it came from the site, so the site had it then
        values["vanished_at"] = _vanished_after(moment_of(article))
    connection.execute(articles.update().where(articles.c.id == id).values(**values))
    search.add(connection, [(id, article)])


def _values(article: Article) -> dict[str, Any]:
    # Not asdict(): it copies every list, which is half of the cost of storing an article.
    return {name: getattr(article, name) for name in _FIELDS}


def stored_keys(
    connection: sa.Connection, site: str, keys: Collection[str], newest_id: int | None = None
) -> set[str]:
    """The keys of articles of a site that are stored, or were taken down: of which nothing is to be
    fetched. See :meth:`newscrawl.cms.Family.key`.

    Args:
        newest_id: ignore stored articles with a higher ``id``.
    """
    urls = [key for key in keys if ":" in key]
    codes = [key for key in keys if ":" not in key]
    found = buried(connection, site, keys)
    for query, values in ((_STORED_CODES, codes), (_STORED_URLS, urls)):
        if newest_id is not None:
            query = query.where(articles.c.id <= newest_id)
        if values:
            found.update(connection.scalars(query, {"site": site, "keys": values}))
    return found
