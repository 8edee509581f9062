"""Reading stored pages again in one process and in several: ``python -m bench.rereading URL``.

Stores the demo newspaper's articles with their pages, unless the archive has some. Then the whole
archive is reread in turn by ``scrapy reparse demo --all`` with each number of jobs.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

import sqlalchemy as sa
from scrapy.http import HtmlResponse
from scrapy.utils.project import get_project_settings

from bench.crawls import PADDING
from newscrawl.database import ArchiveWriter
from newscrawl.database.reports import reading
from newscrawl.database.schema import pages
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.items import RawPage
from newscrawl.processes import cores
from newscrawl.reparse import make_spider
from newscrawl.spiders.demo import DemoSpider

BASE = "https://demo.newscrawl.example"


async def fill(database: str, count: int) -> None:
    """Store articles with their pages, as a crawl does."""
    site = Site(Newspaper(count), padding=PADDING)
    spider = make_spider(DemoSpider, get_project_settings())
    archive = ArchiveWriter(database)
    for story in site.paper.listed:
        body = site.reply(story.path, BASE).body
        site.cache.clear()
        page = RawPage(BASE + story.path, 200, [["Content-Type", "text/html"]], "utf-8", body, "0")
        article = spider.read_article(
            HtmlResponse(page.url, body=body, encoding="utf-8"), datetime.now(UTC)
        )
        article.page = page
        await archive.submit(article)
    await archive.close()


def seconds(url: str, jobs: int) -> float:
    command = [sys.executable, "-m", "scrapy", "reparse", "demo", "--all", "--jobs", str(jobs)]
    began = time.perf_counter()
    subprocess.run(
        command, env=os.environ | {"NEWSCRAWL_DATABASE_URL": url}, check=True, capture_output=True
    )
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rereading", description=__doc__)
    parser.add_argument("url", help="of an archive that is made, or was")
    parser.add_argument("--articles", type=int, default=10_000, help="stored; default: 10000")
    parser.add_argument("--rounds", type=int, default=3, help="of each; default: 3")
    options = parser.parse_args()
    with reading(options.url) as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(pages)) or 0
    if not count:
        asyncio.run(fill(options.url, count := options.articles))
    jobs = sorted({1, 2, cores()})
    taken: dict[int, list[float]] = {number: [] for number in jobs}
    for _ in range(options.rounds):
        for number in jobs:
            taken[number].append(seconds(options.url, number))
    print("| jobs | pages a second | of one | 1,000,000 pages |\n|---|---|---|---|")
    for number in jobs:
        ratio = statistics.median(a / b for a, b in zip(taken[1], taken[number], strict=True))
        took = statistics.median(taken[number])
        hours = took / count * 1e6 / 3600
        print(f"| {number} | {count / took:,.0f} | {ratio:.2f} | {hours:.1f} h |")


if __name__ == "__main__":
    main()
