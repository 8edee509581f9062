"""The command ``newscrawl``, in any folder."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl import __version__
from newscrawl.cli.program import reworded
from tests.conftest import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_in(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a folder, of a user whose data folder is beside it."""
    known = {k: v for k, v in os.environ.items() if k != "SCRAPY_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "newscrawl", *arguments],
        cwd=folder,
        env={
            **known,
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": str(folder.parent / "user data"),
            **environment,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return lambda *arguments, **environment: run_in(folder, *arguments, **environment)


def test_its_version(run: Run) -> None:
    assert run("--version").stdout == f"newscrawl {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_it_shows_all_commands(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    for name in ("crawl", "search", "init", "completion", "shell"):
        assert f"\n  {name} " in done.stdout
    assert "scrapy" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crwl"], "unknown command 'crwl': did you mean 'crawl'?"),
        (["zzzzzz"], "unknown command 'zzzzzz': 'newscrawl --help' shows them all"),
        (["crawl"], "expected the name of one site; 'newscrawl list' shows them all"),
        (["init"], "init: expected a folder, got ''"),
        (["completion", "cmd"], "completion: expected bash or zsh or fish, got 'cmd'"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: list[str], says: str, run: Run) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"newscrawl: error: {says}\n"


def test_help_names_the_command_that_was_typed(run: Run) -> None:
    done = run("crawl", "--help")
    assert "newscrawl crawl SITE [-a NAME=VALUE] [options]" in done.stdout
    assert "scrapy " not in " ".join(done.stdout.split())


def test_words_that_are_wrapped_are_reworded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["newscrawl"])
    assert reworded("Next:\n  scrapy list\nor scrapy\n  demo") == (
        "Next:\n  newscrawl list\nor newscrawl\n  demo"
    )


def test_scrapys_own_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/scrapy"])
    assert reworded("'scrapy list' shows them") == "'scrapy list' shows them"
    monkeypatch.setattr("sys.argv", ["/usr/bin/newscrawl"])
    assert (
        reworded("'scrapy list', by Scrapy: scrapy.cfg")
        == "'newscrawl list', by Scrapy: scrapy.cfg"
    )


def test_outside_of_a_project_the_archive_is_the_users(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "user data" / "newscrawl" / "news.db"
    done = run("status", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr == f"newscrawl: a new archive: sqlite:///{file}\n"
    assert file.is_file()
    assert list((tmp_path / "empty").iterdir()) == []
    assert run("status", "--json").stderr == ""


@pytest.mark.slow
def test_a_crawl_where_no_project_is(run: Run, base_url: str) -> None:
    crawl = ("crawl", "demo", "-a", f"base_url={base_url}", "-a", "discover=rss")
    done = run(*crawl, "-s", "CLOSESPIDER_ITEMCOUNT=3")
    assert done.returncode == 0, done.stderr
    (status,) = json.loads(run("status", "--json").stdout)
    assert status["site"] == "demo" and status["articles"] >= 3
    worker = run("schedule", "add", "demo", "--every", "1h", "-a", f"base_url={base_url}")
    assert worker.returncode == 0, worker.stderr
    done = run("crawlall", "--once")
    assert done.returncode == 0, done.stderr
