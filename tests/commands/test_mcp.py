"""``scrapy mcp``, as an assistant starts it: a process, asked by the SDK's own client."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.builders import article_on, store
from tests.conftest import ROOT, Commands, Database, on_both, run_scrapy, url_of

START = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def asked(folder: Path, arguments: list[str], environment: dict[str, str]) -> Any:
    """The tools of a server that is started in a folder, and one answer."""

    async def ask() -> Any:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "newscrawl", "mcp", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            cwd=folder,
        )
        async with Client(stdio_client(server)) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return names, await client.call_tool("search", {"query": "عنوان"})

    return asyncio.run(asyncio.wait_for(ask(), 60))


@on_both
@pytest.mark.parametrize("is_option", [True, False])
def test_an_assistant_starts_it_anywhere(
    database: Database, tmp_path: Path, is_option: bool
) -> None:
    store(database, article_on(1, 1, "demo"))
    url = url_of(database)
    options = ["-s", f"DATABASE_URL={url}"] if is_option else []
    environment = {} if is_option else {"NEWSCRAWL_DATABASE_URL": url}
    names, answer = asked(tmp_path, options, environment)
    assert "coverage" in names
    assert answer.structured_content["total"] == 1


def test_standard_output_has_the_protocol_and_nothing_else(database: Database) -> None:
    store(database, article_on(1, 1, "demo"))
    calls = [
        START,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        *(
            {
                "jsonrpc": "2.0",
                "id": number,
                "method": "tools/call",
                "params": {"name": name, "arguments": arguments},
            }
            for number, (name, arguments) in enumerate(
                [("sites", {}), ("article", {"url": 7}), ("nosuch", {})], start=2
            )
        ),
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "mcp"],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    for call in calls:
        server.stdin.write(json.dumps(call).encode() + b"\n")
        server.stdin.flush()
    answers = [json.loads(server.stdout.readline()) for call in calls if "id" in call]
    assert sorted(answer["id"] for answer in answers) == [1, 2, 3, 4]
    assert all("result" in answer for answer in answers)
    out, errors = server.communicate(b"no JSON at all\n", timeout=30)
    for line in out.splitlines():  # what it says of the last line, if anything
        assert json.loads(line)["jsonrpc"] == "2.0"
    assert server.returncode == 0  # the assistant closed standard input
    assert b"Traceback" not in errors


def test_ctrl_c_ends_it(database: Database) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "mcp"],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(START).encode() + b"\n")
    server.stdin.flush()
    server.stdout.readline()
    server.send_signal(signal.SIGINT)
    assert server.wait(10) == 0
    assert server.stderr is not None
    assert server.stderr.read().startswith(b"newscrawl: warning: there is no archive at")
    server.stdin.close()
    server.stdout.close()
    server.stderr.close()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("demo",), 2, "mcp takes only options, got 'demo'"),
        (("--port", "9"), 2, "--port is for --http"),
        (("--host", "0.0.0.0"), 2, "--host is for --http"),
        (("--http", "--port", "http"), 2, "--port: expected 0 to 65535, got 'http'"),
        (("--http", "--names", "a b"), 2, "--names: expected host names"),
        (("--http", "--host", "no such host"), 1, "cannot listen on no such host"),
        (("-s", "DATABASE_URL=mysql://x/y"), 1, "DATABASE_URL: "),
    ],
)
def test_what_is_wrong_is_one_line(
    command: Commands, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = command("mcp", *arguments)
    assert done.returncode == code
    lines = [line for line in done.stderr.splitlines() if "warning" not in line]
    assert len(lines) == 1
    assert says in lines[0]
    assert done.stdout == ""


def test_a_port_that_is_taken(database: Database) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        done = run_scrapy(database, "mcp", "--http", "--port", port)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}: " in done.stderr.splitlines()[-1]


def test_without_the_extra_it_is_one_line(
    command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("newscrawl.assistant.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    done = command("mcp")
    assert done.returncode == 1
    assert done.stderr.endswith("pip install 'newscrawl[mcp]'\n")
    assert len(done.stderr.splitlines()) == 1
