"""Over HTTP: only under names of this machine, and of those that were allowed."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from mcp import Client

from tests.builders import article_on, store
from tests.conftest import Database, run_scrapy

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@pytest.fixture
def address(database: Database) -> Any:
    store(database, article_on(1, 1, "demo"))
    server = run_scrapy(
        database, "mcp", "--http", "--port", "0", "--names", "news.example.org", wait=False
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=20)
        assert "Traceback" not in errors


def test_two_assistants_ask_over_http(address: str) -> None:
    async def ask() -> Any:
        async with Client(address) as one, Client(address) as other:
            return await asyncio.gather(
                one.call_tool("sites", {}), other.call_tool("search", {"query": "عنوان"})
            )

    sites, found = asyncio.run(ask())
    assert sites.structured_content["total"] == 1
    assert found.structured_content["total"] == 1


@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({}, False),
        ({"Host": "news.example.org"}, False),
        ({"Host": "evil.example"}, True),
        ({"Host": "127.0.0.1.evil.example"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "https://news.example.org"}, False),
    ],
)
def test_pages_of_other_hosts_read_nothing(
    address: str, headers: dict[str, str], is_refused: bool
) -> None:
    assert address.startswith("http://127.0.0.1:")
    answer = httpx.post(address, json=CALL, headers=HEADERS | headers, timeout=20)
    assert (answer.status_code in (403, 421)) == is_refused, answer.text
