"""Facets for Datasette: Jalali months, and facets that are fast in a large archive."""

from __future__ import annotations

from typing import Any, ClassVar

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import path_with_added_args, path_with_removed_args

from newscrawl.browse.lists import MOST_FOUND, finds_more, rows_of_overview
from newscrawl.report.words import period_label
from newscrawl.topics import label


class _Facet(Facet):  # type: ignore[misc]
    """Values of an SQL expression; each is a link that filters by a column."""

    column: ClassVar[str]
    #: Name of the filter in URLs.
    key: ClassVar[str]
    #: Other parameters in the URL of a filtered list.
    others: ClassVar[dict[str, str]] = {}
    #: SQL that selects value and count from ``{rows}``, at most ``{limit}`` rows.
    query: ClassVar[str]
    #: Its name in the counts of the overview, and how they are sorted.
    counted: ClassVar[str]
    order: ClassVar[str] = "2 DESC, 1"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        if not self.get_configs():
            return [], []
        size = self.get_facet_size()
        rows = self._rows()
        try:
            found = await self._ask(self._query(rows, size + 1))
            is_of_last = await self._is_of_last(rows)
        except QueryInterrupted:
            return [], [self.column]
        pairs = self.get_querystring_pairs()
        results = []
        for row in found.rows[:size]:
            value = str(row["value"])
            is_selected = (self.key, value) in pairs
            change = path_with_removed_args if is_selected else path_with_added_args
            path = change(self.request, {self.key: value, **self.others})
            results.append(
                {
                    "value": value,
                    "label": self.label(value),
                    "count": row["count"],
                    "toggle_url": self.ds.absolute_url(self.request, self.ds.urls.path(path)),
                    "selected": is_selected,
                }
            )
        result = {
            "name": self.column,
            "type": self.type,
            "results": results,
            "hideable": False,
            "toggle_url": "",
            "truncated": len(found.rows) > size,
            "of_last": MOST_FOUND if is_of_last else None,
        }
        return [result], []

    async def _ask(self, sql: str) -> Any:
        return await self.ds.execute(
            self.database,
            sql,
            self.params,
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )

    async def _is_of_last(self, rows: str | None) -> bool:
        """Whether it is only of those of a search's articles that were stored last."""
        more = finds_more(rows or "")
        return more is not None and bool((await self._ask(more)).single_value())

    def _rows(self) -> str | None:
        """As :func:`newscrawl.browse.lists.rows_of_overview`; ``None`` without an overview, too."""
        if getattr(self.ds.get_database(self.database), "overview", None) is None:
            return None
        return rows_of_overview(self.sql, self.params)

    def _query(self, rows: str | None, limit: int) -> str:
        if rows == "":
            return (
                f"SELECT value, count FROM overview.counts WHERE facet = '{self.counted}' "
                f"ORDER BY {self.order} LIMIT {limit}"
            )
        return self.query.format(rows=rows or self.sql, limit=limit, order=self.order)

    def label(self, value: str) -> str:
        return value


class SiteFacet(_Facet):
    """Sites. The list of a site is in the order of its index, because sorting would take long."""

    type = "site"
    column = key = counted = "site"
    others: ClassVar = {"_sort_desc": "published_at"}
    query = (
        "SELECT site AS value, count(*) AS count FROM ({rows}) "
        "GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )


class AgencyFacet(_Facet):
    """Agencies."""

    type = column = key = counted = "agency"
    query = (
        "SELECT agency AS value, count(*) AS count FROM ({rows}) WHERE agency IS NOT NULL "
        "GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )


class TopicFacet(_Facet):
    """Topics, by their Persian names."""

    type = column = key = counted = "topic"
    query = (
        "SELECT topic AS value, count(*) AS count FROM ({rows}) WHERE topic IS NOT NULL "
        "GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )

    def label(self, value: str) -> str:
        return label(value)


class MonthFacet(_Facet):
    """Months of the Jalali calendar, newest first."""

    type = "jalali_month"
    column = "published_jalali"
    key = "published_jalali__startswith"
    counted = "month"
    order = "1 DESC"
    query = (
        "SELECT substr(published_jalali, 1, 7) AS value, count(*) AS count FROM ({rows}) "
        "WHERE published_jalali IS NOT NULL GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )

    def label(self, value: str) -> str:
        return period_label(value)


class SectionFacet(_Facet):
    """Sections. Datasette's own facet of arrays would sort whole articles."""

    type = counted = "section"
    column = "sections"
    key = "sections__arraycontains"
    # Few lists of sections are different.
    query = (
        "SELECT section.value AS value, sum(article.count) AS count FROM "
        "(SELECT sections, count(*) AS count FROM ({rows}) GROUP BY 1) AS article, "
        "json_each(article.sections) AS section GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )
