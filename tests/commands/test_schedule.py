"""``scrapy schedule``."""

import json
from typing import Any

import pytest

from tests.conftest import Commands, on_both


def listed(command: Commands) -> dict[str, Any]:
    entries = json.loads(command("schedule", "list", "--json").stdout)
    return {entry["site"]: entry for entry in entries}


@on_both
def test_sites_come_and_go(command: Commands) -> None:
    assert command("schedule").stdout == "no site is scheduled\n"
    added = command("schedule", "add", "yjc", "roozplus", "--every", "30m", "-a", "discover=rss")
    assert (added.returncode, added.stdout) == (0, "scheduled: 2 sites\n")
    assert listed(command).keys() == {"yjc", "roozplus"}
    entry = listed(command)["yjc"]
    assert (entry["every"], entry["arguments"]) == (1800, {"discover": "rss"})
    command("schedule", "add", "yjc", "--every", "1d")
    assert (listed(command)["yjc"]["every"], listed(command)["yjc"]["arguments"]) == (86400, {})
    assert "30m" in command("schedule").stdout
    assert command("schedule", "remove", "yjc").stdout == "removed: 1 site\n"
    assert listed(command).keys() == {"roozplus"}


@on_both
def test_all_are_all_but_the_demo_newspapers(command: Commands) -> None:
    command("schedule", "add", "all")
    names = listed(command).keys()
    assert {"roozplus", "yjc"} < names
    assert not any(name.startswith("demo") for name in names)
    command("schedule", "remove", "all")
    assert listed(command) == {}


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
def test_wrong_usage_is_one_line(command: Commands, arguments: list[str], says: str) -> None:
    result = command("schedule", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert listed(command) == {}


def test_a_database_that_cannot_be_opened(command: Commands) -> None:
    command.url = "postgresql+psycopg://u:secret@127.0.0.1:1/news"
    result = command("schedule")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr
