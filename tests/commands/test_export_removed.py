"""``scrapy export --since``: what was taken down since is named, and nothing else is missed."""

import json
from pathlib import Path
from typing import Any

from tests.builders import article, store
from tests.conftest import Database, Query, Scrapy, on_both

DAILY = ("export", "--name", "daily", "--since", "last")


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@on_both
def test_it_names_what_was_taken_down_since(
    command: Scrapy, database: Database, tmp_path: Path
) -> None:
    new, removed = tmp_path / "new.jsonl", tmp_path / "new.jsonl.removed"
    to_file = (*DAILY, "-o", str(new))
    store(database, article(1), article(2), article(3))
    command("forget", "yjc/9", "--why", "secret reason")  # nobody has it
    assert command(*to_file).returncode == 0
    assert [line["news_code"] for line in lines(new)] == ["1", "2", "3"]
    assert not removed.exists()

    command("forget", "yjc/3", "--why", "secret reason")
    store(database, article(4))  # SQLite gives it the id of the one that is gone
    assert command(*to_file).returncode == 0
    assert [line["news_code"] for line in lines(new)] == ["4"]
    (gone,) = lines(removed)
    assert gone.pop("removed_at").endswith("+00:00")
    assert gone == {"site": "yjc", "news_code": "3", "url": "https://yjc.ir/fa/news/3"}
    assert "secret" not in removed.read_text()

    assert command(*to_file).returncode == 0
    assert lines(new) == [] and not removed.exists()


@on_both
def test_standard_output_has_articles_only(
    command: Scrapy, database: Database, tmp_path: Path
) -> None:
    store(database, article(1), article(2))
    command(*DAILY)
    command("forget", "yjc/1", "--why", "w")
    for _ in range(2):  # nobody was told, so that they are named again
        done = command(*DAILY)
        assert done.stdout == ""
        assert "1 article taken down since the last export of daily: --removed" in done.stderr
    file = tmp_path / "gone"
    for names in (["1"], []):
        assert command(*DAILY, "--removed", str(file)).returncode == 0
        assert [line["news_code"] for line in lines(file)] == names


@on_both
def test_only_those_of_its_site_and_not_what_is_back(
    command: Scrapy, database: Database, query: Query, tmp_path: Path
) -> None:
    file = tmp_path / "gone"
    options = (*DAILY, "--site", "yjc", "--removed", str(file))
    store(database, article(1), article(2), article(1, site="asriran"))
    command(*options)
    assert lines(file) == []
    command("forget", "yjc/1", "yjc/2", "asriran/1", "--why", "w")
    command("forget", "--undo", "yjc/2")
    store(database, article(2))
    done = command(*options)
    assert [line["news_code"] for line in lines(file)] == ["1"]
    assert [json.loads(line)["news_code"] for line in done.stdout.splitlines()] == ["2"]
    # Undone, the last number is given again on SQLite: what comes under it is not missed.
    command("forget", "--undo", "asriran/1")
    command("forget", "yjc/2", "--why", "w")
    command(*options)
    assert [line["news_code"] for line in lines(file)] == ["2"]


def test_wrong_arguments(command: Scrapy, tmp_path: Path) -> None:
    for arguments, error in (
        (["export", "--removed", "x"], "--removed is for --since last"),
        ([*DAILY, "--removed", "-"], "--removed: expected a file of its own"),
    ):
        done = command(*arguments)
        assert done.returncode == 2 and error in done.stderr
