"""``scrapy browse``, as a user runs it."""

import signal
import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import Scrapy, run_scrapy


def test_it_serves_while_a_crawl_writes_until_it_is_told_to_stop(
    database: Path, base_url: str
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
        browse = run_scrapy(database, "browse", "--port", "0", wait=False)
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
        (["--host", "no such host"], 1, "cannot listen on no such host"),
        (["-s", "DATABASE_URL=sqlite:////no/such/news.db"], 1, "no directory /no/such"),
    ],
)
def test_errors_are_one_line(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    from newscrawl.commands.browse import Command
    from tests.commands.test_report import in_process

    with pytest.raises(SystemExit) as end:
        in_process(Command(), database, *arguments)
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (code, "")
    assert says in said.err
    assert said.err.count("\n") == 1


def test_without_its_extra(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from newscrawl.commands.browse import Command
    from tests.commands.test_report import in_process

    for name in [name for name in sys.modules if name.startswith("newscrawl.browse")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(SystemExit) as end:
        in_process(Command(), database)
    assert end.value.code == 1
    assert "pip install 'newscrawl[browse]'" in capsys.readouterr().err
