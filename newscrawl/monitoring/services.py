"""The setting ``ALERT_SERVICES``: by what alerts are told, with the passwords of the operator.

Its entries have names, and URLs as of ``NOTIFY_URLS``. ``mail`` is the server of mails,
``telegram`` a bot, ``slack`` an app or webhook; any other entry is a destination of its own: an
address of the web that gets JSON, or whatever Apprise knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from scrapy.settings import BaseSettings

from newscrawl.alerts.destinations import Channel, Destination, parse_destination
from newscrawl.arguments import ArgumentError
from newscrawl.monitoring.notifier import masked, service

if TYPE_CHECKING:
    from apprise import Apprise

SETTING = "ALERT_SERVICES"
#: The schemes that the URLs of some entries may have.
_SCHEMES: dict[str, tuple[str, ...]] = {
    Channel.MAIL: ("mailto", "mailtos"),
    Channel.TELEGRAM: ("tgram",),
    Channel.SLACK: ("slack",),
}
_MISSING = "is missing: pip install 'newscrawl[alarms]'"


def alert_services(settings: BaseSettings) -> dict[str, str]:
    """The entries of ``ALERT_SERVICES``: a dict, or a text with ``NAME=URL`` after ``NAME=URL``.

    Raises:
        ArgumentError: if it is neither. No error shows a URL.
    """
    value: Any = settings[SETTING]
    if isinstance(value, Mapping):  # Scrapy's settings are, too
        return {str(name): str(url) for name, url in value.items() if url}
    found = {}
    for entry in str(value or "").split():
        name, separator, url = entry.partition("=")
        if not separator or not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name) or "://" not in url:
            shown = name[:40] if separator else masked(name)
            raise ArgumentError(SETTING, f"expected NAME=URL, got {shown!r}")
        found[name] = url
    return found


def check_destination(text: str, services: Mapping[str, str]) -> Destination:
    """A destination that can be told.

    Raises:
        ArgumentError: if it is none, its service is not set up, or what it needs is not installed.
    """
    try:
        destination = parse_destination(text)
    except ValueError as error:
        raise ArgumentError("--to", str(error)) from error
    if destination.channel is Channel.FEED:
        if find_spec("feedgen") is None:
            raise ArgumentError("--to", "feedgen is missing: pip install 'newscrawl[feeds]'")
        return destination
    name = entry_of(destination)
    if name is not None and name not in services:
        named = f"{text} needs" if name != text else "this is"
        have = f"; it has {', '.join(sorted(services))}" if services else ""
        raise ArgumentError(
            "--to", f"{named} {'no' if name == text else 'the'} entry {name!r} of {SETTING}{have}"
        )
    try:
        check_service(destination, services)
    except ModuleNotFoundError as error:
        raise ArgumentError("--to", f"{error.name} {_MISSING}") from error
    except ValueError as error:
        raise ArgumentError(SETTING, f"{name}: {error}") from error
    return destination


def entry_of(destination: Destination) -> str | None:
    """The name of the entry that a destination needs, ``None`` if it needs none."""
    if destination.channel in (Channel.FEED, Channel.WEBHOOK):
        return None
    return (
        destination.target if destination.channel is Channel.SERVICE else destination.channel.value
    )


def check_service(destination: Destination, services: Mapping[str, str]) -> None:
    """Check that a destination can be told by its entry.

    Raises:
        ModuleNotFoundError: if what is needed for it is not installed.
        ValueError: if the URL of its entry is wrong.
    """
    if address_of(destination, services) is not None:
        import requests  # noqa: F401
    else:
        apprise_of(destination, services)


def address_of(destination: Destination, services: Mapping[str, str]) -> str | None:
    """The address of the web that gets JSON; ``None`` if a destination is something else."""
    if destination.channel is Channel.WEBHOOK:
        return destination.target
    if destination.channel is Channel.SERVICE:
        url = services[destination.target]
        if url.partition("://")[0].lower() in ("http", "https"):
            return url
    return None


def apprise_of(destination: Destination, services: Mapping[str, str]) -> Apprise:
    """Apprise, set up for a destination.

    Raises:
        ModuleNotFoundError: if Apprise is not installed.
        ValueError: if the URL of the entry is wrong.
    """
    name = entry_of(destination)
    assert name is not None
    url = services[name]
    scheme, _, rest = url.partition("://")
    allowed = _SCHEMES.get(destination.channel)
    if allowed is not None and scheme.lower() not in allowed:
        raise ValueError(f"expected {allowed[0]}://…, got {masked(url)}")
    if destination.channel in (Channel.TELEGRAM, Channel.SLACK):
        path, mark, query = rest.partition("?")
        target = destination.target.replace("#", "%23").replace("@", "%40")
        url = f"{scheme}://{path.rstrip('/')}/{target}/{mark}{query}"
    return service(url)
