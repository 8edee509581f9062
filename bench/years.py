"""What a year of crawls takes: the bytes of a row of each table, times the rows of a stated model.

::

    python -m bench.years --database sqlite:////tmp/years.db
    python -m bench.years --database postgresql+psycopg://…/an_empty_database

The articles have paragraphs like those of real ones, and their raw pages are the demo newspaper's
with the ballast of a real page. A crawl of it gives the rows of crawls, requests and failures,
which are copied for other sites until there are enough to measure.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bench.search import make
from bench.server import running
from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.dialect import is_shared
from newscrawl.database.erasing import shred_index
from newscrawl.database.schema import crawls, failures, frontier
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction.loader import content_hash
from newscrawl.items import Article, RawPage

#: Bytes of ballast on a page, in kB.
PADDING = 80
HEADERS = [["Content-Type", "text/html; charset=utf-8"], ["Server", "nginx"], ["Vary", "Cookie"]]
#: The model: sites, crawls a day of each, new articles a day of each.
SITES, CRAWLS, ARTICLES = 760, 24, 40
#: Shares of the articles: that are changed once, and whose page cannot be read.
CHANGED, UNREAD = 0.05, 0.02
#: Requests of lists, feeds, tags and pages of the archive of a site that stay.
LISTS = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """A table with its indexes."""

    rows: int
    size: int

    @property
    def row(self) -> float:
        """Bytes of a row."""
        return self.size / max(self.rows, 1)


def rows_a_year() -> dict[str, float]:
    """How many rows each table gets in a year, by the model."""
    articles = SITES * ARTICLES * 365
    return {
        "articles": articles,
        "articles_fts": articles,
        "pages": articles * (1 + CHANGED + UNREAD),
        "revisions": articles * CHANGED,
        "failures": articles * UNREAD,
        "frontier": articles * UNREAD + SITES * LISTS,
        "crawls": SITES * CRAWLS * 365,
    }


def with_pages(count: int) -> list[Article]:
    """Articles with raw pages."""
    paper = Newspaper(200)
    site = Site(paper, padding=PADDING)
    paths = [story.path for story in paper.listed]
    articles = []
    for number, article in enumerate(make(count)):
        body = site.reply(paths[number % len(paths)], "https://x.ir").body
        body = body.replace(b"</body>", (article.body or "").encode() + b"</body>")
        article.page = RawPage(article.url or "", 200, HEADERS, "utf-8", body, "1+0123456789abcdef")
        articles.append(article)
    return articles


def fill(url: str, articles: Sequence[Article]) -> None:
    """Store articles, and a change of some of them."""

    async def work() -> None:
        archive = ArchiveWriter(url)
        for start in range(0, len(articles), 100):
            await asyncio.gather(*(archive.submit(a) for a in articles[start : start + 100]))
        for article in articles[:: round(1 / CHANGED)]:
            changed = replace(article, title=f"{article.title} ۲", revision=1)
            changed.content_hash, changed.page = content_hash(changed), article.page
            await archive.submit(changed)
        await archive.close()

    asyncio.run(work())


def crawl(url: str) -> None:
    """Crawl the demo newspaper, with news codes that it does not have."""
    ways = ("discover=front,rss,sitemap,archive,codes", "codes=206000-206060")
    with running(60, padding=PADDING) as base_url:
        options = [word for one in (f"base_url={base_url}", *ways) for word in ("-a", one)]
        subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "roozplus", *options, "-s", "LOG_ENABLED=0"],
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
            check=True,
        )


def multiply(engine: sa.Engine, times: int) -> None:
    """Copy what a crawl left, for other sites."""
    for table, site in ((crawls, "spider"), (frontier, "site"), (failures, "site")):
        (key,) = table.primary_key
        names = [column.name for column in table.columns if column is not key]
        with engine.begin() as connection:
            rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for number in range(times):
                for row in rows:
                    row[site] = f"roozplus{number}"
                if rows:
                    values = [{name: row[name] for name in names} for row in rows]
                    connection.execute(table.insert(), values)


def measured(engine: sa.Engine) -> dict[str, Measured]:
    """Each table with its indexes, tidied up."""
    shred_index(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        found = {}
        for name in rows_a_year():
            if is_shared(engine):
                sizes = sa.text("SELECT pg_total_relation_size(CAST(:name AS regclass))")
            else:
                sizes = sa.text(
                    "SELECT SUM(d.pgsize) FROM dbstat AS d JOIN sqlite_master AS m ON m.name = "
                    "d.name WHERE m.tbl_name = :name OR (:name = 'articles_fts' AND m.tbl_name "
                    "LIKE 'articles\\_fts\\_%' ESCAPE '\\')"
                )
            table = "articles" if name == "articles_fts" else name
            rows = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()
            found[name] = Measured(rows, connection.scalar(sizes, {"name": name}) or 0)
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, help="an empty one, as an SQLAlchemy URL")
    parser.add_argument("--articles", type=int, default=3000)
    options = parser.parse_args()
    articles = with_pages(options.articles)
    fill(options.database, articles)
    crawl(options.database)
    engine = open_engine(options.database)
    multiply(engine, 100)
    size = sum(len(article.page.body) for article in articles if article.page) / len(articles)
    body = sum(len((article.body or "").encode()) for article in articles) / len(articles)
    print(f"{engine.dialect.name}: pages of {size:,.0f} bytes, texts of {body:,.0f}\n")
    print("| table | rows measured | bytes a row | rows a year | GB a year |")
    print("|---|--:|--:|--:|--:|")
    total = 0.0
    for name, table in measured(engine).items():
        rows = rows_a_year()[name]
        total += rows * table.row
        print(f"| {name} | {table.rows:,} | {table.row:,.0f} | {rows:,.0f} | "
              f"{rows * table.row / 1e9:,.1f} |")  # fmt: skip
    print(f"| all | | | | {total / 1e9:,.1f} |")
    engine.dispose()


if __name__ == "__main__":
    main()
