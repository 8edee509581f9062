"""``scrapy schedule``."""

import json
from typing import Any

import pytest

from newscrawl.database import open_engine
from tests.conftest import Commands, Query, on_both


def listed(command: Commands) -> dict[str, Any]:
    entries = json.loads(command("schedule", "list", "--json").stdout)
    return {entry["site"]: entry for entry in entries}


def listed_entries(command: Commands, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(command("schedule", "list", "--json", *options).stdout)
    return found


def entries_of(command: Commands) -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["site"], entry["name"]): entry for entry in listed_entries(command)}


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
        (["add", "yjc", "--at", "24:00"], "--at: expected a time from 00:00 to 23:59, got '24:00'"),
        (["add", "yjc", "--at", ""], "--at: expected a time"),
        (["add", "yjc", "--at", "02:30", "--every", "30m"], "--at: expected an interval of whole"),
        (["add", "yjc", "--at", "02:30", "--every", "36h"], "like --every 1d, got '36h'"),
        (["add", "yjc", "--every", "1001d"], "--every: expected at most 1000d, got '1001d'"),
        (["add", "yjc", "--name", "a b"], "--name: expected up to 40 letters"),
        (["add", "yjc", "--name", ""], "--name: expected up to 40 letters"),
        (["add", "yjc", "--own"], "--own is for 'schedule add all'"),
        (["list", "--own"], "--own is for"),
        (["add", "all", "yjc"], "expected names of sites or 'all', got both"),
        (["add", "all", "-a", "discover=luck"], "expected one or more of"),
        (["list", "--at", "02:30"], "schedule list takes neither --every nor --at nor -a"),
    ],
)
def test_wrong_usage_is_one_line(command: Commands, arguments: list[str], says: str) -> None:
    result = command("schedule", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert listed(command) == {}


@on_both
def test_a_site_has_several_entries(command: Commands) -> None:
    command("schedule", "add", "yjc", "roozplus", "--every", "30m", "-a", "discover=front,rss")
    nightly = ("--name", "nightly", "--at", "2:30", "-a", "revisit=7d")
    assert command("schedule", "add", "yjc", *nightly).stdout == "scheduled: 1 site\n"
    command("schedule", "add", "yjc", "--name", "codes", "--every", "7d", "-a", "discover=codes")
    found = entries_of(command)
    assert found.keys() == {
        ("roozplus", "crawl"), ("yjc", "codes"), ("yjc", "crawl"), ("yjc", "nightly"),
    }  # fmt: skip
    one = found["yjc", "nightly"]
    assert (one["every"], one["time_of_day"], one["arguments"]) == (
        86_400, "02:30", {"revisit": "7d"},
    )  # fmt: skip
    assert one["due_at"][11:] == "23:00:00+00:00"
    assert found["yjc", "codes"]["time_of_day"] is None
    assert [entry["name"] for entry in listed_entries(command, "--name", "nightly")] == ["nightly"]
    shown = command("schedule").stdout
    for text in ("nightly", "1d at 02:30", "revisit=7d", "7d", "discover=codes", " 02:30 "):
        assert text in shown
    wrong = command("schedule", "remove", "yjc", "roozplus", "--name", "codes")
    assert (wrong.returncode, wrong.stderr) == (
        2, "newscrawl: error: not scheduled as 'codes': roozplus\n",
    )  # fmt: skip
    assert entries_of(command) == found
    assert command("schedule", "remove", "yjc", "--name", "codes").stdout == "removed: 1 site\n"
    removed = command("schedule", "remove", "yjc").stdout
    assert removed == "removed: 2 entries of 1 site\n"
    assert entries_of(command).keys() == {("roozplus", "crawl")}


def test_the_last_result_is_shown(command: Commands, query: Query) -> None:
    command("schedule", "add", "yjc", "roozplus", "tabnak")
    query("UPDATE schedule SET finished_at = '2026-11-25T10:00:00+00:00' WHERE site <> 'tabnak'")
    query("UPDATE schedule SET failures = 3, problem = 'exit code 1' WHERE site = 'yjc'")
    lines = command("schedule").stdout.splitlines()
    results = {
        line.split("│")[1].strip(): line.split("│")[7].strip() for line in lines if "│" in line
    }
    assert results == {"roozplus": "done", "tabnak": "", "yjc": "exit code 1, 3 times"}


@on_both
def test_what_is_added_to_all_leaves_ones_own_entries_alone(command: Commands) -> None:
    command("schedule", "add", "yjc", "--every", "5m")
    command("schedule", "add", "yjc", "--name", "mine")
    first = command("schedule", "add", "all", "--every", "30m")
    left = "left alone: 1 site with entries of their own (--own {} them)"
    count = int(first.stdout.split()[1])
    assert first.stdout.splitlines() == [f"scheduled: {count} sites", left.format("changes")]
    found = entries_of(command)
    assert len(found) == count + 2
    assert found["yjc", "crawl"]["every"] == 300
    assert len({entry["due_at"] for entry in found.values()}) > 400  # spread
    assert command("schedule", "add", "all", "--every", "30m").stdout == first.stdout
    assert entries_of(command) == found
    # Sites that cannot be crawled so are left out, and counted.
    codes = ("--name", "codes", "--every", "7d", "--at", "03:00", "-a", "discover=codes")
    added, *out = command("schedule", "add", "all", *codes).stdout.splitlines()
    assert out and all(
        line.startswith("left out: ") and "cannot be asked for codes" in line for line in out
    )
    assert int(added.split()[1]) + sum(int(line.split()[2]) for line in out) == count + 1
    weekly = [one for key, one in entries_of(command).items() if key[1] == "codes"]
    assert len({one["due_at"] for one in weekly}) == 7
    removed = command("schedule", "remove", "all", "--name", "codes").stdout
    assert removed == added.replace("scheduled", "removed") + "\n"
    removed = command("schedule", "remove", "all").stdout.splitlines()
    assert removed == [f"removed: {count} sites", left.format("removes")]
    assert entries_of(command).keys() == {("yjc", "crawl"), ("yjc", "mine")}
    command("schedule", "add", "all", "--own", "--every", "30m")
    assert entries_of(command)["yjc", "crawl"]["is_of_all"]
    command("schedule", "remove", "all", "--own")
    assert entries_of(command) == {}


def test_the_schedule_can_be_read_while_another_writes(command: Commands, url: str) -> None:
    command("schedule", "add", "yjc")
    engine = open_engine(url)
    with engine.begin():
        assert set(listed(command)) == {"yjc"}
    engine.dispose()


def test_a_database_that_cannot_be_opened(command: Commands) -> None:
    command.url = "postgresql+psycopg://u:secret@127.0.0.1:1/news"
    result = command("schedule")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr
