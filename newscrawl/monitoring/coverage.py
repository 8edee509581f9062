"""One rule for checks and monitors: is a share lower than it was, or can that be chance?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, lgamma, log


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.value:.0%}"


def has_fallen(now: Ratio, usual: float, *, doubt: float, drop: float = 0.0) -> bool:
    """Whether a share has fallen from what is usual, and not by chance.

    Args:
        usual: the share that was usual, 0–1.
        doubt: how improbable, 0–1, so low a share must be if nothing has changed. Each caller names
            its own, with the reason.
        drop: by how much the share must have fallen at least, 0–1.

    >>> has_fallen(Ratio(1, 5), 0.9, doubt=0.01), has_fallen(Ratio(4, 5), 0.9, doubt=0.01)
    (True, False)
    """
    return usual - now.value >= drop and probability(now.part, now.whole, usual) < doubt


def probability(at_most: int, of: int, share: float) -> float:
    """How probable it is that at most so many of some things have what a share of all has: the
    lower tail of the binomial distribution.

    >>> round(probability(0, 3, 0.5), 6), probability(3, 3, 0.9)
    (0.125, 1.0)
    """
    if at_most >= of or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    # In logarithms: the binomial coefficients of a large crawl are no floating-point numbers.
    has, has_not = log(share), log(1 - share)
    return fsum(
        exp(lgamma(of + 1) - lgamma(n + 1) - lgamma(of - n + 1) + n * has + (of - n) * has_not)
        for n in range(at_most + 1)
    )
