"""The text of an article as stories compare it: words and numbers in one spelling."""

from __future__ import annotations

import re
from typing import Final

from newscrawl.search.terms import fold

#: Texts of fewer words are one story only if they are equal, headline and all: «عکس: ایسنا» is the
#: text of a thousand articles.
LEAST_WORDS: Final = 20
# «۱۲٬۵۰۰» is one number, «می‌شود» two words.
_WORD: Final = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+")


def words(text: str | None) -> list[str]:
    """The words and numbers of a text, in the searchable form; numbers without their commas.

    >>> words("قيمت: ۱۲٬۵۰۰ تومان، نرخ ۲.۵٪")
    ['قیمت', '12500', 'تومان', 'نرخ', '2.5']
    """
    if not text:
        return []
    return [word.replace(",", "") for word in _WORD.findall(fold(text).lower())]


def story_words(title: str | None, lead: str | None, body: str | None) -> list[str]:
    """The words of an article: its lead and its body, as some sites have the lead in the body.

    A headline is each site's own, so it counts only where there are fewer than :data:`LEAST_WORDS`
    others. Empty where an article has no text.

    >>> story_words("عنوان", "یک دو", "یک دو سه"), story_words("عنوان", None, None)
    (['عنوان', 'یک', 'دو', 'سه'], [])
    """
    first, rest = words(lead), words(body)
    found = rest if rest[: len(first)] == first else first + rest
    return words(title) + found if 0 < len(found) < LEAST_WORDS else found


def is_number(word: str) -> bool:
    """Whether a word of :func:`words` is a number."""
    return word[0].isdigit()
