"""The form of a text that is indexed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newscrawl.persian.text import searchable

ZWNJ: Final = "\u200c"
#: Stands as a word between parts of a text that no phrase may go across.
BREAK: Final = "\ue000"
_WORD: Final = re.compile(r"[^\W_]+")

#: :func:`~newscrawl.persian.text.searchable`, remembered for a moment: the writer indexes the texts
#: that the loader has just made the content hash of.
fold = lru_cache(1024)(searchable)


def words(text: str) -> list[str]:
    """The words of a text, folded, in lower case, parted at every ZWNJ.

    >>> words("كتاب‌هاي «۲» می‌خوانَد!")
    ['کتاب', 'های', '2', 'می', 'خواند']
    """
    return _WORD.findall(fold(text).lower())


def indexed(text: str | None) -> str:
    """The folded form of a text for the index: words with a ZWNJ stand there parted, and after all
    of the text once more in one.

    So «می‌رود» is found as «می رود» and «میرود», and phrases are not torn apart.

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
    return f"{fold(text)} {BREAK} {searchable(joined.replace(ZWNJ, ''))}"
