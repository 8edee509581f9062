"""An address to serve at."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from ipaddress import ip_address

from newscrawl.cli.exits import fail


class ServerError(Exception):
    """Something cannot be served; the message is one line and says why."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that is bound to an address, and does not listen yet.

    Args:
        port: 0 for a free one.

    Raises:
        ServerError: if the address cannot be used.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise ServerError(f"cannot listen on {host}: {error.strerror}") from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ServerError(f"cannot listen on {host}, port {port}: {error.strerror}") from error
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """The address of a server, with a slash at its end."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def port_of(text: str) -> int:
    """The number of ``--port``; ends the program if it is none."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        fail(f"--port: expected 0 to 65535, got {text!r}")
    return int(text)


def names_of(text: str | None) -> list[str]:
    """The host names of ``--names``; ends the program if one is none."""
    names = [] if text is None else [name.strip() for name in text.split(",")]
    for name in names:
        if not (re.fullmatch(r"[\w.-]+", name) or _is_address(name)):
            fail(f"--names: expected host names without ports, like news.example.org, got {name!r}")
    return names


def _is_address(text: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(text.removeprefix("[").removesuffix("]")))
    return False
