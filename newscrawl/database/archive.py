"""Writing articles, failures and crawls, many to a transaction, and asking what is known."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from newscrawl.database.engine import open_engine
from newscrawl.database.groupcommit import GroupCommit
from newscrawl.database.schema import articles, crawls, failures
from newscrawl.items import Article, Failure


class Outcome(StrEnum):
    """What became of an item."""

    NEW = "new"
    DUPLICATE = "duplicate"
    FAILURE = "failure"


class Archive:
    """One database, written by one thread.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used.
    """

    def __init__(self, url: str, *, batch_size: int = 100, batch_seconds: float = 0.05) -> None:
        self.engine = open_engine(url)
        self._writer = GroupCommit(self._write, batch_size, batch_seconds)
        # Look-ups need no transaction, and must not wait for the writer's.
        self._reader = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    async def store(self, item: Article | Failure) -> Outcome:
        """Store an article or a failure; returns when it is committed."""
        return await self._writer.submit(item)

    async def close(self) -> None:
        """Commit what waits, and close the database."""
        await self._writer.close()
        self._reader.close()
        self.engine.dispose()

    # -- known articles ----------------------------------------------------------------

    def known(self, site: str, codes: Collection[str], *, newest_id: int | None = None) -> set[str]:
        """Which of these news codes are stored, with an ``id`` up to ``newest_id`` if given."""
        if not codes:
            return set()
        query = sa.select(articles.c.news_code).where(
            articles.c.site == site, articles.c.news_code.in_(codes)
        )
        if newest_id is not None:
            query = query.where(articles.c.id <= newest_id)
        return set(self._reader.scalars(query))

    # -- crawls ------------------------------------------------------------------------

    def start_crawl(self, spider: str, arguments: Mapping[str, Any]) -> int:
        """Record the start of a crawl; returns its run number."""
        with self.engine.begin() as connection:
            run: int = connection.execute(
                crawls.insert().returning(crawls.c.run),
                {
                    "spider": spider,
                    "arguments": _jsonable(arguments),
                    "started_at": datetime.now(UTC),
                    "stats": {},
                },
            ).scalar_one()
            return run

    def finish_crawl(self, run: int, reason: str, stats: Mapping[str, Any]) -> None:
        """Record the end of a crawl."""
        with self.engine.begin() as connection:
            connection.execute(
                crawls.update()
                .where(crawls.c.run == run)
                .values(finished_at=datetime.now(UTC), finish_reason=reason, stats=_jsonable(stats))
            )

    def last_finish_reason(self, spider: str) -> str | None:
        """How the last crawl of a spider ended; ``None`` if it was killed, or there was none."""
        return self._reader.scalar(
            sa.select(crawls.c.finish_reason)
            .where(crawls.c.spider == spider)
            .order_by(crawls.c.run.desc())
            .limit(1)
        )

    def newest_id(self) -> int:
        """The highest ``id`` of an article, 0 for none."""
        return self._reader.scalar(sa.select(sa.func.max(articles.c.id))) or 0

    # -- the writer's thread -----------------------------------------------------------

    def _write(self, items: Sequence[Article | Failure]) -> list[Outcome]:
        with self.engine.begin() as connection:
            new = self._insert_articles(
                connection, [item for item in items if isinstance(item, Article)]
            )
            self._upsert_failures(connection, [item for item in items if isinstance(item, Failure)])
        return [
            Outcome.FAILURE
            if isinstance(item, Failure)
            else (Outcome.NEW if id(item) in new else Outcome.DUPLICATE)
            for item in items
        ]

    def _insert_articles(self, connection: sa.Connection, batch: list[Article]) -> set[int]:
        """Insert the articles that are not stored yet; returns their ``id()``."""
        by_site: defaultdict[str | None, list[Article]] = defaultdict(list)
        for article in batch:
            by_site[article.site].append(article)
        new: list[Article] = []
        for site, group in by_site.items():
            codes = self._stored(connection, site, "news_code", group)
            urls = self._stored(connection, site, "url", group)
            for article in group:
                if article.news_code in codes or article.url in urls:
                    continue
                if article.news_code is not None:
                    codes.add(article.news_code)
                urls.add(article.url or "")
                new.append(article)
            fetched = [a.news_code for a in group if a.news_code is not None]
            connection.execute(
                failures.delete().where(failures.c.site == site, failures.c.news_code.in_(fetched))
            )
        if new:
            connection.execute(articles.insert(), [asdict(article) for article in new])
        return {id(article) for article in new}

    def _stored(
        self, connection: sa.Connection, site: str | None, column: str, group: list[Article]
    ) -> set[str]:
        values = {value for a in group if (value := getattr(a, column)) is not None}
        query = sa.select(articles.c[column]).where(
            articles.c.site == site, articles.c[column].in_(values)
        )
        return set(connection.scalars(query))

    def _upsert_failures(self, connection: sa.Connection, batch: list[Failure]) -> None:
        if not batch:
            return
        rows = {(failure.site, failure.url): asdict(failure) for failure in batch}
        insert = sqlite.insert(failures)
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["site", "url"],
                set_={
                    name: insert.excluded[name] for name in ("news_code", "status", "reason", "at")
                },
            ),
            list(rows.values()),
        )


def _jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them; moments and other objects as text."""
    result: dict[str, Any] = json.loads(json.dumps(dict(values), default=str, ensure_ascii=False))
    return result
