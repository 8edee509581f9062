"""Datasette's hooks: variables for our templates, rendering of cells, errors, and search."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import path_with_removed_args
from datasette.utils.asgi import Request
from markupsafe import Markup, escape

from newscrawl.browse import alerts, labels, pictures, story, trend, words
from newscrawl.browse import changes as changes_of_sites
from newscrawl.browse.cells import cell, local, published
from newscrawl.browse.comments import threaded
from newscrawl.browse.errors import SearchError, error_page, in_persian
from newscrawl.browse.facets import AgencyFacet, MonthFacet, SectionFacet, SiteFacet, TopicFacet
from newscrawl.browse.fleet import PATH, fleet_page
from newscrawl.browse.hits import hit
from newscrawl.changes.differences import Part, changed_fields
from newscrawl.changes.edits import RemovedArticle
from newscrawl.database.search.sqlite import fts5_expression
from newscrawl.persian.text import to_persian_digits
from newscrawl.report.words import day_label, moment_label, persian_number
from newscrawl.search import Query, QueryError, parse
from newscrawl.topics import label

#: Name of the archive in Datasette's URLs.
ARCHIVE = "archive"
#: How many articles each site has.
COUNTED = "SELECT value AS name, count AS articles FROM overview.counts WHERE facet = 'site'"
GROUPED = "SELECT site AS name, count(*) AS articles FROM articles GROUP BY site"


@dataclass(frozen=True, slots=True)
class Change:
    """The changes from one revision of an article to the next."""

    revision: int
    #: The site changed it between these moments; the second one is ``None`` where it was not
    #: written down.
    seen_until: str
    changed_by: str | None
    #: It was not the site, but a reparse.
    is_reparse: bool
    fields: dict[str, list[Part]]


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    # Datasette calls this function for searches. Its own is registered before ours.
    conn.create_function("escape_fts", 1, expression)
    conn.set_authorizer(alerts.without_addresses)


def expression(text: str) -> str:
    """The FTS5 expression for a search, as in ``scrapy search``.

    >>> expression('"كتاب‌هاي" AND تن*')
    '(("کتاب های" OR "کتابهای") AND "تن" *)'

    Raises:
        QueryError: if the search cannot mean anything.
    """
    return fts5_expression(parse(text))


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def filters_from_request(
    request: Request, database: str, datasette: Datasette
) -> Callable[[], Awaitable[None]]:
    """Refuse a search that cannot mean anything: of an error in a function SQLite would not say
    what it is. Then bring the overview up to date."""
    for name in request.args:
        if name.startswith("_search") and name != "_searchmode":
            text = request.args[name]
            try:
                expression(text)
            except QueryError as error:
                raise SearchError(text, str(error)) from None

    return partial(_refresh, datasette, database)


async def _refresh(datasette: Datasette, database: str) -> None:
    overview = getattr(datasette.get_database(database), "overview", None)
    if overview is not None:
        with suppress(sqlite3.Error):  # then it is as it was
            await asyncio.to_thread(overview.refresh)


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Any, None]:
    # In place of Datasette's own, which would be called, too: it prints the variables of all
    # functions, with whole articles, on the terminal.
    outcome = yield
    outcome.force_result([lambda: error_page(datasette, request, exception)])


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type]:
    return [AgencyFacet, MonthFacet, SectionFacet, SiteFacet, TopicFacet]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [
        (PATH, fleet_page),
        (story.PATH, story.story_page),
        (changes_of_sites.PATH, changes_of_sites.changes_page),
        (trend.PATH, trend.trend_page),
        (words.PATH, words.words_page),
        (pictures.PATH, pictures.picture),
        (alerts.PATH, alerts.alert_feed),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Datasette) -> dict[str, Any]:
    async def rows(sql: str, **values: Any) -> list[dict[str, Any]]:
        if "overview." in sql:
            await _refresh(datasette, ARCHIVE)
        found = await datasette.get_database(ARCHIVE).execute(sql, values)
        return [_read(row) for row in found.rows]

    async def article(id: str) -> dict[str, Any]:
        return (await rows("SELECT * FROM articles WHERE id = :id", id=id))[0]

    async def comments(id: int) -> list[dict[str, Any]]:
        sql = "SELECT * FROM comments WHERE article_id = :id ORDER BY id"
        return threaded(await rows(sql, id=id))

    async def changes(newest: dict[str, Any]) -> list[Change]:
        earlier = await rows(
            "SELECT * FROM revisions WHERE article_id = :id ORDER BY revision", id=newest["id"]
        )
        return list(_changes([*earlier, newest]))

    async def removals(id: int) -> list[RemovedArticle]:
        url = datasette.archive_url
        return await asyncio.to_thread(changes_of_sites.removals_of, url, id)

    has_overview = getattr(datasette.get_database(ARCHIVE), "overview", None) is not None
    return {
        "counts_of_sites": COUNTED if has_overview else GROUPED,
        "rows_of": rows,
        "article_of": article,
        "changes_of": changes,
        "removals_of": removals,
        "comments_of": comments,
        "pictures_of": partial(pictures.thumbnails, datasette.image_folder),
        "list_of": _list,
        "json_of": json.loads,
        "query_of": _query,
        "hit_of": lambda row, query: hit(_read({c["column"]: c["raw"] for c in row}), query),
        "moment": local,
        "published": _published,
        "day": day_label,
        "moment_of": moment_label,
        "number": persian_number,
        "digits": lambda text: to_persian_digits(str(text)),
        "host": lambda url: urlsplit(url).hostname or url,
        "csv_of": _csv,
        "in_persian": in_persian,
        "labels": labels.LABELS,
        "table_labels": labels.TABLE_LABELS,
        "unshown": labels.UNSHOWN,
        "moments": labels.MOMENTS,
        "in_order": _in_order,
        "topic_label": label,
        "site_titles": datasette.metadata("site_titles") or {},
    }


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    row: sqlite3.Row, value: Any, column: str, table: str | None, datasette: Datasette
) -> Markup | None:
    """Cells of tables as people read them; the results of SQL are shown as they are."""
    if table is None:
        return None
    if column in ("site", "spider"):
        return escape((datasette.metadata("site_titles") or {}).get(value) or value)
    if column == "topic" and value:
        return escape(label(value))
    return cell(value, column, dict(row))


def _query(text: str | None) -> Query | None:
    with suppress(QueryError):
        return parse(text) if text else None
    return None


def _published(row: Any) -> str:
    """When an article was published, for people."""
    return published(row["published_at"], _list(row["problems"]))


def _csv(request: Request) -> str:
    """The address of all rows of a list as CSV, whichever of its pages is open."""
    path = path_with_removed_args(request, {"_next", "_size"})
    path, _, query = path.partition("?")
    return f"{path}.csv?{query}{'&' if query else ''}_stream=on"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else list(json.loads(value or "[]"))


def _in_order(facets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facets in the order of the labels; Datasette sorts them by number of values."""
    order = ["site", "spider", "topic", "sections", "agency", *labels.LABELS]
    return sorted(facets, key=lambda facet: (*order, facet["name"]).index(facet["name"]))


def _read(row: sqlite3.Row | dict[str, Any]) -> dict[str, Any]:
    values = dict(row)
    for name in labels.LISTS:
        if isinstance(values.get(name), str):
            values[name] = json.loads(values[name])
    return values


def _changes(versions: list[dict[str, Any]]) -> Iterator[Change]:
    """Newest first."""
    for old, new in reversed(list(pairwise(versions))):
        before, after = ({**one, "published_at": _published(one)} for one in (old, new))
        yield Change(
            new["revision"],
            old["fetched_at"],
            old["replaced_at"],
            not old["is_edited"],
            changed_fields(before, after),
        )
