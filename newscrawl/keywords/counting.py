"""Counting words and phrases: in how many articles each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from newscrawl.keywords.reading import Terms

#: In so many articles of a site a short line is one that the site writes below many.
REPEATED: Final = 3
#: How many words and phrases are counted at a time, and how many lines remembered.
MOST: Final = 1_000_000
MOST_LINES: Final = 200_000


class Counts:
    """In how many articles each word and phrase stands, in bounded memory.

    Each article counts once, however often it says a word. What only stands in a short line that
    is in three or more articles of a site is left out: signatures and the like. The order of the
    articles does not matter, until there are too many different words or lines: then the rarest
    words are forgotten.

    Args:
        only: count these words and phrases alone; all others are in the totals still.
        most: how many are counted at a time.
    """

    def __init__(self, only: frozenset[str] | None = None, most: int = MOST) -> None:
        self.articles = 0
        self._words = self._phrases = 0
        self._only = only
        self._most = most
        self._counts: Counter[str] = Counter()
        #: Site and line → what stood there alone, of each article; ``None`` once it is repeated.
        self._lines: dict[tuple[str, str], list[set[str]] | None] = {}

    def add(self, site: str, terms: Terms) -> None:
        """Count an article."""
        self.articles += 1
        self._count(terms.all.difference(*terms.of_lines.values()))
        for line, found in terms.of_lines.items():
            earlier = self._lines.setdefault((site, line), [])
            if earlier is None:
                continue
            earlier.append(found)
            if len(earlier) == REPEATED:
                self._lines[site, line] = None
        if len(self._lines) > MOST_LINES:
            self._settle()
        if len(self._counts) > self._most:
            self._forget()

    def done(self) -> tuple[int, int, Mapping[str, int]]:
        """When all are added: how many words and how many phrases the articles have together, and
        word or phrase → number of articles."""
        self._settle()
        return self._words, self._phrases, self._counts

    def _count(self, terms: set[str]) -> None:
        phrases = sum(" " in term for term in terms)
        self._phrases += phrases
        self._words += len(terms) - phrases
        self._counts.update(terms if self._only is None else terms & self._only)

    def _settle(self) -> None:
        """Count what stands in lines that were not repeated so far."""
        for several in self._lines.values():
            for found in several or ():
                self._count(found)
        repeated: Iterable[tuple[str, str]] = (k for k, v in self._lines.items() if v is None)
        self._lines = dict.fromkeys(repeated)
        if len(self._lines) > MOST_LINES // 2:
            self._lines.clear()

    def _forget(self) -> None:
        """Forget the rarest, half of all at least."""
        least = 2
        while len(self._counts) > self._most // 2:
            kept = {term: count for term, count in self._counts.items() if count >= least}
            self._counts = Counter(kept)
            least += 1
