"""A comment as it stands on a page, before any normalization."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawl.persian.text import to_latin_digits

_NUMBER = re.compile(r"\d+(?:[,٬٫.]\d{3})*")
_SEPARATORS = str.maketrans("", "", ",٬٫.")
_WORDY = re.compile(r"\d\s*(?:[kKmM]\b|هزار|میلیون)")
#: The largest count that is believed: databases have four bytes for it.
LARGEST = 2**31 - 1


@dataclass(slots=True)
class RawComment:
    """A comment as it stands on a page."""

    #: The site's own id; ``None`` where the page says none.
    id: str | None = None
    #: The site's own id of what it replies to, where the page names that.
    parent_id: str | None = None
    #: The comment that it stands in: its place in the list of all; ``None``: in none.
    inside: int | None = None
    author: str | None = None
    #: Paragraphs.
    text: list[str] = field(default_factory=list)
    #: The date as written for readers, and dates for machines, the best first.
    date: str | None = None
    machine_dates: list[str] = field(default_factory=list)
    likes: int | None = None
    dislikes: int | None = None


def count_of(text: str) -> int | None:
    """How many a text says, if it says one number; ``None`` for none, several or a rounded one.

    >>> count_of("+۱٬۲۰۰"), count_of("پسندیدم (5)"), count_of("3 از 7"), count_of("1.2k")
    (1200, 5, None, None)
    >>> count_of("-4"), count_of("")
    (4, None)
    """
    latin = to_latin_digits(text)
    found = _NUMBER.findall(latin)
    if len(found) != 1 or _WORDY.search(latin):
        return None
    count = int(found[0].translate(_SEPARATORS)[:19])
    return count if count <= LARGEST else None
