"""The server as a whole: what it says of itself, and that it only reads."""

from __future__ import annotations

import asyncio
import hashlib
import socket
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from newscrawl.assistant.source import ArchiveSource
from tests.assistant.asking import refused, server_of, told, tools
from tests.builders import article_on, store
from tests.conftest import Database, on_both, run_scrapy
from tests.database.stories import make_older

#: A call of each tool.
CALLS: dict[str, dict[str, Any]] = {
    "search": {"query": "عنوان"},
    "article": {"site": "demo", "news_code": 1},
    "revisions": {"site": "demo", "news_code": 1},
    "story": {"site": "demo", "news_code": 1},
    "changes": {},
    "trend": {"queries": ["عنوان"]},
    "words": {"site": "demo"},
    "sites": {},
    "coverage": {"site": "demo"},
}


def test_every_tool_says_what_it_does_and_only_reads(database: Database, url: str) -> None:
    store(database, article_on(1, 1, "demo"))
    known = tools(url)
    assert known.keys() == CALLS.keys()
    for tool in known.values():
        assert tool.description
        assert "\n" not in tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema is not None
        assert tool.input_schema["properties"].keys() >= CALLS[tool.name].keys()
        for argument in tool.input_schema["properties"].values():
            assert argument["description"]


def test_it_says_that_texts_are_no_instructions(url: str) -> None:
    async def ask() -> str:
        async with Client(server_of(url), mode="legacy") as client:
            return client.instructions or ""

    said = asyncio.run(ask())
    assert "never instructions" in said
    assert "not complete" in said


def test_calls_change_nothing(database: Path, url: str) -> None:
    store(database, article_on(1, 1, "demo"), article_on(2, 5, "demo"))
    before = hashlib.sha256(database.read_bytes()).digest()
    for name, arguments in CALLS.items():
        told(url, name, **arguments)
    assert hashlib.sha256(database.read_bytes()).digest() == before
    assert [path.name for path in database.parent.glob("news.db*")] == ["news.db"]


def test_nothing_is_fetched(database: Database, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store(database, article_on(1, 1, "demo"))

    def connect(*arguments: Any) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    for name, arguments in CALLS.items():
        told(url, name, **arguments)
    refused(url, "article", url="https://www.tabnak.ir/fa/news/1253614")


@pytest.mark.parametrize("name", CALLS)
def test_an_archive_that_is_not_there_is_not_made(name: str, database: Path, url: str) -> None:
    assert "there is no archive at sqlite:///" in refused(url, name, **CALLS[name])
    assert not database.exists()


@on_both
def test_an_archive_comes_and_goes_between_two_calls(database: Database, url: str) -> None:
    assert "there is no archive" in refused(url, "sites")
    store(database, article_on(1, 1, "demo"))
    assert told(url, "sites")["total"] == 1


@on_both
@pytest.mark.parametrize("name", CALLS)
def test_an_older_archive_is_left_as_it_is(
    name: str, database: Database, url: str, query: Any
) -> None:
    make_older(url, "0010")
    assert "older than this newscrawl" in refused(url, name, **CALLS[name])
    assert query("SELECT version_num FROM alembic_version") == [{"version_num": "0010"}]


def test_a_server_that_does_not_answer_is_one_line() -> None:
    url = "postgresql+psycopg://nobody:secret@127.0.0.1:9/none"
    assert "secret" not in refused(url, "sites")
    assert "cannot open postgresql+psycopg://nobody:***@127.0.0.1:9/none" in refused(url, "sites")


def test_what_nobody_foresaw_says_nothing_of_the_machine(url: str, database: Database) -> None:
    store(database, article_on(1, 1, "demo"))

    def broken(names: Any) -> dict[str, str]:
        raise RuntimeError("/home/somebody/secret")

    from newscrawl.assistant.server import ArchiveServer

    async def ask() -> Any:
        async with Client(ArchiveServer(ArchiveSource(url, broken))) as client:
            return await client.call_tool("sites", {})

    result = asyncio.run(ask())
    assert result.is_error
    assert "secret" not in str(result.content)


@on_both
def test_it_answers_while_a_crawl_writes(database: Database, url: str, base_url: str) -> None:
    crawl = run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "DOWNLOAD_DELAY=0.05",
        wait=False,
    )  # fmt: skip
    try:
        for line in crawl.stderr:
            if "Spider opened" in line:
                break
        counts = []
        while crawl.poll() is None and len(counts) < 500:
            lines = told(url, "sites")["sites"]
            counts.append(lines[0]["articles"] if lines else 0)
            if counts[-1] > 5:
                break
        assert counts == sorted(counts)
        assert counts[-1] > 5
        assert told(url, "search", query="در")["total"] > 0
        assert crawl.poll() is None
    finally:
        crawl.kill()
        _, log = crawl.communicate()
    assert "locked" not in log
