"""``codes``: news codes are given out one after the other, so those not yet seen can be asked for.

Not every code is an article's: numbers are skipped, by ones or by the thousand.
:func:`search_range` asks for all codes where articles are, and samples stretches where none are.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from math import ceil, log

#: Codes asked for together.
BLOCK = 64
#: The first samples of an empty stretch: distance between two codes, number of codes.
STRIDE, PROBES = 8, 64
#: Least and most codes in a row without an article after which a stretch counts as empty.
LEAST, MOST = 48, 512
#: A gap between known codes is asked for wholly unless it is wider than this.
WIDE_GAP = 200
#: How likely it may be that a stretch counts as empty although it is not.
DOUBT = 0.001

Codes = Collection[int]
#: Yields codes to ask for; is sent those of them that are articles'.
CodeSearch = Generator[Codes, Codes, None]


class HitRate:
    """The share of codes that are articles', learned by asking."""

    def __init__(self) -> None:
        # As if some had been asked before: one answer alone teaches little.
        self.asked, self.found = 10, 3

    def learn(self, asked: int, found: int) -> None:
        self.asked += asked
        self.found += found

    @property
    def tolerance(self) -> int:
        """How many codes in a row without an article make a stretch count as empty.

        >>> HitRate().tolerance
        48
        >>> rare = HitRate(); rare.learn(990, 47); rare.tolerance
        135
        """
        missing = 1 - self.found / self.asked
        if missing == 0:
            return LEAST
        return min(max(ceil(log(DOUBT) / log(missing)), LEAST), MOST)


def ranges(spans: Sequence[tuple[int, int]], hit_rate: HitRate) -> CodeSearch:
    """Search each span, the highest first; see :func:`search_range`."""
    for low, high in sorted(spans, reverse=True):
        yield from search_range(low, high, hit_rate)


def gaps(runs: Sequence[tuple[int, int]], hit_rate: HitRate) -> CodeSearch:
    """Ask for the codes that are missing between known ones, and for a few beyond, newest first.

    Args:
        runs: the first and last of known codes between which no gap is wider than
            :data:`WIDE_GAP`, lowest first. Wider gaps are searched, as :func:`search_range` does.
    """
    if not runs:
        return
    above = runs[-1][1] + BLOCK + 1
    for first, last in reversed(runs):
        yield from search_range(last + 1, above - 1, hit_rate)
        yield from _every(first, last)
        above = first
    yield from _every(max(above - BLOCK, 1), above - 1)


def _every(low: int, high: int) -> CodeSearch:
    for position in range(high, low - 1, -BLOCK):
        yield range(position, max(position - BLOCK, low - 1), -1)


def search_range(low: int, high: int, hit_rate: HitRate) -> CodeSearch:
    """Ask for the codes from ``high`` down to ``low``, newest first.

    A stretch without articles is sampled at growing distances until one is found; from there the
    codes before and behind are asked for again. At last those from ``low`` up. So a stretch of
    numbers that were never given out costs little, and what is in it is found unless it is little.
    """
    position, misses = high, 0
    while position >= low:
        block = range(position, max(position - BLOCK, low - 1), -1)
        found = yield from _ask(block, hit_rate)
        position -= len(block)
        misses = min(found) - position - 1 if found else misses + len(block)
        if misses >= hit_rate.tolerance and position >= low:
            hit = yield from _sample(low, position, hit_rate)
            if hit is None:
                yield from _fill(low, position, hit_rate)
                return
            yield from _fill(hit + 1, position, hit_rate)
            position, misses = hit - 1, 0


def _sample(low: int, high: int, hit_rate: HitRate) -> Generator[Codes, Codes, int | None]:
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


def _fill(low: int, high: int, hit_rate: HitRate) -> CodeSearch:
    """Ask for the codes from ``low`` up, until a stretch is empty again."""
    position, misses = low, 0
    while position <= high and misses < hit_rate.tolerance:
        block = range(position, min(position + BLOCK, high + 1))
        found = yield from _ask(block, hit_rate)
        position += len(block)
        misses = position - 1 - max(found) if found else misses + len(block)


def _ask(block: Codes, hit_rate: HitRate) -> Generator[Codes, Codes, Codes]:
    found = yield block
    if found:
        hit_rate.learn(len(block), len(found))
    return found
