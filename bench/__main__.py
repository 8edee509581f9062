"""Measures what newscrawl costs. Needs the extra ``bench``: ``pip install -e '.[bench]'``.

Each part runs its contestants in turns, several rounds, and prints a table in Markdown with the
median of the ratios within a round, the least and the greatest. The parts, and where they are:

    crawls      whole crawls beside bare Scrapy and the way of the tutorials    bench/crawls.py
    extraction  a page, beside trafilatura, newspaper4k, news-please        bench/extraction.py
    storing     the database's writer beside sqlite3's executemany             bench/storing.py
    growth      a page in archives of 0 to 1,000,000 articles                  bench/storing.py
    start       from the command to the first request                            bench/start.py
    stories     the same story in many places: how often it is found, and its cost bench/stories.py
    fleet       what one machine holds, by simulation                            bench/fleet.py

``python -m bench compare --pages DIR`` compares what they read on saved pages, field by field; what
has to be in the folder stands in bench/compare.py. ``python -m bench extraction --pages DIR`` says
what reading such pages costs, a row a page: bench/saved.py.

``python -m bench archive --articles 1000000`` makes an archive of so many articles in ``.bench/``,
or in the empty database of ``--database URL``. ``python -m bench reading`` measures all reading
commands on that archive, and with ``--write`` puts the table of all that were measured into
the document: see bench/reading.py.

Programs of their own: ``python -m bench.alerts``, ``python -m bench.frontier`` (durability,
memory), ``python -m bench.links``, ``python -m bench.persian``, ``python -m bench.search``,
``python -m bench.soak`` (does a long crawl stay as it began?), ``python -m bench.workers``
(PostgreSQL), ``python -m bench.years`` (what a year takes).
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import (
    archive,
    compare,
    crawls,
    extraction,
    fleet,
    reading,
    saved,
    start,
    stories,
    storing,
)

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
#: Between these two lines of the document stands what --write put there.
BEGIN, END = "<!-- python -m bench --write -->", "<!-- end -->"
#: And between these two what ``reading --write`` put there.
READING = "<!-- python -m bench reading --write -->", "<!-- end of reading -->"

Part = Callable[[bool], str]
PARTS: dict[str, tuple[str, Part]] = {
    "crawls": (
        "Whole crawls",
        lambda quick: crawls.measure(300 if quick else 5000, 1 if quick else 5),
    ),
    "extraction": (
        "Extraction alone",
        lambda quick: extraction.measure(20 if quick else 200, 1 if quick else 5),
    ),
    "storing": (
        "The database alone",
        lambda quick: storing.throughput(2000 if quick else 20_000, 2 if quick else 7),
    ),
    "growth": (
        "As the archive grows",
        lambda quick: storing.growth(
            (0, 10_000) if quick else (0, 10_000, 100_000, 1_000_000), 500, 3 if quick else 9
        ),
    ),
    "start": ("The start", lambda quick: start.measure(2 if quick else 9)),
    "stories": (
        "Stories",
        lambda quick: stories.measure(*((10, 200, 1) if quick else (60, 2000, 3))),
    ),
    "fleet": ("What one machine holds", lambda quick: fleet.measure(200 if quick else 2000)),
}


def machine() -> str:
    """One paragraph on what was measured, and where."""
    model = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    names = ("scrapy", "twisted", "lxml", "parsel", "sqlalchemy")
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {len(os.sched_getaffinity(0))} cores of "
        f"{model[1] if model else platform.machine()}, "
        f"{int(memory[1]) / 2**20 if memory else 0:.0f} GiB, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in names)
        + f"; load {os.getloadavg()[0]:.1f} at the start. Pages of {crawls.PADDING} kB from a "
        "server on the same machine."
    )


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def write(text: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Replace what stands in the document between two marks."""
    begin, end = marks
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    DOCUMENT.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        epilog="Example: python -m bench crawls storing --quick",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"all by default: {[*PARTS]}")
    parser.add_argument("--quick", action="store_true", help="few articles, few rounds")
    parser.add_argument(
        "--write", action="store_true", help=f"put the results into {DOCUMENT.name}, too"
    )
    parser.add_argument(
        "--pages",
        type=Path,
        metavar="DIR",
        help="with compare or extraction: a folder of saved pages and their truth.json",
    )
    parser.add_argument(
        "--articles", type=int, metavar="N", help="with archive and reading: how many it has"
    )
    parser.add_argument("--database", metavar="URL", help="with archive and reading: where it is")
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="with reading: runs of each command"
    )
    parser.add_argument(
        "--only", action="append", metavar="PART", help="with reading: what has this in its name"
    )
    options = parser.parse_args()
    if options.parts in (["archive"], ["reading"]):
        _large(parser, options)
        return
    is_compared = options.parts == ["compare"]
    if options.pages is None and is_compared:
        parser.error("compare and --pages belong together: python -m bench compare --pages DIR")
    if options.pages is not None and not (is_compared or options.parts == ["extraction"]):
        parser.error("--pages and one of compare, extraction belong together")
    if is_compared:
        print(compare.measure(options.pages))
        return
    if options.pages is not None:
        try:
            print(saved.measure(options.pages, 3 if options.quick else 15))
        except saved.FolderError as error:
            parser.error(f"--pages: {error}")
        return
    if unknown := [part for part in options.parts if part not in PARTS]:
        parser.error(f"PART: expected one of {', '.join(PARTS)}, got {unknown[0]!r}")
    if options.write and options.parts:
        parser.error("--write: only with all parts")
    served = f"Pages of {crawls.PADDING} kB from a server on the same machine."
    sections = [f"{machine()} {served}"]
    print(sections[0])
    for name in options.parts or PARTS:
        title, measure = PARTS[name]
        print(f"{title} …", file=sys.stderr)
        sections.append(f"### {title}\n\n{measure(options.quick)}")
        print(f"\n{sections[-1]}", flush=True)
    if options.write:
        write("\n\n".join(sections))


def _large(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Make a large archive, or measure the reading commands on one."""
    if options.articles is None and options.database is None:
        parser.error(f"{options.parts[0]}: expected --articles N, like --articles 1000000")
    try:
        if options.parts == ["archive"]:
            print(archive.make(options.articles or archive.MILLION, options.database))
            return
        url = options.database or archive.default_url(options.articles)
        if not archive.exists(url):
            parser.error(f"there is no archive at {url}: python -m bench archive makes one")
        reading.keep(url, reading.measure(url, options.rounds, options.only or ()))
    except ValueError as error:
        parser.error(str(error))
    text = f"{machine()}\n\n{reading.table()}"
    print(text)
    if options.write:
        write(text, READING)


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # of those that are compared
    main()
