"""Forms of a line in which it is compared with another one."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.persian.text import searchable

#: Each line of a page of unknown design is compared several times. A cache of its own: the lines of
#: a page would push the texts of articles out of that of :func:`newscrawl.search.terms.fold`.
folded = lru_cache(maxsize=1024)(searchable)
_EDGE_PUNCTUATION = " \u200c:.،,-–—|/\\()[]«»\"'"
_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)  # the headlines of sidebars, sections and names come again and again
def plain(value: str) -> str:
    """The searchable form of a line, without punctuation around it.

    >>> plain("« كتاب‌ها »:")
    'کتاب ها'
    """
    return folded(value).strip(_EDGE_PUNCTUATION)


@lru_cache(maxsize=1024)
def bare(value: str) -> str:
    """Letters and digits alone, in their searchable form.

    >>> bare("می‌رود، ۱۲ بار!")
    'میرود12بار'
    """
    return _NO_LETTER.sub("", folded(value))
