"""What durability costs: ``python -m bench.frontier``.

Crawls the demo newspaper with newscrawl's frontier and with Scrapy's schedulers, in turns, and
prints pages a second as ratios to Scrapy's memory queue in the same round. Then shows the memory
that known articles and pending requests add to a crawl.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from newscrawl.database import ArchiveWriter
from newscrawl.database.frontier import Row
from newscrawl.database.writer import Enqueue
from newscrawl.demo.server import running

ROOT = Path(__file__).parents[1]
SCRAPY = "SCHEDULER=scrapy.core.scheduler.Scheduler"
CONTESTANTS: dict[str, list[str]] = {
    "Scrapy, memory queue": [SCRAPY],
    "newscrawl's frontier": [],
    "Scrapy, PickleLifoSQLiteQueue": [
        SCRAPY,
        "SCHEDULER_DISK_QUEUE=scrapy.squeues.PickleLifoSQLiteQueue",
        "JOBDIR={folder}/job",
    ],
}


def crawl(folder: Path, base_url: str, settings: list[str], *arguments: str) -> dict[str, float]:
    """Stats of one crawl into a database in a folder."""
    options = [option for s in settings for option in ("-s", s.format(folder=folder))]
    subprocess.run(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "roozplus", "-a", f"base_url={base_url}"),
            *("-s", "LOG_LEVEL=ERROR", "-s", "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.2"),
            *options,
            *arguments,
        ],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/news.db"},
        check=True,
    )
    connection = sqlite3.connect(folder / "news.db")
    (stats,) = connection.execute("SELECT stats FROM crawls ORDER BY run DESC LIMIT 1").fetchone()
    connection.close()
    result: dict[str, float] = json.loads(stats)
    return result


def throughput(articles: int, rounds: int, padding: int) -> None:
    print(f"{articles} articles, pages of about {padding} kB, {rounds} rounds\n")
    ratios: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    with running(articles, padding=padding) as base_url:
        for number in range(rounds + 1):  # the first one warms the server's cache
            speed: dict[str, float] = {}
            for name, settings in CONTESTANTS.items():
                with tempfile.TemporaryDirectory() as folder:
                    stats = crawl(Path(folder), base_url, settings)
                speed[name] = stats["response_received_count"] / stats["elapsed_time_seconds"]
            if number:
                for name, value in speed.items():
                    ratios[name].append(value / speed["Scrapy, memory queue"])
    print("| | ratio of pages a second: median | min | max |\n|---|---|---|---|")
    for name, values in ratios.items():
        row = (statistics.median(values), min(values), max(values))
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in row) + " |")


def memory(known: int, pending: int) -> None:
    """Peak memory of a crawl that stops after 50 pages, on a small and on a large archive."""
    peaks = []
    with running(300) as base_url:
        for more in (False, True):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                crawl(folder, base_url, ["CLOSESPIDER_PAGECOUNT=5"])
                if more:
                    fill(folder / "news.db", known, pending)
                stats = crawl(folder, base_url, ["CLOSESPIDER_PAGECOUNT=50"])
                peaks.append(stats["memusage/max"] / 2**20)
    print(
        f"\n{known:,} known articles and {pending:,} pending requests add "
        f"{peaks[1] - peaks[0]:.0f} MB to {peaks[0]:.0f} MB"
    )


def fill(database: Path, known: int, pending: int) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO articles (site, news_code, url, title, body, sections, tags, images, "
            "fetched_at, revision, content_hash, problems) SELECT 'roozplus', i + 1000000, "
            "'https://roozplus.com/fa/news/' || (i + 1000000), 'عنوان', 'متن', '[]', '[]', '[]', "
            "'2021-07-13T14:38:00+00:00', 1, '', '[]' FROM n",
            (known,),
        )
    connection.close()

    async def enqueue() -> None:
        archive = ArchiveWriter(f"sqlite:///{database}")
        for start in range(0, pending, 5000):
            rows = [
                Row(f"{i:040x}", f"https://roozplus.com/fa/news/{i}", str(i), 0, "{}")
                for i in range(9_000_000 + start, 9_000_000 + start + 5000)
            ]
            await archive.submit(Enqueue("roozplus", 1, rows), urgent=True)
        await archive.close()

    asyncio.run(enqueue())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.frontier", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--padding", type=int, default=80, metavar="KB")
    parser.add_argument("--known", type=int, default=1_000_000)
    parser.add_argument("--pending", type=int, default=200_000)
    options = parser.parse_args()
    throughput(options.articles, options.rounds, options.padding)
    memory(options.known, options.pending)


if __name__ == "__main__":
    main()
