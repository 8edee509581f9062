"""The archive's side of :class:`newscrawl.memory.Memory`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa

from newscrawl.database import epochs
from newscrawl.database.archive import Archive
from newscrawl.database.dialect import Among, is_number
from newscrawl.database.schema import archive_days, articles, failures, frontier
from newscrawl.fingerprint import article_fingerprint
from newscrawl.memory import Memory

# Made once: it is asked for every list.
_MET = sa.select(frontier.c.fingerprint).where(
    frontier.c.site == sa.bindparam("site"), Among(frontier.c.fingerprint, "fingerprints")
)


class ArchiveMemory(Memory):
    """What an archive has of one site.

    Args:
        run: the crawl that asks.
    """

    def __init__(self, archive: Archive, site: str, run: int) -> None:
        self.archive = archive
        self.site = site
        self._known_id = archive.known_id(run)
        self._epoch_began: datetime = archive.crawl(archive.crawl(run)["epoch"])["started_at"]
        self.crawled_at = next(iter(archive.scalars(epochs.finished_at_last(run))), None)

    def known(self, keys: Collection[str]) -> set[str]:
        return self.archive.known(self.site, keys)

    def known_before(self, keys: Collection[str]) -> set[str]:
        if not self._known_id:  # it never was
            return set()
        return self.archive.known(self.site, keys, newest_id=self._known_id)

    def met(self, keys: Collection[str]) -> set[str]:
        known = self.known(keys)
        unknown = [key for key in keys if key not in known]
        prints = {article_fingerprint(self.site, key).hex(): key for key in unknown}
        if prints:
            values = {"site": self.site, "fingerprints": list(prints)}
            known |= {prints[found] for found in self.archive.scalars(_MET, values)}
        return known

    def missing(self, codes: Collection[str]) -> set[str]:
        query = sa.select(failures.c.news_code).where(
            failures.c.site == self.site,
            failures.c.news_code.in_(codes),
            failures.c.is_missing.is_(True),
        )
        return set(self.archive.scalars(query))

    def code_runs(self, gap: int) -> list[tuple[int, int]]:
        text = articles.c.news_code
        code = sa.case((is_number(text), sa.cast(text, sa.BigInteger)))
        of_site = (articles.c.site == self.site) & is_number(text)
        follower = sa.func.lead(code).over(order_by=code)
        pairs = sa.select(code.label("code"), follower.label("next")).where(of_site).subquery()
        wide = sa.select(pairs.c.code, pairs.c.next).where(pairs.c.next - pairs.c.code > gap + 1)
        span = self.archive.rows(sa.select(sa.func.min(code), sa.func.max(code)).where(of_site))
        (lowest, highest), *_ = map(tuple, span)
        if lowest is None:
            return []
        breaks = sorted(tuple(row) for row in self.archive.rows(wide))
        starts = [lowest, *(after for _, after in breaks)]
        ends = [*(before for before, _ in breaks), highest]
        return list(zip(starts, ends, strict=True))

    def days(self) -> set[str]:
        query = sa.select(archive_days.c.day).where(archive_days.c.site == self.site)
        return set(self.archive.scalars(query))

    def young(self, since: datetime) -> Iterable[str]:
        return self.archive.young(self.site, since, fetched_before=self._epoch_began)
