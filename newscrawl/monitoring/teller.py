"""Telling what alerts found: by mail, to a chat, to a webhook.

The texts of articles are read when a message is delivered, so that it has none that was taken down.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Mapping
from email.message import EmailMessage
from email.utils import formataddr
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.alerts.destinations import Channel, parse_destination
from newscrawl.alerts.mail import as_mail
from newscrawl.alerts.news import Telling
from newscrawl.alerts.payload import as_json
from newscrawl.alerts.text import as_text
from newscrawl.crawling.spiderloader import BrokenSpiderError
from newscrawl.database import alerts
from newscrawl.database.dialect import snapshot
from newscrawl.monitoring.notifier import NotDelivered, notify, secrets_unlogged
from newscrawl.monitoring.services import address_of, apprise_of, entry_of

if TYPE_CHECKING:
    from apprise import Apprise

#: Articles that a message shows at most.
SHOWN = 30
#: Seconds until the other side has to answer.
TIMEOUT = 20.0


class Teller:
    """Delivers what alerts found, as a :class:`newscrawl.monitoring.notifier.Notifier` does what
    operators are told.

    Args:
        services: see :func:`newscrawl.monitoring.services.alert_services`.
        settings: of the project, which knows the Persian names of the sites.
    """

    def __init__(
        self, engine: sa.Engine, services: Mapping[str, str], settings: BaseSettings
    ) -> None:
        self._engine = engine
        self._services = services
        self._settings = settings
        with snapshot(engine) as connection:
            names = {to for alert in alerts.all_alerts(connection) for to in alert.destinations}
        # Those whose services are set up here: others are left to whoever has them.
        self._destinations = sorted(filter(self._can_tell, names))

    @property
    def destinations(self) -> list[str]:
        """Those whom it tells."""
        return self._destinations

    def _can_tell(self, name: str) -> bool:
        destination = parse_destination(name)
        entry = entry_of(destination)
        return destination.channel is not Channel.FEED and (
            entry is None or entry in self._services
        )

    def send(self, name: str, title: str, body: str) -> None:
        """Deliver a message.

        Args:
            title: of no account: the articles have theirs.
            body: the message as its hits name it.

        Raises:
            NotDelivered: if it did not arrive.
            SQLAlchemyError: if the database cannot be read.
        """
        with snapshot(self._engine) as connection:
            telling = alerts.told(connection, body, SHOWN)
        if telling is not None and telling.news:
            self.tell(name, telling)

    def tell(self, name: str, telling: Telling) -> None:
        """Tell somebody something.

        Raises:
            NotDelivered: if it did not arrive.
        """
        destination = parse_destination(name)
        titles = site_titles(self._settings, {news.article.site or "" for news in telling.news})
        try:
            address = address_of(destination, self._services)
            if address is not None:
                _post(address, as_json(telling, titles))
                return
            service = apprise_of(destination, self._services)
        except ModuleNotFoundError as error:
            raise NotDelivered(
                f"{error.name} is missing: pip install 'newscrawl[alarms]'"
            ) from error
        except ValueError as error:
            raise NotDelivered(str(error)) from error
        if destination.channel is Channel.MAIL:
            server: Any = service[0]
            _mail(server, as_mail(telling, titles, _sender(server), destination.target))
        else:
            _chat(service, as_text(telling, titles))


def site_titles(settings: BaseSettings, sites: Iterable[str]) -> dict[str, str]:
    """The Persian names of sites, as far as the project has them."""
    loader = get_spider_loader(settings)
    found = {}
    for site in sites:
        try:
            title = getattr(loader.load(site), "title", None)
        except (KeyError, BrokenSpiderError):  # an archive may have sites of another project
            continue
        if title:
            found[site] = title
    return found


def _post(address: str, values: dict[str, Any]) -> None:
    import requests

    try:
        with secrets_unlogged():
            answer = requests.post(
                address,
                json=values,
                headers={"Idempotency-Key": values["id"]},
                timeout=TIMEOUT,
                allow_redirects=False,
            )
    except requests.RequestException as error:
        # Its text may hold the address, and so a secret.
        raise NotDelivered(f"the webhook cannot be reached: {type(error).__name__}") from error
    if not 200 <= answer.status_code < 300:
        raise NotDelivered(f"the webhook answered HTTP {answer.status_code}")


def _chat(service: Apprise, text: str) -> None:
    notify(service, "", text)


def _sender(server: Any) -> str:
    name, address = server.from_addr
    return formataddr((name, address)) if name else address


def _mail(server: Any, mail: EmailMessage) -> None:
    """Send a mail through the server of an Apprise URL, which itself would make other mails of it:
    without a plain text of ours, and with a new ``Message-ID`` each time."""
    context = ssl.create_default_context()
    if not server.verify_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    where = {"host": server.smtp_host, "port": server.port, "timeout": TIMEOUT}
    is_ssl = server.secure and server.secure_mode == "ssl"
    try:
        with (
            smtplib.SMTP_SSL(context=context, **where) if is_ssl else smtplib.SMTP(**where) as smtp
        ):
            if server.secure and not is_ssl:
                smtp.starttls(context=context)
            if server.user and server.password:
                smtp.login(server.user, server.password)
            smtp.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(" ".join(f"{type(error).__name__}: {error}".split())) from error
