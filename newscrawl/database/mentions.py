"""Addresses of articles in texts of the archive that are about something else, in SQL.

Such are the reason of a failure ("redirected to article …"), the arguments of a crawl of single
pages, and the articles that a request of a list has seen so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from newscrawl.database.schema import alarms, crawls, failures, frontier, outbox
from newscrawl.database.types import Text

#: What stands in the place of an address.
TAKEN_DOWN = "(taken down)"
#: Texts, and the column that tells their site, if there is one.
TEXTS = (
    (frontier.c.request, frontier.c.site),
    (frontier.c.reason, frontier.c.site),
    (failures.c.reason, failures.c.site),
    (crawls.c.arguments, crawls.c.spider),
    (crawls.c.stats, crawls.c.spider),
    (alarms.c.problem, alarms.c.site),
    (outbox.c.title, None),
    (outbox.c.body, None),
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>«»]+")
#: What may follow an address in a sentence.
_AFTER = ".,;:!?)]}،؛؟"


def rewrite(
    connection: sa.Connection, site: str, urls: Collection[str], is_at: Callable[[str], bool]
) -> None:
    """Take an article's addresses out of all texts.

    Args:
        urls: the addresses that it is known by; one that goes on, as with a slug, is found if
            ``is_at`` says that it is the article's.
    """
    for column, of_site in TEXTS:
        for key, value in _mentioning(connection, column, of_site, site, urls):
            new = without(value, urls, is_at)
            if new != value:
                (id,) = column.table.primary_key
                connection.execute(
                    column.table.update().where(id == key).values({column.name: new})
                )


def without(value: Any, urls: Collection[str], is_at: Callable[[str], bool]) -> Any:
    """A text, or a value of JSON, without an article's addresses.

    >>> without(["redirected to https://a.ir/1, twice"], ["https://a.ir/1"], lambda url: False)
    ['redirected to (taken down), twice']
    """

    def replaced(match: re.Match[str]) -> str:
        url = match[0].rstrip(_AFTER)
        return TAKEN_DOWN + match[0][len(url) :] if url in urls or is_at(url) else match[0]

    if isinstance(value, str):
        return _ADDRESS.sub(replaced, value)
    if isinstance(value, list):
        return [without(one, urls, is_at) for one in value]
    if isinstance(value, dict):
        return {name: without(one, urls, is_at) for name, one in value.items()}
    return value


def _mentioning(
    connection: sa.Connection,
    column: sa.Column[Any],
    of_site: sa.Column[str] | None,
    site: str,
    urls: Collection[str],
) -> Iterator[tuple[int, Any]]:
    (id,) = column.table.primary_key
    text = sa.cast(column, sa.Text) if not isinstance(column.type, Text) else column
    # What all its addresses share, with and without www or a slug: the rest is for Python to say.
    paths = {urlsplit(url)._replace(scheme="", netloc="").geturl() for url in urls} - {"", "/"}
    mentions = sa.or_(sa.false(), *(text.contains(path, autoescape=True) for path in paths))
    query = sa.select(id, column).where(mentions)
    if of_site is not None:
        query = query.where(of_site == site)
    yield from connection.execute(query).all()
