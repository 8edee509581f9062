"""``scrapy schedule``."""

import json
from typing import Any

import pytest

from tests.commands.inprocess import Commands
from tests.conftest import on_both


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str) -> Commands:
    return Commands(monkeypatch, capsys, url)


def listed(run: Commands) -> dict[str, Any]:
    return {entry["site"]: entry for entry in json.loads(run("schedule", "list", "--json").stdout)}


@on_both
def test_sites_come_and_go(run: Commands) -> None:
    assert run("schedule").stdout == "no site is scheduled\n"
    added = run("schedule", "add", "yjc", "roozplus", "--every", "30m", "-a", "discover=rss")
    assert (added.returncode, added.stdout) == (0, "scheduled: 2 sites\n")
    assert listed(run).keys() == {"yjc", "roozplus"}
    entry = listed(run)["yjc"]
    assert (entry["every"], entry["arguments"]) == (1800, {"discover": "rss"})
    run("schedule", "add", "yjc", "--every", "1d")
    assert (listed(run)["yjc"]["every"], listed(run)["yjc"]["arguments"]) == (86400, {})
    assert "30m" in run("schedule").stdout
    assert run("schedule", "remove", "yjc").stdout == "removed: 1 site\n"
    assert listed(run).keys() == {"roozplus"}


def test_all_are_all_but_the_demo_newspapers(run: Commands) -> None:
    run("schedule", "add", "all")
    names = listed(run).keys()
    assert {"roozplus", "yjc"} < names
    assert not any(name.startswith("demo") for name in names)
    run("schedule", "remove", "all")
    assert listed(run) == {}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ad", "yjc"], "expected list, add, remove, got 'ad'"),
        (["add"], "expected the names of sites"),
        (["list", "yjc"], "expected no sites"),
        (["add", "yjcc"], "unknown site 'yjcc': did you mean 'yjc'?"),
        (["add", "yjc", "--every", "soon"], "--every: expected a time like 90s"),
        (["add", "yjc", "-a", "discover=luck"], "discover"),
        (["add", "yjc", "-a", "discover"], "-a: expected NAME=VALUE"),
        (["remove", "yjc"], "not scheduled: yjc"),
        (["remove", "yjc", "--every", "1h"], "schedule remove takes neither"),
        (["add", "yjc", "--json"], "schedule add takes no --json"),
    ],
)
def test_wrong_usage_is_one_line(run: Commands, arguments: list[str], says: str) -> None:
    result = run("schedule", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert listed(run) == {}


def test_a_database_that_cannot_be_opened(run: Commands) -> None:
    run.url = "postgresql+psycopg://u:secret@127.0.0.1:1/news"
    result = run("schedule")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr
