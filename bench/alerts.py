"""What alerts cost beside a crawl, within one run.

    python -m bench.alerts [--articles 5000] [--rounds 3] [--database URL]

Each round crawls the demo newspaper as ``python -m bench crawls`` does, and then lets the alerts
look at what was stored, in batches as large as what a crawl stores between two looks. On SQLite the
CPU time of a look counts; on PostgreSQL (``--database``, an empty database) its time on the clock,
so that what the server does is in it, too.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from bench.crawls import PADDING, spread
from bench.server import ROOT, running
from newscrawl.database import alerting, alerts, open_engine
from newscrawl.database.schema import alert_hits, articles, metadata, outbox
from newscrawl.search.terms import words

#: Words of alerts are in this share of the articles at most.
RARE = 0.01
#: How many alerts there are.
ALERTS = 1000
#: Articles between two looks: a crawl that waits for a slow site, a polite one, one of a mirror.
SIZES = (1, 20, 200)
#: Articles looked at for each size.
LOOKED = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", metavar="URL")
    options = parser.parse_args()
    print(measure(options.articles, options.rounds, options.database))


def measure(count: int, rounds: int, database: str | None = None) -> str:
    """A table as Markdown: of each size of a batch what alerts add to an article of a crawl."""
    page: list[float] = []
    took: dict[int, list[float]] = {size: [] for size in SIZES}
    hits: list[float] = []
    with running(count, PADDING) as base_url:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                if database is not None:
                    _empty(database)
                page.append(_crawl(base_url, database or folder, count))
                engine = open_engine(database or f"sqlite:///{folder}/news.db")
                for size in SIZES:
                    seconds, found = look(engine, size)
                    took[size].append(seconds)
                    hits.append(found)
                engine.dispose()
            print(page[-1], {size: took[size][-1] for size in SIZES}, file=sys.stderr)
    lines = [
        f"{ALERTS} alerts of one to three words, which find {statistics.median(hits):.1f} times in "
        f"an article; an article of a crawl takes {statistics.median(page) * 1e3:.2f} ms of CPU; "
        f"rounds: {rounds}.",
        "",
        "| articles of a look | ms a look | ms an article | share of the crawl's CPU |",
        "|---|---|---|---|",
    ]
    for size in SIZES:
        shares = [one / crawl for one, crawl in zip(took[size], page, strict=True)]
        milliseconds = statistics.median(took[size]) * 1e3
        lines.append(
            f"| {size} | {milliseconds * size:.1f} | {milliseconds:.2f} | {spread(shares)} |"
        )
    return "\n".join(lines)


def look(engine: sa.Engine, size: int) -> tuple[float, float]:
    """Seconds and hits an article of looks at so many articles each."""
    ids = _prepare(engine)
    found = 0
    clock = time.process_time if engine.dialect.name == "sqlite" else time.perf_counter
    began = clock()
    for place in range(0, len(ids), size):
        until = alerts.Reached(article_id=ids[min(place + size, len(ids)) - 1])
        found += alerting.look_until(engine, until)
    return (clock() - began) / len(ids), found / len(ids)


def _prepare(engine: sa.Engine) -> Sequence[int]:
    """Alerts before the first article; returns the articles to look at."""
    chance = random.Random(1)
    with engine.begin() as connection:
        for table in (alert_hits, outbox):
            connection.execute(table.delete())
        query = sa.select(articles.c.id, articles.c.title, articles.c.body).order_by(articles.c.id)
        rows = connection.execute(query.limit(LOOKED)).all()
        found = Counter(
            word for row in rows for word in set(words(f"{row.title} {row.body}")) if len(word) > 2
        )
        rare = sorted(word for word, count in found.items() if count <= RARE * len(rows))
        connection.execute(metadata.tables["alerts"].delete())
        for number in range(ALERTS):
            query_of = " ".join(chance.sample(rare, chance.choice((1, 2, 3))))
            # One in two looks for a name of which nobody wrote.
            query_of += " ناموجود" if number % 2 else ""
            alerts.add(connection, f"alert{number}", query_of, {}, ["feed"], any_date=True)
        before = dict.fromkeys(alerts.Reached.__slots__, 0)
        for table in ("alerts", "alert_place"):
            connection.execute(metadata.tables[table].update().values(before))
    return [row.id for row in rows]


def _crawl(base_url: str, place: str, count: int) -> float:
    """Seconds of CPU time an article."""
    command = [sys.executable, "-m", "bench.contestants", "d", base_url, place, str(count)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    result = json.loads(done.stdout.splitlines()[-1])
    return float(result["cpu"] / result["articles"])


def _empty(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version, articles_fts CASCADE")
    metadata.drop_all(engine)
    engine.dispose()


if __name__ == "__main__":
    main()
