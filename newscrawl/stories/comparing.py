"""Whether two texts are one story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from newscrawl.stories.signature import RUN, runs
from newscrawl.stories.text import LEAST_WORDS, is_number

#: The least share of a text's words that stand in runs of words which another text has, too.
COVERED: Final = 0.65
#: A text that is less than this of a longer one is no part of it: a digest of the day has whole
#: stories.
LEAST_PART: Final = 0.2
#: Numbers in the same surroundings of which more than this share differ make another report of the
#: same kind: of another day, or of another town.
MOST_OTHER_NUMBERS: Final = 0.3
#: So does one in so few words.
WORDS_A_NUMBER: Final = 40


class Likeness(IntEnum):
    """How much two texts are one story."""

    OTHER = 0
    #: Most of the shorter text is in the longer.
    PART = 1
    #: Most of both is the same.
    ALIKE = 2


def likeness(one: list[str], other: list[str]) -> Likeness:
    """Compare the words of two texts, as :func:`newscrawl.stories.text.story_words` gives them."""
    if one == other:
        return Likeness.ALIKE if one else Likeness.OTHER
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < LEAST_WORDS or len(shorter) < LEAST_PART * len(longer):
        return Likeness.OTHER
    both = set(runs(shorter)) & set(runs(longer))
    if not _is_covered(shorter, both) or differ_in_numbers(shorter, longer):
        return Likeness.OTHER
    return Likeness.ALIKE if _is_covered(longer, both) else Likeness.PART


def _is_covered(words: list[str], by: set[tuple[str, str, str]]) -> bool:
    covered = end = 0
    for place, run in enumerate(runs(words)):
        if run in by:
            covered += place + RUN - max(place, end)
            end = place + RUN
    return covered >= COVERED * len(words)


def differ_in_numbers(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether texts have other numbers between the same words: the weather of two days, but not a
    report that was corrected in one number.

    >>> day = "دمای هوای تهران امروز به {} درجه و فردا به {} درجه می رسد"
    >>> differ_in_numbers(day.format(31, 33).split(), day.format(28, 29).split())
    True
    >>> differ_in_numbers(day.format(31, 33).split(), day.format(31, 33).split()[4:])
    False
    """
    first, second = _numbers(shorter), _numbers(longer)
    same = other = 0
    for place in first.keys() & second.keys():
        here, there = first[place], second[place]
        equal = (here & there).total()
        same += equal
        other += min(here.total(), there.total()) - equal
    return other * WORDS_A_NUMBER >= max(len(shorter), 1) or (
        other > 1 and other > MOST_OTHER_NUMBERS * (same + other)
    )


def _numbers(words: Sequence[str]) -> dict[tuple[str, str], Counter[str]]:
    """The numbers of a text by the words around each."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    masked = ["", *("#" if is_number(word) else word for word in words), ""]
    for place, word in enumerate(words):
        if is_number(word):
            found[masked[place], masked[place + RUN - 1]][word] += 1
    return found
