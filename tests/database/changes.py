"""A site whose articles change, for tests: what crawls found of them, at which moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.changes.edits import RemovedArticle
from newscrawl.database.articles import store_articles, store_failures
from newscrawl.database.changes.reading import Change, ChangesReader, ChangesWanted
from newscrawl.database.dialect import lock_sites
from newscrawl.database.schema import crawls
from newscrawl.extraction.loader import content_hash
from newscrawl.items import Article, Failure

#: 3 Azar 1405 in Tehran.
BEGIN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)

BODY = (
    "به گزارش خبرنگار ما، رئیس سازمان هواشناسی از بارش باران در استان‌های شمالی خبر داد.\n"
    "او گفت: مردم از سفرهای غیرضروری خودداری کنند و نکات ایمنی را جدی بگیرند."
)


def at(hours: float) -> datetime:
    """A moment so many hours after the beginning."""
    return BEGIN + timedelta(hours=hours)


def page(code: int | str, hours: float, **fields: Any) -> Article:
    """An article as a page of it said after so many hours."""
    values: dict[str, Any] = {
        "site": "x",
        "news_code": str(code),
        "url": f"https://x.ir/fa/news/{code}",
        "title": f"باران در شمال کشور {code}",
        "lead": "هواشناسی هشدار داد.",
        "body": BODY,
        "published_at": BEGIN.isoformat(),
        "fetched_at": at(hours).isoformat(),
        **fields,
    }
    made = Article(**values)
    made.content_hash = content_hash(made)
    return made


def miss(code: int | str, hours: float, **fields: Any) -> Failure:
    """The site does not have an article after so many hours."""
    values: dict[str, Any] = {
        "site": "x",
        "url": f"https://x.ir/fa/news/{code}",
        "reason": "HTTP 404",
        "news_code": str(code),
        "status": 404,
        "at": at(hours).isoformat(),
        "is_missing": True,
        **fields,
    }
    return Failure(**values)


def put(engine: sa.Engine, *items: Article | Failure) -> None:
    """Store what was found, one after the other."""
    for item in items:
        with engine.begin() as connection:
            lock_sites(connection, ["x"])
            if isinstance(item, Article):
                store_articles(connection, [item])
            else:
                store_failures(connection, [item])


def crawl(
    engine: sa.Engine, hours: float, stats: Mapping[str, int] | None = None, site: str = "x"
) -> None:
    """A crawl of an hour."""
    with engine.begin() as connection:
        connection.execute(
            crawls.insert().values(
                spider=site,
                arguments={},
                epoch=1,
                started_at=at(hours),
                heartbeat_at=at(hours + 1),
                finished_at=None if stats is None else at(hours + 1),
                finish_reason=None if stats is None else "finished",
                stats=stats or {},
            )
        )


def told(engine: sa.Engine, **wanted: Any) -> tuple[list[Change], ChangesReader]:
    """The changes, and their reader after it has read all."""
    with engine.connect() as connection:
        changes = ChangesReader(connection, ChangesWanted(**wanted))
        return list(changes), changes


def codes(found: Iterable[Change]) -> list[str]:
    """The news codes of changes: with a ``+`` of those that are back, a ``-`` of those gone."""
    return [
        f"{'+' if one.is_back else '-'}{one.article.news_code}"
        if isinstance(one, RemovedArticle)
        else str(one.after.news_code)
        for one in found
    ]
