"""Steps that go through a whole archive: in batches, beside running crawls, and resumable.

Each batch is a short transaction, which also moves the position of the step in the table
``data_steps``. A process that was killed in between loses at most one batch, and whoever runs the
step next continues there, also several processes at once. A migration starts a step by a row in
that table, in its own transaction; opening the database for writing then runs it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from newscrawl.database import revisits, topics
from newscrawl.database.dialect import is_shared, lock_tables
from newscrawl.database.schema import articles, data_steps
from newscrawl.database.search import build
from newscrawl.database.search.names import CLEAN, FILL, REBUILD

logger = logging.getLogger(__name__)
#: Does one batch of a step, in the transaction of the connection. Gets the position and the number
#: of rows; returns the new position, or ``None`` when all is done.
Step = Callable[[sa.Connection, int, int], "int | None"]
STEPS: Final[dict[str, Step]] = {
    FILL: build.fill,
    REBUILD: build.rebuild,
    CLEAN: build.clean,
    topics.RENEW: topics.renew,
    revisits.FILL: revisits.fill,
}
#: Steps that opening a database does not run: the archive is complete without them.
ON_DEMAND: Final = (REBUILD,)
#: How long a batch should take, and the pause after it, in which crawls can write; in seconds.
BATCH_SECONDS, PAUSE = 0.1, 0.05
#: Rows of a batch: at least, of the first one, and at most.
LEAST_SIZE, FIRST_SIZE, LARGEST_SIZE = 20, 50, 2000
#: How long a batch waits for transactions that write on PostgreSQL. Others queue up behind it.
LOCK_TIMEOUT = "500ms"
_LOG_SECONDS = 5
#: Called with the share that is done, from 0 to 1.
Progress = Callable[[float], None]


def finish_pending(engine: sa.Engine) -> None:
    """Run the steps that migrations left to do. Takes no lock if there are none."""
    # Others are for whoever knows how: see newscrawl.database.mirrors.
    names = STEPS.keys() - set(ON_DEMAND)
    while pending := [name for name in positions(engine) if name in names]:
        for name in pending:
            run(engine, name, _logged(name))


def positions(engine: sa.Engine) -> dict[str, int]:
    """The unfinished steps and their positions."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return {row.name: row.position for row in connection.execute(sa.select(data_steps))}


def run(engine: sa.Engine, name: str, progress: Progress) -> None:
    """Run a step to its end, if it is not finished."""
    size = FIRST_SIZE
    while True:
        try:
            with engine.begin() as connection:
                _lock(connection)
                # Without the wait for the lock: beside a busy writer batches would get so small
                # that it writes more than is indexed.
                began = time.monotonic()
                position = _advance(connection, name, size)
                highest = connection.scalar(sa.select(sa.func.max(articles.c.id))) or 0
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != "55P03":  # lock not available
                raise
            time.sleep(PAUSE)
            continue
        if position is None:
            return
        progress(min(position / max(highest, 1), 1.0))
        took = max(time.monotonic() - began, 0.001)
        size = round(
            min(max(size * BATCH_SECONDS / took, size / 2, LEAST_SIZE), size * 2, LARGEST_SIZE)
        )
        time.sleep(PAUSE)


def rebuild_index(engine: sa.Engine, progress: Progress) -> int:
    """Rebuild the full-text index, or continue where that was interrupted.

    Returns:
        The number of articles.
    """
    with engine.begin() as connection:
        lock_tables(connection)
        build.start_rebuilding(connection)
    for name in (FILL, REBUILD):
        run(engine, name, progress)
    finish_pending(engine)
    return _count(engine)


def renew_topics(engine: sa.Engine, progress: Progress) -> int:
    """Set the topics of all articles anew, or continue where that was interrupted.

    Returns:
        The number of articles.
    """
    with engine.begin() as connection:
        lock_tables(connection)
        topics.start_renewing(connection)
    run(engine, topics.RENEW, progress)
    return _count(engine)


def _count(engine: sa.Engine) -> int:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(articles)) or 0


def _lock(connection: sa.Connection) -> None:
    """Let no article change between reading it and writing what comes of it. On SQLite the
    transaction does that."""
    if is_shared(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        connection.exec_driver_sql("LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE")


def _advance(connection: sa.Connection, name: str, size: int) -> int | None:
    of_step = data_steps.c.name == name
    before = connection.scalar(sa.select(data_steps.c.position).where(of_step))
    if before is None:  # another process finished it
        return None
    position = STEPS[name](connection, before, size)
    if position is None:
        connection.execute(data_steps.delete().where(of_step))
    else:
        connection.execute(data_steps.update().where(of_step).values(position=position))
    return position


def _logged(name: str) -> Progress:
    last = time.monotonic()

    def log(share: float) -> None:
        nonlocal last
        if time.monotonic() - last > _LOG_SECONDS:
            last = time.monotonic()
            logger.warning("Migrating the archive: %s, %d %%", name, share * 100)

    return log
