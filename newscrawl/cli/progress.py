"""How far a long command is: a bar on a terminal, else a line a minute; always on standard error.

with showing("copying", total=551_000, noun="rows") as progress:
    progress.advance(500)
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Protocol, TypeVar

#: Seconds between two lines where there is no terminal.
LINE_SECONDS = 60.0


class Progress(Protocol):
    """What a long command tells of itself; any thread may."""

    def begin(self, what: str, total: float | None = None, noun: str | None = None) -> None:
        """Something else begins, of which nothing is done.

        Args:
            what: like ``copying``.
            total: how many there are to do, if that is known.
            noun: what is counted, in the plural. Without it, only the share of the total is shown.
        """

    def advance(self, count: float = 1) -> None:
        """So many more are done."""

    def reach(self, done: float) -> None:
        """So many are done altogether."""


T = TypeVar("T")


@contextmanager
def showing(
    what: str, total: float | None = None, noun: str | None = None, *, output: str | None = None
) -> Iterator[Progress]:
    """Show how far a block is, which tells it to what it gets. A bar goes away with the block.

    Args:
        what, total, noun: as :meth:`Progress.begin`.
        output: what the block writes: nothing is shown between the lines of a terminal (``-``).
    """
    if output == "-" and sys.stdout.isatty():
        lines = Lines(time.monotonic)
        lines.begin(what, total, noun)
        yield lines
        return
    if sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
        from newscrawl.cli.bar import Bar  # rich takes a while to import

        with Bar() as bar:
            bar.begin(what, total, noun)
            yield bar
        return
    lines = Lines(time.monotonic)
    lines.begin(what, total, noun)
    is_over = threading.Event()

    def tell() -> None:
        while not is_over.wait(LINE_SECONDS):
            with suppress(OSError, ValueError):  # nobody reads it
                print(f"newscrawl: {lines.line()}", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield lines
    finally:
        is_over.set()
        thread.join()


def advancing(progress: Progress, items: Iterable[T]) -> Iterator[T]:
    """The same items; each that was taken is done when the next one is asked for."""
    for item in items:
        yield item
        progress.advance()


class Lines:
    """Counts, and says in a line how far it is.

    Args:
        clock: seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()

    def begin(self, what: str, total: float | None = None, noun: str | None = None) -> None:
        with self._lock:
            self._what, self._total, self._noun = what, total, noun
            self._done = self._told = 0.0
            self._began = self._told_at = self._clock()

    def advance(self, count: float = 1) -> None:
        with self._lock:
            self._count(self._done + count)

    def reach(self, done: float) -> None:
        with self._lock:
            self._count(done)

    def line(self) -> str:
        """How far it is, and how fast since the line before."""
        with self._lock:
            now = self._clock()
            passed = now - self._told_at
            speed = (self._done - self._told) / passed if passed > 0 else None
            self._told, self._told_at = self._done, now
            said = how_far(self._done, self._total, self._noun, speed, now - self._began)
            return f"{self._what}: {said}"

    def _count(self, done: float) -> None:
        if not self._done:  # what was done before, as by a command that goes on, took no time
            self._told, self._told_at = done, self._clock()
        self._done = done


def how_far(
    done: float, total: float | None, noun: str | None, speed: float | None, seconds: float
) -> str:
    """What is done, how fast, and how long the rest takes.

    Args:
        total, noun: as :meth:`Progress.begin`.
        speed: how many a second, if that is known.
        seconds: since it began.

    >>> how_far(120_000, 551_000, "rows", 2000, 60)
    '120,000 of 551,000 rows (21%), 2,000 a second, about 0:03:36 left'
    >>> how_far(120_000, None, "pages", 41.25, 60), how_far(.25, 1, None, .005, 50)
    ('120,000 pages, 41.2 a second', '25%, about 0:02:30 left')
    >>> how_far(0, None, None, None, 60.3)
    '0:01:00 so far'
    """
    said = []
    if noun is not None:
        of = f" of {total:,.0f}" if total is not None else ""
        share = f" ({_share(done, total):.0%})" if total else ""
        said.append(f"{done:,.0f}{of} {noun}{share}")
        if speed is not None:
            said.append(f"{speed:,.{0 if speed >= 100 else 1}f} a second")
    elif total:
        said.append(f"{_share(done, total):.0%}")
    if total and speed and done < total:
        said.append(f"about {_rounded((total - done) / speed)} left")
    return ", ".join(said) or f"{_rounded(seconds)} so far"


def _share(done: float, total: float) -> float:
    return min(int(100 * done / total) / 100, 1.0)  # 100 % is said of nothing that is not done


def _rounded(seconds: float) -> timedelta:
    return timedelta(seconds=round(seconds))
