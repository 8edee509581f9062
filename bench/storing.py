"""The database alone: our batches beside a raw executemany, and whether a page costs the same in an
empty archive and in one of a million articles."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.crawls import spread
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.database import ArchiveWriter, search
from newscrawl.database.articles import stored_keys
from newscrawl.database.frontier import Finished, Row
from newscrawl.database.writer import Enqueue, Finish, Lease
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction import Page, read
from newscrawl.extraction.loader import load_article
from newscrawl.items import Article
from newscrawl.search.columns import COLUMNS as INDEXED

SITE = "demo"
BATCH = 100
COLUMNS = [field.name for field in fields(Article)]
MOMENTS = ("published_at", "modified_at", "fetched_at")


def samples(count: int) -> list[Article]:
    """Articles of the demo newspaper, each with a code of its own."""
    paper = Newspaper(200)
    site, family = Site(paper), IranSamaneh()
    articles = []
    for story in paper.listed[:100]:
        url = f"https://demo.newscrawl.example{story.path}"
        raw = read(family, Page.of(site.reply(story.path, "https://x").body, url))
        articles.append(load_article(raw, site=SITE, url=url, fetched_at=datetime.now(UTC)))
    return [of_code(articles[number % len(articles)], number) for number in range(count)]


def of_code(article: Article, code: int) -> Article:
    return replace(article, news_code=str(code), url=f"https://x.ir/fa/news/{code}")


# -- f: batches against executemany --------------------------------------------------------


def raw(articles: Sequence[Article], folder: Path, *, with_index: bool = False) -> float:
    """Seconds that ``executemany`` takes for the same rows, in transactions of the same size.

    Args:
        with_index: also for those of the full-text index, whose texts are made beforehand.
    """
    database = folder / f"raw{with_index:d}.db"
    asyncio.run(ArchiveWriter(f"sqlite:///{database}").close())  # the same tables and indexes
    rows = []
    for article in articles:
        values = asdict(article)
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = json.dumps(value, ensure_ascii=False)
        rows.append(tuple(values[name] for name in COLUMNS))
    texts = [
        tuple(search.row_of(number, vars(article)).values())
        for number, article in enumerate(articles if with_index else (), 1)
    ]
    index = f"INSERT INTO articles_fts (rowid, {', '.join(INDEXED)}) VALUES (?, "
    index += f"{', '.join('?' * len(INDEXED))})"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = NORMAL")
    insert = f"INSERT INTO articles ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    began = time.perf_counter()
    for start in range(0, len(rows), BATCH):
        with connection:
            connection.executemany(insert, rows[start : start + BATCH])
            connection.executemany(index, texts[start : start + BATCH])
    took = time.perf_counter() - began
    connection.close()
    return took


def ours(articles: Sequence[Article], folder: Path) -> float:
    async def store() -> float:
        archive = ArchiveWriter(f"sqlite:///{folder}/ours.db", batch_size=BATCH)
        began = time.perf_counter()
        await asyncio.gather(*map(archive.submit, articles))
        took = time.perf_counter() - began
        await archive.close()
        return took

    return asyncio.run(store())


def throughput(count: int, rounds: int) -> str:
    articles = samples(count)
    size = statistics.mean(
        len(json.dumps(asdict(article), ensure_ascii=False).encode()) for article in articles[:100]
    )
    speeds: dict[str, list[float]] = {"raw": [], "indexed": [], "ours": []}
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            speeds["raw"].append(count / raw(articles, Path(folder)))
            speeds["indexed"].append(count / raw(articles, Path(folder), with_index=True))
            speeds["ours"].append(count / ours(articles, Path(folder)))
        print(f"storing: round {number + 1} of {rounds}", file=sys.stderr)

    def ratios(name: str, to: str) -> str:
        return spread([x / y for x, y in zip(speeds[name], speeds[to], strict=True)])

    lines = {
        "raw": "raw sqlite3 executemany",
        "indexed": "the same, and the rows of the full-text index",
        "ours": "f: newscrawl, with its index",
    }
    return "\n".join(
        [
            f"{count} articles of {size / 1000:.1f} kB, {BATCH} to a transaction, {rounds} rounds.",
            "",
            "| | articles/s | ÷ executemany | ÷ the same with the index |",
            "|---|---|---|---|",
            *(
                f"| {what} | {statistics.median(speeds[name]):.0f} "
                f"| {ratios(name, 'raw')} | {ratios(name, 'indexed')} |"
                for name, what in lines.items()
            ),
        ]
    )


# -- growth --------------------------------------------------------------------------------


def fill(database: Path, first: int, last: int) -> None:
    """Articles of short texts, for the sake of the indexes, with codes of these numbers."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) "
            "INSERT INTO articles (site, news_code, url, title, body, sections, tags, images, "
            "fetched_at, published_at, revision, content_hash, problems) SELECT 'demo', i, "
            "'https://x.ir/fa/news/' || i, 'عنوان', 'متن', '[]', '[]', '[]', "
            "'2021-07-13T14:38:00+00:00', '2021-07-13T14:38:00+00:00', 1, '', '[]' FROM n",
            (first, last),
        )
    connection.execute("ANALYZE")
    connection.close()


async def pages(archive: ArchiveWriter, articles: Sequence[Article]) -> float:
    """Milliseconds of the database for a page: enqueued, leased, stored and done."""
    began = time.process_time()
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        keys = [article.news_code or "" for article in batch]
        await archive.look_up(partial(stored_keys, site=SITE, keys=keys))
        rows = [Row(f"{int(k):040x}", f"https://x.ir/fa/news/{k}", k, 0, "{}") for k in keys]
        await archive.submit(Enqueue(SITE, 1, rows), urgent=True)
        leases = await archive.submit(Lease(SITE, 1, BATCH), urgent=True)
        finished = [
            Finish(SITE, 1, Finished(row.id, row.key, run=1), [batch[keys.index(row.key)]])
            for row in leases.rows
        ]
        await asyncio.gather(*map(archive.submit, finished))
    return (time.process_time() - began) / len(articles) * 1000


def growth(sizes: Sequence[int], count: int, rounds: int) -> str:
    """CPU time of the database for a page, in archives of several sizes, in turns."""
    base = samples(100)
    found: dict[int, list[float]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as name:
        databases = {}
        for size in sizes:
            databases[size] = Path(name) / f"{size}.db"
            asyncio.run(ArchiveWriter(f"sqlite:///{databases[size]}").close())
            if size:
                fill(databases[size], 1, size + 1)
            print(f"growth: an archive of {size}", file=sys.stderr)
        for number in range(rounds):
            # Codes between the others, as those of a backfill are, and above them.
            codes = [10_000_000 + number * count + place for place in range(count)]
            for size, database in databases.items():
                articles = [of_code(base[code % len(base)], code) for code in codes]

                async def run(
                    database: Path = database, articles: list[Article] = articles
                ) -> float:
                    archive = ArchiveWriter(f"sqlite:///{database}")
                    took = await pages(archive, articles)
                    await archive.close()
                    return took

                found[size].append(asyncio.run(run()))
    lines = [f"{count} pages a round, {rounds} rounds.", ""]
    lines += ["| articles in the archive | CPU ms/page | ÷ empty |", "|---|---|---|"]
    for size, values in found.items():
        ratios = [x / y for x, y in zip(values, found[sizes[0]], strict=True)]
        lines.append(f"| {size:,} | {statistics.median(values):.2f} | {spread(ratios)} |")
    return "\n".join(lines)
