"""The id of a comment: the site's own, or one that is made of what the comment is."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from newscrawl.extraction.comments.raw import RawComment
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import searchable

#: What an id begins with that no site gave: sites' own have none of it.
DERIVED = "~"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}|0")


def own_ids(comments: Sequence[RawComment]) -> list[str | None]:
    """The sites' own ids of the comments of a page, ``None`` for one without.

    Ids that only count the comments of the page from 0 or 1 are none: a further comment would
    change them.

    >>> own_ids([RawComment(id="1"), RawComment(id="2")])
    [None, None]
    >>> own_ids([RawComment(id="12"), RawComment(id="7"), RawComment()])
    ['12', '7', None]
    """
    ids = [comment.id for comment in comments]
    numbers = {int(one) for one in ids if one is not None and _NUMBER.fullmatch(one)}
    told = len({one for one in ids if one is not None})
    if numbers and len(numbers) == told:
        first = min(numbers)
        if first in (0, 1) and max(numbers) - first == len(numbers) - 1:
            return [None] * len(ids)
    return ids


def derived_key(author: str | None, date: str | None, text: str) -> str:
    """An id for a comment to which its page gives none: ``~`` and a hash of author, date and text.

    It is the same at every visit, whatever the place of the comment on its page, and whether a
    letter is Arabic or Persian. A date that is relative («۲ ساعت پیش») is left out, because its
    words change. A comment that was edited has another one: it counts as a new comment.

    >>> derived_key("علی", "۲ ساعت پیش", "كاش") == derived_key("علی", "دیروز", "کاش")
    True
    >>> derived_key("علی", "۱۴۰۰/۴/۲۲", "کاش") == derived_key("علی", "۱۴۰۰/۴/۲۳", "کاش")
    False
    """
    moment = ""
    with suppress(DateError):
        moment = parse_date(date).instant.isoformat()
    parts = (searchable(author or ""), moment, searchable(text))
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return DERIVED + digest.hexdigest()[:20]


class Numbered:
    """Gives comments of one page that are the same in all a number: ``~…``, ``~…-2``, …"""

    def __init__(self) -> None:
        self._known: Counter[str] = Counter()

    def key(self, derived: str) -> str:
        """A derived key, once for each comment that has it.

        >>> numbered = Numbered()
        >>> numbered.key("~a"), numbered.key("~a"), numbered.key("~b")
        ('~a', '~a-2', '~b')
        """
        self._known[derived] += 1
        count = self._known[derived]
        return derived if count == 1 else f"{derived}-{count}"
