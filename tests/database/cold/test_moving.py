"""Raw pages of closed months in cold files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.database import open_engine
from newscrawl.database.cold import Moved, move
from newscrawl.database.pages import StoredPage, select_pages
from newscrawl.database.selection import Selection
from newscrawl.items import Article, Failure, RawPage
from tests.builders import article, store
from tests.conftest import Query, on_both

pytestmark = on_both
GIGABYTE = 2**30


def with_page(code: int, month: int = 6, site: str = "yjc", **fields: Any) -> Article:
    """An article of a month of 2021 with a page that has about everything a page can have."""
    moment = f"2021-{month:02}-13T14:38:0{code % 10}+00:00"
    made = article(code, site, **{"fetched_at": moment, **fields})
    headers = [
        ["Content-Type", "text/html; charset=utf-16"],
        ["Content-Encoding", "gzip"],
        ["Content-Length", "9"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=é\u0085 "],
        ["X", ""],
    ]
    body = f"<p>صفحه {code}\r\n\r\n".encode("utf-16-le") * 20
    made.page = RawPage(
        f"https://{site}.ir/fa/news/{code}/slug", 200, headers, "utf-16-le", body, "1+a"
    )
    return made


def failure(code: int) -> Failure:
    made = Failure(
        "yjc",
        f"https://yjc.ir/fa/news/{code}",
        "no headline found",
        str(code),
        200,
        "2021-06-01T00:00:00+00:00",
    )
    made.page = RawPage(made.url, 200, [], "utf-8", b"<p>nothing", "1+a")
    return made


def move_all(url: str, folder: Path, max_size: int = GIGABYTE) -> Moved:
    engine = open_engine(url)
    try:
        moved = Moved()
        for moved in move(engine, folder, max_size):
            pass
        return moved
    finally:
        engine.dispose()


def selected(url: str, folder: Path, **filters: Any) -> list[StoredPage]:
    def fail(why: str) -> None:
        raise AssertionError(why)

    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return list(select_pages(connection, Selection(**filters), folder, fail))
    finally:
        engine.dispose()


def test_pages_are_the_same_in_cold_files(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    store(url, with_page(1), with_page(2, 7), failure(3), with_page(4, fetched_at=now))
    before = selected(url, folder)
    moved = move_all(url, folder)
    assert (moved.pages, moved.months) == (2, {"2021-06", "2021-07"})
    assert selected(url, folder) == before
    assert len(before) == 4
    # Those of this month, and the one that could not be read, stay.
    assert [row["id"] for row in query("SELECT id FROM pages ORDER BY id")] == [3, 4]
    assert move_all(url, folder).pages == 0
    for name in ("2021-06-000.warc.gz", "2021-07-000.warc.gz"):
        assert (folder / name).is_file()
