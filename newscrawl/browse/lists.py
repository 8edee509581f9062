"""Datasette's queries of lists of articles, asked of the overview. Pure.

Datasette selects and sorts whole articles. The overview (:mod:`newscrawl.database.overview`) tells
which articles a page has, and how many there are in all, from narrow rows; what is shown is still
read from the archive. A query of any other form is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_P: Final = r":p\d+"
_EQUAL: Final = rf'"(?:site|agency|topic|published_jalali)" = {_P}'
_MONTH: Final = rf'"published_jalali" like ({_P})'
_SECTION: Final = rf'({_P}) in \(select value from json_each\("articles"\."sections"\)\)'
_MATCHES: Final = "articles_fts where articles_fts match escape_fts(:search)"
_SEARCH: Final = rf"id in \(select rowid from {re.escape(_MATCHES)}\)"
# From the second page on: what follows the last article of the page before, newest first.
_AFTER: Final = (
    rf"\(published_at < ({_P}) or published_at is null or "
    rf"\(published_at = {_P} and \(\(id > ({_P})\)\)\)\)"
)
_UNDATED_AFTER: Final = rf"\(published_at is null and \(\(id > ({_P})\)\)\)"
_CLAUSE: Final = "|".join((_EQUAL, _MONTH, _SECTION, _SEARCH, _AFTER, _UNDATED_AFTER))
_WHERE: Final = re.compile(rf"(?:{_CLAUSE})(?: and (?:{_CLAUSE}))*")
_LIST: Final = re.compile(
    r"(?P<select>select id, .+?) from articles (?:where (?P<where>.+) )?"
    r"order by published_at desc(?:, id)? (?P<limit>limit \d+)",
    re.DOTALL,
)
_COUNT: Final = re.compile(r"select count\(\*\) from articles (?:where (?P<where>.+?) )?")
_FACET: Final = re.compile(r"select id, .+? from articles (?:where (?P<where>.+) )?", re.DOTALL)
#: The facets of a search are of so many articles that it finds, those that were stored last.
MOST_FOUND: Final = 25_000
_PREFIX: Final = re.compile(r"[0-9-]+%")


def of_overview(sql: str, values: Any) -> str:
    """A query of Datasette, of the overview where that can answer it.

    >>> of_overview('select count(*) from articles where "site" = :p0 ', {"p0": "yjc"})
    'select count(*) from overview.articles where "site" = :p0'
    >>> of_overview("select count(*) from failures ", {})
    'select count(*) from failures '
    """
    if found := _COUNT.fullmatch(sql):
        if found["where"] is None:
            return "select coalesce(sum(count), 0) from overview.counts where facet = 'site'"
        if re.fullmatch(_SEARCH, found["where"]):
            return f"select count(*) from {_MATCHES}"
        where = _where(found["where"], values)
        return sql if where is None else f"select count(*) from overview.articles where {where}"
    if (found := _LIST.fullmatch(sql)) and found["where"] is not None:
        where = _where(found["where"], values)
        if where is not None:
            return (
                f"{found['select']} from articles where id in (select id from overview.articles "
                f"where {where} order by published_at desc, id {found['limit']}) "
                "order by published_at desc, id"
            )
    return sql


def rows_of_overview(sql: str, values: Any) -> str | None:
    """The rows of the overview for a list, whichever of its pages is open; of a search at most
    :data:`MOST_FOUND`.

    Args:
        sql: Datasette's query of the list, without order.

    Returns:
        A query; empty for all articles, and ``None`` where the overview cannot answer.

    >>> rows_of_overview('select id, title from articles where "site" = :p0 ', {"p0": "yjc"})
    'select * from overview.articles where "site" = :p0'
    """
    found = _FACET.fullmatch(sql)
    if found is None:
        return None
    if found["where"] is None:
        return ""
    if not (rest := _without_place(found["where"])):
        return ""
    where = _where(rest, values)
    if where is None:
        return None
    where = where.replace(_MATCHES, f"{_MATCHES} order by rowid desc limit {MOST_FOUND}")
    return f"select * from overview.articles where {where}"


def finds_more(rows: str) -> str | None:
    """A query of whether a search finds more than :func:`rows_of_overview` has; ``None`` for what
    is no search."""
    if _MATCHES not in rows:
        return None
    return f"select count(*) > {MOST_FOUND} from (select 1 from {_MATCHES} limit {MOST_FOUND + 1})"


def _without_place(where: str) -> str:
    """The conditions without that of the page."""
    rest = re.sub(rf"{_AFTER}|{_UNDATED_AFTER}", "", where)
    return re.sub(r"^ and | and $", "", rest.replace(" and  and ", " and "))


def _where(where: str, values: Mapping[str, Any] | None) -> str | None:
    """The conditions for the overview; ``None`` if there is another one among them."""
    if not _WHERE.fullmatch(where):
        return None
    for name in re.findall(_MONTH, where):
        if not _PREFIX.fullmatch(str((values or {}).get(name[1:]))):
            return None
    where = re.sub(_SECTION, r"id in (select id from overview.sections where section = \1)", where)
    where = re.sub(
        _MONTH,
        r"published_jalali >= rtrim(\1, '%') and published_jalali < rtrim(\1, '%') || '~'",
        where,
    )
    where = re.sub(_AFTER, r"(published_at <= \1 and (published_at < \1 or id > \2))", where)
    return re.sub(_UNDATED_AFTER, r"(published_at = '' and id > \1)", where)
