"""The feeds ``/-/alerts/NAME.atom``: what alerts found last. Whom they tell, nobody can read."""

from __future__ import annotations

import asyncio
import sqlite3
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from newscrawl.alerts.news import Telling
from newscrawl.database import alerts
from newscrawl.database.reports import reading

#: Below Datasette's own, so that it is no name of a database.
PATH = r"/-/alerts/(?P<name>[^/]{1,400})\.atom$"
#: Entries of a feed.
SHOWN = 100


#: Columns with mail addresses of people, which read as null.
PRIVATE = frozenset((("alerts", "destinations"), ("outbox", "destination")))


def without_addresses(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    """What SQLite may do in a query, see :meth:`sqlite3.Connection.set_authorizer`."""
    is_private = action == sqlite3.SQLITE_READ and (table, column) in PRIVATE
    return sqlite3.SQLITE_IGNORE if is_private else sqlite3.SQLITE_OK


def found_by(url: str, name: str) -> Telling | None:
    """What an alert with a feed found last, ``None`` if there is none of the name.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        alert = alerts.named(connection, name)
        if alert is None or alerts.FEED not in alert.destinations:
            return None
        return alerts.latest(connection, name, SHOWN)


async def alert_feed(datasette: Datasette, request: Request) -> Response:
    """Answer with the feed, as the archive is now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    from newscrawl.alerts.feed import as_atom

    name = unquote(request.url_vars["name"])
    # A copy of an archive on PostgreSQL has no alerts.
    found = await asyncio.to_thread(found_by, datasette.archive_url, name)
    if found is None:
        raise NotFound(f"no alert {name!r} with a feed")
    address = f"{request.scheme}://{request.host}{request.path}"
    titles = datasette.metadata("site_titles") or {}
    body = await asyncio.to_thread(as_atom, found, titles, address)
    return Response(body, content_type="application/atom+xml; charset=utf-8")
