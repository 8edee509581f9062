"""The commands that read or change an archive, on PostgreSQL too."""

import asyncio
import json
from pathlib import Path

import pytest

from newscrawl.database import Archive
from newscrawl.database.writes import Enqueue
from newscrawl.frontier.table import Row
from newscrawl.items import ArchiveDay, Article, Failure
from tests.commands.inprocess import Commands
from tests.conftest import Query, on_both

pytestmark = on_both
MOMENT = "2021-07-13T19:08:00+04:30"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str) -> Commands:
    asyncio.run(fill(url))
    return Commands(monkeypatch, capsys, url)


async def fill(url: str) -> None:
    archive = Archive(url)
    crawl = archive.start_crawl("yjc", {"discover": "front"}, "front")
    rows = [Row(code, f"https://yjc.ir/fa/news/{code}", code, 0, "{}") for code in ("2", "3")]
    await archive.submit(Enqueue("yjc", crawl, rows))
    await archive.submit(Failure("yjc", "https://yjc.ir/fa/news/4", "HTTP 500", "4", 500, MOMENT))
    await archive.submit(ArchiveDay("yjc", "1400-04-22", 1, 1, MOMENT))
    for code, published in (("1", MOMENT), ("5", None)):
        await archive.submit(
            Article("yjc", code, f"https://yjc.ir/fa/news/{code}", "عنوان", body="متن",
                    published_at=published, published_jalali=published and "1400-04-22",
                    images=[{"url": "https://yjc.ir/1.jpg", "alt": None}],
                    fetched_at=MOMENT, content_hash=code)
        )  # fmt: skip
    archive.finish_crawl(crawl, "finished", {})
    await archive.close()


def test_status(run: Commands) -> None:
    (found,) = json.loads(run("status", "--json").stdout)
    assert (found["site"], found["articles"], found["pending"]) == ("yjc", 2, 2)
    assert found["newest"] == MOMENT
    assert found["failures"] == {"HTTP 500": 1}
    assert found["archive_days"] == [{"first": "1400-04-22", "last": "1400-04-22", "days": 1}]
    assert found["last_runs"][0]["finish_reason"] == "finished"


def test_export(run: Commands, tmp_path: Path) -> None:
    feed, articles = tmp_path / "feed.jsonl", {}
    run("export", "-o", str(feed))
    for line in feed.read_text("utf-8").splitlines():
        article = json.loads(line)
        articles[article["news_code"]] = article
        assert '"images": [{"url": "https://yjc.ir/1.jpg", "alt": null}]' in line
    assert articles.keys() == {"1", "5"}
    assert articles["1"]["published_at"] == MOMENT
    run("export", "--from-date", "1400/04/22", "--to-date", "1400/04/22", "-o", str(feed))
    assert [json.loads(line)["news_code"] for line in feed.open(encoding="utf-8")] == ["1"]


def test_search(run: Commands) -> None:
    for sort in ("newest", "best"):
        found = json.loads(run("search", "عنوان", "--sort", sort, "--json").stdout)
        assert {hit["news_code"] for hit in found} == {"1", "5"}
    assert "Nothing found" in run("search", "نیست").stdout
    assert run("search", "--rebuild").stdout == "2 articles indexed\n"


def test_what_is_new_since_the_last_export(run: Commands, query: Query, tmp_path: Path) -> None:
    feed = tmp_path / "new.jsonl"
    options = ("export", "--name", "daily", "--since", "last", "-o", str(feed))
    assert run(*options).returncode == 0
    assert len(feed.read_text("utf-8").splitlines()) == 2
    query("UPDATE exports SET article_id = article_id - 1")
    assert run(*options).returncode == 0
    assert len(feed.read_text("utf-8").splitlines()) == 1
    assert run(*options).returncode == 0
    assert feed.read_text("utf-8") == ""


def test_frontier(run: Commands, query: Query) -> None:
    listed = json.loads(run("frontier", "list", "yjc", "--json").stdout)
    assert [request["key"] for request in listed] == ["2", "3"]
    query("UPDATE frontier SET state = 'failed', attempts = 3")
    assert run("frontier", "retry", "yjc", "--code", "2").stdout == "retried: 1 request\n"
    assert run("frontier", "drop", "yjc").stdout == "dropped: 2 requests\n"


@pytest.mark.parametrize(
    "command",
    [["crawl", "yjc"], ["status"], ["export"], ["frontier", "list", "yjc"], ["schedule"],
     ["crawlall"]],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_newer_database_is_one_line(run: Commands, query: Query, command: list[str]) -> None:
    query("UPDATE alembic_version SET version_num = '9999'")
    result = run(*command)
    assert (result.returncode, result.stdout) == (1, "")
    assert "made by a newer newscrawl (schema 9999" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_frontier_is_not_changed_under_a_crawl(run: Commands, url: str) -> None:
    archive = Archive(url)
    if not archive.is_shared:
        pytest.skip("there a lock says so: see test_frontier.py")
    archive.start_crawl("yjc", {}, "front")
    result = run("frontier", "drop", "yjc")
    assert (result.returncode, result.stdout) == (1, "")
    assert "another crawl of yjc is running" in result.stderr
    later = run("frontier", "drop", "yjc", "-s", "LEASE_SECONDS=-1")
    assert later.stdout == "dropped: 2 requests\n"
    asyncio.run(archive.close())
