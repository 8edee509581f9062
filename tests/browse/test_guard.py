"""Only for those who know this machine by its own names, and not for other pages."""

import asyncio
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from newscrawl.browse.guard import guarded


def status(served: str, host: str | None, **headers: str) -> int:
    connection = HTTPConnection(urlsplit(served).netloc, timeout=30)
    connection.putrequest("GET", "/", skip_host=True)
    for name, value in {"Host": host, **headers}.items():
        if value is not None:
            connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.:80", "127.0.0.1:8001", "[::1]", "[::1]:99"]
)
def test_names_of_its_own(served: str, host: str) -> None:
    assert status(served, host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "10.0.0.1", "x@localhost", "", "[::2]:80"]
)
def test_other_names(served: str, host: str) -> None:
    assert status(served, host) == 421


def test_pages_of_others_read_nothing_but_may_link(served: str) -> None:
    foreign = {"Sec_Fetch_Site": "cross-site"}
    assert status(served, "localhost", **foreign, Sec_Fetch_Mode="no-cors") == 403
    assert status(served, "localhost", **foreign, Sec_Fetch_Mode="navigate") == 200


def test_names_that_are_given_and_the_address_that_was_reached() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def answer(host: str) -> int:
        messages: list[Any] = []

        async def send(message: Any) -> None:
            messages.append(message)

        scope = {
            "type": "http",
            "server": ("192.0.2.7", 80),
            "headers": [(b"host", host.encode())],
        }
        asyncio.run(guarded(app, ["0.0.0.0", "News.example.org"])(scope, None, send))  # type: ignore[arg-type]
        assert (b"x-frame-options", b"DENY") in messages[0]["headers"]
        return int(messages[0]["status"])

    assert [answer(host) for host in ("news.example.org:80", "192.0.2.7", "192.0.2.8")] == [
        200,
        200,
        421,
    ]


def test_headers(served: str) -> None:
    for path in ("/", "/archive/articles.json", "/nowhere", "/browse/browse.css"):
        connection = HTTPConnection(urlsplit(served).netloc, timeout=30)
        connection.request("GET", path)
        headers = connection.getresponse().headers
        connection.close()
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy  # none at all
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Server"] is None
