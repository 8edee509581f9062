"""Taking articles down: what the archive has of one is removed, and a tombstone is left.

Every function works in the transaction of its connection. Nothing that has the text or the address
of an article may be left out here: a table that comes to have one belongs into :func:`forget`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from newscrawl.database import revisits as plans
from newscrawl.database import search, stories
from newscrawl.database.articles import LONGEST_ADDRESS
from newscrawl.database.cold import taking_out
from newscrawl.database.dialect import lock_sites
from newscrawl.database.erasing import overwrite_deleted
from newscrawl.database.frontier import State
from newscrawl.database.mentions import rewrite
from newscrawl.database.schema import (
    alert_hits,
    alert_place,
    alerts,
    articles,
    cold_pages,
    comments,
    crawls,
    exports,
    failures,
    frontier,
    pages,
    removals,
    revisions,
)
from newscrawl.database.tombstones import bury, clamp


@dataclass(slots=True)
class Target:
    """An article as somebody named it, and what the archive turns out to have of it."""

    site: str
    #: One of both may be unknown.
    news_code: str | None
    url: str | None
    #: Whether an address is one of the article's.
    is_at: Callable[[str], bool] = lambda url: False
    #: All news codes and addresses by which the archive knows it.
    codes: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    #: ``id`` → the rows of it, usually one.
    rows: dict[int, sa.RowMapping] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add(self.news_code, self.url)

    def add(self, news_code: str | None, url: str | None) -> None:
        """It is known by these, too."""
        self.codes |= {news_code} if news_code else set()
        self.urls |= {url} if url else set()

    @property
    def names(self) -> set[str]:
        """All that the archive knows it by."""
        return self.codes | self.urls


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed of an article, or would be."""

    site: str
    news_code: str | None
    url: str | None
    #: ``None`` where the archive did not have it.
    title: str | None
    #: Aware.
    published_at: datetime | None
    articles: int
    revisions: int
    #: Raw pages in the database, and in cold files.
    pages: int
    cold_pages: int
    failures: int
    requests: int
    comments: int
    #: It was not taken down before.
    is_new: bool
    #: Pictures, which are files: see :mod:`newscrawl.database.images`.
    images: int = 0


_SHOWN = [articles.c[name] for name in ("id", "news_code", "url", "title", "published_at")]


def find(connection: sa.Connection, target: Target) -> Forgotten:
    """What there is of an article; changes only ``target``."""
    _recognize(connection, target)
    known = next(iter(target.rows.values()), None)
    return Forgotten(
        site=target.site,
        news_code=known["news_code"] if known else target.news_code,
        url=known["url"] if known else target.url,
        title=known["title"] if known else None,
        published_at=known["published_at"] if known else None,
        articles=len(target.rows),
        revisions=_count(connection, revisions, _of_article(target, revisions)),
        pages=_count(connection, pages, _of_pages(target, pages)),
        cold_pages=_count(connection, cold_pages, _of_pages(target, cold_pages)),
        failures=_count(connection, failures, _of_failures(target)),
        requests=len(list(_requests(connection, target))),
        comments=_count(connection, comments, _of_article(target, comments)),
        is_new=False,
    )


def forget(connection: sa.Connection, target: Target, why: str, now: datetime) -> Forgotten:
    """Remove an article, and leave a tombstone; all but its pages in cold files."""
    lock_sites(connection, [target.site])
    found = find(connection, target)
    search.remove(connection, list(target.rows))
    stories.remove(connection, list(target.rows))
    plans.remove(connection, list(target.rows))
    # The articles first, which locks their table on PostgreSQL: a named export that waits for that
    # sees the tombstones, too.
    for table, of_it in (
        (articles, articles.c.id.in_(list(target.rows))),
        (revisions, _of_article(target, revisions)),
        (comments, _of_article(target, comments)),
        (removals, removals.c.article_id.in_(list(target.rows))),
        # Messages that wait name their hits, and read the texts when they are delivered.
        (alert_hits, alert_hits.c.article_id.in_(list(target.rows))),
        (pages, _of_pages(target, pages)),
        (failures, _of_failures(target)),
    ):
        connection.execute(table.delete().where(of_it))
    _remove_requests(connection, target)
    rewrite(connection, target.site, target.urls, target.is_at)
    for position, of in (
        (exports.c.article_id, articles.c.id),
        (exports.c.revision_id, revisions.c.id),
        (crawls.c.newest_id, articles.c.id),
        *(
            (table.c[name], of)
            for table in (alerts, alert_place)
            for name, of in (
                ("article_id", articles.c.id),
                ("revision_id", revisions.c.id),
                ("removal_id", removals.c.id),
            )
        ),
    ):
        clamp(connection, position, of)
    is_new = False
    for code, url in _names(target):
        is_new |= bury(connection, target.site, code, url, why, now)
    return Forgotten(**{name: getattr(found, name) for name in _FIELDS}, is_new=is_new)


_FIELDS = [name for name in Forgotten.__slots__ if name != "is_new"]


def _recognize(connection: sa.Connection, target: Target) -> None:
    """Find the rows of an article, and all that it is known by."""
    columns = (*_SHOWN,)
    while True:
        known = len(target.codes) + len(target.urls)
        query = sa.select(*columns).where(articles.c.site == target.site, _named(target, articles))
        for row in connection.execute(query).mappings():
            target.rows[row["id"]] = row
            target.add(row["news_code"], row["url"])
        earlier = sa.select(revisions.c.news_code, revisions.c.url).where(
            _of_article(target, revisions)
        )
        for code, url in connection.execute(earlier.distinct()):
            target.add(code, url)
        if len(target.codes) + len(target.urls) == known:
            return


def _names(target: Target) -> Iterator[tuple[str | None, str | None]]:
    """News code and address of each tombstone."""
    told: set[str | None] = {None}
    pairs = [(row["news_code"], row["url"]) for row in target.rows.values()]
    pairs.append((target.news_code, target.url))
    pairs += [(code, None) for code in sorted(target.codes)]
    pairs += [(None, url) for url in sorted(target.urls)]
    for code, url in pairs:
        if {code, url} - told:
            told |= {code, url}
            yield code, url


def _named(target: Target, table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.news_code.in_(target.codes) | table.c.url.in_(target.urls)


def _of_article(target: Target, table: sa.Table) -> sa.ColumnElement[bool]:
    of_site = (table.c.site == target.site) & table.c.news_code.in_(target.codes)
    return table.c.article_id.in_(list(target.rows)) | of_site


def _of_pages(target: Target, table: sa.Table) -> sa.ColumnElement[bool]:
    unread = sa.and_(
        table.c.site == target.site,
        table.c.article_id.is_(None),
        table.c.item_url.in_(target.urls) | table.c.news_code.in_(target.codes),
    )
    return table.c.article_id.in_(list(target.rows)) | unread


def _of_failures(target: Target) -> sa.ColumnElement[bool]:
    urls = {url[:LONGEST_ADDRESS] for url in target.urls}
    named = failures.c.news_code.in_(target.codes) | failures.c.url.in_(urls)
    return (failures.c.site == target.site) & named


def _count(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(where)
    return connection.scalar(query) or 0


def _requests(connection: sa.Connection, target: Target) -> Iterator[tuple[int, str]]:
    """``id`` and state of the requests of an article, also of those that were not known to be."""
    keys: Collection[str] = target.names
    query = sa.select(frontier.c.id, frontier.c.state, frontier.c.key, frontier.c.url).where(
        frontier.c.site == target.site, frontier.c.key.is_(None) | frontier.c.key.in_(keys)
    )
    for id, state, key, url in connection.execute(query):
        if key is not None or url in target.urls or target.is_at(url):
            yield id, state


def _remove_requests(connection: sa.Connection, target: Target) -> None:
    found = list(_requests(connection, target))
    gone = [id for id, state in found if state != State.LEASED]
    connection.execute(frontier.delete().where(frontier.c.id.in_(gone)))
    # A crawl has these under way, and will say by their ids that they are done: SQLite might have
    # given the id to another request by then. What is left of them says nothing, and is deleted by
    # the crawl, or with what has failed.
    leased = [id for id, state in found if state == State.LEASED]
    nothing: dict[str, Any] = {
        "state": State.FAILED,
        "url": "",
        "request": "{}",
        "reason": "taken down",
        "attempts": 0,
        "run": None,
        "etag": None,
        "last_modified": None,
    }
    connection.execute(frontier.update().where(frontier.c.id.in_(leased)).values(**nothing))


def take_down(
    engine: sa.Engine, targets: Iterable[Target], why: str, now: datetime, cold: Path
) -> list[Forgotten]:
    """Take several articles down, all in one transaction. Again for one that was taken down before:
    something may have been left.

    Args:
        cold: see :func:`newscrawl.database.cold.place.cold_folder`.

    Raises:
        DatabaseError: if its pages cannot be taken out of cold files. Nothing was changed then.
    """
    targets = list(targets)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for target in targets:
            _recognize(connection, target)
        in_cold = sa.or_(*(_of_pages(target, cold_pages) for target in targets))
        counts = [_count(connection, cold_pages, _of_pages(t, cold_pages)) for t in targets]
    with taking_out(engine, cold, in_cold) as connection:
        overwrite_deleted(connection)
        lock_sites(connection, [target.site for target in targets])  # all, in their one order
        found = [forget(connection, target, why, now) for target in targets]
    return [replace(one, cold_pages=count) for one, count in zip(found, counts, strict=True)]
