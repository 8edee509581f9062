"""Marking the words of a query in a text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from newscrawl.items import Article
from newscrawl.search.query import Query
from newscrawl.search.terms import forms

#: Letters with their vowel signs and ZWNJ.
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0640\u064b-\u065f\u0670\u200c])*")
#: Number of words in a snippet.
WIDTH: Final = 30
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as it is written, with the spans of the words of the query as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    word: str


def mark(text: str, query: Query) -> Marked:
    """Mark the words of a query in a text.

    >>> from newscrawl.search.query import parse
    >>> mark("كتاب‌هاي تازه", parse("کتاب")).marks
    ((0, 8),)
    """
    return Marked(text, tuple((hit.start, hit.end) for hit in _hits(text, query)))


def snippet(text: str, query: Query, width: int = WIDTH) -> Marked:
    """The part of a text with the most words of the query, as one line.

    Args:
        width: number of words.
    """
    hits = _hits(text, query)
    places = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    if not places:
        return Marked("", ())
    first = _best_window(places, hits, width)
    last = min(first + width, len(places)) - 1
    start, end = places[first][0], places[last][1]
    before = f"{ELLIPSIS} " if first else ""
    after = f" {ELLIPSIS}" if last < len(places) - 1 else ""
    shift = len(before) - start
    marks = ((hit.start + shift, hit.end + shift) for hit in hits if start <= hit.start < end)
    return Marked(before + re.sub(r"\s", " ", text[start:end]) + after, tuple(marks))


def excerpt(article: Article, query: Query) -> Marked:
    """The part of an article with the most words of the query, or else its beginning."""
    texts = [article.body, article.lead, article.kicker, " - ".join(article.tags), article.author]
    parts = [snippet(text, query) for text in texts if text]
    best = max(parts, key=lambda part: len(part.marks), default=Marked("", ()))
    return best if best.marks or not parts else parts[0]


def _hits(text: str, query: Query) -> list[_Hit]:
    wanted = {word for term in query.terms for way in term.all_ways for word in way}
    begins = tuple(way[-1] for term in query.terms if term.is_prefix for way in term.ways)
    found = []
    for match in _TOKEN.finditer(text):
        for form in forms(match.group()):
            if form in wanted or (begins and form.startswith(begins)):
                found.append(_Hit(match.start(), match.end(), form))
                break
    return found


def _best_window(places: list[tuple[int, int]], hits: list[_Hit], width: int) -> int:
    """The first word of the window with the most different words of the query.

    The window starts a few words before the first of them.
    """
    if not hits or len(places) <= width:
        return 0
    word_of = {}
    place = 0
    for hit in hits:
        while places[place][1] <= hit.start:
            place += 1
        word_of[hit] = place
    best, best_count = hits[0], 0
    within: Counter[str] = Counter()
    end = 0
    for hit in hits:  # a text may be one word a million times: each is looked at twice
        while end < len(hits) and word_of[hits[end]] < word_of[hit] + width * 2 // 3:
            within[hits[end].word] += 1
            end += 1
        if len(within) > best_count:
            best, best_count = hit, len(within)
        within[hit.word] -= 1
        if not within[hit.word]:
            del within[hit.word]
    return max(0, min(word_of[best] - width // 5, len(places) - width))
