"""A crawl that is killed again and again ends with the same archive as one that is not."""

import os
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Query, rows_of, run_scrapy

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
KILLS = 100 if NIGHTLY else 12
ARTICLES = 1000 if NIGHTLY else 600
CONCURRENCY = 16
#: Pages that have come and wait to be read: SCRAPER_SLOT_MAX_ACTIVE_SIZE in pages of 16 kB.
WAITING = 16
COLUMNS = (
    "site, news_code, url, title, kicker, lead, body, published_at, published_jalali,"
    " published_text, modified_at, sections, tags, agency, author, images, revision,"
    " content_hash, problems"
)


def crawl(database: Path, base_url: str, *, wait: bool = True) -> Any:
    return run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}",
        "-s", "LOG_LEVEL=WARNING", wait=wait,
    )  # fmt: skip


def pages(log: Path) -> Counter[str]:
    """How often each page was asked for, robots.txt aside."""
    paths = [line.split("\t")[3] for line in log.read_text().splitlines()]
    return Counter(path for path in paths if path != "/robots.txt")


@pytest.mark.slow
def test_kills_lose_nothing_and_store_nothing_twice(
    tmp_path: Path, database: Path, query: Query
) -> None:
    calm, log = tmp_path / "calm.db", tmp_path / "requests.log"
    # The latency makes a crawl last some seconds, so that there is something to kill.
    with running(ARTICLES, request_log=str(log), latency=150) as base_url:
        assert crawl(calm, base_url).returncode == 0
        once = pages(log)
        log.write_text("")
        chance = random.Random(206356)
        kills = 0
        for _ in range(KILLS):
            process = crawl(database, base_url, wait=False)
            try:
                process.communicate(timeout=chance.uniform(0.8, 2.5))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.communicate()
                kills += 1
        result = crawl(database, base_url)
        assert result.returncode == 0, result.stderr

    assert kills >= KILLS / 2  # the others were over before they could be killed
    every = f"SELECT {COLUMNS} FROM articles ORDER BY news_code"
    killed = query(every)
    assert len(killed) == ARTICLES
    assert {row["news_code"] for row in killed} == {
        fields["news_code"] for fields in Newspaper(ARTICLES).expected()
    }
    assert killed == rows_of(calm, every)
    assert query("SELECT state FROM frontier WHERE state IN ('pending', 'leased')") == []
    articles = {p: n for p, n in pages(log).items() if p.startswith("/fa/news/")}
    again = sum(n - 1 for n in articles.values() if n > 1)
    assert again <= KILLS * (CONCURRENCY + WAITING)
    assert once.keys() >= articles.keys()
