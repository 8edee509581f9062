"""The order of rows that have the same value. Pure."""

from __future__ import annotations

import re

#: How Datasette asks for the first page of a sorted list of a table with an ``id``.
_FIRST_PAGE = re.compile(
    r"(select id, .+ from (?:articles|revisions|failures|alarms) (?:where .+ )?"
    r"order by \w+(?: desc)?)( limit \d+)",
    re.DOTALL,
)


def settled(sql: str) -> str:
    """The query with the order that Datasette itself gives to all pages of a list but the first.

    Without it, SQLite may give rows of one moment, such as all articles of a day whose hour is not
    known, in another order on the first page. The next page would repeat some and leave out others.

    >>> settled("select id, title from articles order by published_at desc limit 31")
    'select id, title from articles order by published_at desc, id limit 31'
    """
    found = _FIRST_PAGE.fullmatch(sql)
    return f"{found[1]}, id{found[2]}" if found else sql
