"""``scrapy browse``, as a user runs it."""

import signal
import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import Commands, Database, Scrapy, on_both, run_scrapy


@on_both
def test_it_serves_while_a_crawl_writes_until_it_is_told_to_stop(
    database: Database, base_url: str, tmp_path: Path
) -> None:
    crawl = run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "DOWNLOAD_DELAY=0.1",
        wait=False,
    )  # fmt: skip
    browse = None
    try:
        for line in crawl.stderr:
            if "Spider opened" in line:
                break
        options = [] if isinstance(database, Path) else ["--copy", str(tmp_path / "copy.db")]
        browse = run_scrapy(database, "browse", "--port", "0", *options, wait=False)
        url = browse.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        with urlopen(f"{url}archive/articles", timeout=20) as response:
            assert 'dir="rtl"' in response.read().decode()
        assert crawl.poll() is None
        browse.send_signal(signal.SIGINT)
        assert browse.wait(10) == 0
    finally:
        crawl.kill()
        _, log = crawl.communicate()
        if browse is not None:
            browse.kill()
            _, errors = browse.communicate()
    assert "Traceback" not in errors
    assert "locked" not in log


def test_a_port_that_is_taken(scrapy: Scrapy) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = scrapy("browse", "--port", str(port))
    assert result.returncode == 1
    assert result.stderr.startswith(
        f"newscrawl: error: cannot listen on 127.0.0.1, port {port}: "
    ), result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["roozplus"], 2, "browse takes only options, got 'roozplus'"),
        (["--port", "99999"], 2, "--port: expected 0 to 65535, got '99999'"),
        (["--port", "http"], 2, "--port: expected 0 to 65535, got 'http'"),
        (["--refresh", "soon"], 2, "--refresh: expected a number of seconds, got 'soon'"),
        (["--copy", "copy.db"], 2, "--copy is for archives on PostgreSQL"),
        (["--host", "no such host"], 1, "cannot listen on no such host"),
        (["-s", "DATABASE_URL=sqlite:////no/such/news.db"], 1, "no directory /no/such"),
    ],
)
def test_errors_are_one_line(command: Scrapy, arguments: list[str], code: int, says: str) -> None:
    result = command("browse", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_its_extra(command: Scrapy, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("newscrawl.browse")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    result = command("browse")
    assert result.returncode == 1
    assert "pip install 'newscrawl[browse]'" in result.stderr


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:secret@127.0.0.1:1/news",
        "postgresql+psycopg://u:secret@127.0.0.1:1/news",
        "mysql://u:secret@host/news",
        "postgresql://u:secret@host:port/news",
    ],
)
def test_nobody_sees_the_password(command: Commands, url: str, tmp_path: Path) -> None:
    command.url = url
    result = command("browse", "--copy", str(tmp_path / "copy.db"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "secret" not in result.stderr
    assert result.stderr.count("\n") == 1
    assert ("write postgresql://" in result.stderr) == url.startswith("postgres:")


@pytest.mark.parametrize("names", ["a:80", "", "a,,b", "http://a", "a b"])
def test_wrong_names(command: Scrapy, names: str) -> None:
    result = command("browse", "--names", names)
    assert result.returncode == 2
    assert result.stderr.startswith("newscrawl: error: --names: expected host names")
    assert result.stderr.count("\n") == 1
