"""Words that say nothing of what a text is about."""

from __future__ import annotations

from functools import cache
from typing import Final

from newscrawl.persian.text import searchable

#: With these, Persian news quotes somebody, or says where it comes from, whatever it is about.
_OF_NEWS: Final = (
    "افزود", "اظهار", "تصریح", "بیان", "ادامه", "تاکید", "خاطرنشان", "یادآور", "ابراز", "گزارش",
    "خبرگزاری", "خبرنگار", "خبرنگاران", "انتهای", "پیام", "سال", "ماه", "می‌گوید", "می‌گویند",
    "می‌افزاید",
)  # fmt: skip


def joined(word: str) -> str:
    """The one spelling of a word in which words are compared: folded, without ZWNJ, in lower case.

    >>> joined("مي‌شود"), joined("NATO")
    ('میشود', 'nato')
    """
    return searchable(word.replace("\u200c", "")).replace(" ", "").lower()


@cache
def stop_words() -> frozenset[str]:
    """The stop words of Persian by the package ``stopwordsiso``, and those of news, in the spelling
    of :func:`joined`."""
    from stopwordsiso import stopwords

    return frozenset(map(joined, (*stopwords("fa"), *stopwords("en"), *_OF_NEWS)))
