"""Without the extra ``demo``: the demo says so, and all else works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.demo import server
from newscrawl.demo.server import MissingExtraError, running
from tests.conftest import ROOT, Query

HIDDEN = "import sys; sys.modules['aiohttp'] = None; "
SCRAPY = HIDDEN + "from scrapy.cmdline import execute; execute(['scrapy', *sys.argv[1:]])"
SERVER = HIDDEN + "import runpy; runpy.run_module('newscrawl.demo', run_name='__main__')"
SAYS = "the demo newspaper needs aiohttp: pip install 'newscrawl[demo]'\n"


def without(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("options", [(), ("--serve",)])
def test_scrapy_demo_is_one_line_and_exit_2(url: str, options: tuple[str, ...]) -> None:
    result = without(SCRAPY, "demo", *options, "-s", f"DATABASE_URL={url}")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"newscrawl: error: {SAYS}"


def test_the_server_alone_is_one_line_and_exit_2() -> None:
    result = without(SERVER, "--articles", "5")
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"newscrawl.demo: {SAYS}")


def test_scrapy_lists_the_sites() -> None:
    result = without(SCRAPY, "list")
    assert (result.returncode, result.stderr) == (0, "")
    assert "roozplus" in result.stdout.splitlines()


def test_a_crawl_goes_on(base_url: str, database: Path, query: Query) -> None:
    result = without(
        SCRAPY, "crawl", "demo", "-a", f"base_url={base_url}", "-a", "discover=rss",
        "-s", f"DATABASE_URL=sqlite:///{database}",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 120}]


def test_for_tests_and_measurements_it_is_an_error_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match="needs aiohttp"), running(5):
        pass
