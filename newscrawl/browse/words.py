"""The page ``/-/words``: which words and phrases stand out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC
from threading import Lock
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from newscrawl.arguments import ArgumentError
from newscrawl.browse.errors import SearchError
from newscrawl.database.keywords import (
    Against,
    Keywords,
    WordOptions,
    filters_of,
    keywords,
    keywords_by_site,
)
from newscrawl.database.reports import reading, sites
from newscrawl.database.selection import Selection
from newscrawl.library.filters import selection_of
from newscrawl.search import QueryError
from newscrawl.topics import topics

#: Below Datasette's own, so that it is no name of a database.
PATH = r"/-/words$"
#: How many articles of each side are read: a page has to be there soon.
SAMPLE = 3000
#: Only one page is counted at a time, whoever asks for more.
_ALONE = Lock()
AGAINST = {
    Against.QUERY: "خبرهای بی این واژه‌ها",
    Against.PERIOD: "خبرهای زمان‌های دیگر",
    Against.TOPIC: "خبرهای موضوع‌های دیگر",
    Against.SITE: "خبرهای سایت‌های دیگر",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says, checked."""

    query: str
    selection: Selection
    options: WordOptions
    is_by_site: bool
    #: ``None`` where nothing is asked for, or sites are compared.
    against: Against | None


def _asked(request: Request, titles: dict[str, str]) -> Asked:
    """
    Raises:
        SearchError: if the query means nothing.
        BadRequest: if something else is wrong.
    """
    names = ("q", "site", "topic", "from", "to")
    given = {name: (request.args.get(name) or "").strip() or None for name in names}
    is_by_site = request.args.get("by") == "site"
    try:
        selection = selection_of(
            query=given["q"],
            site=None if is_by_site else given["site"],
            topic=given["topic"],
            from_date=given["from"],
            to_date=given["to"],
        )
    except QueryError as error:
        raise SearchError(given["q"] or "", str(error)) from None
    except ArgumentError as error:
        raise BadRequest(str(error)) from None
    options = WordOptions(
        sample=SAMPLE,
        one_per_story=request.args.get("one_per_story") == "1",
        titles=lambda names: titles,
    )
    known = filters_of(selection)
    against = known[0] if known and not is_by_site else None
    return Asked(given["q"] or "", selection, options, is_by_site, against)


def known_words(url: str, asked: Asked) -> tuple[list[Keywords], list[str]]:
    """What stands out, and the sites of the archive.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with _ALONE, reading(url) as connection:
        names = sites(connection)
        if asked.is_by_site:
            return keywords_by_site(connection, asked.selection, [], asked.options), names
        if asked.against is None:
            return [], names
        return [keywords(connection, asked.selection, asked.against, asked.options)], names


async def words_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the form, and what stands out now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    titles = datasette.metadata("site_titles") or {}
    asked = _asked(request, titles)
    # Of an archive on PostgreSQL the archive itself is asked, as by the command.
    found, names = await asyncio.to_thread(known_words, datasette.archive_url, asked)
    articles = datasette.urls.table("archive", "articles")
    given = {name: request.args.get(name) or "" for name in ("q", "site", "topic", "from", "to")}

    def link(site: str | None, word: str) -> str:
        """The articles of the query that have the word, too."""
        wanted = f'"{word}"' if " " in word else word
        values = {"_search": f"{asked.query} {wanted}".strip(), "_sort_desc": "published_at"}
        if site or given["site"]:
            values["site"] = site or given["site"]
        if given["topic"]:
            values["topic"] = str(asked.selection.topic)
        since, before = asked.selection.since, asked.selection.before
        if since is not None:
            values["published_at__gte"] = since.astimezone(UTC).isoformat()
        if before is not None:
            values["published_at__lt"] = before.astimezone(UTC).isoformat()
        return f"{articles}?{urlencode(values)}"

    values = {
        "found": found,
        "given": given,
        "is_by_site": asked.is_by_site,
        "one_per_story": asked.options.one_per_story,
        "against": None if asked.against is None else AGAINST[asked.against],
        "sites": names,
        "topics": list(topics()),
        "link": link,
    }
    return Response.html(await datasette.render_template("words.html", values, request=request))
