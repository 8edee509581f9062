"""``codes``: news codes are given out one after the other, so those not yet seen can be asked for.

Not every code is an article's: numbers are skipped, by ones or by the thousand. :func:`walk` asks
for all codes where articles are, and samples stretches where none are.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from math import ceil, log

#: Codes asked for together.
BLOCK = 64
#: Codes of a first sample of a barren stretch: so far apart, so many.
STRIDE, PROBES = 8, 64
#: Codes without an article, one after the other, that make a stretch barren: at least, at most.
LEAST, MOST = 48, 512
#: A gap between known codes is asked for wholly unless it is wider than this.
WIDE_GAP = 200
#: How sure to be that a stretch is barren.
DOUBT = 0.001

Codes = Collection[int]
#: Asks for codes; is sent those of them that are articles'.
Walk = Generator[Codes, Codes, None]


class Share:
    """The share of codes that are articles', learned by asking."""

    def __init__(self) -> None:
        # As if some had been asked before: one answer alone teaches little.
        self.asked, self.found = 10, 3

    def learn(self, asked: int, found: int) -> None:
        self.asked += asked
        self.found += found

    @property
    def patience(self) -> int:
        """How many codes in a row may be nobody's before a stretch counts as barren.

        >>> Share().patience
        48
        >>> rare = Share(); rare.learn(990, 47); rare.patience
        135
        """
        missing = 1 - self.found / self.asked
        if missing == 0:
            return LEAST
        return min(max(ceil(log(DOUBT) / log(missing)), LEAST), MOST)


def ranges(spans: Sequence[tuple[int, int]], share: Share) -> Walk:
    """:func:`walk` each span, the highest first."""
    for low, high in sorted(spans, reverse=True):
        yield from walk(low, high, share)


def gaps(runs: Sequence[tuple[int, int]], share: Share) -> Walk:
    """Ask for the codes that are missing between known ones, and for a few beyond, newest first.

    Args:
        runs: the first and last of known codes between which no gap is wider than
            :data:`WIDE_GAP`, lowest first. Wider gaps are walked, as :func:`walk` does.
    """
    if not runs:
        return
    above = runs[-1][1] + BLOCK + 1
    for first, last in reversed(runs):
        yield from walk(last + 1, above - 1, share)
        yield from _every(first, last)
        above = first
    yield from _every(max(above - BLOCK, 1), above - 1)


def _every(low: int, high: int) -> Walk:
    for position in range(high, low - 1, -BLOCK):
        yield range(position, max(position - BLOCK, low - 1), -1)


def walk(low: int, high: int, share: Share) -> Walk:
    """Ask for the codes from ``high`` down to ``low``, newest first.

    A stretch without articles is sampled at growing distances until one is found; from there the
    codes before and behind are asked for again. At last those from ``low`` up. So a stretch of
    numbers that were never given out costs little, and what is in it is found unless it is little.
    """
    position, misses = high, 0
    while position >= low:
        block = range(position, max(position - BLOCK, low - 1), -1)
        found = yield from _ask(block, share)
        position -= len(block)
        misses = min(found) - position - 1 if found else misses + len(block)
        if misses >= share.patience and position >= low:
            hit = yield from _sample(low, position, share)
            if hit is None:
                yield from _fill(low, position, share)
                return
            yield from _fill(hit + 1, position, share)
            position, misses = hit - 1, 0


def _sample(low: int, high: int, share: Share) -> Generator[Codes, Codes, int | None]:
    """The highest article among ever sparser samples of a stretch, ``None`` without any."""
    position, stride = high, STRIDE
    while position >= low:
        probes = [code for n in range(PROBES) if (code := position - n * stride) >= low]
        # Samples teach nothing of the share of codes where articles are.
        found = yield probes
        if found:
            return max(found)
        position -= PROBES * stride
        stride *= 2
    return None


def _fill(low: int, high: int, share: Share) -> Walk:
    """Ask for the codes from ``low`` up, until a stretch is barren again."""
    position, misses = low, 0
    while position <= high and misses < share.patience:
        block = range(position, min(position + BLOCK, high + 1))
        found = yield from _ask(block, share)
        position += len(block)
        misses = position - 1 - max(found) if found else misses + len(block)


def _ask(block: Codes, share: Share) -> Generator[Codes, Codes, Codes]:
    found = yield block
    if found:
        share.learn(len(block), len(found))
    return found
