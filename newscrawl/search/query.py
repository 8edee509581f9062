"""What a user looks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from newscrawl.search.terms import ZWNJ, words

#: The most words of a query.
MAX_WORDS: Final = 32
_QUOTES: Final = {'"': '"', "«": "»", "“": "”"}
_PART: Final = re.compile(
    r"""(?P<minus>[-−]?)(?:"(?P<a>[^"]*)"|«(?P<b>[^»]*)»|“(?P<c>[^”]*)”|(?P<word>[^\s"«»“”]+))"""
)
_PERSIAN: Final = re.compile(r"[\u0600-\u06ff]+")


class QueryError(ValueError):
    """The query says nothing that could be looked for; the message is one line."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that an article has to have, in one of some ways to write them."""

    #: Each a run of folded words that stand one after the other.
    ways: tuple[tuple[str, ...], ...]
    #: The last word of each is the beginning of one.
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Articles with all terms, and with none of the excluded ones."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()


def parse(text: str) -> Query:
    """Read a query: words, "phrases" in quotation marks, ``-words`` to exclude, ``begin*`` nings.

    >>> parse('ویچت "فضای مجازی" -تن*').terms[0]
    Term(ways=(('ویچت',),), is_prefix=False)

    A word with a ZWNJ may stand parted or in one, and so may two words beside each other:

    >>> [term.ways for term in parse("می‌شود").terms]
    [(('می', 'شود'), ('میشود',))]
    >>> [term.ways for term in parse("می شود").terms]
    [(('می',), ('میشود',)), (('شود',), ('میشود',))]

    Raises:
        QueryError: if nothing is looked for.
    """
    found: list[Term] = []
    excluded: list[Term] = []
    plain: list[int] = []  # places in ``found`` of words that the one before them stands beside
    position = 0
    for match in _PART.finditer(text):
        _check_between(text[position : match.start()])
        position = match.end()
        term = _phrase(match) if match["word"] is None else _word(match["word"])
        if term is None:
            continue
        if match["minus"]:
            excluded.append(term)
            continue
        if match["word"] is not None and _is_plain(term):
            plain.append(len(found))
        found.append(term)
    _check_between(text[position:])
    if not found:
        raise QueryError(
            "expected a word to look for, not only words to leave out"
            if excluded
            else f"expected words to look for, got {text!r}"
        )
    if sum(len(term.ways[0]) for term in (*found, *excluded)) > MAX_WORDS:
        raise QueryError(f"expected at most {MAX_WORDS} words")
    return Query(tuple(_joined(found, set(plain))), tuple(excluded))


def _check_between(text: str) -> None:
    for sign in text:
        if sign in _QUOTES:
            raise QueryError(f"the quotation mark {sign} is not closed")
        if sign in _QUOTES.values():
            raise QueryError(f"the quotation mark {sign} was not opened")


def _word(word: str) -> Term | None:
    is_prefix = word.endswith("*")
    parted = tuple(words(word))
    if not parted:
        return None
    ways = [parted]
    if ZWNJ in word:
        ways.append(tuple(words(word.replace(ZWNJ, ""))))
    return Term(tuple(dict.fromkeys(ways)), is_prefix)


def _phrase(match: re.Match[str]) -> Term | None:
    text = match["a"] or match["b"] or match["c"] or ""
    parts = tuple(words(text))
    if not parts:
        return None
    ways = [parts]
    for place in range(len(parts) - 1):  # «می شود گفت» may be written «میشود گفت»
        joined = _join(parts[place], parts[place + 1])
        if joined is not None:
            ways.append((*parts[:place], joined, *parts[place + 2 :]))
    return Term(tuple(ways))


def _is_plain(term: Term) -> bool:
    return not term.is_prefix and len(term.ways) == 1 and len(term.ways[0]) == 1


def _joined(terms: Sequence[Term], plain: set[int]) -> list[Term]:
    """Terms that may also stand in one with the plain word before or after."""
    result = []
    for place, term in enumerate(terms):
        ways = list(term.ways)
        for first in (place - 1, place):
            if first in plain and first + 1 in plain:
                joined = _join(terms[first].ways[0][0], terms[first + 1].ways[0][0])
                if joined is not None:
                    ways.append((joined,))
        result.append(Term(tuple(dict.fromkeys(ways)), term.is_prefix))
    return result


def _join(first: str, second: str) -> str | None:
    both = _PERSIAN.fullmatch(first) and _PERSIAN.fullmatch(second)
    return first + second if both else None
