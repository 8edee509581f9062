"""Raw pages in the archive."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any

import zstandard

from newscrawl.database import ArchiveWriter
from newscrawl.database.pages import select_pages
from newscrawl.database.reports import reading
from newscrawl.database.selection import Selection
from newscrawl.items import Article, Failure, RawPage

MOMENT = "2021-07-13T14:38:00+00:00"


def page(text: str) -> RawPage:
    headers = [["Content-Type", "text/html"], ["X", "1"], ["X", "2"]]
    body = text.encode("utf-16-le")
    return RawPage("https://x.ir/fa/news/1/slug", 200, headers, "utf-16-le", body, "1+a")


def item(kind: str, code: str, text: str, **fields: Any) -> Article | Failure:
    url = f"https://x.ir/fa/news/{code}"
    made: Article | Failure
    if kind == "article":
        values: dict[str, Any] = {"content_hash": text, "title": text, "fetched_at": MOMENT}
        made = Article(**{**values, "site": "x", "news_code": code, "url": url, **fields})
    else:
        made = Failure("x", url, "no headline found", code, 200, MOMENT)
    made.page = page(text) if text else None
    return made


def store(database: Path, *items: Any) -> None:
    async def main() -> None:
        archive = ArchiveWriter(f"sqlite:///{database}")
        for one in items:
            await archive.submit(one)
        await archive.close()

    asyncio.run(main())


def test_the_page_of_each_revision_once(database: Path, query: Any) -> None:
    texts = ["یک", "یک", "دو", "دو"]
    store(database, *(item("article", "1", text) for text in texts), item("article", "2", "سه"))
    rows = query("SELECT * FROM pages ORDER BY id")
    assert [(r["article_id"], r["revision"]) for r in rows] == [(1, 1), (1, 2), (2, 1)]
    assert zstandard.decompress(rows[1]["body"]).decode(rows[1]["encoding"]) == "دو"
    with reading(f"sqlite:///{database}") as connection:
        first, *_ = select_pages(connection, Selection(), database.parent, print)
    assert first.page == page("یک")
    assert first.fetched_at.isoformat() == MOMENT


def test_articles_of_a_batch_have_their_own_pages(database: Path, query: Any) -> None:
    async def main() -> None:
        archive = ArchiveWriter(f"sqlite:///{database}")
        items = [item("article", str(code), f"صفحه {code}") for code in range(50)]
        await asyncio.gather(*(archive.submit(one) for one in items))
        await archive.close()

    asyncio.run(main())
    rows = query("SELECT title, pages.body FROM pages JOIN articles ON articles.id = article_id")
    assert len(rows) == 50
    for row in rows:
        assert zstandard.decompress(row["body"]).decode("utf-16-le") == row["title"]


def test_without_a_page_nothing_is_kept(database: Path, query: Any) -> None:
    store(database, item("article", "1", ""), item("failure", "2", ""))
    assert query("SELECT * FROM pages") == []


def test_a_page_that_could_not_be_read_until_it_can(database: Path, query: Any) -> None:
    store(database, item("failure", "1", "یک"), item("failure", "1", "دو"))
    store(database, item("failure", "1", ""))
    (row,) = query("SELECT * FROM pages")
    assert (row["article_id"], row["item_url"]) == (None, "https://x.ir/fa/news/1")
    assert zstandard.decompress(row["body"]).decode("utf-16-le") == "دو"
    store(database, item("article", "1", "سه"))
    (row,) = query("SELECT * FROM pages")
    assert (row["article_id"], row["revision"]) == (1, 1)


def test_a_failure_without_a_code_is_forgotten_by_its_address(database: Path, query: Any) -> None:
    failure = item("failure", "1", "یک")
    failure.news_code = None
    store(database, failure, item("article", "1", "یک", news_code=None))
    assert query("SELECT * FROM failures") == []
    assert len(query("SELECT * FROM pages")) == 1


def test_the_page_is_no_field() -> None:
    made = item("article", "1", "یک")
    assert "page" not in asdict(made)
    assert made == item("article", "1", "یک")


def test_pages_are_selected_with_their_articles(database: Path) -> None:
    store(
        database,
        item("article", "1", "یک", published_at="2021-07-13T10:00:00+04:30", sections=["چین"]),
        item("article", "2", "دو"),
        item("failure", "3", "سه"),
    )

    def found(**filters: Any) -> list[int | None]:
        with reading(f"sqlite:///{database}") as connection:
            return [
                one.article_id
                for one in select_pages(connection, Selection(**filters), database.parent, print)
            ]

    assert found() == found(site="x") == [1, 2, None]
    assert found(section="چین") == [1]
    assert found(news_code="3") == [None]
    assert found(news_code="2") == [2]
    assert found(site="y") == []
