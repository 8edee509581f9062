"""Files of web archives: storing their pages, and the table ``imports`` of how far each was read,
in SQL, in the transaction of the connection given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

import sqlalchemy as sa

from newscrawl.database.articles import (
    LONGEST_ADDRESS,
    Outcome,
    store_articles,
    store_failures,
    stored_keys,
)
from newscrawl.database.dialect import clock, insert, lock_sites
from newscrawl.database.schema import failures, imports
from newscrawl.items import Article, Failure

#: So much of the beginning and of the end of a file tells it from others, in bytes.
_ENDS: Final = 65_536
#: What becomes of an article in a dry run.
NEW, KNOWN = "new", "known"


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far a file was read."""

    #: All before this place is stored, in bytes.
    place: int
    is_done: bool
    #: How many of its parts could not be read, and place and reason of the first ones.
    broken_count: int
    broken: Sequence[tuple[int, str]]


def mark_of(file: BinaryIO) -> str:
    """What tells a file from others, whatever its name: a digest of its size and of both its ends.
    It costs the same for every size."""
    size = file.seek(0, 2)
    digest = hashlib.sha256(str(size).encode())
    for place in (0, max(0, size - _ENDS)):
        file.seek(place)
        digest.update(file.read(_ENDS))
    return digest.hexdigest()


def find(connection: sa.Connection, mark: str, scope: str) -> ImportState | None:
    """How far a file was read for some sites; ``None``: not at all.

    Args:
        mark: of :func:`mark_of`.
        scope: the sites, in words.
    """
    query = sa.select(imports).where(imports.c.mark == mark, imports.c.scope == scope)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    broken = [(place, reason) for place, reason in row["broken"]]
    return ImportState(row["place"], row["finished_at"] is not None, row["broken_count"], broken)


def remember(
    connection: sa.Connection, mark: str, scope: str, name: str, state: ImportState
) -> None:
    """Say how far a file was read."""
    now = clock(connection)
    values = {
        "name": name,
        "place": state.place,
        "broken_count": state.broken_count,
        "broken": [list(one) for one in state.broken],
        "at": now,
        "finished_at": now if state.is_done else None,
    }
    new = insert(connection.dialect.name, imports).values(mark=mark, scope=scope, **values)
    connection.execute(new.on_conflict_do_update(index_elements=["mark", "scope"], set_=values))


def store(
    connection: sa.Connection, items: Sequence[Article | Failure], with_stories: bool = False
) -> list[Outcome]:
    """Store what was read of captures, the oldest first; returns the outcome of each.

    A page that could not be read is no failure of an article that is stored, nor does it take the
    place of a later failure.
    """
    lock_sites(connection, (item.site or "" for item in items))
    outcomes: dict[int, Outcome] = {}
    for places in _rounds(items):
        found = [item for place in places if isinstance(item := items[place], Article)]
        stored = store_articles(connection, found, with_stories=with_stories)
        outcomes |= zip(places, stored, strict=True)
    failed = [place for place, item in enumerate(items) if isinstance(item, Failure)]
    outcomes |= dict.fromkeys(failed, Outcome.FAILURE)
    needed = [place for place in failed if _is_needed(connection, items[place])]
    found_failures = [item for place in needed if isinstance(item := items[place], Failure)]
    outcomes |= zip(needed, store_failures(connection, found_failures), strict=True)
    return [outcomes[place] for place in range(len(items))]


def look_up(connection: sa.Connection, items: Sequence[Article | Failure]) -> list[str]:
    """What would become of each: whether an article is stored, or was taken down."""

    def outcome(item: Article | Failure) -> str:
        if isinstance(item, Failure):
            return Outcome.FAILURE
        return KNOWN if stored_keys(connection, item.site or "", _keys(item)) else NEW

    return [outcome(item) for item in items]


def _rounds(items: Sequence[Article | Failure]) -> Iterator[list[int]]:
    """The places of the articles, in rounds that have each article once: a second capture of one
    is compared with what is stored of the first."""
    waiting = [place for place, item in enumerate(items) if isinstance(item, Article)]
    while waiting:
        seen: set[tuple[str | None, str]] = set()
        now: list[int] = []
        later: list[int] = []
        for place in waiting:
            keys = {(items[place].site, key) for key in _keys(items[place])}
            (later if keys & seen else now).append(place)
            seen |= keys
        yield now
        waiting = later


def _keys(item: Article | Failure) -> set[str]:
    return {key for key in (item.news_code, item.url) if key}


def _is_needed(connection: sa.Connection, item: Article | Failure) -> bool:
    """Whether nothing better is known than that a page could not be read."""
    assert isinstance(item, Failure) and item.at is not None
    if stored_keys(connection, item.site, _keys(item)):
        return False
    later = sa.select(failures.c.id).where(
        failures.c.site == item.site,
        failures.c.url == item.url[:LONGEST_ADDRESS],
        failures.c.at > datetime.fromisoformat(item.at).astimezone(UTC),
    )
    return connection.scalar(later) is None
