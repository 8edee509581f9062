"""Regular expressions that find a term in a text as it is written."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from newscrawl.persian.text import FOLD
from newscrawl.persian.tidy import DIGITS, LETTER
from newscrawl.search.query import Term


def _written() -> dict[str, str]:
    """Folded letter → all letters that become it; the empty one: what may stand between two."""
    letters: defaultdict[str, str] = defaultdict(str)
    for letter, folded in FOLD.items():
        letters[folded] += letter
    return letters


_WRITTEN: Final = _written()
_BETWEEN: Final = rf"[{_WRITTEN['']}\u200c]*"
_WORD: Final = rf"0-9A-Za-z\u00c0-\u024f{DIGITS}{LETTER}"


def pattern(term: Term) -> str:
    """The regular expression of a term, for ``re.IGNORECASE`` and PostgreSQL's ``~*`` alike.

    >>> import re
    >>> from newscrawl.search.query import parse
    >>> bool(re.search(pattern(parse("کتاب").terms[0]), "دو كتاب‌هاي تازه", re.IGNORECASE))
    True
    """
    ways = "|".join(rf"[^{_WORD}]+".join(map(_word, way)) for way in term.all_ways)
    end = "" if term.is_prefix else rf"{_BETWEEN}([^{_WORD}]|$)"
    return rf"(^|[^{_WORD}])({ways}){end}"


def _word(word: str) -> str:
    return _BETWEEN.join(f"[{letter}{_WRITTEN[letter]}]" for letter in word)
