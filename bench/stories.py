"""The same story in many places: how often it is found, and what that costs."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from bench.crawls import spread
from bench.pairs import Pair, pairs
from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.schema import articles
from newscrawl.demo.newspaper import Newspaper
from newscrawl.items import Article
from newscrawl.stories.signature import signature_of

#: CPU time of a page in a whole crawl, in milliseconds: docs/performance.md.
PAGE = 3.8
AT = "2021-07-13T12:00:00+04:30"


def measure(each: int, texts: int, rounds: int) -> str:
    """Find pairs in an archive, and store texts with and without stories.

    Args:
        each: pairs of each kind.
    """
    return "\n\n".join([quality(each), costs(texts, rounds)])


def quality(each: int) -> str:
    """Of each kind of pairs, how many are one story in an archive that has all of them."""
    found = pairs(each)
    items = []
    for number, pair in enumerate(found):
        for site, text in (("first", pair.first), ("second", pair.second)):
            items.append(_article(site, number, text))
    with tempfile.TemporaryDirectory() as folder:
        _store(items, Path(folder), is_on=True)
    stories = [(a.story_id, b.story_id) for a, b in zip(items[::2], items[1::2], strict=True)]
    kinds: dict[str, list[tuple[Pair, bool]]] = {}
    for pair, (one, other) in zip(found, stories, strict=True):
        kinds.setdefault(pair.kind, []).append((pair, one == other))
    told = [(pair.is_same, is_one) for rows in kinds.values() for pair, is_one in rows]
    right = sum(is_same and is_one for is_same, is_one in told)
    # Any two articles of one story, also those of different pairs.
    sizes = Counter(item.story_id for item in items)
    together = sum(size * (size - 1) // 2 for size in sizes.values())
    lines = [
        f"| {kind} | {'one' if rows[0][0].is_same else 'two'} | {len(rows)} "
        f"| {sum(is_one == pair.is_same for pair, is_one in rows) / len(rows):.1%} |"
        for kind, rows in kinds.items()
    ]
    return "\n".join(
        [
            f"{len(found)} pairs of texts, all in one archive.",
            "",
            "| pair | stories | pairs | right |",
            "|---|---|---|---|",
            *lines,
            "",
            f"Precision {right / max(sum(is_one for _, is_one in told), 1):.1%} of the pairs "
            f"({right / max(together, 1):.1%} of any two articles that became one story), recall "
            f"{right / sum(is_same for is_same, _ in told):.1%}.",
        ]
    )


def costs(count: int, rounds: int) -> str:
    """What stories add to storing different texts."""
    # Of the days on which the paper printed them: its sentences come again and again.
    printed = Newspaper(count).stories
    bodies = [story.body for story in printed]
    items = [
        _article("demo", number, story.body, story.published.isoformat())
        for number, story in enumerate(printed)
    ]
    words = statistics.mean(len(body.split()) for body in bodies)
    signed: list[float] = []
    took: dict[bool, list[float]] = {False: [], True: []}
    sizes: dict[bool, int] = {}
    for _ in range(rounds):
        began = time.process_time()
        for body in bodies:
            signature_of("", None, body)
        signed.append((time.process_time() - began) / count)
        for is_on in took:
            with tempfile.TemporaryDirectory() as folder:
                seconds, sizes[is_on] = _store(
                    [replace(i) for i in items], Path(folder), is_on=is_on
                )
            took[is_on].append(seconds / count)
    more = [(on - off) * 1000 for off, on in zip(took[False], took[True], strict=True)]
    return "\n".join(
        [
            f"{count} different texts of {words:.0f} words, {rounds} rounds, CPU time an article:",
            "",
            "| | |",
            "|---|---|",
            f"| the numbers of a text | {statistics.median(signed) * 1e6:.0f} µs |",
            f"| stored without stories | {statistics.median(took[False]) * 1e6:.0f} µs |",
            f"| stored with stories | {statistics.median(took[True]) * 1e6:.0f} µs |",
            f"| more, as a share of a page of a crawl ({PAGE} ms) | "
            f"{spread([one / PAGE for one in more])} |",
            f"| the archive grows, SQLite | {(sizes[True] - sizes[False]) / count:.0f} bytes more "
            f"than {sizes[False] / count:.0f} |",
        ]
    )


def _article(site: str, code: int, text: str, published_at: str = AT) -> Article:
    return Article(
        site=site,
        news_code=str(code),
        url=f"https://{site}.ir/fa/news/{code}",
        title="عنوان",
        body=text,
        published_at=published_at,
        fetched_at=AT,
        content_hash=str(code),
    )


def _store(items: list[Article], folder: Path, *, is_on: bool) -> tuple[float, int]:
    """Seconds of CPU time that storing takes, and the bytes of the archive."""
    file = folder / "news.db"

    async def store() -> float:
        archive = ArchiveWriter(f"sqlite:///{file}", with_stories=is_on)
        began = time.process_time()
        await asyncio.gather(*map(archive.submit, items))
        took = time.process_time() - began
        await archive.close()
        return took

    took = asyncio.run(store())
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(articles)) == len(items)
    engine.dispose()
    return took, file.stat().st_size
