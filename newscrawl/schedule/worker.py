"""Crawling the sites of the schedule, some at a time, for ever or once.

Each crawl is a process of its own, ``newscrawl crawl SITE``: if one dies, the others go on, and the
system gets back what it used. A site is crawled for one of its entries at a time.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import AUTO
from newscrawl.cli.exits import ALARM, DONE
from newscrawl.database import DatabaseError, schedule, workers
from newscrawl.database.dialect import clock
from newscrawl.database.engine import in_one_line
from newscrawl.database.lock import SiteLock
from newscrawl.database.retry import Retry
from newscrawl.database.schedule import Entry
from newscrawl.monitoring.delivery import Courier
from newscrawl.schedule import processes
from newscrawl.schedule.processes import CrawlProcess

logger = logging.getLogger(__name__)
R = TypeVar("R")
#: Seconds between two checks of the crawls, and of the schedule.
LOOK_SECONDS, SCHEDULE_SECONDS = 0.2, 2.0
#: Seconds that a worker tries to reach the database before it reports a failure.
RETRY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Crawl:
    entry: Entry
    process: CrawlProcess


class Worker:
    """Takes sites that are due and crawls them.

    Args:
        engine: of the database at ``url``.
        jobs: how many sites are crawled at a time.
        options: for each ``scrapy crawl``, like ``["-s", "LOG_LEVEL=INFO"]``.
        hold_seconds: a worker without a heartbeat for so long loses its sites to others.
        only: take only these sites.
        logs: a folder for a log file a site; without it crawls log to standard error.
        courier: delivers what is to be told, from time to time.
        is_ours: whether the spider of a site is one of ours, which looks at articles again.
    """

    def __init__(
        self,
        engine: sa.Engine,
        url: str,
        *,
        jobs: int,
        hold_seconds: float,
        options: Sequence[str] = (),
        only: Collection[str] | None = None,
        logs: Path | None = None,
        courier: Courier | None = None,
        is_ours: Callable[[str], bool] = lambda site: True,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{time.time_ns():x}"
        self.url = url
        self.jobs = jobs
        self.options = list(options)
        self.hold_seconds = hold_seconds
        self.only = only
        self.logs = logs
        self.courier = courier
        self.is_ours = is_ours
        #: What it crawls now, by site.
        self.crawls: dict[str, _Crawl] = {}
        self.is_stopping = False
        self.failed = 0
        #: Crawls that were done while an alarm of their site stands.
        self.alarmed = 0
        self._retry = Retry(engine, RETRY_SECONDS)
        self._told_at = float("-inf")

    def run(self, *, once: bool) -> int:
        """Crawl until told to stop, or once what is due now; returns how many crawls failed.

        The first SIGINT or SIGTERM stops the crawls in their own way, the second one kills them.
        SIGHUP is a first one, unless it is ignored (``nohup``).
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
            signal.signal(signal.SIGHUP, self._hang_up)
        self._database(workers.clean)
        due_at = self._database(clock) if once else None
        looked_at = float("-inf")
        while True:
            is_over = self._collect()
            now = time.monotonic()
            if is_over or now - looked_at >= SCHEDULE_SECONDS:
                looked_at = now
                self._tell()
                self._take(due_at)
            if self.courier is not None:
                self.courier.look()
            if not self.crawls and (once or self.is_stopping):
                self._database(lambda connection: workers.forget(connection, self.name))
                return self.failed
            time.sleep(LOOK_SECONDS)

    def _take(self, due_at: datetime | None) -> None:
        free = self.jobs - len(self.crawls)
        if free <= 0 or self.is_stopping:
            return
        # An entry that is crawled may have been removed: then nothing keeps its site from others.
        entries = self._database(
            lambda connection: schedule.take(
                connection,
                self.name,
                free,
                self.hold_seconds,
                due_at=due_at,
                only=self.only,
                without=list(self.crawls),
            )
        )
        for entry in entries or ():
            self._start(entry)

    def _start(self, entry: Entry) -> None:
        if self._is_busy(entry.site):
            logger.info("%s: something else crawls it, trying again later", entry.label)
            self._put_back(entry, schedule.BUSY_PAUSE)
            return
        given = dict(entry.arguments)
        if self.is_ours(entry.site) and "url" not in given:  # single pages are all that is wanted
            given.setdefault("revisit", AUTO)
        arguments = [f"{name}={value}" for name, value in given.items()]
        command = ["crawl", entry.site, *self.options]
        command += [option for argument in arguments for option in ("-a", argument)]
        if self.logs is not None:
            command += ["--logfile", str(self.logs / f"{entry.site}.log")]
        else:
            command += ["--name-lines"]
        # In a session of its own: Ctrl-C reaches it through _stop(), and only once.
        self.crawls[entry.site] = _Crawl(entry, processes.start(command))
        logger.info("%s: started %s", entry.label, " ".join(arguments))

    def _is_busy(self, site: str) -> bool:
        lock = SiteLock(self.url, site)
        try:
            lock.acquire()
        except DatabaseError:
            return True
        lock.release()
        return False

    def _collect(self) -> bool:
        """Record the crawls that are over; returns whether there are any."""
        codes = [(crawl.entry, crawl.process.poll()) for crawl in self.crawls.values()]
        over = [(entry, code) for entry, code in codes if code is not None]
        for entry, code in over:
            del self.crawls[entry.site]
            problem = _problem(code)
            if self.is_stopping and problem is not None:
                logger.info("%s: stopped", entry.label)
                self._put_back(entry)
                continue
            if code == ALARM:
                self.alarmed += 1
                logger.warning("%s: done, but an alarm stands", entry.label)
            elif problem is not None:
                self.failed += 1
                logger.error("%s: failed: %s", entry.label, problem)
            else:
                logger.info("%s: done", entry.label)
            self._database(
                lambda connection, key=entry.key, problem=problem: schedule.finish(  # type: ignore[misc]
                    connection, self.name, key, problem
                )
            )
        return bool(over)

    def _put_back(self, entry: Entry, pause: timedelta = timedelta()) -> None:
        self._database(
            lambda connection: schedule.put_back(connection, self.name, entry.key, pause)
        )

    def _tell(self) -> None:
        """Say that the worker lives, and keep what it crawls."""
        if time.monotonic() - self._told_at < min(self.hold_seconds / 4, workers.SEEN_SECONDS):
            return
        self._told_at = time.monotonic()
        # Only what is crawled now: the database may not know yet that other crawls are over.
        keys = [crawl.entry.key for crawl in self.crawls.values()]

        def tell(connection: sa.Connection) -> None:
            workers.record(connection, self.name, self.jobs, len(keys))
            if keys:
                schedule.hold(connection, self.name, keys, self.hold_seconds)

        self._database(tell)

    def _database(self, work: Callable[[sa.Connection], R]) -> R | None:
        """The result of a transaction, ``None`` if the database is away; the crawls go on."""
        try:
            return self._retry.transaction(work)
        except (DatabaseError, SQLAlchemyError) as error:
            said = in_one_line(error) if isinstance(error, SQLAlchemyError) else str(error)
            logger.error("The schedule cannot be read: %s", said)
            return None

    def _stop(self, number: int, frame: FrameType | None) -> None:
        again, self.is_stopping = self.is_stopping, True
        for crawl in self.crawls.values():
            crawl.process.send_signal(signal.SIGKILL if again else signal.SIGINT)

    def _hang_up(self, number: int, frame: FrameType | None) -> None:
        if not self.is_stopping:
            self._stop(number, frame)


def _problem(code: int) -> str | None:
    """
    >>> _problem(0), _problem(3), _problem(1), _problem(-9)
    (None, None, 'exit code 1', 'killed by SIGKILL')
    """
    if code in (DONE, ALARM):
        return None
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
