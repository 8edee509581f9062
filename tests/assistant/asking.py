"""Asking the server as an assistant does: by the SDK's own client, in memory."""

from __future__ import annotations

import asyncio
from typing import Any

from mcp import Client
from mcp.types import CallToolResult, Tool

from newscrawl.assistant.server import ArchiveServer
from newscrawl.assistant.source import ArchiveSource

TITLES = {"demo": "چکاوک", "isna": "ایسنا"}


def server_of(url: str) -> ArchiveServer:
    return ArchiveServer(
        ArchiveSource(url, lambda names: {n: TITLES[n] for n in names if n in TITLES})
    )


def asked(url: str, name: str, /, **arguments: Any) -> CallToolResult:
    """What a tool answers, and whether that is an error."""

    async def ask() -> CallToolResult:
        async with Client(server_of(url)) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(ask())


def told(url: str, name: str, /, **arguments: Any) -> dict[str, Any]:
    """The answer of a tool that has one, by its names; the client checks it by its schema."""
    result = asked(url, name, **arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def refused(url: str, name: str, /, **arguments: Any) -> str:
    """The one line that says what is wrong."""
    result = asked(url, name, **arguments)
    assert result.is_error
    assert result.structured_content is None
    (content,) = result.content
    assert content.type == "text"
    assert "\n" not in content.text
    return content.text


def tools(url: str) -> dict[str, Tool]:
    async def ask() -> list[Tool]:
        async with Client(server_of(url)) as client:
            return (await client.list_tools()).tools

    return {tool.name: tool for tool in asyncio.run(ask())}
