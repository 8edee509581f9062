"""The hostile newspaper: each of its pages becomes what it must, in bounded time and memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from newscrawl.demo.hostile.case import Case, End, fails
from newscrawl.demo.hostile.cases import all_cases, table
from newscrawl.demo.hostile.server import asked, running
from newscrawl.demo.hostile.site import GOOD, HostileSite
from newscrawl.demo.hostile.wire import Place, http
from tests.conftest import ROOT, Database, Query, Scrapy, on_both, url_of

TABLE = Path(__file__).with_name("hostile.tsv")
#: Of the crawl, and of all processes that it starts, in MB.
MOST_MEMORY = 400
#: From the first request to the last, in seconds; on a machine that does nothing else it takes a
#: third of that.
MOST_SECONDS = 150
#: Runs a command, and says how much memory it and what it started took at most, in kB. In a process
#: of its own, because a process counts the memory of the one that it was forked from.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def test_the_table_shows_all_cases() -> None:
    # python -m newscrawl.demo.hostile --table > tests/demo/hostile.tsv
    lines = [line for line in table() if "brotli" not in line]  # a library that may be missing
    kept = TABLE.read_text(encoding="utf-8").splitlines()
    assert [line for line in kept if "brotli" not in line] == lines


def test_there_are_cases_of_every_kind() -> None:
    cases = all_cases()
    assert len(cases) >= 500
    assert {case.becomes.end for case in cases} == set(End)
    assert GOOD >= 20
    addresses = [case.address for case in HostileSite().cases]
    assert len(set(addresses)) == len(addresses)


def test_a_case_has_a_name_that_says_it() -> None:
    with pytest.raises(ValueError, match="expected a-z"):
        Case("No name!", http(), fails("x"))


def test_an_answer_names_other_cases() -> None:
    place = Place({"article:other": "/fa/news/7", "base": "http://a.ir"})
    answer = http("{base}{article:other} {unknown} {0}", headers={"X": "{base}"})
    (data,) = answer(place)
    assert isinstance(data, bytes)
    assert data.endswith(b"http://a.ir/fa/news/7 {unknown} {0}")
    assert b"X: http://a.ir\r\n" in data
    assert b"Content-Length: 35\r\n" in data


def test_the_server_counts_what_is_asked_for() -> None:
    with running() as base_url:
        with urlopen(base_url) as response:
            home = response.read().decode()
        (path,) = re.findall(r'/fa/news/\d+/status-203"', home)
        for _ in range(2):
            with urlopen(base_url + path.strip('"')) as response:
                assert response.status == 203
        assert asked(base_url) == {"status-203": 2}


@pytest.mark.slow
@on_both
def test_every_page_becomes_what_it_must(database: Database, query: Query) -> None:
    began = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-m", "scrapy", "demo", "--hostile"],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=280,
    )
    seconds = time.monotonic() - began
    assert result.returncode == 0, result.stdout + result.stderr
    cases = len(HostileSite().cases)
    assert f"{cases} of {cases} cases came out as they must" in result.stdout
    assert "0 requests are left behind; the crawl ended: finished" in result.stdout
    memory = int(result.stderr.splitlines()[-1]) / 1024
    assert memory < MOST_MEMORY
    assert seconds < MOST_SECONDS
    # No line of the log or table is more than text on a terminal.
    assert "\x1b" not in result.stdout + result.stderr
    (row,) = query("SELECT count(*) AS number FROM articles WHERE title LIKE ?", "%DROP TABLE%")
    assert row["number"] == 1


def test_what_did_not_come_out_is_named(scrapy: Scrapy) -> None:
    result = scrapy("demo", "--hostile", "-s", "CLOSESPIDER_PAGECOUNT=3")
    assert result.returncode == 1
    assert "expected stored" in result.stdout
    assert "not every page became what it must" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    result = scrapy("demo", "--hostile")
    assert result.returncode == 2
    assert "take a new one" in result.stderr
