"""Reread stored pages again by today's selectors, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from newscrawl.database.reparse import apply, pages_to_read
from newscrawl.database.selection import Selection
from newscrawl.reparse.readers import Readers
from newscrawl.reparse.report import ReparseReport
from newscrawl.spider import NewsSpider


def reparse(
    engine: sa.Engine,
    spider: NewsSpider,
    selection: Selection,
    report: ReparseReport,
    cold: Path,
    *,
    is_dry: bool = False,
    read_all: bool = False,
    readers: Readers,
    with_stories: bool = False,
) -> Iterator[int]:
    """Read the selected pages of a spider's site again; yields how many so far.

    Args:
        report: gets what came of each page.
        cold: the folder of cold files.
        is_dry: write nothing.
        read_all: also pages that today's selectors have read already.
        readers: where they are read; one for all sites.
        with_stories: see :func:`newscrawl.database.articles.store_articles`.
    """
    rules = spider.rules_version
    selection = replace(selection, site=spider.name)
    # Each batch of pages is a query of its own: no snapshot stays open for hours.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as reader:
        stored = pages_to_read(reader, selection, None if read_all else rules, cold, report.miss)
        count = 0
        for batch in readers.read(spider, stored):
            now = datetime.now(UTC)
            if is_dry:
                outcomes = apply(reader, batch, rules, now, write=False)
            else:
                with engine.begin() as writer:
                    outcomes = apply(
                        writer, batch, rules, now, write=True, with_stories=with_stories
                    )
            report.add(outcomes)
            count += len(batch)
            yield count
