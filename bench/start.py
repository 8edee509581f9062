"""From the start of the process to its first request, ours beside bare Scrapy's."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.crawls import spread
from bench.server import ROOT

BARE = """
import scrapy

class BareSpider(scrapy.Spider):
    name = "bare"

    async def start(self):
        yield scrapy.Request(self.url)

    def parse(self, response):
        pass
"""


class FirstRequest:
    """A port that knows when somebody first came."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.at = 0.0
        self.thread = threading.Thread(target=self._wait, daemon=True)
        self.thread.start()

    def _wait(self) -> None:
        connection, _ = self.socket.accept()
        self.at = time.perf_counter()
        connection.close()
        self.socket.close()


def seconds(command: list[str], **environment: str) -> float:
    """Seconds until a crawl comes to ``{url}``, the last argument."""
    first = FirstRequest()
    began = time.perf_counter()
    process = subprocess.Popen(
        [part.replace("{url}", first.url) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    first.thread.join(60)
    process.kill()
    process.wait()
    return first.at - began


def measure(rounds: int) -> str:
    found: dict[str, list[float]] = {"bare Scrapy": [], "newscrawl": [], "a new database": []}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        scrapy = [sys.executable, "-m", "scrapy"]
        ours = [*scrapy, "crawl", "demo", "-a", "base_url={url}"]
        for number in range(rounds + 1):  # the first one warms the disk's cache
            took = {
                # Without the project's settings, as a spider in a file of its own.
                "bare Scrapy": seconds(
                    [*scrapy, "runspider", str(bare), "-a", "url={url}"],
                    SCRAPY_SETTINGS_MODULE="scrapy.settings.default_settings",
                ),
                "newscrawl": seconds(ours, NEWSCRAWL_DATABASE_URL=f"sqlite:///{folder}/old.db"),
                "a new database": seconds(
                    ours, NEWSCRAWL_DATABASE_URL=f"sqlite:///{folder}/{number}.db"
                ),
            }
            for name, value in took.items() if number else ():
                found[name].append(value)
    lines = [f"{rounds} rounds.", ""]
    lines += ["| | seconds to the first request | ÷ bare |", "|---|---|---|"]
    for name, values in found.items():
        ratios = [x / y for x, y in zip(values, found["bare Scrapy"], strict=True)]
        lines.append(f"| {name} | {statistics.median(values):.2f} | {spread(ratios)} |")
    return "\n".join(lines)
