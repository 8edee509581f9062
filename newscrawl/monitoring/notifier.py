"""Telling people, by Apprise: mail, Telegram, Slack, a webhook and about a hundred others.

A destination is an Apprise URL (https://github.com/caronc/apprise/wiki), which may hold a password.
In the database it goes by a name: see :func:`newscrawl.database.outbox.destination`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newscrawl.database.outbox import destination

if TYPE_CHECKING:
    from apprise import Apprise


class NotDelivered(Exception):
    """A message did not arrive; the message of the exception is one line and has no password."""


class Notifier:
    """Delivers to some destinations.

    Args:
        urls: Apprise URLs, the setting ``NOTIFY_URLS``.

    Raises:
        ModuleNotFoundError: if there are any, and Apprise is not installed.
        ValueError: if one is no URL of a service that Apprise knows.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        self._services = {destination(url): service(url) for url in urls}

    @property
    def destinations(self) -> list[str]:
        """Names of the destinations, as they stand in the outbox."""
        return list(self._services)

    def send(self, name: str, title: str, body: str) -> None:
        """Deliver a message; takes seconds if the other side does not answer.

        Raises:
            NotDelivered: if it did not arrive.
        """
        notify(self._services[name], title, body)


def notify(service: Apprise, title: str, body: str) -> None:
    """Deliver a plain text.

    Raises:
        NotDelivered: if it did not arrive.
    """
    reasons = _Reasons()
    logger = logging.getLogger("apprise")
    logger.addHandler(reasons)
    try:
        with secrets_unlogged():
            arrived = service.notify(title=title, body=body, body_format="text")
    except Exception as error:
        raise NotDelivered(" ".join(f"{type(error).__name__}: {error}".split())) from error
    finally:
        logger.removeHandler(reasons)
    if not arrived:
        raise NotDelivered(reasons.last or "the service did not take it")


def masked(url: str) -> str:
    """What of an Apprise URL may be shown: its service.

    >>> masked("tgram://123:secret/456"), masked("nonsense")
    ('tgram://…', '…')
    """
    scheme, separator, _ = url.partition("://")
    return f"{scheme}://…" if separator else "…"


def service(url: str) -> Apprise:
    """Apprise, set up for one URL.

    Raises:
        ModuleNotFoundError: if it is not installed.
        ValueError: if it is no URL of a service that Apprise knows.
    """
    import apprise  # takes half a second

    found = apprise.Apprise()
    if not found.add(url):
        raise ValueError(f"not the URL of a service that Apprise knows: {masked(url)}")
    return found


@contextmanager
def secrets_unlogged() -> Iterator[None]:
    """Keep urllib3 from logging the addresses that it asks, which may have a token in them."""
    logger = logging.getLogger("urllib3.connectionpool")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


class _Reasons(logging.Handler):
    """Keeps the last warning: Apprise says in its log alone why a message did not arrive."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = " ".join(record.getMessage().split())
