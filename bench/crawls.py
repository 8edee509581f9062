"""Whole crawls side by side: see :mod:`bench.contestants`."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from bench.contestants import NAMES
from bench.server import ROOT, ceiling, running

PADDING = 80  # kB, as large as the pages of real sites
#: CrawlSpider with LinkExtractor is so slow that part of the crawl has to do.
IDIOMATIC_PAGES = 300


def run(name: str, base_url: str, pages: int) -> dict[str, float]:
    """One crawl by a contestant in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.contestants", name, base_url, folder, str(pages)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(articles: int, rounds: int, names: Sequence[str] = tuple(NAMES)) -> str:
    """A table of all contestants, as Markdown."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with running(articles, PADDING) as base_url:
        for _ in range(rounds):
            for name in names:
                pages = min(articles, IDIOMATIC_PAGES) if name == "c" else articles
                found[name].append(run(name, base_url, pages))
                print(name, found[name][-1], file=sys.stderr)
        most = ceiling(base_url)
    speed = {
        name: [result["pages"] / result["seconds"] for result in results]
        for name, results in found.items()
    }
    bases = [name for name in ("a", "a2", "b", "c") if name in names]
    lines = [
        f"{articles} articles; rounds: {rounds}; the server's ceiling: {most:.0f} pages a second.",
        "",
        "| | | pages/s | CPU ms/page | MB | " + " | ".join(f"÷ {base}" for base in bases) + " |",
        "|---|---|---|---|---|" + "---|" * len(bases),
    ]
    for name, results in found.items():
        cpu = [result["cpu"] / result["pages"] * 1000 for result in results]
        ratios = [
            spread([x / y for x, y in zip(speed[name], speed[base], strict=True)]) for base in bases
        ]
        cells = [
            name,
            NAMES[name.partition("+")[0]],
            f"{statistics.median(speed[name]):.0f}",
            f"{statistics.median(cpu):.2f}",
            f"{max(result['memory'] for result in results):.0f}",
            *ratios,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def spread(values: Sequence[float]) -> str:
    """The median of some ratios, with the least and the greatest."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"
