"""What a spider may ask of the archive while it crawls."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a page says of its state, to be asked by later whether it changed."""

    #: The header ``ETag``.
    etag: str | None = None
    #: The header ``Last-Modified``.
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that asks whether it changed.

        >>> Validators(etag='"a"').headers
        {'If-None-Match': '"a"'}
        """
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Due:
    """A stored article that is to be looked at again."""

    url: str
    #: Of its page, as it was read last; none if it is to be fetched whole.
    validators: Validators = Validators()


class KnownArticles:
    """Nothing: to a spider without an archive everything is new.

    Articles go by their keys, see :meth:`newscrawl.cms.Family.key`. The answers are awaited, since
    an archive looks them up: :class:`newscrawl.database.known.StoredArticles` does.
    """

    #: When the last crawl of the same scope that came to its end began; aware. ``None`` if none
    #: ever did.
    crawled_at: datetime | None = None

    async def stored(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles are stored."""
        return ()

    async def stored_before(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles were stored when the site was last crawled to the end."""
        return ()

    async def seen(self, keys: Collection[str]) -> Collection[str]:
        """Which of these articles are stored, waiting to be fetched, or given up."""
        return ()

    async def absent_codes(self, codes: Collection[str]) -> Collection[str]:
        """Which of these news codes the site said are no article's."""
        return ()

    async def existing_codes(self) -> int:
        """How many news codes are known to exist: those of articles, and of pages that failed and
        are not missing."""
        return 0

    async def code_runs(self, gap: int) -> list[tuple[int, int]]:
        """Runs of the news codes that are stored, as numbers, lowest first: the first and the last
        of each. Where more than ``gap`` codes are missing, a new run begins."""
        return []

    async def read_days(self) -> Collection[str]:
        """Days of the site's archive that need not be read again, like ``1400-04-22``."""
        return ()

    async def read_to(self, way: str, span: str) -> str | None:
        """Where a way of discovery goes on, ``None`` if it begins; see
        :class:`newscrawl.items.Total`."""
        return None

    async def published_since(self, since: datetime) -> Collection[str]:
        """Addresses of articles published since a moment, newest first, that were not fetched since
        the epoch began. An article without a date counts from when it was first fetched.

        Args:
            since: aware.
        """
        return ()

    async def due(self) -> Collection[Due]:
        """The articles that are to be looked at again now, as many as one crawl may ask for."""
        return ()
