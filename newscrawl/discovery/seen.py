"""What a crawl has come across already, and so which lists are worth following. Pure.

Everything here is bounded: what came by the longest ago is forgotten first. The frontier drops a
request that is made again, so forgetting costs time and never an article; what exactly, each field
says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable
from typing import Generic, TypeVar

from newscrawl.items import Article

#: A list that is more steps than this from the home page is only followed to other lists while it
#: has new articles: the days of a calendar are lists, too, and link to each other for ever.
LIST_DEPTH = 2
#: How many are remembered.
LISTS, ARTICLES, REPEATED, SIDEBARS, TEXTS = 10_000, 50_000, 20_000, 10_000, 10_000
#: So many articles without a date may have one text; further ones are no articles.
SAME_TEXTS = 2

T = TypeVar("T", bound=Hashable)


class Recent(Generic[T]):
    """A set that holds at most so many, and forgets the one that was added the longest ago.

    >>> few = Recent(2)
    >>> few.update("abac"); [letter for letter in "abc" if letter in few]
    ['a', 'c']
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[T, None] = OrderedDict()

    def __contains__(self, value: T) -> bool:
        return value in self._values

    def __len__(self) -> int:
        return len(self._values)

    def update(self, values: Iterable[T]) -> None:
        """Add some; those that are there already count as added last."""
        for value in values:
            self._values[value] = None
            self._values.move_to_end(value)
        while len(self._values) > self._limit:
            self._values.popitem(last=False)

    def discard(self, values: Iterable[T]) -> None:
        """Take some out, if they are there."""
        for value in values:
            self._values.pop(value, None)

    def missing(self, values: Iterable[T]) -> list[T]:
        """Which of some are not in it, each once, in their order."""
        return [value for value in dict.fromkeys(values) if value not in self._values]


class Seen:
    """Lists that were asked for, and articles that were seen on their pages.

    Articles go by their keys, see :meth:`newscrawl.cms.Family.key`.
    """

    def __init__(self) -> None:
        #: Path of a feed → the articles of its pages.
        self._of_feeds: dict[str, set[str]] = {}
        #: Addresses of the lists asked for. Forgotten: the frontier is told of them again.
        self._lists: Recent[str] = Recent(LISTS)
        #: Articles asked for, or stored. Forgotten: the archive is asked about them again.
        self._articles: Recent[str] = Recent(ARTICLES)
        #: Articles on pages of a list that had nothing new: (path of the list, key). Forgotten: a
        #: list without end that repeats more articles than these is followed on.
        self._repeated: Recent[tuple[str, str]] = Recent(REPEATED)
        #: Articles on the last pages of days, which have none of their own. Forgotten: a day is
        #: read one page further, and counts an article too many.
        self._sidebars: Recent[str] = Recent(SIDEBARS)
        #: Texts of articles without a date → the first articles that have it. Forgotten: a page
        #: that stands at many addresses is taken for an article a few times more.
        self._texts: OrderedDict[str, list[str]] = OrderedDict()

    # -- articles ----------------------------------------------------------------------

    def repeats(self, path: str, keys: Collection[str]) -> bool:
        """Whether a page of a feed has no article that no page of it had before: some servers
        answer every page by the first."""
        before = self._of_feeds.setdefault(path, set())
        is_new = bool(set(keys) - before)
        before.update(keys)
        return not is_new

    def new_articles(self, keys: Iterable[str]) -> list[str]:
        """Which of some articles were not seen yet."""
        return self._articles.missing(keys)

    def add_articles(self, keys: Iterable[str]) -> None:
        """From now on these are seen."""
        self._articles.update(keys)

    def forget_articles(self, keys: Iterable[str]) -> None:
        """These were not asked for after all."""
        self._articles.discard(keys)

    def first_alike(self, article: Article) -> str | None:
        """The first article of a text that more articles have than one text may have.

        An agency's text stands on a few pages of a site, with a date on each. What stands at many
        addresses without one is not their article. Those that came first are kept: they may be.

        Returns:
            Its address; ``None`` if the article has a date, or is one of the first,
            :data:`SAME_TEXTS` at most.
        """
        if article.published_at or article.published_text or not article.body:
            return None
        text, url = article.content_hash or "", article.url or ""
        first = self._texts.setdefault(text, [])
        self._texts.move_to_end(text)
        if len(self._texts) > TEXTS:
            self._texts.popitem(last=False)
        if url not in first:
            if len(first) >= SAME_TEXTS:
                return first[0]
            first.append(url)
        return None

    # -- lists -------------------------------------------------------------------------

    def lists_to_follow(self, urls: Iterable[str], *, depth: int, has_news: bool) -> list[str]:
        """Which of the lists that a list links to are to be asked for; they are seen from then on.

        Args:
            depth: how many steps the list is from the home page.
            has_news: it has an article that is neither stored nor waiting.
        """
        if not has_news and depth > LIST_DEPTH:
            return []
        new = self._lists.missing(urls)
        self._lists.update(new)
        return new

    def goes_on(
        self, path: str, keys: Collection[str], *, has_news: bool, was_stored: bool
    ) -> bool:
        """Whether to ask for the next page of a list.

        A section goes back for years. It is followed while a page has an article that was not
        there when the site was last crawled to the end. (Not: that is not stored yet. All articles
        of a page may have come in by other ways a moment ago.) And while a page has an article that
        is new, or that no page of the list without news had: some lists never end, and show the
        same page again and again.

        Args:
            path: of the list, the same for all its pages.
            keys: of the page's articles.
            has_news: see :meth:`lists_to_follow`.
            was_stored: all articles were stored when the site was last crawled to the end.
        """
        if was_stored:
            return False
        if has_news:
            return True
        new = self._repeated.missing((path, key) for key in keys)
        self._repeated.update(new)
        return bool(new)

    # -- days --------------------------------------------------------------------------

    def day_goes_on(self, keys: Iterable[str], before: Collection[str]) -> bool:
        """Whether a page of a day has articles of its own, so that the next one is worth asking
        for. If it has none, its articles are those of the sidebars, which every day shows.

        Args:
            before: articles of the pages of the day before this one.
        """
        keys = list(keys)
        if not set(before).issuperset(self._sidebars.missing(keys)):
            return True
        self._sidebars.update(keys)
        return False

    def count_of_day(self, keys: Iterable[str]) -> int:
        """How many of the articles of a day's pages are the day's own."""
        return len(self._sidebars.missing(keys))
