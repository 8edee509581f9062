"""The table ``comments``, in SQL: what readers wrote below articles.

A comment is stored once. Reading its page again changes what was edited, and its likes; no reading
of an older page does. One that is no longer on the page stays, with the moment when that was seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.dialect import Among
from newscrawl.database.schema import articles, comments
from newscrawl.items import Article, Comment
from newscrawl.persian.calendar import in_tehran

#: How many articles are in memory at a time.
BATCH: Final = 500
#: What another reading of a comment may change.
_CHANGING: Final = (
    "parent_id", "author", "text", "published_at", "published_text", "likes", "dislikes",
    "first_seen_at", "seen_at", "vanished_at",
)  # fmt: skip
#: Of these the last known value stays, where the page does not say it any more. So do its dates,
#: once they are known: «۲ ساعت پیش» is never as exact again.
_LASTING: Final = ("parent_id", "author", "likes", "dislikes")
_DATES: Final = ("published_at", "published_text")
#: What a comment has from its article.
_OF_ARTICLE: Final = ("article_id", "site", "news_code", "url")

_STORED = sa.select(comments).where(Among(comments.c.article_id, "ids"))
_UPDATE = (
    comments.update()
    .where(comments.c.id == sa.bindparam("row"))
    .values({name: sa.bindparam(f"new_{name}") for name in _CHANGING})
)
_MOVE = (
    comments.update()
    .where(comments.c.article_id == sa.bindparam("of_article"))
    .values(news_code=sa.bindparam("code"), url=sa.bindparam("address"))
)
_OF_ARTICLES = (
    sa.select(articles.c.url.label("article_url"), comments)
    .join_from(articles, comments, comments.c.article_id == articles.c.id)
    .where(articles.c.site == sa.bindparam("of_site"), Among(articles.c.url, "urls"))
    .order_by(comments.c.id)
)


@dataclass(frozen=True, slots=True)
class CommentsRead:
    """What was read below an article, at one moment."""

    article_id: int
    site: str
    news_code: str | None
    url: str
    #: When the page was fetched; aware.
    at: datetime
    comments: Sequence[Comment]
    #: The page may have had more.
    may_lack_comments: bool = False

    @classmethod
    def of(
        cls, id: int, article: Article, news_code: str | None, url: str | None, at: datetime | None
    ) -> CommentsRead:
        """Of an article whose page was read for comments.

        Args:
            news_code, url: those that the archive has for it.
            at: when the page was fetched, if that is not when the site was last asked for it.
        """
        assert article.comments is not None
        return cls(
            id,
            article.site or "",
            news_code,
            url or "",
            at or datetime.fromisoformat(article.fetched_at or ""),
            article.comments,
            article.may_lack_comments,
        )


def store_comments(connection: sa.Connection, batch: Iterable[CommentsRead]) -> int:
    """Store what was read below articles; how many comments are new.

    An article must not be twice in a batch.
    """
    batch = list(batch)
    if not batch:
        return 0
    known: defaultdict[int, dict[str, sa.RowMapping]] = defaultdict(dict)
    ids = [read.article_id for read in batch]
    for row in connection.execute(_STORED, {"ids": ids}).mappings():
        known[row["article_id"]][row["comment_id"]] = row
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for read in batch:
        _compare(read, known[read.article_id], new, changed)
    moved = [
        {"of_article": read.article_id, "code": read.news_code, "address": read.url}
        for read in batch
        for row in islice(known[read.article_id].values(), 1)
        if (row["news_code"], row["url"]) != (read.news_code, read.url)
    ]
    for statement, rows in ((_MOVE, moved), (_UPDATE, changed), (comments.insert(), new)):
        if rows:
            connection.execute(statement, rows)
    return len(new)


def _compare(
    read: CommentsRead,
    known: dict[str, sa.RowMapping],
    new: list[dict[str, Any]],
    changed: list[dict[str, Any]],
) -> None:
    """Add to the rows that are new, and to those that change."""
    at = read.at.replace(microsecond=0)
    moments = [row[name] for row in known.values() for name in ("seen_at", "vanished_at")]
    latest = max((moment for moment in moments if moment is not None), default=at)
    is_latest = at >= latest
    found = {comment.id: comment for comment in read.comments}
    for comment in found.values():
        values = _values(comment)
        row = known.get(comment.id)
        if row is None:
            # Whether a later page had it is not known: other rules may have read that.
            seen = {"first_seen_at": at, "seen_at": at, "vanished_at": None}
            of_article = {name: getattr(read, name) for name in _OF_ARTICLE}
            new.append({**of_article, "comment_id": comment.id, **values, **seen})
            continue
        after = {name: row[name] for name in _CHANGING}
        if at >= row["seen_at"]:
            after |= values
            if at > row["seen_at"]:  # and not the same page, read by other rules
                after |= {name: row[name] for name in _LASTING if values[name] is None}
                if row["published_at"] is not None:
                    after |= {name: row[name] for name in _DATES}
            after["seen_at"] = at
            if is_latest:
                after["vanished_at"] = None
        after["first_seen_at"] = min(at, row["first_seen_at"])
        _change(row, after, changed)
    # Of a page without any it may be that its looks have changed.
    if is_latest and found and not read.may_lack_comments:
        for id, row in known.items():
            if id not in found and row["vanished_at"] is None:
                _change(row, {**{n: row[n] for n in _CHANGING}, "vanished_at": at}, changed)


def _change(row: sa.RowMapping, after: dict[str, Any], changed: list[dict[str, Any]]) -> None:
    if any(row[name] != value for name, value in after.items()):
        changed.append({"row": row["id"]} | {f"new_{name}": v for name, v in after.items()})


def _values(comment: Comment) -> dict[str, Any]:
    published = comment.published_at
    return {
        "parent_id": comment.parent_id,
        "author": comment.author,
        "text": comment.text,
        "published_at": None if published is None else _utc(datetime.fromisoformat(published)),
        "published_text": comment.published_text,
        "likes": comment.likes,
        "dislikes": comment.dislikes,
    }


def _utc(moment: datetime) -> datetime:
    """A moment as the database gives it back."""
    return moment.astimezone(UTC).replace(microsecond=0)


def with_comments(
    connection: sa.Connection, found: Iterable[Article], batch: int = BATCH
) -> Iterator[Article]:
    """The same articles, each with its comments in the order in which they were first seen."""
    found = iter(found)
    while some := list(islice(found, batch)):
        urls: defaultdict[str, list[str]] = defaultdict(list)
        for article in some:
            article.comments = []
            urls[article.site or ""].append(article.url or "")
        by_address = {(article.site, article.url): article for article in some}
        for site, of_site in urls.items():
            values = {"of_site": site, "urls": of_site}
            for row in connection.execute(_OF_ARTICLES, values).mappings():
                one = by_address[site, row["article_url"]]
                assert one.comments is not None
                one.comments.append(_comment(row))
        yield from some


def comments_of(connection: sa.Connection, site: str, news_code: str) -> list[Comment]:
    """The comments of an article, in the order in which they were first seen."""
    query = sa.select(comments).where(comments.c.site == site, comments.c.news_code == news_code)
    rows = connection.execute(query.order_by(comments.c.id)).mappings()
    return [_comment(row) for row in rows]


def count_comments(connection: sa.Connection, site: str | None = None) -> dict[str, int]:
    """Site → how many comments it has, of sites that have any; by an index alone."""
    query = sa.select(comments.c.site, sa.func.count()).group_by(comments.c.site)
    if site is not None:
        query = query.where(comments.c.site == site)
    return {row[0]: row[1] for row in connection.execute(query)}


def _comment(row: sa.RowMapping) -> Comment:
    published = row["published_at"]
    return Comment(
        id=row["comment_id"],
        parent_id=row["parent_id"],
        author=row["author"],
        text=row["text"],
        published_at=published and in_tehran(published).isoformat(),
        published_text=row["published_text"],
        likes=row["likes"],
        dislikes=row["dislikes"],
        first_seen_at=row["first_seen_at"].isoformat(),
        seen_at=row["seen_at"].isoformat(),
        vanished_at=row["vanished_at"] and row["vanished_at"].isoformat(),
    )
