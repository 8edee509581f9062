"""The page ``/-/changes``: what sites changed in their articles, and what they removed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlencode

import sqlalchemy as sa
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from newscrawl.changes.edits import RemovedArticle
from newscrawl.database.changes.reading import Change, ChangesReader, ChangesWanted, FloodOfSite
from newscrawl.database.changes.removals import newest_first
from newscrawl.database.reports import reading, sites
from newscrawl.database.schema import articles
from newscrawl.report.words import moment_label

#: Below Datasette's own, so that it is no name of a database.
PATH = r"/-/changes$"
#: How many changes a page has.
SHOWN = 40
#: After so many rows that turn out to be none of the wanted ones, the rest is on the next page.
MOST_READ = 2000
KINDS = {"": "همه", "headlines": "تنها عنوان‌ها", "vanished": "تنها ناپدیدها"}


@dataclass(frozen=True, slots=True)
class KnownChanges:
    """What a page shows."""

    changes: list[Change]
    #: Of each, the ``id`` of the article.
    ids: list[int | None]
    floods: list[FloodOfSite]
    #: Where the next page begins; ``None`` after the last one.
    before: datetime | None
    sites: list[str]


def known_changes(url: str, wanted: ChangesWanted) -> KnownChanges:
    """The newest changes that are wanted.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        reader = ChangesReader(connection, wanted)
        found: list[Change] = []
        before = None
        for change in reader:
            is_full = len(found) >= SHOWN or reader.read >= MOST_READ
            # Those of one moment stand on one page, so that the next one can begin behind it.
            if is_full and found and change.at < found[-1].at:
                before = found[-1].at
                break
            found.append(change)
        ids = [_id(connection, change) for change in found]
        return KnownChanges(found, ids, [*reader.floods.values()], before, sites(connection))


def _id(connection: sa.Connection, change: Change) -> int | None:
    query = sa.select(articles.c.id).where(
        articles.c.site == change.article.site, articles.c.url == change.article.url
    )
    return connection.scalar(query)


def removals_of(url: str, article_id: int) -> list[RemovedArticle]:
    """How often a site removed an article, and had it again, the newest first.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        return list(islice(newest_first(connection, article_id=article_id), SHOWN))


async def changes_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the page, as the archive is now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    kind, site = request.args.get("kind") or "", request.args.get("site") or None
    before = None
    with suppress(ValueError):
        before = datetime.fromisoformat(request.args.get("before") or "")
    wanted = ChangesWanted(
        site=site,
        before=before if before is not None and before.tzinfo is not None else None,
        headlines=kind == "headlines",
        vanished=kind == "vanished",
        floods=request.args.get("all") == "1",
    )
    # Not through Datasette's own connection: of an archive on PostgreSQL it has only a copy.
    known = await asyncio.to_thread(known_changes, datasette.archive_url, wanted)
    values = {
        "known": known,
        "wanted": wanted,
        "kind": kind if kind in KINDS else "",
        "kinds": KINDS,
        "is_removed": lambda change: isinstance(change, RemovedArticle),
        "label_of": moment_label,
        "address": lambda **changed: _address(wanted, kind, changed),
    }
    return Response.html(await datasette.render_template("changes.html", values, request=request))


def _address(wanted: ChangesWanted, kind: str, changed: dict[str, str | None]) -> str:
    """This page with other parameters."""
    now = {"kind": kind or None, "site": wanted.site, "all": "1" if wanted.floods else None}
    values = {name: value for name, value in (now | changed).items() if value}
    return f"?{urlencode(values)}"
