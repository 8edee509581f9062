"""The keys of a text: articles that have one in common may be the same story.

MinHash of the runs of three words, by the library rensa: each of its numbers is the same for two
texts with the probability that a run of both is one of each. Two of them are a key. A text and a
third of it have a run in three in common, and some of the keys of all their runs; texts are mostly
shortened at the end, so keys of the beginning alone are there, too. The first key is of all words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from struct import pack
from typing import Any, Final
from zlib import crc32

from newscrawl.stories.text import LEAST_WORDS, story_words

#: Words of a run.
RUN: Final = 3
#: Keys of all runs, and of the beginning: two numbers of MinHash each.
OF_ALL, OF_BEGINNING = 20, 4
#: How many words are the beginning.
BEGINNING: Final = 50
_SEED: Final = 1
#: Raise it when the same text gets other keys: articles of other rules are looked at again.
_RULES: Final = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """What stories are found by, of one article."""

    words: list[str]
    #: Different whole numbers of 32 bits, signed, as databases have them; none without a text.
    keys: tuple[int, ...]


def missing_package() -> str | None:
    """Why no signatures can be made, in one line; ``None`` if they can."""
    if find_spec("rensa") is None:
        return "stories need the extra stories: pip install 'newscrawl[stories]'"
    return None


@cache
def rules() -> int:
    """The version of the keys: those of another one say nothing."""
    return _RULES * 1000 + int(_minhash().ALGORITHM_VERSION)


def signature_of(title: str | None, lead: str | None, body: str | None) -> Signature:
    """The signature of an article. Takes about a tenth of a millisecond."""
    words = story_words(title, lead, body)
    if not words:
        return Signature(words, ())
    keys = [_key(0, " ".join(words).encode())]
    if len(words) >= LEAST_WORDS:
        keys += _keys_of(words, OF_ALL, 1)
        keys += _keys_of(words[:BEGINNING], OF_BEGINNING, 1 + OF_ALL)
    return Signature(words, tuple(dict.fromkeys(keys)))


def runs(words: list[str]) -> Iterable[tuple[str, str, str]]:
    """All runs of three words."""
    return zip(words, words[1:], words[2:], strict=False)


def _keys_of(words: list[str], count: int, first: int) -> list[int]:
    hashes = _minhash()(num_perm=2 * count, seed=_SEED)
    hashes.update(list(map(" ".join, runs(words))))
    numbers = hashes.digest()
    return [_key(first + i, pack("<II", *numbers[2 * i : 2 * i + 2])) for i in range(count)]


def _key(place: int, content: bytes) -> int:
    """Keys of different places or rules are different."""
    return crc32(content, crc32(pack("<II", place, rules()))) - 2**31


@cache
def _minhash() -> Any:
    from rensa import RMinHash  # an extra

    return RMinHash
