"""Does a long crawl stay as it began? ``python -m bench.soak --pages 200000``.

Crawls so many articles at full speed from a server on this machine, looks every few seconds at the
crawl's memory, open files and rate, and says whether they are flat: whether they are in the last
quarter of the crawl what they were in the second. (In the first, caches fill.)
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bench.server import ROOT, Connection, run
from newscrawl.demo.dates import DIGITS
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import process_of
from newscrawl.demo.site import Site

#: Pages that all others are made of.
MODELS = 300
#: News code of the first article; all codes have as many digits.
FIRST = 2_000_000
#: Stands in the models for the code.
MARK = 8_888_888
#: Addresses in a sitemap.
SITEMAP = 2000
#: Seconds from one look to the next.
EVERY = 5.0
#: What is called flat: so much more memory, as a share, and so many more open files.
MORE_MEMORY, MORE_FILES = 0.05, 8


# -- the server ----------------------------------------------------------------------------


class Answers:
    """Whole HTTP answers by path: robots.txt, sitemaps, and any number of different articles."""

    def __init__(self, pages: int, base: str) -> None:
        self.pages = pages
        self.base = base
        site = Site(Newspaper(MODELS))
        self.models = []
        for story in site.paper.stories:
            texts = tuple(f"{text} {MARK}" for text in story.paragraphs)
            title = f"{story.title} {MARK}"
            changed = replace(story, code=MARK, title=title, paragraphs=texts)
            self.models.append(site.pages.article(changed).encode())

    def of(self, path: str) -> bytes:
        match path.strip("/").partition("?")[0].split("/"):
            case ["fa", _, code, *_]:
                page = self.models[int(code) % MODELS]
                for digits in DIGITS.values():
                    mark = str(MARK).translate(digits)
                    page = page.replace(mark.encode(), code.translate(digits).encode())
                return _http("text/html; charset=utf-8", page)
            case ["robots.txt"]:
                return _http("text/plain", f"Sitemap: {self.base}/sitemap.xml\n".encode())
            case ["sitemap.xml"]:
                names = (f"{self.base}/sitemaps/{n}" for n in range(-(-self.pages // SITEMAP)))
                return _http("application/xml", _sitemap("sitemapindex", "sitemap", names))
            case ["sitemaps", number]:
                first = int(number) * SITEMAP
                codes = range(FIRST + first, FIRST + min(first + SITEMAP, self.pages))
                urls = (f"{self.base}/fa/news/{code}/x" for code in codes)
                return _http("application/xml", _sitemap("urlset", "url", urls))
        return _http("text/plain", b"no such page")


def _sitemap(root: str, element: str, urls: object) -> bytes:
    locs = "".join(f"<{element}><loc>{url}</loc></{element}>" for url in urls)  # type: ignore[attr-defined]
    return f"<{root}>{locs}</{root}>".encode()


def _http(kind: str, body: bytes) -> bytes:
    return (
        f"HTTP/1.1 200 -\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


async def serve(pages: int) -> None:
    loop = asyncio.get_running_loop()
    answers: Answers | None = None
    server = await loop.create_server(lambda: Connection(answers), "127.0.0.1", 0)  # type: ignore[arg-type]
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    answers = Answers(pages, base)
    print(base, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


# -- the crawl -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """The crawl at one moment."""

    seconds: float
    #: Articles stored so far.
    articles: int
    #: Resident memory, in MB.
    memory: float
    #: Open files, sockets among them.
    files: int


def look(process: int, database: Path, began: float) -> Look | None:
    """``None`` where there is nothing to see: before the beginning, after the end."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        files = sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (articles,) = connection.execute("SELECT max(id) FROM articles").fetchone()
        memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    except (OSError, sqlite3.Error, StopIteration):
        return None
    seconds = time.monotonic() - began
    return Look(seconds, articles or 0, int(memory.split()[1]) / 1024, files)


def soak(pages: int) -> list[Look]:
    """Crawl so many articles."""
    serving = [sys.executable, "-m", "bench.soak", "--serve", "--pages", str(pages)]
    looks = []
    with tempfile.TemporaryDirectory() as folder, process_of(serving) as base_url:
        database = Path(folder) / "news.db"
        began = time.monotonic()
        crawl = subprocess.Popen(
            [
                *(sys.executable, "-m", "scrapy", "crawl", "roozplus", "-q"),
                *("-a", f"base_url={base_url}", "-a", "discover=sitemap"),
                *("-s", "LOG_LEVEL=ERROR", "-s", "CONCURRENT_REQUESTS=32"),
                *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=32"),
            ],
            cwd=ROOT,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}"},
        )
        while crawl.poll() is None:
            time.sleep(EVERY)
            if (seen := look(crawl.pid, database, began)) is not None and seen.articles:
                looks.append(seen)
                print(
                    f"{seen.seconds:6.0f} s {seen.articles:8} articles {seen.memory:6.0f} MB "
                    f"{seen.files:4} files",
                    file=sys.stderr,
                )
    if crawl.returncode:
        raise SystemExit(f"the crawl ended with {crawl.returncode}")
    return looks


def quarters(looks: Sequence[Look]) -> list[list[Look]]:
    """The looks of each quarter of the articles."""
    last = looks[-1].articles
    parts: list[list[Look]] = [[], [], [], []]
    for one in looks:
        parts[min(4 * one.articles // (last + 1), 3)].append(one)
    return parts


def table(looks: Sequence[Look]) -> str:
    """A line for each quarter, and whether all is flat, in Markdown."""
    parts = quarters(looks) if looks else []
    if not parts or not all(parts):
        return f"Too few looks to tell: {len(looks)}. More pages are needed."
    lines = [
        "| articles | articles/s | MB, median | MB, most | open files, most |",
        "|---|" + "---|" * 4,
    ]
    before = Look(0, 0, 0, 0)
    for part in parts:
        end = part[-1]
        rate = (end.articles - before.articles) / max(end.seconds - before.seconds, 1e-9)
        memory = [one.memory for one in part]
        lines.append(
            f"| {before.articles:,}–{end.articles:,} | {rate:.0f} | {statistics.median(memory):.0f}"
            f" | {max(memory):.0f} | {max(one.files for one in part)} |"
        )
        before = end
    return "\n".join([*lines, "", verdict(parts[1], parts[3])])


def verdict(second: Sequence[Look], last: Sequence[Look]) -> str:
    """Whether the last quarter is as the second one."""
    memory = [statistics.median(one.memory for one in part) for part in (second, last)]
    files = [max(one.files for one in part) for part in (second, last)]
    is_flat = memory[1] <= memory[0] * (1 + MORE_MEMORY) and files[1] <= files[0] + MORE_FILES
    return (
        f"{'Flat' if is_flat else 'NOT FLAT'}: from the second quarter to the last, memory "
        f"{memory[0]:.0f} → {memory[1]:.0f} MB, open files {files[0]} → {files[1]}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--pages", type=int, default=200_000, metavar="N", help="default: 200000")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not 1 <= options.pages <= 8 * 10**6 - FIRST:
        parser.error(f"--pages: expected 1 to {8 * 10**6 - FIRST}, got {options.pages}")
    if options.serve:
        run(serve, options.pages)
        return
    print(table(soak(options.pages)))


if __name__ == "__main__":
    main()
