"""The page ``/-/story/ID``: the same story in many places."""

from __future__ import annotations

import asyncio

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from newscrawl.browse.cells import published
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles
from newscrawl.database.stories.telling import StoredStory, story_of
from newscrawl.stories.account import accounts

#: Below Datasette's own, so that it is no name of a database; the ``id`` of any of its articles.
PATH = r"/-/story/(?P<id>\d{1,18})$"


def known_story(url: str, id: int) -> StoredStory | None:
    """The story of an article, ``None`` if there is no such article.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    with reading(url) as connection:
        return story_of(connection, articles.c.id == id)


async def story_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the page, as the archive is now.

    Raises:
        DatabaseError: if the archive cannot be read.
    """
    id = int(request.url_vars["id"])
    # Of an archive on PostgreSQL the copy may have stories as they were.
    story = await asyncio.to_thread(known_story, datasette.archive_url, id)
    if story is None:
        raise NotFound(f"no article {id}")
    told = accounts(story.articles, datasette.metadata("site_titles") or {})
    values = {
        "story": story,
        "told": told,
        "published_of": lambda one: published(one.published_at, one.problems),
    }
    return Response.html(await datasette.render_template("story.html", values, request=request))
