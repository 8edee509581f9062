"""The words and two-word phrases of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from newscrawl.keywords.lemmas import lemmatizer
from newscrawl.keywords.stopwords import joined, stop_words
from newscrawl.persian.tidy import ADDRESS, LETTER
from newscrawl.search import Query
from newscrawl.search.forms import base

ZWNJ: Final = "\u200c"
#: A longer one is no word.
LONGEST: Final = 40
#: A line of so few words and letters may be one that a site writes below many articles.
SHORT_LINE: Final = 12
_SHORT: Final = 100
#: Words with nothing but blanks between them: of Arabic, Latin, Greek and Cyrillic letters.
_STRETCH: Final = re.compile(rf"[{LETTER}A-Za-z\u00c0-\u024f\u0370-\u052f{ZWNJ} \u00a0]+")
_ADDRESS: Final = re.compile(rf"\w*{ADDRESS}")
#: Endings behind a ZWNJ that are no part of a word.
_ENDINGS: Final = frozenset((
    "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "ی", "ای", "ام",
    "ات", "اش", "مان", "تان", "شان", "تر", "ترین",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The texts of an article that are read."""

    site: str
    title: str | None
    kicker: str | None
    lead: str | None
    body: str | None
    #: Whose article it is, which is not what it is about: agency, author, name of the site.
    own: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words and phrases of one article, each once: a phrase has a blank in it.

    They are in a form of their own, in which the forms of a word are one; it need not be a word.
    """

    all: set[str]
    #: Short lines of the body → what of the article stands in this one line alone.
    of_lines: dict[str, set[str]]


class Reader:
    """Reads the words of articles.

    Left out are stop words, numbers, single letters, addresses, and a phrase with any of these.

    Args:
        query: what the articles were found by: its words are left out, too.
        lemmas: join all forms of a word by a dictionary, and not plurals and ezafe alone.

    Raises:
        MissingDictionary: if there is no dictionary.

    >>> reader = Reader()
    >>> sorted(reader.read(ArticleText("demo", "کتاب‌هاي ۲ ناشر", None, None, None)).all)
    ['ناشر', 'کتاب']
    """

    def __init__(self, query: Query | None = None, *, lemmas: bool = False) -> None:
        self._keys = _Keys(lemmatizer() if lemmas else None)
        if query is not None:
            words = {word for term in query.terms for way in term.all_ways for word in way}
            self._keys.asked = frozenset(map(self.key, words))
            self._keys.prefixes = tuple(
                way[-1] for term in query.terms if term.is_prefix for way in term.ways
            )
            self._keys.clear()

    def key(self, word: str) -> str:
        """The form in which all forms of a word are one; empty for what is left out."""
        return self._keys[word]

    def read(self, text: ArticleText) -> Terms:
        """The words and phrases of an article."""
        long: set[str] = set()
        short: list[str] = []
        for part in (text.title, text.kicker, text.lead):
            if part:
                long |= self._terms(part)
        for line in (text.body or "").split("\n"):
            if len(line) <= _SHORT and line.count(" ") < SHORT_LINE:
                short.append(line)
            else:
                long |= self._terms(line)
        of_lines: dict[str, set[str]] = {}
        for line in short:
            if new := self._terms(line) - long:
                of_lines[line] = new
                long |= new
        if text.own:
            own = self._terms(text.own)
            return Terms(_without(long, own), {k: _without(v, own) for k, v in of_lines.items()})
        return Terms(long, of_lines)

    def spellings(self, text: ArticleText, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
        """Words and phrases that are wanted, each time with the spelling that it has there."""
        for part in (text.title, text.kicker, text.lead, text.body):
            for stretch in _stretches(part or ""):
                words = stretch.split()
                keys = [self._keys[word] for word in words]
                for key, word in zip(keys, words, strict=True):
                    if key in wanted:
                        yield key, word
                for one, two in zip(pairwise(keys), pairwise(words), strict=True):
                    if (key := " ".join(one)) in wanted:
                        yield key, " ".join(two)

    def _terms(self, text: str) -> set[str]:
        found: set[str] = set()
        key = self._keys.__getitem__
        for stretch in _stretches(text):
            keys = list(map(key, stretch.split()))
            found.update(keys)
            found.update([f"{one} {two}" for one, two in pairwise(keys) if one and two])
        found.discard("")
        return found


class _Keys(dict[str, str]):
    """Spelling → the form in which all forms of a word are one; empty for what is left out."""

    #: How many spellings are remembered.
    MOST: Final = 2**17

    def __init__(self, lemma: Callable[[str], str] | None) -> None:
        self._lemma = lemma
        self.asked: frozenset[str] = frozenset()
        self.prefixes: tuple[str, ...] = ()

    def __missing__(self, word: str) -> str:
        if len(self) > self.MOST:
            self.clear()
        found = _key(word, self._lemma)
        if found in self.asked or (found and found.startswith(self.prefixes)):
            found = ""
        self[word] = found
        return found


def _key(word: str, lemma: Callable[[str], str] | None) -> str:
    spelling = joined(word)
    if not 1 < len(spelling) <= LONGEST or spelling in stop_words():
        return ""
    parts = word.strip(ZWNJ).split(ZWNJ)
    while len(parts) > 1 and joined(parts[-1]) in _ENDINGS:
        del parts[-1]
    if lemma is not None:
        return base(joined(lemma(ZWNJ.join(parts))))
    return base(joined("".join(parts)))


def _stretches(text: str) -> list[str]:
    """Words with nothing but blanks between them."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("\n", text)
    return _STRETCH.findall(text.replace("-", " "))


def _without(terms: set[str], own: set[str]) -> set[str]:
    return {term for term in terms if own.isdisjoint(term.split(" "))}
