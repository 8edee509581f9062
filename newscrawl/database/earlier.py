"""The place of an older capture among the versions of an article, in SQL.

Versions are numbered in the order of their captures: 1 is the oldest, and the article's own row is
the newest. An older capture that says something else takes the number of the version that follows
it; that one and all after it, with their raw pages, have the next number from then on. A version
that the site had before the capture and after it is there twice then. Whoever writes versions holds
the lock of the site, on SQLite that of the database, so that no two give the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from newscrawl.database.schema import articles, cold_pages, pages, revisions
from newscrawl.items import Article
from newscrawl.persian.text import compared

#: What is known of a version by the one behind it.
_BY_NEXT = ("replaced_at", "is_edited")
_FIELDS = [one.name for one in revisions.columns if one.name not in ("id", "article_id", *_BY_NEXT)]
#: Whether a stored version says the same as a capture: of its ``content_hash`` and texts.
Compare = Callable[[sa.RowMapping], bool]


def moment_of(article: Article) -> datetime:
    """When an article was captured, as the database has it: UTC, in whole seconds."""
    assert article.fetched_at is not None
    moment = datetime.fromisoformat(article.fetched_at)
    return moment.astimezone(UTC).replace(microsecond=0)


def says_the_same(stored: sa.RowMapping, article: Article) -> bool:
    """Whether a stored version says the same as an article; where pages may lack the lead, also if
    one of both has none, or if the stored one has all of the text of which this is the
    beginning."""
    if stored["content_hash"] == article.content_hash:
        return True
    if not article.may_lack_lead:
        return False
    title, kicker, body, lead = (
        (compared(stored[name] or ""), compared(getattr(article, name) or ""))
        for name in ("title", "kicker", "body", "lead")
    )
    return (
        title[0] == title[1]
        and kicker[0] == kicker[1]
        and (body[0] == body[1] or (article.goes_on and body[0].startswith(body[1])))
        and (lead[0] == lead[1] or not all(lead))
    )


@dataclass(frozen=True, slots=True)
class _Capture:
    """The versions that were read from one capture: as it was fetched, and as it was reparsed."""

    versions: Sequence[sa.RowMapping]

    @property
    def number(self) -> int:
        """The revision of the first of them."""
        number: int = self.versions[0]["revision"]
        return number

    @property
    def seen_at(self) -> datetime:
        """When the site was last seen to have it."""
        moment: datetime = self.versions[-1]["fetched_at"]
        return moment


@dataclass(frozen=True, slots=True)
class PlaceAmongVersions:
    """Where a capture belongs among the versions of an article."""

    #: The revision that it becomes; ``None`` if the version before or behind it says the same.
    number: int | None = None
    #: The revision before it, if that says the same.
    same_before: int | None = None
    #: The fields of the version behind it as the site had it before, if it had that one twice.
    repeated: Mapping[str, Any] | None = None


def place_of(
    connection: sa.Connection, id: int, moment: datetime, is_same: Compare
) -> PlaceAmongVersions:
    """Where a capture belongs that is older than the newest version."""
    before: _Capture | None = None
    for capture in _captures(connection, id):
        if capture.seen_at > moment:
            if any(map(is_same, capture.versions)):
                return PlaceAmongVersions()
            if before is not None and any(map(is_same, before.versions)):
                return PlaceAmongVersions(same_before=before.versions[-1]["revision"])
            first = _fetched_at(connection, id, capture)
            is_twice = first <= moment and (before is None or before.seen_at < first)
            repeated = {**capture.versions[-1], "fetched_at": first, "reparsed_at": None}
            return PlaceAmongVersions(capture.number, repeated=repeated if is_twice else None)
        before = capture
    raise ValueError("the capture is the newest")


def insert_earlier(
    connection: sa.Connection, id: int, values: Mapping[str, Any], number: int
) -> None:
    """Store an earlier version of an article under a number, and raise the others from there on.

    Args:
        values: the fields of the version.
    """
    moment: datetime = values["fetched_at"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    replaced_at = _first_seen_at(connection, id, number)
    if replaced_at is not None and replaced_at <= moment:
        replaced_at = None  # the site had that twice: when it had it again, nobody wrote down
    else:
        before = (revisions.c.article_id == id) & (revisions.c.revision == number - 1)
        connection.execute(revisions.update().where(before).values(replaced_at=moment))
    for table, of_article in (
        (revisions, revisions.c.article_id == id),
        (pages, pages.c.article_id == id),
        (cold_pages, cold_pages.c.article_id == id),
    ):
        # By way of numbers that nobody has: no two rows may have the same one, in between either.
        connection.execute(
            table.update()
            .where(of_article, table.c.revision >= number)
            .values(revision=-1 - table.c.revision)
        )
        connection.execute(
            table.update()
            .where(of_article, table.c.revision < 0)
            .values(revision=-table.c.revision)
        )
    connection.execute(
        articles.update().where(articles.c.id == id).values(revision=articles.c.revision + 1)
    )
    found = {**values, "revision": number, "replaced_at": replaced_at, "is_edited": True}
    connection.execute(revisions.insert().values(article_id=id, **found))


def see_again(connection: sa.Connection, id: int, number: int, moment: datetime) -> None:
    """Say that the site still had an earlier version at a moment."""
    of_version = (revisions.c.article_id == id) & (revisions.c.revision == number)
    kept = sa.case((revisions.c.replaced_at > moment, revisions.c.replaced_at))
    connection.execute(
        revisions.update().where(of_version).values(fetched_at=moment, replaced_at=kept)
    )


def _captures(connection: sa.Connection, id: int) -> Iterator[_Capture]:
    """The captures of an article, the oldest first."""
    query = sa.union_all(
        sa.select(*(revisions.c[name] for name in _FIELDS)).where(revisions.c.article_id == id),
        sa.select(*(articles.c[name] for name in _FIELDS)).where(articles.c.id == id),
    )
    versions: list[sa.RowMapping] = []
    rows = connection.execute(query.order_by(query.selected_columns.revision)).mappings()
    for row in rows.all():
        if versions and row["reparsed_at"] is None:
            yield _Capture(versions)
            versions = []
        versions.append(row)
    yield _Capture(versions)


def _first_seen_at(connection: sa.Connection, id: int, number: int) -> datetime | None:
    """When a version was first seen, if the one before it or its raw page tells that."""
    query = sa.union_all(
        sa.select(revisions.c.replaced_at).where(
            revisions.c.article_id == id, revisions.c.revision == number - 1
        ),
        *(
            sa.select(table.c.fetched_at).where(
                table.c.article_id == id, table.c.revision == number
            )
            for table in (pages, cold_pages)
        ),
    )
    return min((one for one in connection.scalars(query) if one is not None), default=None)


def _fetched_at(connection: sa.Connection, id: int, capture: _Capture) -> datetime:
    """When the site was first seen to have what a capture says: its raw page tells that, if it was
    kept. Whether a later capture said the same is not written down."""
    numbers = [version["revision"] for version in capture.versions]
    query = sa.union_all(
        *(
            sa.select(table.c.fetched_at).where(
                table.c.article_id == id, table.c.revision.in_(numbers)
            )
            for table in (pages, cold_pages)
        )
    )
    moments: list[datetime] = [capture.seen_at, *connection.scalars(query)]
    return min(moments)
