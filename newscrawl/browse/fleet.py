"""The page ``/-/fleet``: how all sites and workers are."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from newscrawl.database.fleet import Fleet, fleet
from newscrawl.database.reports import reading
from newscrawl.report.fleetpage import fleet_css, fleet_part

#: Below Datasette's own, so that it is no name of a database.
PATH = r"/-/fleet$"


def known_fleet(url: str) -> Fleet:
    """How all sites and workers are now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        return fleet(connection)


async def fleet_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the page, as it is now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    # Not through Datasette's own connection: of an archive on PostgreSQL it has only a copy,
    # without the schedule, workers and alarms.
    known = await asyncio.to_thread(known_fleet, datasette.archive_url)
    articles = datasette.urls.table("archive", "articles")

    def link(site: str) -> str:
        return f"{articles}?site={quote(site, safe='')}&_sort_desc=published_at"

    part = fleet_part(known, datasette.metadata("site_titles") or {}, link)
    values = {"part": part, "css": fleet_css(), "at": known.at.isoformat()}
    return Response.html(await datasette.render_template("fleet.html", values, request=request))
