"""The words of a text as they are compared: two spellings of one word are the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from newscrawl.persian.text import searchable

_MARKS: Final = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_LETTERS: Final = rf"[\w{_MARKS}\u200c\u200d]+"
#: A word with its half-spaces, a number with its points; otherwise each sign by itself.
_TOKEN: Final = re.compile(rf"{_LETTERS}(?:(?<=\d)[.,:/٫٬](?=\d){_LETTERS})*|[^\s]")
_SIGNS: Final = str.maketrans({**dict.fromkeys("«»“”„‟‹›‘’'", '"'), **dict.fromkeys("–—―−‐‑", "-")})


class Token(NamedTuple):
    """A word or a sign, and where it stands in its text."""

    #: The same for all spellings of a word: digits, vowel signs, half-spaces and forms of letters
    #: make no difference.
    key: str
    start: int
    end: int
    is_word: bool


def tokens(text: str, joined: Collection[str] = ()) -> list[Token]:
    """The words and signs of a text.

    Args:
        joined: keys of words that have a half-space elsewhere: words beside each other that make
            one of them are one word here, too.

    >>> [token.key for token in tokens("می‌روند، ۱۲٬۵۰۰ تومان")]
    ['میروند', '،', '12,500', 'تومان']
    >>> [token.key for token in tokens("مي روند", {"میروند"})]
    ['میروند']
    """
    found = _tokens(text)
    return _joined(text, found, joined) if joined else list(found)


def with_half_space(text: str) -> set[str]:
    """The keys of the words of a text that have a half-space."""
    if "\u200c" not in text:
        return set()
    return {
        key(match[0].strip("\u200c"))
        for match in _TOKEN.finditer(text)
        if "\u200c" in match[0].strip("\u200c")
    }


def same_words(old: str, new: str) -> bool:
    """Whether two texts are of the same words and signs, however they are spelt and broken.

    >>> same_words("كتاب هاي ۱۴۰۲", "کتاب‌های 1402"), same_words("کتاب", "کتابی")
    (True, False)
    """
    if old == new:
        return True
    joined = with_half_space(old) | with_half_space(new)
    return [one.key for one in tokens(old, joined)] == [one.key for one in tokens(new, joined)]


@lru_cache(1 << 16)
def key(word: str) -> str:
    """What a word is compared by."""
    folded = searchable(word).replace(" ", "")
    return folded.translate(_SIGNS) if len(folded) == 1 else folded


@lru_cache(32)  # a text is compared, then told apart, then counted
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(folded, *match.span(), match[0][0].isalnum() or len(match[0]) > 1)
        for match in _TOKEN.finditer(text)
        if (folded := key(match[0]))  # a half-space or a vowel sign by itself is nothing
    )


def _joined(text: str, found: Sequence[Token], joined: Collection[str]) -> list[Token]:
    longest = max(map(len, joined))
    kept: list[Token] = []
    place = 0
    while place < len(found):
        first = last = found[place]
        taken, together = place, first.key
        for following in range(place + 1, min(place + 4, len(found))):
            token = found[following]
            together += token.key
            between = text[found[following - 1].end : token.start]
            if not token.is_word or between != " " or len(together) > longest:
                break
            if together in joined:
                taken, last = following, token
        whole = "".join(token.key for token in found[place : taken + 1])
        kept.append(Token(whole, first.start, last.end, first.is_word))
        place = taken + 1
    return kept
