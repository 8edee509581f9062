"""Known articles: :class:`newscrawl.known.KnownArticles`, answered by the archive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from newscrawl.database import crawls, revisits, totals
from newscrawl.database.articles import stored_keys
from newscrawl.database.clocks import possible
from newscrawl.database.dialect import Among, clock, is_number
from newscrawl.database.schema import archive_days, articles, failures, frontier
from newscrawl.database.writer import ArchiveWriter
from newscrawl.known import Due, KnownArticles
from newscrawl.urls import article_fingerprint

# Built once, because it runs for every list.
_IN_FRONTIER = sa.select(frontier.c.fingerprint).where(
    frontier.c.site == sa.bindparam("site"), Among(frontier.c.fingerprint, "fingerprints")
)


class StoredArticles(KnownArticles):
    """What an archive has of one site. The look-ups run in a thread of the archive's.

    Args:
        run: the crawl that asks.
        budget: how many articles it may look at again by their ages.

    Raises:
        Unavailable: from all methods, if the database was given up.
    """

    def __init__(self, archive: ArchiveWriter, site: str, run: int, budget: int = 0) -> None:
        self.archive = archive
        self.site = site
        self._budget = budget
        self._known_id = archive.known_id(run)
        now = archive.look_up_now(clock)
        began: datetime = archive.crawl(archive.crawl(run)["epoch"])["started_at"]
        self._epoch_began = min(began, now)
        self.crawled_at = next(iter(archive.scalars(crawls.finished_at_last(run, now))), None)

    async def stored(self, keys: Collection[str]) -> set[str]:
        return await self.archive.look_up(lambda c: stored_keys(c, self.site, keys))

    async def stored_before(self, keys: Collection[str]) -> set[str]:
        if not self._known_id:  # it never was
            return set()
        return await self.archive.look_up(
            lambda c: stored_keys(c, self.site, keys, newest_id=self._known_id)
        )

    async def seen(self, keys: Collection[str]) -> set[str]:
        return await self.archive.look_up(lambda c: self._seen(c, keys))

    def _seen(self, connection: sa.Connection, keys: Collection[str]) -> set[str]:
        stored = stored_keys(connection, self.site, keys)
        prints = {
            article_fingerprint(self.site, key).hex(): key for key in keys if key not in stored
        }
        if not prints:
            return stored
        values = {"site": self.site, "fingerprints": list(prints)}
        return stored | {prints[found] for found in connection.scalars(_IN_FRONTIER, values)}

    async def absent_codes(self, codes: Collection[str]) -> set[str]:
        query = sa.select(failures.c.news_code).where(
            failures.c.site == self.site,
            failures.c.news_code.in_(codes),
            failures.c.is_missing.is_(True),
        )
        return await self.archive.look_up(lambda c: set(c.scalars(query)))

    async def existing_codes(self) -> int:
        stored = sa.select(articles.c.news_code).where(
            articles.c.site == self.site, articles.c.news_code.is_not(None)
        )
        failed = sa.select(failures.c.news_code).where(
            failures.c.site == self.site,
            failures.c.news_code.is_not(None),
            failures.c.is_missing.is_(False),
        )
        query = sa.select(sa.func.count()).select_from(stored.union(failed).subquery())
        return await self.archive.look_up(lambda c: c.scalar(query) or 0)

    async def code_runs(self, gap: int) -> list[tuple[int, int]]:
        return await self.archive.look_up(lambda c: self._code_runs(c, gap))

    def _code_runs(self, connection: sa.Connection, gap: int) -> list[tuple[int, int]]:
        text = articles.c.news_code
        code = sa.case((is_number(text), sa.cast(text, sa.BigInteger)))
        of_site = (articles.c.site == self.site) & is_number(text)
        follower = sa.func.lead(code).over(order_by=code)
        pairs = sa.select(code.label("code"), follower.label("next")).where(of_site).subquery()
        wide = sa.select(pairs.c.code, pairs.c.next).where(pairs.c.next - pairs.c.code > gap + 1)
        span = sa.select(sa.func.min(code), sa.func.max(code)).where(of_site)
        lowest, highest = connection.execute(span).one()
        if lowest is None:
            return []
        breaks = sorted(tuple(row) for row in connection.execute(wide))
        starts = [lowest, *(after for _, after in breaks)]
        ends = [*(before for before, _ in breaks), highest]
        return list(zip(starts, ends, strict=True))

    async def read_days(self) -> set[str]:
        # A day that was read before it had begun was not over.
        query = sa.select(archive_days.c.day).where(archive_days.c.site == self.site)
        return await self.archive.look_up(
            lambda c: set(c.scalars(query.where(possible(archive_days.c.read_at, clock(c)))))
        )

    async def read_to(self, way: str, span: str) -> str | None:
        return await self.archive.look_up(lambda c: totals.read_to(c, self.site, way, span))

    async def due(self) -> list[Due]:
        return await self.archive.look_up(
            lambda c: revisits.due(c, self.site, self._budget, self.archive.ages)
        )

    async def published_since(self, since: datetime) -> list[str]:
        now = await self.archive.look_up(clock)
        fetched_at = articles.c.fetched_at
        query = (
            sa.select(articles.c.url)
            .where(
                articles.c.site == self.site,
                sa.func.coalesce(articles.c.published_at, fetched_at) >= since,
                (fetched_at < self._epoch_began) | ~possible(fetched_at, now),
            )
            .order_by(articles.c.published_at.desc())
        )
        return await self.archive.look_up(lambda c: list(c.scalars(query)))
