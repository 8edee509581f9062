"""The archive, for programs: read, searched and put into tables."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import sqlalchemy as sa

from newscrawl.arguments import ArgumentError, parse_day
from newscrawl.database import DatabaseError
from newscrawl.database.changes.reading import Change, ChangesReader, ChangesWanted
from newscrawl.database.comments import comments_of, with_comments
from newscrawl.database.default import default_url
from newscrawl.database.engine import exists, shown
from newscrawl.database.reports import reading, sites
from newscrawl.database.schema import articles as _articles
from newscrawl.database.search.hits import Order, find
from newscrawl.database.selection import Selection, select_articles
from newscrawl.database.versions import select_versions
from newscrawl.items import Article, Comment, differences
from newscrawl.persian.calendar import midnight
from newscrawl.persian.text import to_latin_digits
from newscrawl.search import parse
from newscrawl.topics import UnknownTopic, parse_topic

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow


class Filters(TypedDict, total=False):
    """Which articles; what is left out or ``None`` filters nothing."""

    #: Name of a site.
    site: str | None
    #: Published on this day in Tehran or later: a ``date``, or a text like ``1400/04/22`` (Jalali)
    #: or ``2021-07-13``, digits of any script.
    from_date: str | date | None
    #: Published on this day in Tehran or earlier.
    to_date: str | date | None
    #: With this section, or this tag.
    section: str | None
    tag: str | None
    #: Of this topic, as :func:`newscrawl.topics.parse_topic` takes it: ``sport``.
    topic: str | None


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a site changed in an article, or a reparse of its page read differently."""

    before: Article
    after: Article
    #: Name of a field → its value before and after.
    fields: dict[str, tuple[Any, Any]]


class Archive:
    """The archive at an address. It is only read, also while crawls write to it.

    What gives articles reads them as they are taken, and sees the archive as it was at the first
    one. Times of an :class:`~newscrawl.items.Article` are ISO 8601 texts with offset; in tables
    they are moments in UTC. News codes are texts.

    Args:
        archive: the file of an SQLite archive, or the address of any archive as an SQLAlchemy URL
            (``postgresql+psycopg://user@host/news``). Default: the one that commands use here.

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

    def __init__(self, archive: str | Path | None = None) -> None:
        if archive is None:
            archive = os.environ.get("NEWSCRAWL_DATABASE_URL") or default_url()
        if isinstance(archive, Path) or "://" not in archive:
            archive = f"sqlite:///{Path(archive).as_posix()}"
        #: The address, as an SQLAlchemy URL.
        self.url = archive
        if not exists(archive):
            raise DatabaseError(f"there is no archive at {shown(archive)}")

    def __repr__(self) -> str:
        return f"Archive({shown(self.url)!r})"

    def __iter__(self) -> Iterator[Article]:
        """All articles, site by site, by date of publication."""
        return self.articles()

    def __len__(self) -> int:
        return self.count()

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many articles there are."""
        selection = _selection(**filters)
        with reading(self.url) as connection:
            conditions = selection.conditions(connection.dialect.name)
            query = sa.select(sa.func.count()).select_from(_articles).where(*conditions)
            return connection.scalar(query) or 0

    def sites(self) -> list[str]:
        """The names of the sites that the archive has anything of."""
        with reading(self.url) as connection:
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
        return self._select(_selection(**filters), newest_first, limit, comments)

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
        selection = _selection(query=query, **filters)
        order = Order(sort)

        def hits() -> Iterator[Article]:
            with reading(self.url) as connection:
                for hit in find(connection, selection, order, limit, one_per_story=one_per_story):
                    yield hit.article

        return hits()

    def article(self, site: str, news_code: str | int) -> Article | None:
        """An article by its news code; ``None`` if the archive does not have it.

        Examples:
            >>> Archive("data/news.db").article("demo", "۱۰۱").title
            'باران در شمال'
        """
        selection = Selection(site=site, news_code=to_latin_digits(str(news_code)))
        return next(self._select(selection), None)

    def comments(self, site: str, news_code: str | int) -> list[Comment]:
        """What readers wrote below an article, in the order in which it was first seen; see the
        setting ``COMMENTS_ENABLED``. A reply names what it replies to by ``parent_id``.

        Examples:
            >>> [(one.author, one.text) for one in Archive("data/news.db").comments("demo", 101)]
            []
        """
        with reading(self.url) as connection:
            return comments_of(connection, site, to_latin_digits(str(news_code)))

    def revisions(self, site: str, news_code: str | int) -> list[Article]:
        """Every version of an article, the oldest first and today's last; empty if the archive
        does not have it.

        Examples:
            >>> [one.title for one in Archive("data/news.db").revisions("demo", 102)]
            ['برف در شرق', 'برف در جنوب']
        """
        selection = Selection(site=site, news_code=to_latin_digits(str(news_code)))
        with reading(self.url) as connection:
            versions = next(select_versions(connection, selection), None)
        return versions or list(self._select(selection))

    def changes(self, **filters: Unpack[Filters]) -> Iterator[ArticleChange]:
        """What was changed in articles, article by article, the oldest change of each first.

        Examples:
            >>> for change in Archive("data/news.db").changes(site="demo"):
            ...     print(change.after.news_code, change.fields)
            102 {'title': ('برف در شرق', 'برف در جنوب')}
        """
        selection = _selection(**filters)

        def found() -> Iterator[ArticleChange]:
            with reading(self.url) as connection:
                for versions in select_versions(connection, selection):
                    for before, after in pairwise(versions):
                        yield ArticleChange(before, after, differences(before, after))

        return found()

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
        since, until = _period(from_date, to_date)
        if not 0 <= at_least <= 1:
            raise ArgumentError("at_least", f"expected a share from 0 to 1, got {at_least!r}")
        if vanished and (headlines or at_least):
            raise ArgumentError("vanished", "shows no edits: leave out headlines and at_least")
        wanted = ChangesWanted(site, since, until, headlines, at_least, vanished, floods)

        def found() -> Iterator[Change]:
            with reading(self.url) as connection:
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

        with closing(self._select(_selection(**filters))) as found:
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
        with reading(self.url) as connection:
            found = select_articles(connection, selection, newest_first=newest_first, limit=limit)
            yield from with_comments(connection, found) if comments else found


def _selection(
    *,
    query: str | None = None,
    site: str | None = None,
    from_date: str | date | None = None,
    to_date: str | date | None = None,
    section: str | None = None,
    tag: str | None = None,
    topic: str | None = None,
) -> Selection:
    begin, before = _period(from_date, to_date)
    try:
        topic = None if topic is None else parse_topic(topic)
    except UnknownTopic as error:
        raise ArgumentError("topic", str(error)) from None
    return Selection(
        site=site,
        since=begin,
        before=before,
        section=section,
        tag=tag,
        topic=topic,
        query=None if query is None else parse(query),
    )


def _period(
    from_date: str | date | None, to_date: str | date | None
) -> tuple[datetime | None, datetime | None]:
    """The start of the first day, and the end of the last one, in Tehran."""
    since, until = _day("from_date", from_date), _day("to_date", to_date)
    if since and until and since > until:
        raise ArgumentError("from_date", "is after to_date")
    return (
        midnight(since) if since else None,
        midnight(until, days=1) if until else None,
    )


def _day(name: str, day: str | date | None) -> date | None:
    return parse_day(name, day) if isinstance(day, str) else day
