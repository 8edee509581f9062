"""What several workers on PostgreSQL bring, and how well they keep a site's delay together.

    python -m bench.workers --database postgresql+psycopg://user@host/empty_database

1. Four sites, crawled with a delay by one worker, then by four: ``scrapy crawlall --once``.
2. One site, crawled with the same delay by one to four workers: the gaps between requests, from the
   log of the demo newspaper's server.

The database is emptied before each crawl.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa

from newscrawl.database import open_engine, schedule
from newscrawl.database.schema import metadata
from newscrawl.demo.server import running

ROOT = Path(__file__).parents[1]
SITES = ("roozplus", "yjc", "asriran", "tabnak")


def scrapy(url: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments, "-s", "LOG_LEVEL=ERROR"],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
    )


def wait(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.wait():
            raise SystemExit(f"{process.args} failed")


def empty(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())


def sites(engine: sa.Engine, url: str, workers: int, articles: int, delay: float) -> float:
    """Seconds that some workers, each with one site at a time, take for all sites."""
    empty(engine)
    with ExitStack() as stack:
        for site in SITES:
            base_url = stack.enter_context(running(articles))
            with engine.begin() as connection:
                schedule.add(connection, [site], 86_400, {"base_url": base_url})
        began = time.monotonic()
        options = ("--once", "--jobs", "1", "-s", f"DOWNLOAD_DELAY={delay}")
        wait([scrapy(url, "crawlall", *options) for _ in range(workers)])
        return time.monotonic() - began


def gaps(engine: sa.Engine, url: str, workers: int, articles: int, delay: float) -> list[float]:
    """Gaps between the requests of some workers to one site, as shares of the delay, sorted."""
    empty(engine)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "requests.log"
        with running(articles, request_log=str(log)) as base_url:
            crawl = ("crawl", SITES[0], "-a", f"base_url={base_url}")
            wait([scrapy(url, *crawl, "-s", f"DOWNLOAD_DELAY={delay}") for _ in range(workers)])
        arrived = sorted(float(line.split("\t")[0]) for line in log.read_text().splitlines())
    return sorted((after - before) / delay for before, after in pairwise(arrived))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, help="an SQLAlchemy URL of PostgreSQL")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--delay", type=float, default=0.25, help="seconds")
    options = parser.parse_args()
    engine = open_engine(options.database)
    with engine.connect() as connection:
        if connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables["articles"])):
            raise SystemExit("the database has articles; this bench would delete them")

    def measured(what: str, *numbers: float) -> None:
        print(f"{what:40}", *(f"{number:8.2f}" for number in numbers), flush=True)

    print(f"{options.articles} articles a site, {options.delay} s delay\n\nfour sites: seconds")
    took = {
        workers: sites(engine, options.database, workers, options.articles, options.delay)
        for workers in (1, 4)
    }
    for workers, seconds in took.items():
        measured(f"{workers} workers", seconds)
    measured("ratio", took[1] / took[4])
    print("\none site: gaps as shares of the delay: requests, min, 1%, median")
    for workers in (1, 2, 4):
        found = gaps(engine, options.database, workers, options.articles, options.delay)
        one_percent, median = found[len(found) // 100], found[len(found) // 2]
        measured(f"{workers} workers", len(found) + 1, found[0], one_percent, median)
    empty(engine)


if __name__ == "__main__":
    main()
