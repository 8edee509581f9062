"""Comparing what pages say with known words.

Words are compared without blanks, half-spaces and punctuation, in the searchable form of
:mod:`newscrawl.persian.text`: «به‌روزرسانی», «به روز رسانی» and «به روزرساني» are one.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from newscrawl.persian.text import searchable

_NO_LETTER: Final = re.compile(r"[\W_]+")
_BETWEEN: Final = re.compile(r"\s+[-–—|/•·:]\s*|\s*[|«»‹›؛]\s*|:\s")


def squeezed(text: str) -> str:
    """Letters and digits alone, in their searchable form, in small letters.

    >>> squeezed("Just a moment..."), squeezed("سايت در حال به‌روز رساني")
    ('justamoment', 'سایتدرحالبهروزرسانی')
    """
    return _NO_LETTER.sub("", searchable(text)).lower()


def parts(headline: str) -> set[str]:
    """A headline, and its parts where it holds the name of the site too; squeezed.

    >>> sorted(parts("404 - Not Found | Site"))
    ['404', '404notfoundsite', 'notfound', 'site']
    """
    return {squeezed(part) for part in (headline, *_BETWEEN.split(headline))} - {""}


class Phrases:
    """Words to find in a squeezed text, a line each.

    ``…`` stands for up to 40 letters, ``(a|b)`` for one of some.

    >>> phrases = Phrases("(سایت|صفحه) … در دست تعمیر\\n be right back")
    >>> phrases.are_in(squeezed("We'll be right back!")), phrases.are_in(squeezed("در دست تعمیر"))
    (True, False)
    """

    def __init__(self, lines: str) -> None:
        self._lines = lines

    def are_in(self, said: str) -> bool:
        """Whether a text has any of them."""
        return self._pattern.search(said) is not None

    def are(self, said: str) -> bool:
        """Whether a text is one of them, and nothing else."""
        return self._pattern.fullmatch(said) is not None

    # Not before it is needed, which is never in most crawls.
    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        lines = (line.strip() for line in self._lines.strip().splitlines())
        return re.compile("|".join(map(_pattern, filter(None, lines))))


def _pattern(line: str) -> str:
    return "".join(
        part if part in "(|)" else r"[^\n]{0,40}?" if part == "…" else re.escape(squeezed(part))
        for part in re.split(r"([(|)…])", line)
    )
