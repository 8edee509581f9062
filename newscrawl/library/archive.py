"""The archive, for programs: read, searched and put into tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Unpack

import sqlalchemy as sa

from newscrawl.arguments import ArgumentError
from newscrawl.database.changes.reading import Change, ChangesReader, ChangesWanted
from newscrawl.database.comments import comments_of, with_comments
from newscrawl.database.reports import article_at, sites
from newscrawl.database.schema import articles as _articles
from newscrawl.database.search.hits import Hit, Order, count, find
from newscrawl.database.selection import Selection, select_articles
from newscrawl.database.stories.telling import story_of
from newscrawl.database.versions import select_versions
from newscrawl.items import Article, Comment, differences
from newscrawl.library.counting import CountedArchive
from newscrawl.library.filters import Filters, period_of, selection_of
from newscrawl.library.words import WordsOfArchive
from newscrawl.persian.text import to_latin_digits
from newscrawl.stories.account import Account, accounts

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a site changed in an article, or a reparse of its page read differently."""

    before: Article
    after: Article
    #: Name of a field → its value before and after.
    fields: dict[str, tuple[Any, Any]]


#: Gives the Persian names of sites, as far as they are known.
Titles = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ArchivedStory:
    """The articles that are the same story as one."""

    #: ``None`` if the article is of no story, and why.
    story_id: int | None
    reason: str | None
    #: Of the earliest 500, the earliest first: the likely source.
    accounts: list[Account]
    #: How many articles it has.
    total: int


class Archive(CountedArchive, WordsOfArchive):
    """The archive at an address. It is only read, also while crawls write to it.

    What gives articles reads them as they are taken, and sees the archive as it was at the first
    one. Times of an :class:`~newscrawl.items.Article` are ISO 8601 texts with offset; in tables
    they are moments in UTC. News codes are texts.

    Args:
        archive: the file of an SQLite archive, or the address of any archive as an SQLAlchemy URL
            (``postgresql+psycopg://user@host/news``). Default: the one that commands use here.
        migrates: an archive of an older newscrawl is migrated when it is first read, as commands
            do; without it, that is an error, and nothing is ever written.

    Raises:
        DatabaseError: from the constructor, if there is no archive; from anything else, if it
            cannot be read.
        ArgumentError: from what takes filters, if a day or topic is none. It is a ``ValueError``.

    Examples:
        >>> archive = Archive("data/news.db")
        >>> archive.sites(), len(archive)
        (['demo'], 3)
        >>> for article in archive.articles(from_date="1400/04/01", to_date="1400/04/31"):
        ...     print(article.published_jalali, article.title)
        1400-04-22 باران در شمال
        1400-04-23 برف در جنوب
    """

    def __iter__(self) -> Iterator[Article]:
        """All articles, site by site, by date of publication."""
        return self.articles()

    def __len__(self) -> int:
        return self.count()

    def count(
        self,
        query: str | None = None,
        *,
        one_per_story: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """How many articles there are.

        Args:
            query: only those that a search for it finds.
            one_per_story: with a query: how many stories.

        Raises:
            QueryError: if the query is wrong. It is a ``ValueError``.
        """
        selection = selection_of(query=query, **filters)
        with self._reading() as connection:
            if query is not None:
                return count(connection, selection, one_per_story=one_per_story)
            conditions = selection.conditions(connection.dialect.name)
            counted = sa.select(sa.func.count()).select_from(_articles).where(*conditions)
            return connection.scalar(counted) or 0

    def sites(self) -> list[str]:
        """The names of the sites that the archive has anything of."""
        with self._reading() as connection:
            return sites(connection)

    def articles(
        self,
        *,
        newest_first: bool = False,
        limit: int | None = None,
        comments: bool = False,
        **filters: Unpack[Filters],
    ) -> Iterator[Article]:
        """Articles, site by site and by date of publication, those without a date first.

        Args:
            newest_first: by date of publication alone, those without one last.
            limit: at most so many.
            comments: with what readers wrote below them, in ``article.comments``.
        """
        return self._select(selection_of(**filters), newest_first, limit, comments)

    def search(
        self,
        query: str,
        *,
        sort: str = "newest",
        limit: int | None = None,
        one_per_story: bool = False,
        **filters: Unpack[Filters],
    ) -> Iterator[Article]:
        """Articles by the words in them, as ``newscrawl search`` finds them.

        Args:
            query: words, ``"words side by side"``, ``-without``, ``beginning*``.
            sort: what comes first, ``newest`` or ``best``.
            limit: at most so many.
            one_per_story: of articles that are the same story (``story_id``) only the earliest.

        Raises:
            QueryError: if the query is wrong. It is a ``ValueError``.

        Examples:
            >>> [article.title for article in Archive("data/news.db").search("باران -برف")]
            ['باران در شمال']
        """
        found = self.hits(query, sort=sort, limit=limit, one_per_story=one_per_story, **filters)
        return (hit.article for hit in found)

    def hits(
        self,
        query: str,
        *,
        sort: str = "newest",
        limit: int | None = None,
        one_per_story: bool = False,
        **filters: Unpack[Filters],
    ) -> Iterator[Hit]:
        """As :meth:`search`, each with its score and how many others of its story there are."""
        selection = selection_of(query=query, **filters)
        order = Order(sort)

        def found() -> Iterator[Hit]:
            with self._reading() as connection:
                yield from find(connection, selection, order, limit, one_per_story=one_per_story)

        return found()

    def article(self, site: str, news_code: str | int) -> Article | None:
        """An article by its news code, or by its address where the site has none; ``None`` if the
        archive does not have it.

        Examples:
            >>> Archive("data/news.db").article("demo", "۱۰۱").title
            'باران در شمال'
        """
        return next(self._select(_named(site, news_code)), None)

    def article_at(self, url: str) -> Article | None:
        """An article by an address of it; ``None`` if the archive does not have it.

        An address that is not the stored one is read as the site's spider reads it: with another
        slug, of a gallery, with ``www``.

        Examples:
            >>> Archive("data/news.db").article_at("https://demo.ir/fa/news/101").title
            'باران در شمال'
        """
        from newscrawl.library.reading import named_at

        with self._reading() as connection:
            stored = article_at(connection, url)
            if stored is None and (named := named_at(url)) is not None:
                selection = Selection(site=named[0], news_code=named[1])
                stored = next(select_articles(connection, selection), None)
        return stored

    def comments(self, site: str, news_code: str | int) -> list[Comment]:
        """What readers wrote below an article, in the order in which it was first seen; see the
        setting ``COMMENTS_ENABLED``. A reply names what it replies to by ``parent_id``.

        Examples:
            >>> [(one.author, one.text) for one in Archive("data/news.db").comments("demo", 101)]
            []
        """
        with self._reading() as connection:
            return comments_of(connection, site, to_latin_digits(str(news_code)))

    def revisions(self, site: str, news_code: str | int) -> list[Article]:
        """Every version of an article, the oldest first and today's last; empty if the archive
        does not have it.

        Examples:
            >>> [one.title for one in Archive("data/news.db").revisions("demo", 102)]
            ['برف در شرق', 'برف در جنوب']
        """
        selection = _named(site, news_code)
        with self._reading() as connection:
            versions = next(select_versions(connection, selection), None)
        return versions or list(self._select(selection))

    def changes(self, **filters: Unpack[Filters]) -> Iterator[ArticleChange]:
        """What was changed in articles, article by article, the oldest change of each first.

        Examples:
            >>> for change in Archive("data/news.db").changes(site="demo"):
            ...     print(change.after.news_code, change.fields)
            102 {'title': ('برف در شرق', 'برف در جنوب')}
        """
        selection = selection_of(**filters)

        def found() -> Iterator[ArticleChange]:
            with self._reading() as connection:
                for versions in select_versions(connection, selection):
                    for before, after in pairwise(versions):
                        yield ArticleChange(before, after, differences(before, after))

        return found()

    def story(
        self, site: str, news_code: str | int, *, titles: Titles | None = None
    ) -> ArchivedStory | None:
        """Who published the same story as an article, and what each changed; ``None`` if the
        archive does not have the article.

        Args:
            titles: gives the Persian names of sites, by which it is told whether an agency that an
                article names is the source; default: those of the sites that newscrawl knows.

        Examples:
            >>> Archive("data/news.db").story("demo", 101).reason
            'it was not looked at'
        """
        from newscrawl.library.reading import titles_of

        with self._reading() as connection:
            conditions = _named(site, news_code).conditions(connection.dialect.name)
            found = story_of(connection, sa.and_(*conditions))
        if found is None:
            return None
        names = {article.site or "" for article in found.articles}
        told = accounts(found.articles, (titles or titles_of)(names))
        return ArchivedStory(found.story_id, found.reason, told, found.total)

    def recent_changes(
        self,
        *,
        site: str | None = None,
        from_date: str | date | None = None,
        to_date: str | date | None = None,
        headlines: bool = False,
        at_least: float = 0.0,
        vanished: bool = False,
        floods: bool = False,
    ) -> Iterator[Change]:
        """What sites edited in articles and what they removed, the newest first, as ``newscrawl
        changes`` shows it: :class:`~newscrawl.changes.edits.EditedArticle` and
        :class:`~newscrawl.changes.edits.RemovedArticle`. Other than :meth:`changes` it leaves out
        what is only spelt in another way, what a reparse read differently, and what a new theme
        changes in most articles of a site.

        Args:
            from_date, to_date: of the change, not of publication; by default of any time.
            headlines: only edits in which the headline changed.
            at_least: only edits of at least this share of the words, from 0 to 1.
            vanished: only what was removed, and what is back.
            floods: also what a new theme changes.

        Examples:
            >>> for change in Archive("data/news.db").recent_changes(headlines=True):
            ...     print([(part.kind, part.text) for part in change.edit.fields["title"]])
            [('same', 'برف در '), ('old', 'شرق'), ('new', 'جنوب')]
        """
        since, until = period_of(from_date, to_date)
        if not 0 <= at_least <= 1:
            raise ArgumentError("at_least", f"expected a share from 0 to 1, got {at_least!r}")
        if vanished and (headlines or at_least):
            raise ArgumentError("vanished", "shows no edits: leave out headlines and at_least")
        wanted = ChangesWanted(site, since, until, headlines, at_least, vanished, floods)

        def found() -> Iterator[Change]:
            with self._reading() as connection:
                yield from ChangesReader(connection, wanted)

        return found()

    # -- tables --------------------------------------------------------------------------

    def to_arrow(self, **filters: Unpack[Filters]) -> pyarrow.Table:
        """The articles as a table of Arrow, with a column for each field of an article.

        News codes are strings, times are timestamps in UTC, lists are lists. All of the articles
        have to fit into memory: filter them, or export Parquet.

        Raises:
            MissingExtra: if a package is not installed; the message names the extra.
        """
        from newscrawl.library.tables import to_arrow

        with closing(self._select(selection_of(**filters))) as found:
            return to_arrow(found)

    def to_pandas(self, **filters: Unpack[Filters]) -> pandas.DataFrame:
        """As :meth:`to_arrow`, as a data frame of pandas. Needs ``newscrawl[pandas]``.

        Examples:
            >>> frame = Archive("data/news.db").to_pandas(site="demo")
            >>> frame["news_code"].tolist(), str(frame["published_at"].dt.tz)
            (['101', '102', '103'], 'UTC')
        """
        from newscrawl.library.tables import to_pandas

        return to_pandas(self.to_arrow(**filters))

    def to_polars(self, **filters: Unpack[Filters]) -> polars.DataFrame:
        """As :meth:`to_arrow`, as a data frame of Polars. Needs ``newscrawl[polars]``."""
        from newscrawl.library.tables import to_polars

        return to_polars(self.to_arrow(**filters))

    def to_duckdb(self, **filters: Unpack[Filters]) -> duckdb.DuckDBPyConnection:
        """As :meth:`to_arrow`, as the table ``articles`` of a DuckDB in memory, whose clock is UTC.
        Needs ``newscrawl[duckdb]``."""
        from newscrawl.library.tables import to_duckdb

        return to_duckdb(self.to_arrow(**filters))

    def _select(
        self,
        selection: Selection,
        newest_first: bool = False,
        limit: int | None = None,
        comments: bool = False,
    ) -> Generator[Article, None, None]:
        with self._reading() as connection:
            found = select_articles(connection, selection, newest_first=newest_first, limit=limit)
            yield from with_comments(connection, found) if comments else found


def _named(site: str, news_code: str | int) -> Selection:
    """An article, by its news code or its address."""
    text = str(news_code)
    if "://" in text:
        return Selection(site=site, url=text)
    return Selection(site=site, news_code=to_latin_digits(text))
