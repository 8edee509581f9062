"""What goes over the wire: answers as steps, down to the byte and the moment.

An answer is a function that gives the steps anew each time: bytes to send, a :class:`Pause`, or an
:class:`Act`. The connection is closed after the last step. Texts may name what is only known when
the site is served, as ``{base}``: see :class:`Place`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache


@dataclass(frozen=True)
class Pause:
    """Nothing is sent for a while."""

    seconds: float


class Act(Enum):
    """What else a server may do to a connection."""

    #: It is reset: the client learns at once that the rest is lost.
    RESET = auto()
    #: Nothing more is sent, and the connection stays open until the client closes it.
    HANG = auto()


@dataclass(frozen=True)
class Place:
    """What the names in a text stand for.

    ``{base}``: the site's own address. ``{own}``: path of the case. ``{good}``: news code of a good
    article. ``{random}``: another number each time. ``{article:NAME}``: path of another case.
    """

    names: Mapping[str, str]

    def fill(self, text: str) -> str:
        """
        >>> Place({"base": "http://a.ir"}).fill("{base}/fa/{0}")
        'http://a.ir/fa/{0}'
        """
        return _NAME.sub(lambda match: self.names[match[1]], text)


_NAME = re.compile(r"\{(base|own|good|random|article:[a-z0-9-]+)\}")
Step = bytes | Pause | Act
#: Gives the steps anew for each request.
Answer = Callable[[Place], Iterable[Step]]

HTML = "text/html; charset=utf-8"
Headers = dict[str, str]


def head(status: int | str = 200, headers: Headers | None = None, kind: str | None = HTML) -> bytes:
    """Status line and headers, without ``Content-Length``; the end of the connection ends the body.

    Args:
        status: a code, or all that follows ``HTTP/1.1``.
        headers: Latin-1, or UTF-8 where that does not do.
        kind: the ``Content-Type``; ``None`` for none.
    """
    line = f"{status} -" if isinstance(status, int) else status
    all_headers = {"Connection": "close", **({"Content-Type": kind} if kind else {})}
    all_headers |= headers or {}
    text = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items())
    return f"HTTP/1.1 {line}\r\n{text}\r\n".encode()


def http(
    body: bytes | str = b"",
    status: int | str = 200,
    headers: Headers | None = None,
    kind: str | None = HTML,
    charset: str = "utf-8",
) -> Answer:
    """A whole answer, as a good server sends it. A text may name what a :class:`Place` has."""

    def steps(place: Place) -> Iterator[Step]:
        data = body if isinstance(body, bytes) else place.fill(body).encode(charset)
        filled = {name: place.fill(value) for name, value in (headers or {}).items()}
        yield head(status, {"Content-Length": str(len(data)), **filled}, kind) + data

    return steps


def made(make: Callable[[], str]) -> Answer:
    """As :func:`http`, of a page that is large, and so is made anew each time."""
    return lambda place: http(make())(place)


def raw(*steps: Step) -> Answer:
    """Exactly these steps."""
    return lambda _: steps


def after(start: bytes, answer: Answer) -> Answer:
    """Some bytes, and then an answer."""

    def steps(place: Place) -> Iterator[Step]:
        yield start
        yield from answer(place)

    return steps


def streamed(
    make: Callable[[], Iterable[bytes]], headers: Headers | None = None, kind: str = HTML
) -> Answer:
    """A body that is too large to keep: it is made while it is sent."""

    def steps(_: Place) -> Iterator[Step]:
        yield head(headers=headers, kind=kind)
        yield from make()

    return steps


def made_once(make: Callable[[], bytes], headers: Headers, kind: str = HTML) -> Answer:
    """A body that takes a while to make, and is small."""
    body = cache(make)
    return lambda place: http(body(), headers=headers, kind=kind)(place)


def repeated(block: bytes, size: int) -> Iterator[bytes]:
    """A block again and again, until so many bytes are there."""
    many = block * max(1, 65_536 // len(block))
    for _ in range(max(1, size // len(many))):
        yield many
