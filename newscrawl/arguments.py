"""Spider arguments: what ``-a NAME=VALUE`` may say, checked before anything is fetched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit


class ArgumentError(ValueError):
    """A spider argument is wrong; the message names it and says what is allowed."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(f"{argument}: {message}")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The checked arguments of a crawl."""

    #: ``http://host[:port]`` of a mirror to crawl instead of the site, without a final slash.
    base_url: str | None
    #: Addresses of the articles to fetch; empty for discovery.
    urls: tuple[str, ...]
    #: Ways to find articles, in order.
    discover: tuple[str, ...]
    #: Fetch stored articles again that were published within this.
    revisit: timedelta | None = None

    def texts(self) -> dict[str, str]:
        """The arguments that say something, in the words of ``-a``, lists sorted."""
        values = {
            "base_url": self.base_url,
            "url": " ".join(self.urls),
            "discover": "" if self.urls else ",".join(sorted(self.discover)),
            "revisit": _duration(self.revisit) if self.revisit else None,
        }
        return {name: value for name, value in values.items() if value}


def parse_base_url(value: str) -> str:
    """
    >>> parse_base_url("http://127.0.0.1:8000/")
    'http://127.0.0.1:8000'
    >>> parse_base_url("127.0.0.1:8000")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: base_url: expected http://HOST[:PORT], got '127.0.0.1:8000'
    """
    try:
        parts = urlsplit(value.strip())
        parts.port  # noqa: B018 - raises for a port that is none
        complete = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        complete = False
    if not complete or parts.path.strip("/") or parts.query or parts.fragment:
        raise ArgumentError("base_url", f"expected http://HOST[:PORT], got {value!r}")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def parse_urls(value: str) -> tuple[str, ...]:
    """
    >>> parse_urls("https://a.ir/fa/news/1  https://a.ir/fa/news/2")
    ('https://a.ir/fa/news/1', 'https://a.ir/fa/news/2')
    """
    urls = tuple(value.split())
    if not urls:
        raise ArgumentError("url", "expected addresses of articles, separated by white space")
    for url in urls:
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - raises for a port that is none
            complete = parts.scheme in {"http", "https"} and parts.hostname
        except ValueError:
            complete = False
        if not complete:
            raise ArgumentError("url", f"expected addresses like https://…, got {url!r}")
    return urls


def parse_discover(value: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """
    >>> parse_discover("rss, front", ["front", "rss"])
    ('rss', 'front')
    >>> parse_discover("rrs", ["front", "rss"])
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: discover: expected one or more of front, rss, got 'rrs'
    """
    allowed = list(allowed)
    words = tuple(dict.fromkeys(word.strip() for word in value.split(",")))
    if not set(words) <= set(allowed):
        wrong = ", ".join(repr(word) for word in words if word not in allowed)
        raise ArgumentError(
            "discover", f"expected one or more of {', '.join(allowed)}, got {wrong}"
        )
    return words


def parse_revisit(value: str) -> timedelta:
    """
    >>> parse_revisit("7d"), parse_revisit("36h")
    (datetime.timedelta(days=7), datetime.timedelta(days=1, seconds=43200))
    >>> parse_revisit("1w")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: revisit: expected hours or days like 36h or 7d, got '1w'
    """
    match = re.fullmatch(r"([0-9]{1,4})([hd])", value.strip())
    if match is None or int(match[1]) == 0:
        raise ArgumentError("revisit", f"expected hours or days like 36h or 7d, got {value!r}")
    number = int(match[1])
    return timedelta(hours=number) if match[2] == "h" else timedelta(days=number)


def _duration(value: timedelta) -> str:
    hours = int(value.total_seconds() // 3600)
    return f"{hours}h" if hours % 24 else f"{hours // 24}d"


def is_loopback(url: str) -> bool:
    """Whether a server is on this machine.

    >>> is_loopback("http://127.0.0.1:8000"), is_loopback("http://localhost"), is_loopback("http://a.ir")
    (True, True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
