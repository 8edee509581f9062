"""``scrapy demo``, as a user runs it."""

import signal
import socket
from pathlib import Path
from urllib.request import urlopen

import pytest

from newscrawl.demo.newspaper import FAILURES, Newspaper
from tests.conftest import Query, Scrapy, run_scrapy


def test_the_first_run_fills_the_archive_and_the_second_stores_nothing(
    scrapy: Scrapy, query: Query
) -> None:
    first = scrapy("demo", "--articles", "40")
    assert first.returncode == 0, first.stderr
    rows = query("SELECT news_code, title FROM articles WHERE site = 'demo' ORDER BY id")
    expected = {fields["news_code"]: fields["title"] for fields in Newspaper(40).expected()}
    assert {row["news_code"]: row["title"] for row in rows} == expected
    assert len(rows) == 40
    assert len(query("SELECT * FROM failures")) == len(FAILURES)
    for label in ("pages", "new articles", "duplicates", "failures", "pages a second"):
        assert label in first.stdout
    assert "کد خبر" in first.stdout  # one article, printed
    assert "Next:" in first.stdout
    assert "Nothing new" not in first.stdout
    assert "Traceback" not in first.stderr

    second = scrapy("demo", "--articles", "40")
    assert second.returncode == 0, second.stderr
    assert "Nothing new" in second.stdout
    assert query("SELECT news_code, title FROM articles ORDER BY id") == rows


def test_another_family_is_another_site(scrapy: Scrapy, query: Query) -> None:
    result = scrapy("demo", "--articles", "3", "--family", "nastooh")
    assert result.returncode == 0, result.stderr
    rows = query("SELECT site, url FROM articles ORDER BY news_code")
    domain = "https://demo-nastooh.newscrawl.example"
    assert [(row["site"], row["url"].rsplit("/", 2)[0]) for row in rows] == [
        ("demo_nastooh", domain)
    ] * 3


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_serves_until_it_is_told_to_stop(database: Path, ending: signal.Signals) -> None:
    process = run_scrapy(database, "demo", "--serve", "--articles", "40", wait=False)
    try:
        url = process.stdout.readline().strip()
        with urlopen(f"{url}/fa/rss/allnews", timeout=10) as response:
            assert response.read().count(b"<item>") == 40
        process.send_signal(ending)
        assert process.wait(10) == 0
    finally:
        process.kill()
        _, errors = process.communicate()
    assert "Traceback" not in errors
    assert not database.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--articles", "0"], 2, "--articles: expected 1 to 100000, got 0"),
        (["--port", "99999"], 2, "--port: expected 0 to 65535, got 99999"),
        (["-s", "DATABASE_URL=sqlite:////no/such/folder/x.db"], 1, "no directory"),
    ],
)
def test_what_is_wrong_is_one_line(
    scrapy: Scrapy, database: Path, arguments: list[str], code: int, says: str
) -> None:
    result = scrapy("demo", *arguments)
    assert result.returncode == code
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert says in result.stderr
    assert not database.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--articles", "many"], "--articles"),
        (["--family", "other"], "nastooh"),
        (["roozplus"], "roozplus"),
    ],
)
def test_wrong_usage_ends_with_the_reason(scrapy: Scrapy, arguments: list[str], says: str) -> None:
    result = scrapy("demo", *arguments)
    assert result.returncode == 2
    assert says in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_a_port_that_is_taken(scrapy: Scrapy) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = scrapy("demo", "--serve", "--articles", "40", "--port", str(port))
    assert result.returncode == 1
    (said,) = [line for line in result.stderr.splitlines() if line.startswith("newscrawl: error:")]
    assert "the port is taken" in said
    assert "Traceback" not in result.stderr
