"""What is counted in an archive: attention over time, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from newscrawl.arguments import ArgumentError, one_of
from newscrawl.database.coverage import SiteCoverage, coverage, spans
from newscrawl.database.fleet import Fleet, fleet
from newscrawl.database.trends import TOP, trend
from newscrawl.library.filters import PartFilters, days_of, selection_of
from newscrawl.library.opening import OpenedArchive
from newscrawl.search import Query, QueryError, parse
from newscrawl.trends.periods import By
from newscrawl.trends.shares import Split, Trend


class CountedArchive(OpenedArchive):
    """An archive whose articles are counted."""

    def trend(
        self,
        *queries: str,
        by: str = "month",
        site: str | Sequence[str] | None = None,
        split: str | None = None,
        top: int = TOP,
        one_per_story: bool = False,
        **filters: Unpack[PartFilters],
    ) -> Trend:
        """Attention over time: how many articles match each query, and which share that is of all
        articles that the filters leave, as ``newscrawl trend`` shows.

        Args:
            queries: each as :meth:`search` takes it; at least one.
            by: how long a period is, in the Jalali calendar: ``day``, ``week`` (from Saturday),
                ``month`` or ``year``.
            site: one site or several; default: all.
            split: tell articles apart by ``site``, ``topic`` or ``agency``; articles without one
                are in no part.
            top: at most so many parts a query, those with the most matches.
            one_per_story: count stories in place of articles, each once in the period of its
                earliest article that matches; the share is that of all stories with an article in
                the period.

        Returns:
            The periods of each query. Those of which the archive knows nothing have ``None`` and a
            reason; see :meth:`Trend.rows <newscrawl.trends.shares.Trend.rows>`.

        Raises:
            QueryError: if a query is wrong; says which.

        Examples:
            >>> from newscrawl import Archive
            >>> for row in Archive("data/news.db").trend("باران", by="month").rows():
            ...     print(row["period"], row["matches"], "of", row["articles"], row["share"])
            1400-04 1 of 2 0.5
            1400-05 0 of 1 0.0
        """
        if not queries:
            raise ArgumentError("queries", "expected at least one")
        if isinstance(top, bool) or top < 1:
            raise ArgumentError("top", f"expected 1 or more, got {top!r}")
        selection = selection_of(**filters)
        parsed = _parsed(queries)
        length = one_of(By, "by", by)
        part = None if split is None else one_of(Split, "split", split)
        sites = [site] if isinstance(site, str) else list(dict.fromkeys(site or ()))
        with self._reading() as connection:
            return trend(
                connection,
                parsed,
                selection,
                by=length,
                sites=sites,
                split=part,
                top=top,
                one_per_story=one_per_story,
            )

    def coverage(
        self,
        site: str,
        *,
        from_date: str | date | None = None,
        to_date: str | date | None = None,
    ) -> SiteCoverage:
        """What the archive has of a site in some days, and what it lacks.

        Examples:
            >>> from newscrawl import Archive
            >>> known = Archive("data/news.db").coverage("demo", to_date="1400/05/01")
            >>> known.articles, known.empty, known.missing, known.first_stored.isoformat()
            (2, 9, 9, '2021-07-13')
        """
        since, until = days_of(from_date, to_date)
        with self._reading() as connection:
            return coverage(connection, site, since, until)

    def spans(self) -> dict[str, tuple[date | None, date | None]]:
        """The days of the first and the last article of each site, in Tehran.

        Examples:
            >>> from newscrawl import Archive
            >>> Archive("data/news.db").spans()
            {'demo': (datetime.date(2021, 7, 13), datetime.date(2021, 8, 21))}
        """
        with self._reading() as connection:
            return spans(connection)

    def fleet(self) -> Fleet:
        """How the crawls of all sites are, the worst first."""
        with self._reading() as connection:
            return fleet(connection)


def _parsed(queries: Sequence[str]) -> dict[str, Query]:
    found = {}
    for query in queries:
        try:
            found[query] = parse(query)
        except QueryError as error:
            raise QueryError(f"{query!r}: {error}") from None
    return found
