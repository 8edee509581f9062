"""Serving the archive to assistants: over standard input and output, or over HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Collection
from typing import Final

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings

from newscrawl.assistant.server import ArchiveServer

#: Where the protocol is spoken over HTTP.
PATH: Final = "/mcp"
#: Names of this machine for itself.
LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")


def serve_stdio(server: ArchiveServer) -> None:
    """Serve one assistant, until it closes standard input. Standard output has nothing but the
    protocol."""
    server.run("stdio")


def serve_http(
    server: ArchiveServer,
    listener: socket.socket,
    names: Collection[str],
    ready: Callable[[], None],
) -> None:
    """Serve any number of assistants by streamable HTTP, until interrupted.

    Args:
        listener: bound to its address.
        names: host names, besides those of this machine for itself, under which it answers: no page
            of another name that points here reads the archive (DNS rebinding).
        ready: is called when it answers.
    """
    hosts = [*LOCAL, *(f"[{name}]" if ":" in name else name for name in names)]
    allowed = [form for host in hosts for form in (host, f"{host}:*")]
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,  # each call is answered by itself
        transport_security=TransportSecuritySettings(
            allowed_hosts=allowed,
            allowed_origins=[
                f"{scheme}://{one}" for scheme in ("http", "https") for one in allowed
            ],
        ),
    )
    # Less would be a traceback for a second Ctrl-C.
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="on", server_header=False
    )

    async def run() -> None:
        listener.listen()
        ready()
        await uvicorn.Server(config).serve(sockets=[listener])

    asyncio.run(run())
