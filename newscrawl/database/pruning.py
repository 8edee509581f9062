"""Retention: removing rows that nothing needs any more, in batches, beside running crawls.

Each batch is a short transaction of its own, so a kill loses no more than one that was not
committed, and the next run goes on. What later crawls do does not change:

- Of requests only those of lists, feeds and the like go, that were made in an epoch that is over
  and have no validators (``ETag``): a later crawl asks for them anew whenever something links to
  them. Requests of articles stay: they are why a page that cannot be read is not asked for for
  ever.
- Of crawls, those stay that something looks back to: see :func:`newscrawl.database.rollup.doomed`.
- Failures go once the page was read since. Others keep codes that the site does not have from being
  asked for again.
- The newest message and alarm stay, so that SQLite gives no id again that messages have in their
  keys.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database import rollup
from newscrawl.database.cold import taking_out
from newscrawl.database.crawls import ENDS
from newscrawl.database.dialect import lock_sites
from newscrawl.database.frontier import State
from newscrawl.database.reports import sites
from newscrawl.database.schema import (
    alarms,
    alert_hits,
    articles,
    cold_pages,
    crawls,
    failures,
    frontier,
    outbox,
    pages,
)
from newscrawl.database.steps import PAUSE

#: Rows of a batch.
BATCH: Final = 500
#: An epoch without an end is taken for over after so long.
FORGOTTEN_AFTER: Final = timedelta(days=180)


class Prunable(StrEnum):
    """What is pruned, in the order in which it has to be: what a resolved failure is told by is
    gone afterwards, and so are the crawls that an alarm belongs to."""

    FAILURES = "failures"
    REQUESTS = "requests"
    CRAWLS = "crawls"
    ALARMS = "alarms"
    MESSAGES = "messages"
    HITS = "hits"
    RAW_PAGES = "raw_pages"


@dataclass(frozen=True, slots=True)
class Pruned:
    """A batch that was removed."""

    kind: Prunable
    rows: int


def prune(
    engine: sa.Engine,
    ages: Mapping[Prunable, timedelta],
    now: datetime,
    has_failed: Callable[[Mapping[str, Any]], bool],
    cold: Path,
) -> Iterator[Pruned]:
    """Remove what is older than the age of its kind; yields each batch when it is committed.

    Args:
        now: aware.
        has_failed: whether a crawl with such stats did not do its job.
        cold: see :func:`newscrawl.database.cold.place.cold_folder`.

    Raises:
        DatabaseError: if cold files cannot be written.
    """
    for kind in (kind for kind in Prunable if kind in ages):
        before = now - ages[kind]
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as reader:
            for site in _sites(reader, kind):
                yield from _of_site(engine, reader, kind, site, before, has_failed)
        if kind is Prunable.RAW_PAGES:
            for rows in _prune_cold(engine, before, cold):
                yield Pruned(kind, rows)


def count(
    connection: sa.Connection, ages: Mapping[Prunable, timedelta], now: datetime
) -> dict[Prunable, int]:
    """How many rows would be removed now."""
    found = dict.fromkeys((kind for kind in Prunable if kind in ages), 0)
    for kind in found:
        before = now - ages[kind]
        for site in _sites(connection, kind):
            if kind is Prunable.CRAWLS:
                found[kind] += len(rollup.doomed(connection, site, before))
            else:
                rows = _doomed(kind, site, before).subquery()
                query = sa.select(sa.func.count()).select_from(rows)
                found[kind] += connection.scalar(query) or 0
        if kind is Prunable.RAW_PAGES:
            old = cold_pages.c.fetched_at < before
            query = sa.select(sa.func.count()).select_from(cold_pages).where(old)
            found[kind] += connection.scalar(query) or 0
    return found


def _sites(connection: sa.Connection, kind: Prunable) -> list[str]:
    """The sites to go through; an empty name for what belongs to none."""
    return [""] if kind in (Prunable.MESSAGES, Prunable.HITS) else sites(connection)


def _of_site(
    engine: sa.Engine,
    reader: sa.Connection,
    kind: Prunable,
    site: str,
    before: datetime,
    has_failed: Callable[[Mapping[str, Any]], bool],
) -> Iterator[Pruned]:
    if kind is Prunable.CRAWLS:
        runs = rollup.doomed(reader, site, before)
        for start in range(0, len(runs), BATCH):
            with engine.begin() as connection:
                lock_sites(connection, [site])
                rows = rollup.sum_up(connection, runs[start : start + BATCH], has_failed)
            yield Pruned(kind, rows)
            time.sleep(PAUSE)
        return
    table = _TABLES[kind]
    doomed = _doomed(kind, site, before).order_by(table.c.id).limit(BATCH)
    after: int = 0
    # Looked for first where nothing is locked: for most sites there is nothing to do.
    while ids := reader.scalars(doomed.where(table.c.id > after)).all():
        after = ids[-1]
        with engine.begin() as connection:
            if site:
                lock_sites(connection, [site])
            still = connection.scalars(doomed.where(table.c.id.in_(ids))).all()
            if kind is Prunable.FAILURES:
                _remove_unread(connection, site, still)
            connection.execute(table.delete().where(table.c.id.in_(still)))
        yield Pruned(kind, len(still))
        time.sleep(PAUSE)


_TABLES: Final = {
    Prunable.FAILURES: failures,
    Prunable.REQUESTS: frontier,
    Prunable.ALARMS: alarms,
    Prunable.MESSAGES: outbox,
    Prunable.HITS: alert_hits,
    Prunable.RAW_PAGES: pages,
}


def _doomed(kind: Prunable, site: str, before: datetime) -> sa.Select[Any]:
    """Select the ``id`` of the rows that go."""
    table, conditions = _TABLES[kind], _CONDITIONS[kind](before)
    of_site = [table.c.site == site] if site else []
    return sa.select(table.c.id).where(*of_site, *conditions)


def _resolved(before: datetime) -> list[sa.ColumnElement[bool]]:
    """Failures of pages that were read since."""
    of_code = sa.exists().where(
        articles.c.site == failures.c.site,
        articles.c.news_code == failures.c.news_code,
        articles.c.fetched_at > failures.c.at,
    )
    of_url = sa.exists().where(
        articles.c.site == failures.c.site,
        articles.c.url == failures.c.url,
        articles.c.fetched_at > failures.c.at,
    )
    read = sa.exists().where(
        frontier.c.site == failures.c.site,
        frontier.c.url == failures.c.url,
        frontier.c.key.is_(None),
        frontier.c.state == State.DONE,
        frontier.c.leased_at > failures.c.at,
    )
    return [failures.c.at < before, failures.c.is_waiting.is_not(True), of_code | of_url | read]


def _remove_unread(connection: sa.Connection, site: str, ids: Sequence[int]) -> None:
    urls = sa.select(failures.c.url).where(failures.c.id.in_(ids))
    connection.execute(
        pages.delete().where(
            pages.c.site == site, pages.c.article_id.is_(None), pages.c.item_url.in_(urls)
        )
    )


def _made(before: datetime) -> list[sa.ColumnElement[bool]]:
    """Requests of lists and the like of epochs that are over."""
    ended = crawls.alias("ended")
    is_ended = sa.exists().where(ended.c.epoch == crawls.c.epoch, ended.c.finish_reason.in_(ENDS))
    going_on = sa.select(crawls.c.epoch).where(
        crawls.c.spider == frontier.c.site,
        crawls.c.epoch == frontier.c.epoch,
        crawls.c.started_at > before - FORGOTTEN_AFTER,
        ~is_ended,
    )
    return [
        frontier.c.state.in_((State.DONE, State.FAILED)),
        frontier.c.key.is_(None),
        frontier.c.etag.is_(None),
        frontier.c.last_modified.is_(None),
        frontier.c.leased_at < before,
        ~going_on.exists(),
    ]


def _over(before: datetime) -> list[sa.ColumnElement[bool]]:
    """Alarms that are over, and that no crawl is left of."""
    newest = sa.select(sa.func.max(alarms.alias().c.id)).scalar_subquery()
    left = sa.exists().where(
        crawls.c.spider == alarms.c.site,
        crawls.c.scope == alarms.c.scope,
        crawls.c.finished_at >= alarms.c.began_at,
        crawls.c.finished_at < alarms.c.over_at,
    )
    return [alarms.c.over_at < before, ~left, alarms.c.id < newest]


def _told(before: datetime) -> list[sa.ColumnElement[bool]]:
    """Messages that arrived, or were given up."""
    newest = sa.select(sa.func.max(outbox.alias().c.id)).scalar_subquery()
    is_given_up = outbox.c.due_at.is_(None) & outbox.c.sent_at.is_(None)
    is_told = (outbox.c.sent_at < before) | (is_given_up & (outbox.c.created_at < before))
    return [is_told, outbox.c.id < newest]


def _found(before: datetime) -> list[sa.ColumnElement[bool]]:
    """What alerts found, and put into messages."""
    return [alert_hits.c.at < before, alert_hits.c.message.is_not(None)]


def _fetched(before: datetime) -> list[sa.ColumnElement[bool]]:
    return [pages.c.fetched_at < before]


_CONDITIONS: Final = {
    Prunable.FAILURES: _resolved,
    Prunable.REQUESTS: _made,
    Prunable.ALARMS: _over,
    Prunable.MESSAGES: _told,
    Prunable.HITS: _found,
    Prunable.RAW_PAGES: _fetched,
}


def _prune_cold(engine: sa.Engine, before: datetime, cold: Path) -> Iterator[int]:
    """Take old pages out of cold files, one file after the other."""
    old = cold_pages.c.fetched_at < before
    query = sa.select(cold_pages.c.file, sa.func.count()).where(old).group_by(cold_pages.c.file)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        files = connection.execute(query.order_by(cold_pages.c.file)).all()
    for name, rows in files:
        with taking_out(engine, cold, cold_pages.c.file == name, old):
            pass
        yield rows
