"""What a rebuild of the search index costs those beside it: ``python -m bench.rebuilding URL``.

Fills an archive, unless it has articles. Then rebuilds its index in a process of its own, while a
writer stores articles one after the other as a crawl does, and the status is read in a loop.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from itertools import islice
from threading import Event, Thread

import sqlalchemy as sa

from bench.search import fill, make
from newscrawl.database import ArchiveWriter
from newscrawl.database.reports import reading, status
from newscrawl.database.schema import articles

#: Seconds between two articles of the writer.
PACE = 0.02


def prepare(url: str, count: int) -> None:
    with reading(url) as connection:
        if connection.scalar(sa.select(articles.c.id).limit(1)) is not None:
            return
    made = make(count)
    while part := list(islice(made, 5000)):
        asyncio.run(fill(url, part))


def write(url: str, end: Event, waits: list[float]) -> None:
    """Store new articles and change stored ones; how long each took."""

    async def main() -> None:
        archive = ArchiveWriter(url)
        for number, article in enumerate(make(10**6, seed=3)):
            if end.is_set():
                break
            if number % 2:  # stored already: a new revision
                article.content_hash = str(time.time())
            else:
                article.news_code = f"{time.time_ns()}"
                article.url = f"https://{article.site}.ir/fa/news/{article.news_code}"
            began = time.perf_counter()
            await archive.submit(article)
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(PACE)
        await archive.close()

    asyncio.run(main())


def read(url: str, end: Event, waits: list[float]) -> None:
    """Ask for the status, as ``scrapy status`` does."""
    while not end.is_set():
        began = time.perf_counter()
        with reading(url) as connection:
            status(connection)
        waits.append(time.perf_counter() - began)
        time.sleep(0.1)


def measure(url: str) -> None:
    end = Event()
    waits: dict[str, list[float]] = {"an article stored": [], "status": []}
    threads = [
        Thread(target=work, args=(url, end, told))
        for work, told in zip((write, read), waits.values(), strict=True)
    ]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "scrapy", "search", "--rebuild"],
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    took = time.perf_counter() - began
    end.set()
    for thread in threads:
        thread.join()
    print(f"{result.stdout.strip()} in {took:.0f} s\n")
    print("| beside it, ms | times | median | 99 % | max |\n|---|---|---|---|---|")
    for name, values in waits.items():
        ordered = sorted(1000 * value for value in values)
        row = (statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1])
        print(f"| {name} | {len(ordered)} | " + " | ".join(f"{v:.0f}" for v in row) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="an archive, as an SQLAlchemy URL")
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    prepare(options.url, options.articles)
    measure(options.url)


if __name__ == "__main__":
    main()
