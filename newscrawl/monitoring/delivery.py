"""Delivering what waits in the outbox: after a crawl, and from time to time by a worker."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import UTC, datetime, time
from time import monotonic
from typing import Self

import sqlalchemy as sa
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import ArgumentError
from newscrawl.database import DatabaseError, open_engine, outbox
from newscrawl.database.engine import in_one_line
from newscrawl.monitoring.digest import digest_time, put_digest
from newscrawl.monitoring.notifier import NotDelivered, Notifier

logger = logging.getLogger(__name__)
#: After so many seconds a delivery takes no more messages: the next one does.
SECONDS = 30.0
#: A worker looks for messages so often, in seconds.
LOOK_SECONDS = 60.0
#: A message that somebody took is another's if it is not delivered for so long, in seconds.
HOLD_SECONDS = 120.0


class Delivery:
    """Delivers what waits when a crawl is over, its own alarms and others'.

    Without ``NOTIFY_URLS`` there is nobody to tell.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getlist("NOTIFY_URLS"):
            raise NotConfigured
        self.settings = crawler.settings
        # After spider_closed: the alarms of the crawl are committed by then.
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def engine_stopped(self) -> None:
        await asyncio.to_thread(self._deliver)

    def _deliver(self) -> None:
        try:
            notifier, digest_at = make_notifier(self.settings), digest_time(self.settings)
        except ArgumentError as error:
            logger.error("Nothing is delivered: %s", error)
        else:
            deliver_from(self.settings["DATABASE_URL"], notifier, digest_at)


class Courier:
    """Delivers from time to time, in a thread of its own.

    Args:
        url: of the database.
        digest_at: as for :func:`deliver_from`.
        seconds: between two looks.
    """

    def __init__(
        self,
        url: str,
        notifier: Notifier,
        digest_at: time | None = None,
        seconds: float = LOOK_SECONDS,
    ) -> None:
        self._url = url
        self._notifier = notifier
        self._digest_at = digest_at
        self._seconds = seconds
        self._thread = threading.Thread()
        self._looked_at = float("-inf")

    def look(self) -> None:
        """Begin to deliver, if it is time and no delivery is under way."""
        now = monotonic()
        if now - self._looked_at >= self._seconds and not self._thread.is_alive():
            self._looked_at = now
            # A daemon: what it has not delivered when the program ends waits for the next one.
            self._thread = threading.Thread(
                target=deliver_from, args=(self._url, self._notifier, self._digest_at), daemon=True
            )
            self._thread.start()

    def wait(self) -> None:
        """Wait for the delivery that is under way."""
        if self._thread.is_alive():
            self._thread.join()


def make_notifier(settings: BaseSettings) -> Notifier:
    """The notifier of ``NOTIFY_URLS``.

    Raises:
        ArgumentError: if one of them is wrong, or Apprise is missing.
    """
    try:
        return Notifier(settings.getlist("NOTIFY_URLS"))
    except ModuleNotFoundError as error:
        where = f"{error.name} is missing: pip install 'newscrawl[alarms]'"
        raise ArgumentError("NOTIFY_URLS", where) from error
    except ValueError as error:
        raise ArgumentError("NOTIFY_URLS", str(error)) from error


def deliver_from(url: str, notifier: Notifier, digest_at: time | None = None) -> None:
    """As :func:`deliver`, from the database at an address; what goes wrong is logged.

    Args:
        digest_at: the time of the day in Tehran of a digest, which is put into the outbox first.
    """
    try:
        engine = open_engine(url)
        try:
            if digest_at is not None:
                put_digest(engine, notifier.destinations, digest_at)
            deliver(engine, notifier)
        finally:
            engine.dispose()
    except (DatabaseError, SQLAlchemyError) as error:
        logger.error("Nothing is delivered: %s", in_one_line(error))


def deliver(engine: sa.Engine, notifier: Notifier, *, seconds: float = SECONDS) -> int:
    """Deliver what is due, for a while; returns how many messages arrived.

    Each message is taken, sent and marked by itself: a kill in between sends at most one again.

    Raises:
        SQLAlchemyError: if the database cannot be written.
    """
    count = 0
    ends = monotonic() + seconds
    while monotonic() < ends:
        with engine.begin() as connection:
            found = outbox.take(
                connection,
                notifier.destinations,
                datetime.now(UTC),
                limit=1,
                hold_seconds=HOLD_SECONDS,
            )
        if not found:
            break
        count += _send(engine, notifier, found[0])
    return count


def _send(engine: sa.Engine, notifier: Notifier, message: outbox.Taken) -> bool:
    try:
        notifier.send(message.destination, message.title, message.body)
    except NotDelivered as error:
        logger.warning("Not delivered, trying again later: %s (%s)", message.title, error)
        with engine.begin() as connection:
            outbox.not_delivered(connection, message, str(error), datetime.now(UTC))
        return False
    with engine.begin() as connection:
        outbox.delivered(connection, message, datetime.now(UTC))
    return True
