"""An archive to look through, with and without a full-text index."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.items import Article, Failure
from newscrawl.persian.text import searchable
from tests.builders import article_on, store, writing
from tests.conftest import run_scrapy

BAD = "<img src=x onerror=alert(1)>"


def stories() -> list[Article]:
    """Forty articles of two sites and months; number 1 will be revised."""
    found = []
    for n in range(1, 41):
        site = "yjc" if n % 4 else "tabnak"
        found.append(
            article_on(
                n,
                n,
                site=site,
                sections=["ورزش" if n % 2 else "اقتصاد"],
                tags=[BAD],
                topic="sport" if n % 2 else "economy",
                agency="ایسنا" if n % 5 == 0 else None,
                lead=f"لید {n}",
                body="بند یک\nبند دو",
                images=[{"url": "javascript:alert(1)", "alt": None}],
            )
        )
        found[-1].title = f"خبر شمارهٔ {n}"
    found[0].title = "سخنان وزیر دربارهٔ كتاب‌هاي درسي"
    return found


def fill(path: Path) -> None:
    revised = stories()[0]
    revised.title, revised.content_hash = "گفته‌های وزیر دربارهٔ كتاب‌هاي درسي", "other"
    at = "2021-07-13T14:38:00+00:00"
    failure = Failure("yjc", f"https://yjc.ir/fa/news/9/{'a' * 200}", "HTTP 503", "9", 503, at)
    store(path, *stories())
    store(path, revised, failure)  # not in one transaction with what it revises
    with writing(path) as archive:
        archive.finish_crawl(archive.start_crawl("yjc", {}), "finished", {"newscrawl/new": 40})


def index(path: Path) -> None:
    """A full-text index, unless the archive has one."""
    with sqlite3.connect(path) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles_fts'").fetchone():
            return
        connection.execute("CREATE VIRTUAL TABLE articles_fts USING fts5(title, body)")
        rows = connection.execute("SELECT id, title, body FROM articles").fetchall()
        connection.executemany(
            "INSERT INTO articles_fts(rowid, title, body) VALUES (?, ?, ?)",
            [(id, searchable(title), searchable(body)) for id, title, body in rows],
        )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a full-text index. Only to be read."""
    path = tmp_path_factory.mktemp("browse") / "news.db"
    fill(path)
    index(path)
    return path


@pytest.fixture(scope="session")
def serving(filled: Path) -> Iterator[tuple[str, int]]:
    """The address of ``scrapy browse``, and the number of its process."""
    process = run_scrapy(filled, "browse", "--port", "0", wait=False)
    yield process.stdout.readline().strip(), process.pid
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def served(serving: tuple[str, int]) -> str:
    """The address of ``scrapy browse``."""
    return serving[0]


@pytest.fixture(scope="session")
def served_pid(serving: tuple[str, int]) -> int:
    return serving[1]
