"""Finding the stories of articles that were stored without: in small transactions beside crawls.

What is done has a signature, so that whoever goes on, also after a kill, takes the others.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from newscrawl.database.dialect import Among, lock_sites
from newscrawl.database.retry import Retry
from newscrawl.database.schema import articles, signatures
from newscrawl.database.steps import PAUSE
from newscrawl.database.stories.keys import remove
from newscrawl.database.stories.placing import MOVE, Placing
from newscrawl.items import Article
from newscrawl.processes import Processes
from newscrawl.stories.signature import Signature, rules, signature_of

#: Articles of a transaction.
BATCH: Final = 100
#: How long a transaction is tried again, in seconds.
RETRY_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """An article as it is stored."""

    id: int
    revision: int
    site: str
    url: str
    title: str
    lead: str | None
    body: str | None
    #: ISO 8601.
    published_at: str | None
    fetched_at: str


_Batch: TypeAlias = list[_Unplaced]
_NAMES: Final = tuple(_Unplaced.__slots__)


def count_missing(connection: sa.Connection) -> int:
    """How many articles were not looked at by today's rules."""
    query = sa.select(sa.func.count()).select_from(articles).where(~_is_signed())
    return connection.scalar(query) or 0


def rebuild(engine: sa.Engine, jobs: int) -> Iterator[int]:
    """Find the stories of all articles that were not looked at; yields how many so far.

    Args:
        jobs: how many processes read texts; 1 for none but this.

    Raises:
        newscrawl.processes.ProcessDied: if one of them did.
        Unavailable: if the database is away, or locked, for longer than a minute.
    """
    retry = Retry(engine, RETRY_SECONDS)
    count = 0
    for batch, signed in _signed(_missing(engine), jobs):
        retry.transaction(partial(_place, batch=list(zip(batch, signed, strict=True))))
        count += len(batch)
        yield count
        time.sleep(PAUSE)  # crawls can write


def _is_signed() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        signatures.c.article_id == articles.c.id, signatures.c.rules == rules()
    )


def _missing(engine: sa.Engine) -> Iterator[_Batch]:
    """Articles that were not looked at, each batch by a query of its own."""
    last = 0
    columns = [articles.c[name] for name in _NAMES]
    query = sa.select(*columns).where(~_is_signed()).order_by(articles.c.id).limit(BATCH)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while rows := connection.execute(query.where(articles.c.id > last)).all():
            last = rows[-1].id
            yield [_stored(row) for row in rows]


def _stored(row: sa.Row[Any]) -> _Unplaced:
    values = dict(row._mapping)
    for name in ("published_at", "fetched_at"):
        values[name] = values[name] and values[name].isoformat()
    return _Unplaced(**values)


def _signed(batches: Iterator[_Batch], jobs: int) -> Iterator[tuple[_Batch, list[Signature]]]:
    """Batches with their signatures, made in several processes if it is worth to start them."""
    first = list(islice(batches, 2 * jobs)) if jobs > 1 else []
    all_of_them = chain(first, batches)
    if len(first) < 2 * jobs or jobs == 1:
        yield from ((batch, _sign(batch)) for batch in all_of_them)
        return
    processes = Processes(jobs, _begin)
    try:
        yield from processes.map(_sign, all_of_them)
    finally:
        processes.close()


def _begin() -> None:
    """What a process needs is imported by now."""


def _sign(batch: Iterable[_Unplaced]) -> list[Signature]:
    return [signature_of(one.title, one.lead, one.body) for one in batch]


def _place(connection: sa.Connection, batch: Sequence[tuple[_Unplaced, Signature]]) -> None:
    lock_sites(connection, {stored.site for stored, _ in batch})
    # Crawls may have edited some meanwhile, or looked at them.
    query = sa.select(articles.c.id, articles.c.revision).where(
        Among(articles.c.id, "ids"), ~_is_signed()
    )
    today = connection.execute(query, {"ids": [stored.id for stored, _ in batch]})
    revisions = {row.id: row.revision for row in today}
    same = [(s, signed) for s, signed in batch if revisions.get(s.id) == s.revision]
    if not same:
        return
    remove(connection, [stored.id for stored, _ in same])  # of other rules
    placing = Placing(connection)
    found = [(stored.id, _article(stored, signed)) for stored, signed in same]
    placing.choose([article for _, article in found])
    placing.stored(found)
    connection.execute(MOVE, [{"row": id, "new": article.story_id} for id, article in found])
    placing.keep()


def _article(stored: _Unplaced, signed: Signature) -> Article:
    article = Article(**{name: getattr(stored, name) for name in _NAMES if name != "id"})
    article.signature = signed
    return article
