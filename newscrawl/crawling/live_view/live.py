"""A live view of a crawl on a terminal, below the log."""

from __future__ import annotations

import atexit
import logging
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.live_view.layout import TITLES, BackfillState, Snapshot, layout
from newscrawl.crawling.summary import Summary
from newscrawl.crawling.tasks import Tasks
from newscrawl.database import ArchiveWriter, DatabaseError
from newscrawl.database.frontier import count_pending
from newscrawl.items import Article
from newscrawl.private import download_slots

#: How often the view is drawn, and the pending requests are counted, in seconds.
DRAWN_EVERY, COUNTED_EVERY = 0.25, 2.0
#: The pace is measured over so many seconds.
PACE_OF = 10.0
#: More pending requests than this are not counted: it would take too long.
MOST_COUNTED = 100_000


class LiveView:
    """Shows what a crawl is doing.

    ``PROGRESS_TOTAL`` is how many articles are expected, 0 for unknown.
    """

    def __init__(self, crawler: Crawler) -> None:
        console = Console(stderr=True)
        self.crawler = crawler
        self.total = crawler.settings.getint("PROGRESS_TOTAL")
        self.live = Live(
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self.titles: deque[str] = deque(maxlen=TITLES)
        self.paces: deque[tuple[float, int]] = deque()
        self.backfills_began: dict[str, float] = {}
        self.began = self.counted = monotonic()
        self.waiting = 0
        self.counting = Tasks()
        crawler.signals.connect(self.open, signals.spider_opened)
        crawler.signals.connect(self.scraped, signals.item_scraped)
        crawler.signals.connect(self.close, signals.spider_closed)

    def open(self) -> None:
        self._log = logged_above(self.live.console)
        self._log.__enter__()
        atexit.register(self.live.stop)  # a second Ctrl-C must not leave the cursor hidden
        self.live.start()
        self.counted = 0.0
        self.clock = create_looping_call(self.draw)
        self.clock.start(DRAWN_EVERY)

    def scraped(self, item: Any) -> None:
        if isinstance(item, Article) and item.title:
            self.titles.append(item.title)

    def close(self) -> None:
        if self.clock.running:
            self.clock.stop()
        self.live.stop()
        atexit.unregister(self.live.stop)
        self._log.__exit__(None, None, None)

    def draw(self) -> None:
        spider = self.crawler.spider
        if spider is not None:
            self.count(spider.name)
            self.live.update(layout(self.snapshot(spider)), refresh=True)

    def snapshot(self, spider: Spider) -> Snapshot:
        """What is shown now."""
        stats = self.crawler.stats.get_stats()
        summary = Summary.of(stats)
        slots = download_slots(self.crawler).values()
        backfills = [
            self.backfill(name, stats.get(f"{name}/done", 0), total)
            for name in ("archive", "codes")
            if (total := stats.get(f"{name}/total"))
        ]
        if self.total:
            backfills.append(self.backfill("articles", summary.articles, self.total))
        return Snapshot(
            site=spider.name,
            seconds=monotonic() - self.began,
            summary=summary,
            pace=self.pace(summary.pages),
            waiting=self.waiting,
            active=sum(len(slot.active) for slot in slots),
            delay=max((slot.delay for slot in slots), default=0.0),
            backfills=backfills,
            titles=list(self.titles),
        )

    def backfill(self, name: str, done: int, total: int) -> BackfillState:
        now = monotonic()
        return BackfillState(name, done, total, now - self.backfills_began.setdefault(name, now))

    def pace(self, pages: int) -> float:
        """Pages a second, of the last seconds."""
        now = monotonic()
        self.paces.append((now, pages))
        while now - self.paces[0][0] > PACE_OF:
            self.paces.popleft()
        (began, before), seconds = self.paces[0], now - self.paces[0][0]
        return (pages - before) / seconds if began < now else 0.0

    def count(self, site: str) -> None:
        """Count the pending requests, at most :data:`MOST_COUNTED`, if it is time to."""
        now = monotonic()
        extension = self.crawler.get_extension(ArchiveExtension)
        if extension is not None and not self.counting and now - self.counted >= COUNTED_EVERY:
            self.counted = now
            self.counting.start(self._count(extension.archive, site))

    async def _count(self, archive: ArchiveWriter, site: str) -> None:
        with suppress(DatabaseError, SQLAlchemyError):  # the crawl itself will tell
            self.waiting = await archive.look_up(
                lambda connection: count_pending(connection, site, MOST_COUNTED)
            )


class Above:
    """A stream whose text goes above the live view. Rich's own would break long lines."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def write(self, text: str) -> None:
        if line := text.removesuffix("\n"):
            self.console.print(Text.from_ansi(line), soft_wrap=True)

    def flush(self) -> None:
        """Nothing waits."""


@contextmanager
def logged_above(console: Console) -> Iterator[None]:
    """Let log handlers that write to standard error write above the live view."""
    changed: list[tuple[logging.StreamHandler[Any], Any]] = []
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
            changed.append((handler, handler.stream))
            handler.setStream(Above(console))
    try:
        yield
    finally:
        for handler, stream in changed:
            handler.setStream(stream)
