"""Whether a crawl is shown while it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from newscrawl.extensions.live import LiveView


class Progress:
    """Becomes :class:`~newscrawl.extensions.live.LiveView` if ``PROGRESS_ENABLED`` and standard
    error is a terminal. ``NO_COLOR`` in the environment turns it off.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LiveView:
        is_wanted = crawler.settings.getbool("PROGRESS_ENABLED")
        can_show = sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
        if not (is_wanted and can_show) or os.environ.get("NO_COLOR"):
            raise NotConfigured
        # Only now: most crawls show nothing, and need not wait for rich.
        from newscrawl.extensions.live import LiveView

        return LiveView(crawler)
