"""What each reading command takes in archives of several sizes: ``python -m bench reading``.

Every command runs as a user runs it, in a process of its own, its output thrown away. Of its runs
the median counts. ``scrapy browse`` is a server, of which single pages are asked; PostgreSQL's it
serves from a copy in SQLite, so that its pages are measured there only.

What was measured is kept in ``.bench/reading.json``, archive by archive, so that one of them can be
measured again.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode, urlsplit

from bench import invented
from bench.archive import FOLDER, size
from newscrawl.database.articles import stored_keys
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles
from newscrawl.database.search.hits import count
from newscrawl.database.selection import Selection
from newscrawl.search import parse

RESULTS = FOLDER / "reading.json"
#: A command that takes longer than this, in seconds, is run once only.
LONG = 10
#: The largest site, and one day.
SITE, DAY = "site001", "1404-03-10"
YEAR = ("--from-date", "1403-01-01", "--to-date", "1403-12-30")
#: Ranks of words of the invented language, by how many of the articles have them.
RANKS = {"60 %": 30, "a quarter": 120, "1 %": 3000}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: the medians of its runs, and the most memory."""

    #: Seconds until it ended, and until its first output.
    wall: float
    first: float
    #: Seconds of the processor in its own process.
    cpu: float
    #: Megabytes.
    memory: float
    runs: int

    @classmethod
    def of(cls, runs: Sequence[tuple[float, float, float, float]]) -> Taken:
        wall, first, cpu, memory = zip(*runs, strict=True)
        median = statistics.median
        return cls(median(wall), median(first), median(cpu), max(memory), len(runs))

    def text(self) -> str:
        memory = f", {self.memory:.0f} MB" if self.memory else ""
        return f"{self.wall:.2f} ({self.cpu:.2f}){memory}"


def words() -> dict[str, str]:
    """A word for each of :data:`RANKS`."""
    known = invented.Texts(1, 1).words
    return {name: known[rank] for name, rank in RANKS.items()}


def commands(folder: Path, dialect: str) -> dict[str, list[str]]:
    """What is measured: its name in the table → the command's arguments."""
    most, frequent, usual = words().values()
    found = {
        "status": ["status"],
        "status SITE": ["status", SITE],
        "frontier SITE": ["frontier", "list", SITE],
        "search, a word of 1 % of the articles": ["search", usual],
        "search, a word of a quarter": ["search", frequent],
        "search, a word of 60 %": ["search", most],
        "search, two such words": ["search", f"{most} {frequent}"],
        "search, two such words side by side": ["search", f'"{most} {frequent}"'],
        "search, of one site": ["search", frequent, "--site", SITE],
        "search, of one topic": ["search", frequent, "--topic", "sport"],
        "status --topics": ["status", "--topics"],
        "search --sort best, 1 %": ["search", usual, "--sort", "best"],
        "search --sort best, a quarter": ["search", frequent, "--sort", "best"],
        "search --sort best, 60 %": ["search", most, "--sort", "best"],
        "search --limit 0, a quarter": ["search", frequent, "--limit", "0"],
        "search --limit 0 --json, a quarter": ["search", frequent, "--limit", "0", "--json"],
        "trend of a year, a word of 1 %": ["trend", usual, *YEAR],
        "trend of a year, a word of 60 %": ["trend", most, *YEAR],
        "trend of a year by day": ["trend", usual, "--by", "day", *YEAR],
        "trend of a year of one site": ["trend", usual, "--site", SITE, *YEAR],
        "trend of a year, each site apart": ["trend", usual, "--split", "site", *YEAR],
        "trend of a year, each topic apart": ["trend", usual, "--split", "topic", *YEAR],
        "trend of a year, stories": ["trend", usual, "--one-per-story", *YEAR],
        "trend of all years": ["trend", usual],
        "words, a word of 1 %": ["words", usual],
        "words, a word of 60 %": ["words", most],
        "words of a month": ["words", "--from-date", "1404-03-01", "--to-date", "1404-03-31"],
        "words of a word of a quarter, by site": ["words", frequent, "--by", "site"],
        "export of a day, jsonl": ["export", "--from-date", DAY, "--to-date", DAY],
        "export of a topic, jsonl": ["export", "--topic", "health"],
        "export rss": ["export", "--format", "rss"],
        "export of what has a word of 1 %": ["export", "--query", usual],
        **{
            f"export of all, {format}": ["export", "--format", format]
            for format in ("jsonl", "csv", "json", "xml")
        },
        "export of all, parquet": ["export", "-o", f"{folder}/all.parquet"],
        "export of all raw pages, warc": ["export", "--format", "warc"],
        "report": ["report", "-o", f"{folder}/report.html"],
        "report of a site": ["report", "--site", SITE, "-o", f"{folder}/report.html"],
    }
    if dialect == "sqlite":
        found["backup"] = ["backup", "-o", f"{folder}/backup.db"]
    return found


def run(
    url: str, arguments: Sequence[str], **environment: str
) -> tuple[float, float, float, float]:
    """Run a command: seconds, seconds to the first output, seconds of CPU, megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url, **environment},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    peak = [0.0]
    watcher = Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watcher.start()
    process.stdout.read(1)
    first = time.perf_counter() - began
    while process.stdout.read(2**20):
        pass
    _, code, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(arguments)}: exit code {process.returncode}")
    watcher.join()
    return took, first, usage.ru_utime + usage.ru_stime, peak[0]


def _watch(pid: int, peak: list[float]) -> None:
    """The most memory of a process, in MB. What ``wait4`` says begins with that of its parent."""
    while (memory := memory_of(pid)) is not None:
        peak[0] = memory
        time.sleep(0.02)


def memory_of(pid: int) -> float | None:
    """The most memory that a process had, in MB; ``None`` once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else None


# -- browse ------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Pages of ``scrapy browse``: name in the table → address."""
    most, frequent, usual = words().values()
    of_year = urlencode({"q": usual, "from": YEAR[1], "to": YEAR[3]})
    deep = "2023-11-20T00:00:00+00:00,1"

    def of(**values: str) -> str:
        return f"/archive/articles?{urlencode(values)}"

    return {
        "the start page": "/",
        "the first page of articles": "/archive/articles",
        "a site": of(site=SITE, _sort_desc="published_at"),
        "a section": of(sections__arraycontains=invented.SECTIONS[0]),
        "a topic": of(topic="sport"),
        "an agency": of(agency=invented.AGENCIES[0]),
        "a month": of(published_jalali__startswith="1404-03"),
        "a section of a month": of(
            sections__arraycontains=invented.SECTIONS[0], published_jalali__startswith="1404-03"
        ),
        "search, a word of 1 %": of(_search=usual),
        "search, a word of a quarter": of(_search=frequent),
        "search, a word of 60 %": of(_search=most),
        "search of a site": of(_search=frequent, site=SITE),
        "a deep page": of(_next=deep),
        "a deep page of a section": of(
            _next=deep, sections__arraycontains=invented.SECTIONS[0]
        ),
        "the oldest first": of(_sort="published_at"),
        "the trend of a year": f"/-/trend?{of_year}",
        "an article": "/archive/articles/100",
        "failures": "/archive/failures",
        "crawls": "/archive/crawls",
        "all tables": f"/archive?{quote('_show_hidden')}=1",
    }  # fmt: skip


@contextmanager
def browsing(url: str, cache: Path) -> Iterator[tuple[str, int]]:
    """``scrapy browse`` on an archive: its address, and the number of its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "browse", "--port", "0"],
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.terminate()
        process.communicate(timeout=60)


def ask(address: str, path: str, pid: int) -> tuple[float, float, float, float]:
    """Ask for a page: as :func:`run`, of the server's process."""
    host = urlsplit(address).netloc
    before, began = cpu_of(pid), time.perf_counter()
    connection = HTTPConnection(host, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status != 200 or "بایگانی بزرگ است".encode() in text:
        print(f"{path}: {answer.status}, facets left out", file=sys.stderr)
    return took, took, cpu_of(pid) - before, memory_of(pid) or 0


def cpu_of(pid: int) -> float:
    """Seconds of CPU time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# -- all of it ---------------------------------------------------------------------------


def measure(url: str, rounds: int, only: Sequence[str] = ()) -> dict[str, Taken]:
    """Measure all commands on an archive.

    Args:
        only: only those whose names contain one of these.
    """

    def wanted(name: str) -> bool:
        return not only or any(part in name for part in only)

    found: dict[str, Taken] = {}
    dialect = url.partition(":")[0].partition("+")[0]
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        folder = Path(name)
        for what, arguments in commands(folder, dialect).items():
            if wanted(what):
                found[what] = _repeated(lambda arguments=arguments: run(url, arguments), rounds)
                _tell(what, found[what])
            for path in folder.iterdir():
                path.unlink()
        if wanted("look-up"):
            found["look-up of 100 known codes, ms"] = look_up(url)
        if dialect == "sqlite" and wanted("browse"):
            found |= _browse(url, folder, rounds)
    return found


def _browse(url: str, folder: Path, rounds: int) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    cache = folder / "cache"
    for what in ("browse: the first start", "browse: a later start"):
        began = time.perf_counter()
        with browsing(url, cache) as (address, pid):
            took = time.perf_counter() - began
            found[what] = Taken(took, took, cpu_of(pid), memory_of(pid) or 0, 1)
            _tell(what, found[what])
    size = sum(path.stat().st_size for path in cache.rglob("*"))
    print(f"browse: the overview has {size / 1e6:,.0f} MB", file=sys.stderr)
    with browsing(url, cache) as (address, pid):
        for what, path in pages().items():
            one = _repeated(lambda path=path: ask(address, path, pid), max(rounds, 3))
            found[f"browse: {what}"] = one
            _tell(what, one)
    shutil.rmtree(cache)
    return found


def look_up(url: str) -> Taken:
    """What a crawl asks for each list of links, in milliseconds."""
    runs = []
    with reading(url) as connection:
        query = articles.select().with_only_columns(articles.c.news_code)
        codes = connection.scalars(query.where(articles.c.site == SITE).limit(20_000)).all()
        for start in range(0, max(len(codes) - 100, 1), max(len(codes) // 50, 1)):
            keys = [str(code) for code in codes[start : start + 100]]
            cpu, began = time.process_time(), time.perf_counter()
            stored_keys(connection, SITE, keys)
            took = time.perf_counter() - began
            runs.append((1000 * took, 1000 * took, 1000 * (time.process_time() - cpu), 0.0))
    return Taken.of(runs)


def _repeated(once: Callable[[], tuple[float, float, float, float]], rounds: int) -> Taken:
    runs = [once()]
    while len(runs) < rounds and runs[0][0] < LONG:
        runs.append(once())
    return Taken.of(runs)


def _tell(what: str, taken: Taken) -> None:
    print(f"{what}: {taken.text()}, first after {taken.first:.2f}", file=sys.stderr, flush=True)


def shares(url: str, of: int) -> dict[str, str]:
    """How many articles have each of the words."""
    with reading(url) as connection:
        return {
            word: f"{count(connection, Selection(query=parse(word))) / of:.1%}"
            for word in words().values()
        }


def keep(url: str, found: dict[str, Taken]) -> None:
    """Add what was measured to :data:`RESULTS`."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    name = f"{'SQLite' if url.startswith('sqlite') else 'PostgreSQL'}, {size(url):,}"
    results.setdefault(name, {}).update(
        {what: [one.wall, one.first, one.cpu, one.memory, one.runs] for what, one in found.items()}
    )
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1))


def table() -> str:
    """The table of all archives that were measured, those of one database side by side."""
    results = json.loads(RESULTS.read_text())
    order = sorted(results, key=lambda name: (name[0] != "S", len(name), name))
    names = list(dict.fromkeys(what for name in order for what in results[name]))
    first = [name for name in names if not name.startswith("browse")]
    browse = [name for name in names if name.startswith("browse")]
    parts = [_table(first, order, results)]
    if browse:
        of_sqlite = [name for name in order if name[0] == "S"]
        parts.append(_table(browse, of_sqlite, results))
    return "\n\n".join(parts)


def _table(
    names: Sequence[str], order: Sequence[str], results: dict[str, dict[str, list[float]]]
) -> str:
    lines = [f"| | {' | '.join(order)} |", f"|---|{'---|' * len(order)}"]
    for what in names:
        cells = [
            Taken(*results[name][what]).text() if what in results[name] else "-"  # type: ignore[arg-type]
            for name in order
        ]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)
