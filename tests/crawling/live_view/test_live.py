"""The live view under a pseudo-terminal."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pyte
import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from newscrawl.crawling.live_view.switch import LiveViewSwitch
from newscrawl.demo.newspaper import Newspaper
from tests.conftest import ROOT, Query

WIDTH, HEIGHT = 120, 40


def on_terminal(database: Path, *arguments: str, **environment: str) -> tuple[int, bytes]:
    """Run Scrapy's command line on a terminal; exit code, and what the terminal was sent."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env={
            **known,
            "TERM": "xterm-256color",
            "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}",
            **environment,
        },
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    sent = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # nobody is at the other end any more
            break
        if not part:
            break
        sent += part
    os.close(ours)
    return process.wait(60), sent


def screen(sent: bytes) -> list[str]:
    """What the terminal shows in the end, with what was scrolled away."""
    shown = pyte.HistoryScreen(WIDTH, HEIGHT, history=10_000, ratio=1)
    pyte.ByteStream(shown).feed(sent)
    above = ["".join(line[x].data for x in range(WIDTH)) for line in shown.history.top]
    return [line.rstrip() for line in [*above, *shown.display]]


def test_a_crawl_on_a_terminal(database: Path, base_url: str, query: Query) -> None:
    code, sent = on_terminal(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "DOWNLOAD_DELAY=0.01"
    )
    assert code == 0
    text = sent.decode()
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    frames = [int(number) for number in re.findall(r"(\d+) new   \d+ changed", plain)]
    assert frames == sorted(frames)
    assert frames[-1] > frames[0] == 0
    assert "pages a second" in plain
    titles = {" ".join(row["title"].split()) for row in query("SELECT title FROM articles")}
    shown = {line.strip() for line in plain.replace("\r", "\n").split("\n")}
    assert len(titles & shown) > 5

    lines = screen(sent)
    # The view is gone, the cursor is back, and the log is as it would be without.
    assert [line for line in lines if "pages a second   " in line] == []
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    said = "\n".join(lines)
    assert said.count("[newscrawl.crawling.pipelines] WARNING: Failed: ") == len(
        query("SELECT * FROM failures")
    )
    assert "INFO: Spider closed (finished)" in said
    assert "120 new articles, 0 changed" in said.replace("\n", "")


def test_a_quiet_crawl_says_one_line(database: Path, base_url: str, newspaper: Newspaper) -> None:
    url = f"{base_url}/fa/news/{newspaper.expected()[0]['news_code']}"
    code, sent = on_terminal(
        database, "crawl", "roozplus", "-q", "-a", f"base_url={base_url}", "-a", f"url={url}"
    )
    assert code == 0
    lines = [line for line in screen(sent) if line]
    assert "\x1b[?25l" not in sent.decode()
    *new, line = lines
    assert "".join(new).startswith("newscrawl: a new archive: sqlite:///")
    assert line.startswith("roozplus: 2 pages, 1 new article, 0 changed, ")


class Crawler:
    def __init__(self, **settings: Any) -> None:
        self.settings = Settings({"PROGRESS_ENABLED": True, "PROGRESS_TOTAL": 0, **settings})
        self.signals = self

    def connect(self, *args: Any) -> None:
        """Nobody signals."""


@pytest.mark.parametrize(
    ("settings", "environment", "is_shown"),
    [
        ({}, {}, True),
        ({}, {"NO_COLOR": "1"}, True),
        ({}, {"TERM": "dumb"}, False),
        ({"PROGRESS_ENABLED": False}, {}, False),
    ],
)
def test_when_it_is_shown(
    settings: dict[str, Any],
    environment: dict[str, str],
    is_shown: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    crawler: Any = Crawler(**settings)
    if is_shown:
        assert LiveViewSwitch.from_crawler(crawler)
        monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    with pytest.raises(NotConfigured):
        LiveViewSwitch.from_crawler(crawler)
