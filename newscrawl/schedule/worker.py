"""Crawling the sites of the schedule, some at a time, for ever or once.

Each crawl is a process of its own, ``scrapy crawl SITE``: if one dies, the others go on, and the
system gets back what it used.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli.exits import ALARM, DONE
from newscrawl.database import DatabaseError, schedule
from newscrawl.database.dialect import clock
from newscrawl.database.engine import in_one_line
from newscrawl.database.lock import SiteLock
from newscrawl.database.retry import Retry
from newscrawl.database.schedule import Entry
from newscrawl.monitoring.delivery import Courier

logger = logging.getLogger(__name__)
R = TypeVar("R")
#: Seconds between two checks of the crawls, and of the schedule.
LOOK_SECONDS, SCHEDULE_SECONDS = 0.2, 2.0
#: Seconds that a worker tries to reach the database before it reports a failure.
RETRY_SECONDS = 10.0


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
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{time.time_ns():x}"
        self.url = url
        self.jobs = jobs
        self.options = list(options)
        self.hold_seconds = hold_seconds
        self.only = only
        self.logs = logs
        self.courier = courier
        self.crawls: dict[str, subprocess.Popen[bytes]] = {}
        self.is_stopping = False
        self.failed = 0
        #: Crawls that were done while an alarm of their site stands.
        self.alarmed = 0
        self._retry = Retry(engine, RETRY_SECONDS)
        self._held_at = 0.0

    def run(self, *, once: bool) -> int:
        """Crawl until told to stop, or once what is due now; returns how many crawls failed.

        The first SIGINT or SIGTERM stops the crawls in their own way, the second one kills them.
        SIGHUP is a first one, unless it is ignored (``nohup``).
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
            signal.signal(signal.SIGHUP, self._hang_up)
        due_at = self._database(clock) if once else None
        looked_at = float("-inf")
        while True:
            is_over = self._collect()
            now = time.monotonic()
            if is_over or now - looked_at >= SCHEDULE_SECONDS:
                looked_at = now
                self._hold()
                self._take(due_at)
            if self.courier is not None:
                self.courier.look()
            if not self.crawls and (once or self.is_stopping):
                return self.failed
            time.sleep(LOOK_SECONDS)

    def _take(self, due_at: datetime | None) -> None:
        free = self.jobs - len(self.crawls)
        if free <= 0 or self.is_stopping:
            return
        entries = self._database(
            lambda connection: schedule.take(
                connection, self.name, free, self.hold_seconds, due_at=due_at, only=self.only
            )
        )
        for entry in entries or ():
            self._start(entry)

    def _start(self, entry: Entry) -> None:
        if self._is_busy(entry.site):
            logger.info("%s: something else crawls it, trying again later", entry.site)
            self._put_back(entry.site, schedule.BUSY_PAUSE)
            return
        arguments = [f"{name}={value}" for name, value in entry.arguments.items()]
        command = [sys.executable, "-m", "newscrawl", "crawl", entry.site, *self.options]
        command += [option for argument in arguments for option in ("-a", argument)]
        if self.logs is not None:
            command += ["--logfile", str(self.logs / f"{entry.site}.log")]
        else:
            command += ["--name-lines"]
        # In a session of its own: Ctrl-C reaches it through _stop(), and only once.
        self.crawls[entry.site] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True
        )
        logger.info("%s: started %s", entry.site, " ".join(arguments))

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
        over = [site for site, crawl in self.crawls.items() if crawl.poll() is not None]
        for site in over:
            code = self.crawls.pop(site).returncode
            if self.is_stopping and _problem(code) is not None:
                logger.info("%s: stopped", site)
                self._put_back(site)
                continue
            problem = _problem(code)
            if code == ALARM:
                self.alarmed += 1
                logger.warning("%s: done, but an alarm stands", site)
            elif problem is not None:
                self.failed += 1
                logger.error("%s: failed: %s", site, problem)
            else:
                logger.info("%s: done", site)
            self._database(
                lambda connection, site=site, problem=problem: schedule.finish(  # type: ignore[misc]
                    connection, self.name, site, problem
                )
            )
        return bool(over)

    def _put_back(self, site: str, pause: timedelta = timedelta()) -> None:
        self._database(lambda connection: schedule.put_back(connection, self.name, site, pause))

    def _hold(self) -> None:
        if self.crawls and time.monotonic() - self._held_at >= self.hold_seconds / 4:
            self._held_at = time.monotonic()
            # Only what is crawled now: the database may not know yet that other crawls are over.
            sites = list(self.crawls)
            self._database(
                lambda connection: schedule.hold(connection, self.name, sites, self.hold_seconds)
            )

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
            crawl.send_signal(signal.SIGKILL if again else signal.SIGINT)

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
