"""Changing the requests of a site while no crawl of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.dialect import lock_sites
from newscrawl.database.engine import DatabaseError, in_one_line, open_engine, shown
from newscrawl.database.heartbeat import refuse_if_crawled
from newscrawl.database.lock import SiteLock


@contextmanager
def changing(url: str, site: str, lease_seconds: float) -> Iterator[sa.Connection]:
    """A transaction on a site that is not being crawled, and cannot be until the end.

    Args:
        url: the archive, as an SQLAlchemy URL.
        lease_seconds: a crawl that sent no heartbeat for so long is dead.

    Raises:
        DatabaseError: if a crawl of the site runs, or the database cannot be written.
    """
    lock = SiteLock(url, site)
    lock.acquire()
    try:
        engine = open_engine(url)
        try:
            with engine.begin() as connection:
                lock_sites(connection, [site])
                if why := refuse_if_crawled(connection, site, lease_seconds):
                    raise DatabaseError(why)
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseError(f"cannot write {shown(url)}: {in_one_line(error)}") from error
        finally:
            engine.dispose()
    finally:
        lock.release()
