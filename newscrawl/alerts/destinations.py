"""Whom an alert tells, as its owner writes it: ``mail:someone@example.org``. No secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

#: What ``--to`` takes, for people.
EXPECTED: Final = (
    "expected mail:ADDRESS, telegram:CHAT, slack:CHANNEL, https://…, feed, or a name of "
    "ALERT_SERVICES"
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TARGETS: Final = {
    "telegram": re.compile(r"-?\d{1,20}|@\w{3,40}", re.ASCII),
    "slack": re.compile(r"#[\w-]{1,80}|[CGDU][A-Z0-9]{3,20}"),
}


class Channel(StrEnum):
    """How somebody is told."""

    MAIL = "mail"
    TELEGRAM = "telegram"
    SLACK = "slack"
    #: An address that gets JSON.
    WEBHOOK = "webhook"
    #: An entry of ``ALERT_SERVICES`` by its name.
    SERVICE = "service"
    #: Nobody is told: the alert has a feed.
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Destination:
    """Whom an alert tells."""

    channel: Channel
    #: A mail address, a chat, a channel, an address of the web, or a name.
    target: str


def parse_destination(text: str) -> Destination:
    """Read a destination.

    >>> parse_destination("mail:desk@example.org").target, parse_destination("feed").channel.value
    ('desk@example.org', 'feed')

    Raises:
        ValueError: if it is none, or has a secret in it; the message is one line.
    """
    if text == Channel.FEED:
        return Destination(Channel.FEED, "")
    scheme, colon, target = text.partition(":")
    if scheme in ("http", "https") and target.startswith("//"):
        return Destination(Channel.WEBHOOK, _open_address(text))
    if scheme == Channel.MAIL and colon:
        return Destination(Channel.MAIL, _mail_address(target))
    if scheme in _TARGETS and colon:
        if not _TARGETS[scheme].fullmatch(target):
            like = "-1001234567890 or @channel" if scheme == "telegram" else "#channel or C0123ABCD"
            raise ValueError(f"expected {scheme}: with {like}, got {text!r}")
        return Destination(Channel(scheme), target)
    if not colon and _NAME.fullmatch(text):
        return Destination(Channel.SERVICE, text)
    raise ValueError(f"{EXPECTED}; got {text!r}")


def _mail_address(text: str) -> str:
    name, address = parseaddr(text)
    host = address.rpartition("@")[2]
    is_plain = address == text and not name and not re.search(r"[\s,;<>\"()\x00-\x1f]", text)
    if not is_plain or "@" not in text.strip("@") or not host.isprintable() or ".." in text:
        raise ValueError(f"expected mail: with an address like someone@example.org, got {text!r}")
    return text


def _open_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise ValueError(f"no address of the web: {text!r}")
    if parts.username or parts.password or parts.query or parts.fragment:
        # Said without it: it may hold a password.
        raise ValueError(
            f"an address with a password or a query may be a secret: put it into ALERT_SERVICES "
            f"as NAME={parts.scheme}://…, and say --to NAME"
        )
    return text
