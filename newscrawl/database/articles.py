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
from newscrawl.database.dialect import Among, insert
from newscrawl.database.pages import forget_unread, keep_pages, keep_unread
from newscrawl.database.schema import archive_days, articles, failures, revisions
from newscrawl.database.stories import Placing
from newscrawl.database.tombstones import buried
from newscrawl.items import ArchiveDay, Article, Failure
from newscrawl.persian.text import compared

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
            *(articles.c[n] for n in ("id", "news_code", "url", "content_hash", "revision"))
        ).where(_of_site(articles, *of))
        for of in (("news_code", "codes"), ("url", "urls"))
    )
)
_STORED_CODES, _STORED_URLS = (
    sa.select(articles.c[name]).where(_of_site(articles, name, "keys"))
    for name in ("news_code", "url")
)
_TOUCH = (
    articles.update()
    .where(articles.c.id == sa.bindparam("row"))
    .values(fetched_at=sa.bindparam("seen_at"), vanished_at=None)
)
#: An article that was known by its address only.
_NAME = (
    articles.update()
    .where(articles.c.id == sa.bindparam("row"))
    .values(news_code=sa.bindparam("code"))
)
_VANISH = (
    articles.update()
    .where(
        articles.c.site == sa.bindparam("of_site"),
        articles.c.news_code == sa.bindparam("code"),
        articles.c.vanished_at.is_(None),
    )
    .values(vanished_at=sa.bindparam("seen_at"))
)
_FORGET_FAILURES = failures.delete().where(
    _of_site(failures, "news_code", "codes") | _of_site(failures, "url", "urls")
)


class Outcome(StrEnum):
    """The result of storing an item."""

    NEW = "new"
    #: A new revision of a stored article.
    CHANGED = "changed"
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
    address. If its content differs, the stored version moves to ``revisions``. One that was taken
    down is not stored, wherever it comes from.

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
    vanished = [
        {"of_site": failure.site, "code": failure.news_code, "seen_at": failure.at}
        for failure in batch
        if failure.news_code is not None and failure.is_missing
    ]
    if vanished:
        connection.execute(_VANISH, vanished)


@cache
def _telling_of(dialect: str) -> sa.Insert:
    new = insert(dialect, failures)
    told = ("news_code", "status", "reason", "at", "is_missing", "is_waiting")
    return new.on_conflict_do_update(
        index_elements=["site", "url"], set_={name: new.excluded[name] for name in told}
    )


def store_days(connection: sa.Connection, batch: Sequence[ArchiveDay]) -> None:
    """Store which days of the sites' own archives were read."""
    if batch:
        new = insert(connection.dialect.name, archive_days)
        connection.execute(
            new.on_conflict_do_update(
                index_elements=["site", "day"],
                set_={name: new.excluded[name] for name in ("articles", "pages", "read_at")},
            ),
            [asdict(day) for day in batch],
        )


def _store_group(
    connection: sa.Connection, site: str, group: list[Article], placing: Placing
) -> list[Outcome]:
    if not group:
        return []
    stored = _stored(connection, site, group)
    new: list[Article] = []
    outcomes: list[Outcome] = []
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
        elif (
            known["id"] is None
            or known["content_hash"] == article.content_hash
            or (article.may_lack_lead and _is_same_text(connection, known["id"], article))
        ):
            outcomes.append(Outcome.DUPLICATE)
            if known["id"] is not None:
                connection.execute(_TOUCH, {"row": known["id"], "seen_at": article.fetched_at})
            if known["id"] is not None and article.news_code and known["news_code"] is None:
                connection.execute(_NAME, {"row": known["id"], "code": article.news_code})
                known["news_code"] = article.news_code
                stored["code", article.news_code] = known
        else:
            outcomes.append(Outcome.CHANGED)
            revise(connection, known["id"], article, known["revision"], placing)
            known |= {"revision": article.revision, "content_hash": article.content_hash}
            if article.news_code:
                known["news_code"] = article.news_code
                stored["code", article.news_code] = known
            keep_pages(connection, [(known["id"], article)])
    if new:
        _insert(connection, new, placing)
    urls = [article.url for article in group]
    connection.execute(_FORGET_FAILURES, {"site": site, "codes": _codes(group), "urls": urls})
    forget_unread(connection, site, urls)
    return outcomes


def _is_same_text(connection: sa.Connection, id: int, article: Article) -> bool:
    """Whether a stored article differs only in that one of both has no lead, or that it has all of
    the text of which this one is the beginning."""
    names = ("title", "kicker", "body", "lead")
    query = sa.select(*(articles.c[name] for name in names)).where(articles.c.id == id)
    stored = connection.execute(query).mappings().one()
    title, kicker, body, lead = (
        (compared(stored[name] or ""), compared(getattr(article, name) or "")) for name in names
    )
    return (
        title[0] == title[1]
        and kicker[0] == kicker[1]
        and (body[0] == body[1] or (article.goes_on and body[0].startswith(body[1])))
        and (lead[0] == lead[1] or not all(lead))
    )


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
    connection.execute(
        revisions.insert().from_select(
            ["article_id", *_KEPT],
            sa.select(*(articles.c[name] for name in ("id", *_KEPT))).where(articles.c.id == id),
        )
    )
    article.revision = revision + 1
    placing.choose([article])
    placing.stored([(id, article)])
    values: dict[str, Any] = _values(article) | {"reparsed_at": reparsed_at}
    if values["news_code"] is None:
        del values["news_code"]
    if reparsed_at is None:  # it came from the site, so the site has it
        values["vanished_at"] = None
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
