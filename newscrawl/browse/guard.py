"""Who may read the pages of ``scrapy browse``, and what they may do in a browser.

Other pages that are open in the same browser must not read the archive. One could point a host name
of its own to this machine (DNS rebinding), include an address of ours, or frame a page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
#: Names of this machine for itself.
LOCAL = ("localhost", "127.0.0.1", "::1")
#: No page has a script, or needs anything of another host. Styles stand in Datasette's pages, too.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def guarded(app: App, names: Collection[str]) -> App:
    """An ASGI application that answers only under host names of its own.

    Args:
        names: the host names, besides those of :data:`LOCAL`, and the address of this machine to
            which a request was sent.
    """
    allowed = {_plain(name) for name in (*LOCAL, *names)}

    async def guard(scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                others = [one for one in message.get("headers", []) if one[0].lower() not in ours]
                message = {**message, "headers": [*others, *HEADERS]}
            await send(message)

        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif (problem := _problem(scope, allowed)) is not None:
            await _refuse(send_with_headers, *problem)
        else:
            await app(scope, receive, send_with_headers)

    return guard


def _problem(scope: Message, allowed: set[str]) -> tuple[int, str] | None:
    """Status and reason of a refusal."""
    if scope["type"] != "http":
        return 400, "اینجا فقط HTTP پاسخ می‌گیرد."
    headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    hosts = [value for name, value in headers if name == b"host"]
    host = _host(hosts[0]) if len(hosts) == 1 else None
    server = scope.get("server") or ("", None)
    if host is None or (host not in allowed and host != _plain(server[0])):
        return 421, "این نام از آنِ این سرور نیست؛ گزینهٔ --names در راهنمای scrapy browse را ببینید."
    fetch = {name: value for name, value in headers if name.startswith(b"sec-fetch-")}
    is_link = fetch.get(b"sec-fetch-mode") == "navigate"
    if fetch.get(b"sec-fetch-site") in ("cross-site", "same-site") and not is_link:
        return 403, "صفحه‌های سرورهای دیگر نمی‌توانند این یکی را بخوانند."
    return None


def _host(value: str) -> str | None:
    """The host of the header ``Host``, without its port.

    >>> _host("Localhost:8001"), _host("[::1]:8001"), _host("a b"), _host("a@localhost")
    ('localhost', '::1', None, None)
    """
    try:
        parts = urlsplit(f"//{value}")
        if parts.netloc != value or "@" in value or parts.port == -1 or not parts.hostname:
            return None
    except ValueError:
        return None
    return _plain(parts.hostname) if " " not in value else None


def _plain(name: str) -> str:
    """A host name or address as it is compared."""
    name = name.strip().strip("[]").rstrip(".").lower()
    try:
        return str(ip_address(name))
    except ValueError:
        return name


async def _refuse(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{reason}\n".encode()})
