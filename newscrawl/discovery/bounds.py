"""How far a crawl follows pages that lead to more of their kind: no site is endless, but some of
its calendars, filters and sitemaps are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

#: Pages of a list, and of the list of a day. A page shows 10 to 100 articles.
LIST_PAGES, DAY_PAGES = 10_000, 500
#: Addresses of one kind that a crawl asks for. As many as one index of sitemaps may name, or a site
#: of the largest agencies has sections and tags, and more.
MOST = 10_000
#: Entries of a feed. Some answer with all that their site ever had.
ENTRIES = 50_000


class Kind(Enum):
    """What leads to more of its kind: its name, and the longest chain from the start of a crawl."""

    LISTS = "lists", 10
    FEEDS = "feeds", 3
    SITEMAPS = "sitemaps", 5

    def __init__(self, plural: str, longest: int) -> None:
        self.plural = plural
        self.longest = longest
        #: Key of ``Request.meta``: links of this kind from the start of the crawl; not there: 0.
        self.steps = f"{plural}_steps"


class Bounds:
    """
    Args:
        tell: is told of each bound, once, when it is reached: in words, with an address.

    >>> bounds = Bounds(print)
    >>> bounds.within(Kind.FEEDS, ["https://a.ir/rss/1"], steps=3)
    ['https://a.ir/rss/1']
    >>> bounds.within(Kind.FEEDS, ["https://a.ir/rss/2"], steps=4)
    feeds more than 3 links away are left out, first https://a.ir/rss/2
    []
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told: set[str] = set()
        self._asked: dict[Kind, set[str]] = {kind: set() for kind in Kind}

    def within(self, kind: Kind, urls: Iterable[str], *, steps: int) -> list[str]:
        """Which of some addresses are asked for; they count from then on.

        Args:
            steps: links of this kind from the start of the crawl to each of them.
        """
        asked = self._asked[kind]
        found = []
        for url in urls:
            if url in asked:
                found.append(url)
            elif steps > kind.longest:
                self._reached(f"{kind.plural} more than {kind.longest} links away", url)
            elif len(asked) >= MOST:
                self._reached(f"{kind.plural} after the first {MOST:,}", url)
            else:
                asked.add(url)
                found.append(url)
        return found

    def has_page(self, number: int, most: int, what: str, url: str) -> bool:
        """Whether a page of a list is asked for.

        Args:
            number: counts from 1.
            most: ``LIST_PAGES`` or ``DAY_PAGES``.
            what: the kind of list.
        """
        if number > most:
            self._reached(f"pages of {what} after the first {most:,}", url)
        return number <= most

    def of_feed(self, entries: list[str], url: str) -> list[str]:
        """Those entries of a feed that are read, of all that it has."""
        if len(entries) > ENTRIES:
            self._reached(f"entries of a feed after the first {ENTRIES:,}", url)
        return entries[:ENTRIES]

    def _reached(self, what: str, url: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self._tell(f"{what} are left out, first {url}")
