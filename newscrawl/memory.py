"""What a spider may ask of the archive while it crawls."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime


class Memory:
    """Remembers nothing: to a spider without an archive everything is new.

    Articles go by their keys, see :meth:`newscrawl.cms.Family.key`.
    :class:`newscrawl.database.memory.ArchiveMemory` is the one that does remember.
    """

    #: When the last crawl of the same scope that came to its end began.
    crawled_at: datetime | None = None

    def known(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles are stored."""
        return ()

    def known_before(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles were stored when the site was last crawled to the end."""
        return ()

    def met(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles are stored, waiting to be fetched, or given up."""
        return ()

    def missing(self, codes: Collection[str]) -> Collection[str]:
        """Which of these news codes the site said are no article's."""
        return ()

    def code_runs(self, gap: int) -> list[tuple[int, int]]:
        """Runs of the news codes that are stored, as numbers, lowest first: the first and the last
        of each. Where more than ``gap`` codes are missing, a new run begins."""
        return []

    def days(self) -> Collection[str]:
        """Days of the site's archive that need not be read again, like ``1400-04-22``."""
        return ()

    def young(self, since: datetime) -> Iterable[str]:
        """Addresses of articles published since a moment and not fetched since the epoch began."""
        return ()
