"""Whether a crawl is shown on the terminal while it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from newscrawl.crawling.live_view.live import LiveView


class LiveViewSwitch:
    """Becomes a :class:`~newscrawl.crawling.live_view.live.LiveView` if ``PROGRESS_ENABLED`` is on
    and standard error is a terminal. ``NO_COLOR`` in the environment takes its colours.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LiveView:
        is_wanted = crawler.settings.getbool("PROGRESS_ENABLED")
        can_show = sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
        if not (is_wanted and can_show):
            raise NotConfigured
        # Only now: most crawls show nothing, and need not wait for rich.
        from newscrawl.crawling.live_view.live import LiveView

        return LiveView(crawler)
