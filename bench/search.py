"""What search costs: ``python -m bench.search``.

Fills an archive with articles made of the demo newspaper's, and prints how long queries take, and
what the index and the raw pages add to the writer's time for an article.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from unittest import mock

from newscrawl.database import ArchiveWriter, pages, search
from newscrawl.database.reports import reading
from newscrawl.database.search.hits import Order, find
from newscrawl.database.search.sqlite import fts5_expression
from newscrawl.database.selection import Selection
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from newscrawl.extraction.loader import content_hash
from newscrawl.items import Article, RawPage
from newscrawl.persian.text import repair
from newscrawl.search import parse

#: Paragraphs of an article; about 1,800 characters, as in the news.
PARAGRAPHS = 12
BATCH = 100


def make(count: int, seed: int = 1) -> Iterator[Article]:
    """Articles: the stories of the demo newspaper, with paragraphs of several of them."""
    stories = Newspaper(articles=3000).stories
    paragraphs = [repair(text) for story in stories for text in story.paragraphs]
    chance = random.Random(seed)
    for number in range(count):
        story = stories[number % len(stories)]
        article = Article(
            site=f"site{number % 20}",
            news_code=str(number),
            url=f"https://site{number % 20}.ir/fa/news/{number}",
            title=repair(story.title),
            lead=repair(story.lead or "") or None,
            body="\n".join(chance.sample(paragraphs, PARAGRAPHS)),
            published_at=(story.published + timedelta(minutes=chance.randrange(10**6))).isoformat(),
            sections=list(story.section.names) if hasattr(story.section, "names") else [],
            tags=[repair(tag) for tag in story.tags],
            fetched_at="2025-11-24T12:00:00+00:00",
        )
        article.content_hash = content_hash(article)
        yield article


async def fill(url: str, articles: list[Article], archive: ArchiveWriter | None = None) -> float:
    """Store articles; returns the seconds of CPU time of the writer's thread an article."""
    archive = ArchiveWriter(url, batch_size=BATCH)
    spent = 0.0
    write = archive._writer._write

    def timed(batch):  # type: ignore[no-untyped-def]
        nonlocal spent
        start = time.thread_time()
        try:
            return write(batch)
        finally:
            spent += time.thread_time() - start

    archive._writer._write = timed
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article in batch:
            content_hash(article)  # as the loader does just before: the folded texts are at hand
        await asyncio.gather(*(archive.submit(one) for one in batch))
    await archive.close()
    return spent / len(articles)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """The writer without its index, or without raw pages."""
    if not names:
        yield
        return
    with mock.patch.multiple(
        "newscrawl.database.articles",
        **({"search": mock.Mock(spec=search)} if "index" in names else {}),
        **({"keep_pages": mock.Mock(spec=pages.keep_pages)} if "pages" in names else {}),
    ):
        yield


def writer(count: int, rounds: int, page: bytes) -> None:
    made = list(make(count))
    for article in made:
        article.page = RawPage(
            article.url or "", 200, [], "utf-8", page + article.body.encode(), ""
        )
    contestants = {
        "articles alone": ("index", "pages"),
        "with the index": ("pages",),
        "with raw pages": ("index",),
        "with both": (),
    }
    spent: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, left_out in contestants.items():
            with tempfile.TemporaryDirectory() as folder, without(*left_out):
                spent[name].append(asyncio.run(fill(f"sqlite:///{folder}/news.db", made)))
    print(
        f"The writer's thread, µs an article ({count} articles, pages of {len(page) // 1000} kB)\n"
    )
    print("| | median | min | max |\n|---|---|---|---|")
    for name, values in spent.items():
        row = (statistics.median(values), min(values), max(values))
        print(f"| {name} | " + " | ".join(f"{value * 1e6:.0f}" for value in row) + " |")


def crawls(count: int, rounds: int, padding: int) -> None:
    """CPU time of a whole crawl, with and without."""
    patch = "from unittest import mock; import newscrawl.database.articles as a; "
    left_out = {
        "everything": "",
        "without the index": "a.search = mock.Mock(); ",
        "without raw pages": "sys.argv += ['-s', 'STORE_PAGES=0']; ",
        "without both": "a.search = mock.Mock(); sys.argv += ['-s', 'STORE_PAGES=0']; ",
    }
    spent: dict[str, list[float]] = {name: [] for name in left_out}
    with running(count, padding=padding) as base_url:
        for number in range(rounds + 1):  # the first one warms the server's cache
            for name, program in left_out.items():
                with tempfile.TemporaryDirectory() as folder:
                    before = os.times()
                    subprocess.run(
                        [
                            *(sys.executable, "-c"),
                            f"import sys; {patch}{program}from scrapy.cmdline import execute; "
                            "execute()",
                            *("crawl", "roozplus", "-a", f"base_url={base_url}"),
                            *("-s", "LOG_LEVEL=ERROR"),
                        ],
                        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/n.db"},
                        check=True,
                    )
                    after = os.times()
                used = after.children_user + after.children_system
                used -= before.children_user + before.children_system
                if number:
                    spent[name].append(used / count)
    print(f"A crawl, ms of CPU time an article: {count}, pages of about {padding} kB\n")
    print("| | median | min | max |\n|---|---|---|---|")
    for name, values in spent.items():
        row = (statistics.median(values), min(values), max(values))
        print(f"| {name} | " + " | ".join(f"{value * 1e3:.2f}" for value in row) + " |")


def words_by_frequency(database: Path) -> list[tuple[str, int]]:
    connection = sqlite3.connect(database)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, articles_fts, row)")
    rows = connection.execute("SELECT term, doc FROM temp.terms ORDER BY doc DESC").fetchall()
    connection.close()
    return rows


def queries(database: Path, count: int, rounds: int) -> None:
    terms = words_by_frequency(database)
    chance = random.Random(2)
    bands = {
        "rare (under 0.1 % of the articles each)": (0.0002, 0.001),
        "usual (0.1 to 2 %)": (0.001, 0.02),
        "frequent (2 to 20 %)": (0.02, 0.2),
        "the most frequent (over 20 %)": (0.2, 1.0),
    }
    print("\nA query of two words, 20 hits, ms\n")
    print(
        "| words | order | articles found, median | median | 95 % | max |\n"
        "|---|---|---|---|---|---|"
    )
    with reading(f"sqlite:///{database}") as connection:
        for band, (low, high) in bands.items():
            words = [word for word, doc in terms if low <= doc / count < high]
            if len(words) < 2:
                continue
            pairs = [" ".join(chance.sample(words, 2)) for _ in range(rounds)]
            for order in Order:
                times, found = [], []
                for pair in pairs:
                    selection = Selection(query=parse(pair))
                    start = time.perf_counter()
                    list(find(connection, selection, order, 20))
                    times.append((time.perf_counter() - start) * 1000)
                    expression = fts5_expression(parse(pair))
                    found.append(
                        connection.exec_driver_sql(
                            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?",
                            (expression,),
                        ).scalar()
                    )
                times.sort()
                print(
                    f"| {band} | {order} | {statistics.median(found):.0f} | "
                    f"{statistics.median(times):.1f} | {times[int(len(times) * 0.95)]:.1f} | "
                    f"{times[-1]:.1f} |"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--database", type=Path, help="kept, and used again")
    parser.add_argument("--crawls", type=int, default=0, metavar="ARTICLES", help="also crawl")
    parser.add_argument("--page", type=Path, help="an article page, for the writer's part")
    options = parser.parse_args()
    if options.crawls:
        crawls(options.crawls, options.rounds, padding=80)
    if options.page:
        writer(3000, options.rounds, options.page.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        database = options.database or Path(folder) / "news.db"
        if not database.exists():
            articles = make(options.articles)
            while part := list(islice(articles, 5000)):
                asyncio.run(fill(f"sqlite:///{database}", part))
        queries(database, options.articles, options.queries)


if __name__ == "__main__":
    main()
