"""What one machine needs to crawl many sites at a time: real crawls by ``scrapy crawlall``.

    python -m bench.crawlall [--sites 60] [--articles 100] [--delay 1] [--database URL]

A server with all answers ready stands for each site. The archive begins empty; each crawl stores
all articles. Twice a second the memory of all processes is added up: the proportional share, in
which what several processes have in common counts once. Linux only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from bench.crawls import PADDING
from bench.fleet import MEAN_PAUSE
from bench.server import ROOT, running
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.database import open_engine, schedule
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles as articles_table
from newscrawl.database.schema import crawls


def sites(count: int) -> list[str]:
    """Sites of one family, whose pages the server has."""
    loader = get_spider_loader(get_project_settings())
    found = []
    for name in sorted(loader.list()):
        spider = loader.load(name)
        if type(getattr(spider, "family", None)) is IranSamaneh and name != "demo":
            found.append(name)
        if len(found) == count:
            return found
    raise SystemExit(f"there are only {len(found)} sites of the family")


def memory(root: int, ticks: dict[int, int]) -> tuple[int, int]:
    """Of a process and all that it started: kB of memory, and how many processes.

    Args:
        ticks: gets what each has used of the processor, by its id.
    """
    parents: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        parents.setdefault(int(values[1]), []).append(pid)
        used[pid] = int(values[11]) + int(values[12])
    found, total = [root], 0
    for pid in found:
        found += parents.get(pid, [])
        ticks[pid] = used.get(pid, 0)
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total, len(found) - 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--database", help="an empty database; default: a file of SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(options.articles, PADDING) as base_url:
        url = options.database or f"sqlite:///{folder}/news.db"
        engine = open_engine(url)
        with engine.begin() as connection:
            for name in sites(options.sites):
                schedule.add(connection, [name], 3600, {"base_url": base_url})
        began = time.monotonic()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "scrapy", "crawlall", "--once"),
                *("--jobs", str(options.sites), "--logs", folder),
                *("-s", f"DOWNLOAD_DELAY={options.delay}", "-s", "SPIDERMON_ENABLED=0"),
            ],
            cwd=ROOT,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
        )
        used: list[tuple[int, int]] = []
        ticks: dict[int, int] = {}
        while process.poll() is None:
            used.append(memory(process.pid, ticks))
            time.sleep(0.5)
        seconds = time.monotonic() - began
        with reading(url) as connection:
            stored = connection.scalar(sa.select(sa.func.count()).select_from(articles_table))
            stats = connection.scalars(sa.select(crawls.c.stats)).all()
        engine.dispose()
    cpu = sum(ticks.values()) / os.sysconf("SC_CLK_TCK")
    most, processes = max(used)
    pages = [one["downloader/request_count"] for one in stats]
    alone = max(pages) * options.delay * MEAN_PAUSE
    print(
        f"{options.sites} sites at a time, {stored:,} of {options.sites * options.articles:,} "
        f"articles stored, {sum(pages):,} pages, exit code {process.returncode}: "
        f"{seconds:.0f} s, where politeness asks for {alone:.0f} s; "
        f"{cpu:.0f} s of CPU; {most / 1024:.0f} MB at most, "
        f"{most / 1024 / options.sites:.0f} MB a site ({processes} processes), in the median "
        f"{statistics.median(kb for kb, _ in used) / 1024:.0f} MB."
    )


if __name__ == "__main__":
    main()
