"""An archive to look through, with and without a full-text index."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from newscrawl.database import Archive
from newscrawl.items import Article, Failure
from newscrawl.persian.text import searchable
from tests.report.test_figures import article

BAD = "<img src=x onerror=alert(1)>"


def stories() -> list[Article]:
    """Forty articles of two sites and months; number 1 will be revised."""
    found = []
    for n in range(1, 41):
        site = "yjc" if n % 4 else "tabnak"
        found.append(
            article(
                n,
                n,
                site=site,
                sections=["ورزش" if n % 2 else "اقتصاد"],
                tags=[BAD],
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
    async def main() -> None:
        archive = Archive(f"sqlite:///{path}")
        await asyncio.gather(*(archive.submit(story) for story in stories()))
        revised = stories()[0]
        revised.title, revised.content_hash = "گفته‌های وزیر دربارهٔ كتاب‌هاي درسي", "other"
        await archive.submit(revised)
        at = "2021-07-13T14:38:00+00:00"
        await archive.submit(Failure("yjc", "https://yjc.ir/9", "HTTP 503", "9", 503, at))
        archive.finish_crawl(archive.start_crawl("yjc", {}), "finished", {"newscrawl/new": 40})
        await archive.close()

    asyncio.run(main())


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
