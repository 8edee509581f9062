"""A TCP proxy before a server, to lose connections with."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa


class Proxy:
    """Hands on what both sides say until told to cut the line."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.is_open = True
        #: Close a connection when these bytes have gone to the server, before it can answer.
        self.last_words: bytes | None = None
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Lose all connections, and refuse new ones."""
        self.is_open = False
        for pair in list(self._pairs):
            self._close(pair)

    def restore(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self.is_open:
                client.close()
                continue
            server = socket.create_connection(self.server)
            pair = (client, server)
            self._pairs.add(pair)
            for source, sink in (pair, (server, client)):
                args = (source, sink, pair, source is client)
                threading.Thread(target=self._pump, args=args, daemon=True).start()

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        pair: tuple[socket.socket, socket.socket],
        is_to_server: bool,
    ) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                words = self.last_words
                if is_to_server and words is not None and words in data:
                    self.last_words = None
                    pair[0].shutdown(socket.SHUT_RDWR)  # the client hears nothing any more
                    sink.sendall(data)
                    return
                sink.sendall(data)
        self._close(pair)

    def _close(self, pair: tuple[socket.socket, socket.socket]) -> None:
        self._pairs.discard(pair)
        for end in pair:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def proxied(url: str) -> Iterator[tuple[Proxy, str]]:
    """A proxy before the database of a URL, and the URL by way of it."""
    parsed = sa.make_url(url)
    proxy = Proxy(parsed.host or "127.0.0.1", parsed.port or 5432)
    try:
        through = parsed.set(host="127.0.0.1", port=proxy.port)
        yield proxy, through.render_as_string(hide_password=False)
    finally:
        proxy.close()
