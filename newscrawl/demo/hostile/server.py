"""Serves the hostile newspaper: a server that sends each step of an answer as it is."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.request import urlopen

from newscrawl.demo.hostile.site import ASKED, HostileSite
from newscrawl.demo.hostile.wire import Act, Pause
from newscrawl.demo.server import DemoServerError, process_of, wait_for_the_end

#: Longest head of a request, in bytes.
LONGEST = 2**17
#: SO_LINGER of a connection that is reset: at once, whatever was not sent.
AT_ONCE = struct.pack("ii", 1, 0)


class Server:
    def __init__(self, site: HostileSite) -> None:
        self.site = site
        self.base = ""

    async def serve(self, port: int, stop_with_stdin: bool) -> None:
        """Print the newspaper's address, and serve it until the process is told to stop."""
        try:
            server = await asyncio.start_server(self.answer, "127.0.0.1", port, limit=LONGEST)
        except OSError as error:
            raise DemoServerError(f"cannot listen on port {port}: {error.strerror}") from error
        self.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        print(self.base, flush=True)
        await wait_for_the_end(stop_with_stdin)
        server.close()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The client may go away at any moment.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            request = await reader.readuntil(b"\r\n\r\n")
            target = request.split(b" ", 2)[1].decode("latin-1")
            for step in self.site.answer(target, self.base):
                if step is Act.RESET:
                    _reset(writer)
                    return
                if step is Act.HANG:
                    await reader.read()
                elif isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                else:
                    writer.write(step)
                    await writer.drain()
        writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.transport.abort()


def serve(port: int = 0, stop_with_stdin: bool = False) -> None:
    """See :meth:`Server.serve`.

    Raises:
        DemoServerError: if the port cannot be opened.
    """
    asyncio.run(Server(HostileSite()).serve(port, stop_with_stdin))


@contextmanager
def running(port: int = 0) -> Iterator[str]:
    """The newspaper's address, served by a process of its own for as long as the block runs.

    Raises:
        DemoServerError: if the process does not start.
    """
    command = [sys.executable, "-m", "newscrawl.demo.hostile", "--stop-with-stdin"]
    command += ["--port", str(port)]
    with process_of(command) as url:
        yield url


def asked(base_url: str) -> Counter[str]:
    """How often each case was asked for, by its name."""
    with urlopen(base_url + ASKED, timeout=60) as response:
        return Counter(json.load(response))
