"""``scrapy changes``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
import sqlalchemy as sa

from newscrawl.cli.changes import LIMIT
from newscrawl.database import open_engine
from tests.conftest import Scrapy, on_both
from tests.database import changes
from tests.database.changes import BODY, at, crawl, miss, page, put

pytestmark = on_both
HOSTILE = '<script>alert("x")</script> \u202eباران\n\nدر شمال & جنوب'


@pytest.fixture
def engine(url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    begin = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=60)
    monkeypatch.setattr(changes, "BEGIN", begin)
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def site(engine: sa.Engine) -> sa.Engine:
    put(engine, *(page(n, 0) for n in range(1, 5)), page(9, 0, site="y", url="https://y.ir/9"))
    put(
        engine,
        page(1, 5, title="برف در شمال کشور 1"),
        page(2, 6, body=BODY.replace("مردم", "شهروندان و مسافران")),
        miss(3, 7), miss(3, 8), miss(4, 7), miss(4, 8), page(4, 20),
        page(9, 21, site="y", url="https://y.ir/9", title=HOSTILE),
    )  # fmt: skip
    return engine


def kinds(command: Scrapy, *options: str) -> list[tuple[str, str]]:
    found = json.loads(command("changes", "--json", *options).stdout)
    return [(one["kind"], one.get("news_code", "")) for one in found]


def test_for_people(site: sa.Engine, command: Scrapy) -> None:
    text = command("changes").stdout
    lines = text.splitlines()
    assert lines[0] == page(3, 0).title and "vanished: seen until" in lines[1]
    assert "(HTTP 404)" in lines[1] and lines[2] == "https://x.ir/fa/news/3"
    assert "[-باران] [+برف] در شمال کشور 1" in lines
    assert any("edited between" in line and "1 word less, 1 more" in line for line in lines)
    assert any("[-مردم] [+شهروندان و مسافران]" in line for line in lines)
    assert "\u202e" not in text and any('[+<script>alert("x")</script>]' in line for line in lines)
    assert "back at" in text and "more: --limit 0" not in text


def test_filters(site: sa.Engine, command: Scrapy) -> None:
    everything = [
        ("edited", "9"), ("back", "4"), ("vanished", "4"), ("vanished", "3"), ("edited", "2"),
        ("edited", "1"),
    ]  # fmt: skip
    assert sorted(kinds(command)) == sorted(everything)
    assert kinds(command)[:2] == everything[:2] and kinds(command, "--limit", "2") == everything[:2]
    assert kinds(command, "--headlines") == [("edited", "9"), ("edited", "1")]
    assert kinds(command, "--site", "y") == [("edited", "9")]
    assert kinds(command, "--vanished", "--limit", "1") == [("back", "4")]
    assert ("edited", "1") not in kinds(command, "--at-least", "۷٪")
    assert kinds(command, "--to-date", "1405/01/01") == []
    assert kinds(command, "--from-date", "1400/01/01", "--headlines", "--site", "y") != []
    assert command("changes", "--to-date", "1400/01/01").stdout == "No changes.\n"


def test_json(site: sa.Engine, command: Scrapy) -> None:
    found = json.loads(command("changes", "--json").stdout)
    (edited,) = (one for one in found if one.get("news_code") == "1")
    assert datetime.fromisoformat(edited["changed_by"]) == at(5)
    assert datetime.fromisoformat(edited["seen_until"]) == at(0)
    assert (edited["is_of_headline"], edited["removed_words"], edited["revision"]) == (True, 1, 2)
    assert edited["changes"]["title"][:2] == [
        {"kind": "old", "text": "باران"}, {"kind": "new", "text": "برف"},
    ]  # fmt: skip
    back, gone = (one for one in found if one.get("news_code") == "4")
    assert gone["back_at"] == back["at"] and gone["status"] == 404


def test_a_screen_and_how_many_more(engine: sa.Engine, command: Scrapy) -> None:
    put(engine, *(page(n, 0) for n in range(20)))
    put(engine, *(page(n, 5, title=f"برف {n}") for n in range(15)))
    put(engine, *(page(n, 6, body=f"{BODY} {'آب' * (n + 1)}") for n in range(15, 20)))
    text = command("changes").stdout
    assert text.count("https://") == LIMIT and "آب" not in text
    assert text.splitlines()[-1] == f"and {20 - LIMIT} more: --limit 0 shows all"
    assert command("changes", "--limit", "0").stdout.count("https://") == 20


def test_a_new_theme_is_one_line(engine: sa.Engine, command: Scrapy) -> None:
    put(engine, *(page(n, 0) for n in range(15)))
    put(engine, *(page(n, 5.5, body=f"{BODY}\nکد {n} را بفرستید") for n in range(15)))
    crawl(engine, 5, {"newscrawl/changed": 15, "newscrawl/duplicate": 900})
    (line,) = command("changes").stdout.splitlines()
    assert line.startswith("x: 15 articles read differently since the crawl of 14")
    assert line.endswith("probably a new theme; --all shows them")
    assert kinds(command) == [("flood", "")]
    assert len(kinds(command, "--all")) == 15


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_feeds(site: sa.Engine, command: Scrapy, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"changes.{format}"
    assert command("changes", "-o", str(path)).stdout == f"6 changes written to {path}\n"
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    assert not feed.bozo and feed.version == {"rss": "rss20", "atom": "atom10"}[format]
    assert len({entry.id for entry in feed.entries}) == 6
    by_link: dict[str, Any] = {entry.link: entry for entry in feed.entries}
    edited = by_link["https://x.ir/fa/news/1"]
    assert edited.title == "ویرایش: برف در شمال کشور 1"
    (content, *_) = edited.get("content") or [edited]
    assert "<del>باران</del><ins>برف</ins> در شمال" in content["value"]
    assert by_link["https://x.ir/fa/news/3"].title.startswith("ناپدید: ")
    hostile = by_link["https://y.ir/9"]
    assert "\u202e" not in path.read_text("utf-8") and "\n" not in hostile.title
    assert "<script" not in hostile.content[0]["value"]
    text = command("changes", "--format", format, "--limit", "1", "--headlines").stdout
    assert len(feedparser.parse(text).entries) == 1


def test_a_feed_of_nothing(engine: sa.Engine, command: Scrapy) -> None:
    assert feedparser.parse(command("changes", "--format", "atom").stdout).entries == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--at-least", "5"], "--at-least: expected a share of the words from 0% to 100%"),
        (["--at-least", "101%"], "--at-least: expected a share"),
        (["--format", "csv"], "--format: expected rss or atom, got 'csv'"),
        (["-o", "changes.txt"], "-o changes.txt: its suffix is no format"),
        (["--vanished", "--headlines"], "--vanished shows no edits: leave out --headlines"),
        (["--vanished", "--at-least", "5%"], "--vanished shows no edits: leave out --at-least"),
        (["--json", "--format", "rss"], "--json is not for rss"),
        (["--format", "rss", "--limit", "0"], "--limit: expected 1 to 1000 for rss, got 0"),
        (["--limit", "x"], "--limit: expected a number"),
        (["--from-date", "1405/13/01"], "--from-date: there is no day 1405/13/01"),
        (["--site", "nosuch"], "unknown site 'nosuch'"),
        (["x"], "changes takes only options, got 'x'"),
    ],
)
def test_wrong_arguments(command: Scrapy, options: list[str], said: str) -> None:
    done = command("changes", *options)
    assert done.returncode == 2
    assert done.stdout == "" and said in done.stderr and done.stderr.count("\n") == 1
