"""The form in which texts are indexed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newscrawl.persian.text import compared

ZWNJ: Final = "\u200c"
#: A word between parts of a text, so that no phrase spans them.
BREAK: Final = "\ue000"
_WORD: Final = re.compile(r"[^\W_]+")
#: Words whose forms are remembered: texts repeat the same ones.
REMEMBERED: Final = 50_000


def fold(text: str) -> str:
    """The form of a text in the index, and of a query.

    It is the form in which texts are compared, as long as nothing else is needed. Change it here,
    and make the indexes anew; the other one is in the content hashes of all archives.
    """
    return compared(text)


def words(text: str) -> list[str]:
    """The words of a text, folded, in lower case, split at every ZWNJ.

    >>> words("كتاب‌هاي «۲» می‌خوانَد!")
    ['کتاب', 'های', '2', 'می', 'خواند']
    """
    return _WORD.findall(fold(text).lower())


@lru_cache(maxsize=REMEMBERED)
def forms(token: str) -> tuple[str, ...]:
    """The words by which one written word is found: split at every ZWNJ, and joined.

    >>> forms("می‌رود")
    ('می', 'رود', 'میرود')
    """
    found = words(token)
    return (*found, *words(token.replace(ZWNJ, ""))) if ZWNJ in token else tuple(found)


def indexed(text: str | None) -> str:
    """The folded form of a text for the index.

    Words with a ZWNJ are split in the text, and appended once more, joined. So «می‌رود» is found as
    «می رود» and as «میرود», and phrases stay together.

    >>> indexed("او می‌رود، نه؟").split(BREAK)
    ['او می رود، نه؟ ', ' میرود،']
    >>> indexed(None), indexed("نه")
    ('', 'نه')
    """
    if not text:
        return ""
    if ZWNJ not in text:
        return fold(text)
    joined = " ".join(dict.fromkeys(word for word in text.split() if ZWNJ in word))
    return f"{fold(text)} {BREAK} {fold(joined.replace(ZWNJ, ''))}"
