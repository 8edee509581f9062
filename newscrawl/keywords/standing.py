"""Which words and phrases stand out on one side against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from math import exp
from typing import Final

from newscrawl.keywords.logodds import log_odds

#: A difference of a smaller z-score may well be chance, as in the paper.
LEAST_SCORE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Side:
    """The counts of one side."""

    articles: int
    #: How many words, and how many phrases, its articles have together.
    words: int
    phrases: int
    #: Word or phrase → in how many articles it is.
    counts: Mapping[str, int]

    def total(self, term: str) -> int:
        return self.phrases if " " in term else self.words

    def without(self, part: Side) -> Side:
        """The rest of a side, of which another one is a part."""
        counts = {term: n - part.counts.get(term, 0) for term, n in self.counts.items()}
        return Side(
            self.articles - part.articles,
            self.words - part.words,
            self.phrases - part.phrases,
            counts,
        )


def together(sides: Collection[Side]) -> Side:
    """Several sides as one."""
    counts: Counter[str] = Counter()
    for side in sides:
        counts.update(side.counts)
    words, phrases = (sum(getattr(s, name) for s in sides) for name in ("words", "phrases"))
    return Side(sum(side.articles for side in sides), words, phrases, counts)


@dataclass(frozen=True, slots=True)
class Standing:
    """A word or phrase that stands out."""

    term: str
    #: How sure it is: the z-score of the log-odds ratio.
    score: float
    #: How many times as large its odds are, with the prior.
    times: float
    #: In how many articles it is, and in how many of the others.
    articles: int
    others: int


def standing_out(
    side: Side, other: Side, limit: int | None, at_least: int
) -> tuple[list[Standing], list[Standing]]:
    """Words, and phrases, that are on one side more often than on the other, the surest first.

    Args:
        limit: of each at most so many.
        at_least: only what is in so many articles.
    """
    words: list[Standing] = []
    phrases: list[Standing] = []
    for term, count in side.counts.items():
        if count < at_least:
            continue
        there = other.counts.get(term, 0)
        ratio, score = log_odds(count, side.total(term), there, other.total(term))
        if score >= LEAST_SCORE:
            kind = phrases if " " in term else words
            kind.append(Standing(term, score, exp(ratio), count, there))
    first = [_first(kind, limit) for kind in (words, phrases)]
    return first[0], first[1]


def _first(found: list[Standing], limit: int | None) -> list[Standing]:
    count = len(found) if limit is None else limit
    return nsmallest(count, found, key=lambda one: (-one.score, one.term))
