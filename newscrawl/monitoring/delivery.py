"""Delivering what waits in the outbox: after a crawl, and from time to time by a worker."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, time
from time import monotonic
from typing import Protocol, Self

import sqlalchemy as sa
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.components import has_archive
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.database import ArchiveWriter, DatabaseError, alerts, open_engine, outbox
from newscrawl.database.dialect import snapshot
from newscrawl.database.engine import in_one_line
from newscrawl.monitoring.digest import digest_time, put_digest
from newscrawl.monitoring.notifier import NotDelivered, Notifier
from newscrawl.monitoring.services import alert_services

logger = logging.getLogger(__name__)
#: After so many seconds a delivery takes no more messages: the next one does.
SECONDS = 30.0
#: A worker looks for messages so often, in seconds.
LOOK_SECONDS = 60.0
#: A message that somebody took is another's if it is not delivered for so long, in seconds.
HOLD_SECONDS = 120.0


class Delivery:
    """Delivers what waits, a crawl's own alarms and others', when it is over; and what alerts found
    while it runs, too."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.settings = crawler.settings
        self._courier: Courier | None = None
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        # After spider_closed: the alarms of the crawl are committed by then.
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not has_archive(crawler) and not crawler.settings.getlist("NOTIFY_URLS"):
            raise NotConfigured
        return cls(crawler)

    async def spider_opened(self) -> None:
        extension = self.crawler.get_extension(ArchiveExtension)
        if extension is not None:
            self._task = asyncio.create_task(self._look(extension.archive))

    async def _look(self, archive: ArchiveWriter) -> None:
        """Look from time to time, if there are alerts."""
        while True:
            try:
                has_alerts = await archive.look_up(alerts.exist)
            except (DatabaseError, SQLAlchemyError):  # others say so
                has_alerts = False
            if has_alerts and self._courier is None:
                self._courier = self._make_courier()
            if has_alerts and self._courier is not None:
                self._courier.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def spider_closed(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def engine_stopped(self) -> None:
        if self._courier is None and self.settings.getlist("NOTIFY_URLS"):
            self._courier = self._make_courier()
        if self._courier is not None:
            await asyncio.to_thread(self._courier.finish)

    def _make_courier(self) -> Courier | None:
        try:
            return make_courier(self.settings)
        except ArgumentError as error:
            logger.error("Nothing is delivered: %s", error)
            return None


class Courier:
    """Delivers from time to time, in a thread of its own.

    Args:
        settings: of the project: the archive, ``NOTIFY_URLS``, ``ALERT_SERVICES``.
        digest_at: as for :func:`deliver_from`.
        seconds: between two looks.
    """

    def __init__(
        self,
        settings: BaseSettings,
        notifier: Notifier,
        digest_at: time | None = None,
        seconds: float = LOOK_SECONDS,
    ) -> None:
        self._settings = settings
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
            self._thread = threading.Thread(target=self._deliver, daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait for the delivery that is under way."""
        if self._thread.is_alive():
            self._thread.join()

    def finish(self) -> None:
        """Wait for the delivery that is under way, and deliver once more."""
        self.wait()
        self._deliver()

    def _deliver(self) -> None:
        deliver_from(self._settings, self._notifier, self._digest_at)


def make_courier(settings: BaseSettings) -> Courier:
    """The courier of a project's settings.

    Raises:
        ArgumentError: if one of them is wrong, or Apprise is missing.
    """
    alert_services(settings)
    return Courier(settings, make_notifier(settings), digest_time(settings))


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


def deliver_from(settings: BaseSettings, notifier: Notifier, digest_at: time | None = None) -> None:
    """As :func:`deliver`, from the archive of a project, and what alerts find, too; what goes wrong
    is logged. A digest that is due is put into the outbox first.

    Args:
        digest_at: the time of the day in Tehran of a digest.
    """
    try:
        engine = open_engine(settings["DATABASE_URL"])
        try:
            if digest_at is not None:
                put_digest(engine, notifier.destinations, digest_at)
            if notifier.destinations:
                deliver(engine, notifier)
            tell_alerts(engine, settings)
        finally:
            engine.dispose()
    except (DatabaseError, SQLAlchemyError) as error:
        logger.error("Nothing is delivered: %s", in_one_line(error))


def tell_alerts(engine: sa.Engine, settings: BaseSettings) -> int:
    """Look what alerts find, and deliver what is due; returns how many messages arrived.

    Raises:
        SQLAlchemyError: if the database cannot be read or written.
    """
    with snapshot(engine) as connection:
        if not alerts.exist(connection):
            return 0
    # Only now: most archives have no alerts, and need not import what tells them.
    from newscrawl.database.alerting import look
    from newscrawl.monitoring.teller import Teller

    look(engine)
    return deliver(engine, Teller(engine, alert_services(settings), settings))


class Sender(Protocol):
    """Delivers messages to some destinations."""

    @property
    def destinations(self) -> Sequence[str]:
        """Their names, as they stand in the outbox."""

    def send(self, name: str, title: str, body: str) -> None:
        """Deliver a message, or raise :class:`NotDelivered`."""


def deliver(engine: sa.Engine, notifier: Sender, *, seconds: float = SECONDS) -> int:
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


def _send(engine: sa.Engine, notifier: Sender, message: outbox.Taken) -> bool:
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
