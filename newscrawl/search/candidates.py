"""Which texts of a batch may match a query: told fast by their words, and never too few.

A database then tells which of them do. So a thousand queries cost little where few of them match.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from newscrawl.search.query import Query, Term

_WORD: Final = re.compile(r"[^\W_]+")
#: Letters that databases fold in ways of their own; in Persian texts they are rare.
_UNUSUAL: Final = re.compile(r"[^\x00-\x7f\u0600-\u06ff\u2000-\u206f\ue000«»]")
#: Behind every word that begins as another one.
_LAST: Final = "\U0010ffff"


class TextBatch:
    """Some texts, by number.

    Args:
        texts: of each number its indexed forms, as :func:`newscrawl.search.indexed` makes them.
    """

    def __init__(self, texts: Mapping[int, Iterable[str]]) -> None:
        self._numbers = list(texts)
        self._all = (1 << len(self._numbers)) - 1
        #: Of each word the texts that have it, as bits.
        self._having: dict[str, int] = {}
        for place, columns in enumerate(texts.values()):
            for word in set().union(*map(_words, columns)):
                self._having[word] = self._having.get(word, 0) | 1 << place

    def candidates(self, query: Query) -> list[int]:
        """The numbers of all texts that match a query, and of some that may not.

        >>> from newscrawl.search import indexed, parse
        >>> batch = TextBatch({7: [indexed("كتاب‌هاي تازه")], 8: [indexed("کتاب کهنه")]})
        >>> batch.candidates(parse("کتاب تازه")), batch.candidates(parse("کتاب -تازه"))
        ([7], [7, 8])
        """
        found = self._all
        for group in query.groups:
            having = 0
            for term in group:
                having |= self._of_term(term)
            found &= having
            if not found:
                return []
        return [number for place, number in enumerate(self._numbers) if found >> place & 1]

    def _of_term(self, term: Term) -> int:
        having = 0
        for *others, last in term.all_ways:
            of_way = self._beginning(last) if term.is_prefix else self._of_word(last)
            for word in others:
                of_way &= self._of_word(word)
            having |= of_way
        return having

    def _of_word(self, word: str) -> int:
        return self._all if _UNUSUAL.search(word) else self._having.get(word, 0)

    def _beginning(self, word: str) -> int:
        if _UNUSUAL.search(word):
            return self._all
        having = 0
        start, end = (bisect_left(self._sorted, one) for one in (word, word + _LAST))
        for longer in self._sorted[start:end]:
            having |= self._having[longer]
        return having

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._having)


def _words(text: str) -> set[str]:
    text = text.lower()
    found = set(_WORD.findall(text))
    if _UNUSUAL.search(text):  # «naïve» is found as «naive» by some databases
        parts = unicodedata.normalize("NFKD", text)
        plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
        found.update(_WORD.findall(plain.casefold()))
    return found
