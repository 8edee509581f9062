"""Clocks of pages and dates of other things: by their names, and by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain, islice, takewhile

from lxml.etree import _Element as Element

from newscrawl.extraction.boilerplate import names_of
from newscrawl.persian.text import searchable

#: How many elements outwards the rest of a date, its label and the link beside it may stand.
OUTWARDS = 3

_CLOCK_NAMES = re.compile(
    r"(?:^|[\s_-])(?:today|now|clock|cal|calendar|taghvim|current\w*|server\w*|updated?|modified|"
    r"lastmod|last[_-]modified)(?:$|[\s_-])",
    re.I,
)
# Of the head of a page, above its articles.
_HEAD_NAMES = re.compile(
    r"(?:^|\s)(?:(?:site|page|main|my|j)[_-]?)?(?:header|head|hd|top|masthead|clock|date[_-]?time)",
    re.I,
)
_ARTICLE_NAMES = re.compile(r"article|news|post|entry|story|single|detail|content|item", re.I)
# Beside the date of the day stand the weather, the hours of prayer and the lunar date.
_CLOCK_WORDS = re.compile(
    r"درجه|°|اذان|طلوع|غروب|هوا|محرم|صفر|ربیع|جمادی|رجب|شعبان|رمضان|شوال|"
    r"ذی ?(?:القعده|قعده|الحجه|حجه)"
)
_OTHER_PROPERTIES = re.compile(
    r"birth|death|founding|dissolution|start|end|modified|valid|expires|temporal", re.I
)
_OTHER_TYPES = re.compile(r"(?:Person|Organization|Event|Comment|Review|Offer)\s*$")
PUBLISHED_NAMES = re.compile(r"(?:^|[\s_-])(?:publish\w*|entry-date|posted\w*)(?:$|[\s_-])", re.I)


def is_of_other_things(element: Element) -> bool:
    """Whether an element or one around it is called a clock, or the date of the last change; or
    says for machines that it is of a person, an event or the like."""
    if _OTHER_PROPERTIES.search(element.get("itemprop") or ""):
        return True
    around = chain((element,), element.iterancestors())
    if any(_OTHER_TYPES.search(e.get("itemtype") or "") for e in around):
        return True
    if PUBLISHED_NAMES.search(names_of(element)):
        return False
    near = (names_of(e) for e in with_outer(element) if e.tag not in ("html", "body"))
    return any(map(_CLOCK_NAMES.search, near))


def with_outer(element: Element) -> Iterator[Element]:
    """An element and the nearest around it."""
    return islice(chain((element,), element.iterancestors()), OUTWARDS + 1)


def is_in_head(element: Element, above: Collection[Element]) -> bool:
    """Whether an element is in the head of its page.

    Args:
        element: above the headline.
        above: what the headline is in: no such head.
    """
    near = takewhile(lambda e: e not in above, chain((element,), element.iterancestors()))
    return any(_HEAD_NAMES.search(names_of(e)) for e in near)


def is_of_the_day(text: str) -> bool:
    """Whether a text with a date has beside it what clocks of pages have.

    >>> is_of_the_day("تهران ۱۲ درجه | ۵ آذر ۱۴۰۵"), is_of_the_day("۵ آذر ۱۴۰۵ - ۱۰:۱۲")
    (True, False)
    """
    return bool(_CLOCK_WORDS.search(searchable(text)))


def is_of_articles(element: Element) -> bool:
    """Whether an element says that it is an article, or what holds one."""
    return element.tag == "article" or bool(_ARTICLE_NAMES.search(names_of(element)))
