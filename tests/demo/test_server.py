"""The demo newspaper over HTTP, and its command line."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import DemoServerError, running

ROOT = Path(__file__).parents[2]


def request(url: str, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=names)
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def answers(url: str) -> bool:
    try:
        request(url, "/robots.txt")
    except OSError:
        return False
    return True


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "newscrawl.demo", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(articles=60) as url:
        yield url


def test_serves_the_same_paper_as_here(url: str) -> None:
    story = Newspaper(60).stories[-1]
    response = request(url, story.path)
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert str(story.code) in response.body.decode()  # type: ignore[attr-defined]
    assert url in request(url, "/robots.txt").body.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/fa/economy", "/fa/rss/allnews", "/sitemap.xml"])
def test_what_has_not_changed_answers_304(url: str, path: str) -> None:
    first = request(url, path)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": tag}, {"If_Modified_Since": date}):
        again = request(url, path, **headers)
        assert (again.status, again.body) == (304, b"")  # type: ignore[attr-defined]
        assert again.headers["ETag"] == tag
    for headers in (
        {"If_None_Match": '"other"', "If_Modified_Since": date},
        {"If_Modified_Since": "Wed, 21 Oct 2015 07:28:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ):
        assert request(url, path, **headers).status == 200


def test_redirects_and_methods(url: str) -> None:
    story = Newspaper(60).stories[3]
    tiny = request(url, f"/fa/tiny/news-{story.code}")
    assert (tiny.status, tiny.headers["Location"]) == (301, story.path)
    head = request(url, "/", "HEAD")
    assert (head.status, head.body) == (200, b"")  # type: ignore[attr-defined]
    assert request(url, "/fa/comments/add/1", "POST").status == 405


def test_the_server_ends_with_the_block() -> None:
    with running(articles=5) as url:
        assert answers(url)
    assert not answers(url)


def test_the_server_ends_with_a_killed_parent() -> None:
    script = (
        "import time; from newscrawl.demo.server import running\n"
        "with running(articles=5) as url: print(url, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    url = parent.stdout.readline().strip()
    assert answers(url)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while answers(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(url)


def test_the_request_log_has_a_line_a_request(tmp_path: Path) -> None:
    log = tmp_path / "requests.log"
    start = time.monotonic()
    with running(articles=5, request_log=log) as url:
        request(url, "/fa/archive?p=1")
        request(url, "/nothing")
    lines = [line.split("\t") for line in log.read_text().splitlines()]
    assert [line[1:] for line in lines] == [
        ["200", "GET", "/fa/archive?p=1"],
        ["404", "GET", "/nothing"],
    ]
    assert start < float(lines[0][0]) <= float(lines[1][0]) < time.monotonic()


def test_latency_makes_answers_wait() -> None:
    with running(articles=5, latency=200) as url:
        start = time.monotonic()
        request(url, "/robots.txt")
        assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--articles", "0"], "--articles"),
        (["--family", "drupal"], "--family"),
        (["--articles", "many"], "many"),
        (["--edition", "-1"], "--edition"),
        (["--port", "70000"], "--port"),
        (["--hidden", "2"], "--hidden"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_2(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from newscrawl.demo.__main__ import main

    with pytest.raises(SystemExit) as stop:
        main(arguments)
    output = capsys.readouterr()
    assert stop.value.code == 2
    assert output.out == ""
    assert word in output.err
    assert output.err.count("\n") == 1


def test_a_taken_port_is_one_line_and_exit_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = command("--articles", "5", "--port", str(port))
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
        assert str(port) in result.stderr
        with pytest.raises(DemoServerError, match=str(port)), running(articles=5, port=port):
            pass


def test_prints_its_address_and_stops_when_told_to(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "newscrawl.demo", "--articles", "5"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )  # fmt: skip
    assert server.stdout
    assert answers(server.stdout.readline().strip())
    server.send_signal(signal.SIGTERM)
    output, errors = server.communicate(timeout=10)
    assert (server.returncode, output, errors) == (0, "", "")
    unwritable = command("--request-log", str(tmp_path / "none" / "log"))
    assert (unwritable.returncode, unwritable.stderr.count("\n")) == (1, 1)
