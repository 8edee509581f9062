"""The commands that read or change an archive, on PostgreSQL too."""

import json
from pathlib import Path

import pytest

from newscrawl.database.writes import Enqueue
from newscrawl.items import ArchiveDay, Failure
from tests.builders import MOMENT, article, request, store, writing
from tests.conftest import Commands, Query, on_both

pytestmark = on_both


@pytest.fixture(autouse=True)
def filled(url: str) -> None:
    with writing(url) as archive:
        crawl = archive.start_crawl("yjc", {"discover": "front"}, "front")
    dated = {"published_at": MOMENT, "published_jalali": "1400-04-22"}
    images = [{"url": "https://yjc.ir/1.jpg", "alt": None}]
    store(
        url,
        Enqueue("yjc", crawl, [request("2"), request("3")]),
        Failure("yjc", "https://yjc.ir/fa/news/4", "HTTP 500", "4", 500, MOMENT),
        ArchiveDay("yjc", "1400-04-22", 1, 1, MOMENT),
        article("1", images=images, **dated),
        article("5", images=images),
    )
    with writing(url) as archive:
        archive.finish_crawl(crawl, "finished", {})


def test_status(command: Commands) -> None:
    (found,) = json.loads(command("status", "--json").stdout)
    assert (found["site"], found["articles"], found["pending"]) == ("yjc", 2, 2)
    assert found["newest"] == MOMENT
    assert found["failures"] == {"HTTP 500": 1}
    assert found["archive_days"] == [{"first": "1400-04-22", "last": "1400-04-22", "days": 1}]
    assert found["last_runs"][0]["finish_reason"] == "finished"


def test_export(command: Commands, tmp_path: Path) -> None:
    feed, articles = tmp_path / "feed.jsonl", {}
    command("export", "-o", str(feed))
    for line in feed.read_text("utf-8").splitlines():
        article = json.loads(line)
        articles[article["news_code"]] = article
        assert '"images": [{"url": "https://yjc.ir/1.jpg", "alt": null}]' in line
    assert articles.keys() == {"1", "5"}
    assert articles["1"]["published_at"] == MOMENT
    command("export", "--from-date", "1400/04/22", "--to-date", "1400/04/22", "-o", str(feed))
    assert [json.loads(line)["news_code"] for line in feed.open(encoding="utf-8")] == ["1"]


def test_search(command: Commands) -> None:
    for sort in ("newest", "best"):
        found = json.loads(command("search", "عنوان", "--sort", sort, "--json").stdout)
        assert {hit["news_code"] for hit in found} == {"1", "5"}
    assert "Nothing found" in command("search", "نیست").stdout
    assert command("search", "--rebuild").stdout == "2 articles indexed\n"


def test_what_is_new_since_the_last_export(command: Commands, query: Query, tmp_path: Path) -> None:
    feed = tmp_path / "new.jsonl"
    options = ("export", "--name", "daily", "--since", "last", "-o", str(feed))
    assert command(*options).returncode == 0
    assert len(feed.read_text("utf-8").splitlines()) == 2
    query("UPDATE exports SET article_id = article_id - 1")
    assert command(*options).returncode == 0
    assert len(feed.read_text("utf-8").splitlines()) == 1
    assert command(*options).returncode == 0
    assert feed.read_text("utf-8") == ""


def test_frontier(command: Commands, query: Query) -> None:
    listed = json.loads(command("frontier", "list", "yjc", "--json").stdout)
    assert [request["key"] for request in listed] == ["2", "3"]
    query("UPDATE frontier SET state = 'failed', attempts = 3")
    assert command("frontier", "retry", "yjc", "--code", "2").stdout == "retried: 1 request\n"
    assert command("frontier", "drop", "yjc").stdout == "dropped: 2 requests\n"


@pytest.mark.parametrize(
    "arguments",
    [["crawl", "yjc"], ["status"], ["export"], ["frontier", "list", "yjc"], ["schedule"],
     ["crawlall"]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_newer_database_is_one_line(
    command: Commands, query: Query, arguments: list[str]
) -> None:
    query("UPDATE alembic_version SET version_num = '9999'")
    result = command(*arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert "made by a newer newscrawl (schema 9999" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_frontier_is_not_changed_under_a_crawl(command: Commands, url: str) -> None:
    with writing(url) as archive:
        if not archive.is_shared:
            pytest.skip("there a lock says so: see test_frontier.py")
        archive.start_crawl("yjc", {}, "front")
        result = command("frontier", "drop", "yjc")
        assert (result.returncode, result.stdout) == (1, "")
        assert "another crawl of yjc is running" in result.stderr
        later = command("frontier", "drop", "yjc", "-s", "LEASE_SECONDS=-1")
        assert later.stdout == "dropped: 2 requests\n"
