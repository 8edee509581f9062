"""The page ``/-/trend``: how much is said about something, and when."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from newscrawl.arguments import ArgumentError, one_of, parse_day
from newscrawl.browse.errors import SearchError
from newscrawl.database.reports import reading, sites
from newscrawl.database.selection import Selection
from newscrawl.database.trends import trend
from newscrawl.persian.calendar import midnight
from newscrawl.report.trendpage import trend_css, trend_part
from newscrawl.search import Query, QueryError, parse
from newscrawl.topics import UnknownTopic, parse_topic, topics
from newscrawl.trends.periods import By, Period, jalali_day
from newscrawl.trends.shares import Series, Split, Trend

#: Below Datasette's own, so that it is no name of a database.
PATH = r"/-/trend$"
#: Queries side by side.
MOST = 4
BY = {By.DAY: "روز", By.WEEK: "هفته", By.MONTH: "ماه", By.YEAR: "سال"}
#: By agency, all articles would have to be read.
SPLIT = {"": "همه با هم", Split.SITE: "هر سایت جدا", Split.TOPIC: "هر موضوع جدا"}


def _asked(request: Request) -> dict[str, Any]:
    """What the form says, checked.

    Raises:
        SearchError: if a query means nothing.
        BadRequest: if something else is wrong.
    """
    queries: dict[str, Query] = {}
    for text in filter(None, map(str.strip, request.args.getlist("q")[:MOST])):
        try:
            queries[text] = parse(text)
        except QueryError as error:
            raise SearchError(text, str(error)) from None
    given = {
        name: (request.args.get(name) or "").strip() for name in ("site", "topic", "from", "to")
    }
    split = request.args.get("split") or None
    try:
        since, until = (
            parse_day(name, given[name]) if given[name] else None for name in ("from", "to")
        )
        if since and until and since > until:
            raise ArgumentError("from", "is after to")
        return {
            "queries": queries,
            "by": one_of(By, "by", request.args.get("by") or By.MONTH),
            "split": None if split is None else one_of(Split, "split", split),
            "one_per_story": request.args.get("one_per_story") == "1",
            "sites": [given["site"]] if given["site"] else [],
            "selection": Selection(
                since=midnight(since) if since else None,
                before=midnight(until, days=1) if until else None,
                topic=parse_topic(given["topic"]) if given["topic"] else None,
            ),
        }
    except UnknownTopic as error:
        raise BadRequest(f"topic: {error}") from None
    except ArgumentError as error:
        raise BadRequest(str(error)) from None


def known_trend(url: str, asked: dict[str, Any]) -> tuple[Trend | None, list[str]]:
    """The trend that is asked for, ``None`` without a query, and the sites of the archive.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        names = sites(connection)
        return (trend(connection, **asked) if asked["queries"] else None), names


async def trend_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the form, and the trend as it is now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    asked = _asked(request)
    if asked["split"] == Split.AGENCY:
        raise BadRequest("split: expected site or topic, got 'agency'")
    titles = datasette.metadata("site_titles") or {}
    # Of an archive on PostgreSQL the archive itself is asked, as by the command.
    found, names = await asyncio.to_thread(known_trend, datasette.archive_url, asked)
    articles = datasette.urls.table("archive", "articles")

    def link(series: Series, period: Period) -> str:
        first, last = (jalali_day(date.fromordinal(day)) for day in (period.first, period.last))
        values = {
            "_search": series.query,
            "published_jalali__gte": first,
            "published_jalali__lte": last,
            "_sort_desc": "published_at",
        }
        if asked["sites"]:
            values["site"] = asked["sites"][0]
        if asked["selection"].topic:
            values["topic"] = asked["selection"].topic
        if asked["split"] is not None:
            values[str(asked["split"])] = str(series.value)
        return f"{articles}?{urlencode(values)}"

    values = {
        "part": None if found is None else trend_part(found, titles, link),
        "css": trend_css(),
        "queries": [*asked["queries"], *[""] * MOST][:MOST],
        "given": {name: request.args.get(name) or "" for name in ("site", "topic", "from", "to")},
        "by": asked["by"],
        "split": asked["split"] or "",
        "one_per_story": asked["one_per_story"],
        "choices": {"by": BY, "split": SPLIT},
        "sites": names,
        "topics": list(topics()),
    }
    return Response.html(await datasette.render_template("trend.html", values, request=request))
