"""``scrapy forget``: nothing of an article is left, and it does not come back by any way."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database.images import image_path
from newscrawl.database.writes import Enqueue
from newscrawl.items import Failure, RawPage
from tests.builders import MOMENT, article, request, store
from tests.conftest import Database, Query, Scrapy, on_both

#: Words that are in no other article, and their raw page, which compression leaves as it is.
SECRET = "ژرفاسنجیدگی"
OTHER = bytes(range(33, 127))
PAGE = OTHER + SECRET.encode()
WHY = ("--why", "court order 12/1400")


def page(body: bytes = PAGE) -> RawPage:
    return RawPage("https://yjc.ir/fa/news/1", 200, [["A", "b"]], "utf-8", body, "r")


def with_page(code: int, body_of_page: bytes = PAGE, **fields: Any) -> Any:
    one = article(code, **fields)
    one.page = page(body_of_page)
    return one


@pytest.fixture
def filled(database: Database) -> None:
    """An article with an earlier version, raw pages, a failure and requests; and others."""
    failure = Failure(
        "yjc", "https://yjc.ir/fa/news/1", "article without body", "1", 200, at=MOMENT
    )
    failure.page = page()
    about = Failure("yjc", "https://yjc.ir/tiny", "see https://yjc.ir/fa/news/1/x", at=MOMENT)
    store(database, with_page(1, title=f"{SECRET} نخست", content_hash="a"))
    store(
        database,
        with_page(1, title=f"{SECRET} دوم", body=f"متن {SECRET}", content_hash="b"),
        failure,
        about,
        with_page(2, OTHER),
        article(1, site="asriran"),
        Enqueue("yjc", 1, [request("3")]),
    )


def count(query: Query, table: str, where: str = "site = 'yjc'") -> int:
    found: int = query(f"SELECT COUNT(*) AS n FROM {table} WHERE {where}")[0]["n"]
    return found


@on_both
@pytest.mark.parametrize(
    "named",
    [
        ["yjc/1"],
        ["yjc/۰۱"],
        ["yjc", "https://www.yjc.ir/fa/news/1/slug"],
        ["http://yjc.ir/fa/news/1?a"],
    ],
)
def test_everything_of_an_article_goes(
    filled: None, command: Scrapy, query: Query, named: list[str]
) -> None:
    before = command("forget", *named, "--dry-run", "--json")
    (would,) = json.loads(before.stdout)
    parts = {"articles": 1, "revisions": 1, "pages": 3, "cold_pages": 0, "failures": 1}
    assert would.items() >= {**parts, "dry_run": True, "title": f"{SECRET} دوم"}.items()
    assert count(query, "articles") == 2  # nothing happened

    done = command("forget", *named, *WHY)
    assert done.returncode == 0, done.stderr
    assert "removed 1 article, 1 earlier version, 3 raw pages, 1 failure" in done.stdout
    assert "Backups" in done.stdout or "backups" in done.stdout
    for table in ("articles", "pages"):
        assert [row["news_code"] for row in query(f"SELECT news_code FROM {table} "
                                                  "WHERE site = 'yjc'")] == ["2"]  # fmt: skip
    assert count(query, "revisions") == 0
    assert [row["reason"] for row in query("SELECT reason FROM failures")] == ["see (taken down)"]
    assert count(query, "articles", "site = 'asriran'") == 1
    assert count(query, "frontier") == 1
    assert json.loads(command("search", SECRET, "--json").stdout) == []
    (row,) = query("SELECT * FROM tombstones")
    assert row["news_code"] == "1" and row["url"] == "https://yjc.ir/fa/news/1"
    (listed,) = json.loads(command("forget", "--list", "--json").stdout)
    assert listed["why"] == "court order 12/1400"
    again = command("forget", *named, *WHY)
    assert "was taken down before" in again.stdout
    assert count(query, "tombstones") == 1


def test_no_byte_is_left_in_the_files(filled: None, command: Scrapy, database: Path) -> None:
    for code in range(10, 40):  # so that there is something to merge and to move about
        store(database, with_page(code, OTHER, body=f"متن {code} " * 200, content_hash=str(code)))
    words = SECRET.encode()
    files = [*database.parent.glob("news.db*")]
    assert sum(file.read_bytes().count(words) for file in files) > 5
    assert command("forget", "yjc/1", *WHY).returncode == 0
    left = b"".join(file.read_bytes() for file in database.parent.glob("news.db*"))
    assert words not in left
    assert OTHER in left  # of the raw pages of the others: so they can be found


@on_both
def test_what_comes_of_it_all_the_same_is_not_stored(
    filled: None, command: Scrapy, query: Query, database: Database
) -> None:
    command("forget", "yjc/1", "yjc", "https://yjc.ir/fa/news/3", *WHY)
    failure = Failure("yjc", "https://yjc.ir/fa/news/1", "HTTP 404", "1", at=MOMENT)
    failure.is_missing = True
    failure.page = page()
    store(
        database,
        with_page(1, title=SECRET),
        with_page("9", url="https://yjc.ir/fa/news/1"),  # type: ignore[arg-type]
        failure,
        Enqueue("yjc", 2, [request("1"), request("3"), request("4")]),
    )
    assert count(query, "articles") == 1 and count(query, "pages") == 1
    assert count(query, "failures", "news_code = '1'") == 0
    assert [row["key"] for row in query("SELECT key FROM frontier")] == ["4"]


@on_both
def test_undone_it_may_be_fetched_again(
    filled: None, command: Scrapy, query: Query, database: Database
) -> None:
    command("forget", "yjc/1", *WHY)
    wrong = command("forget", "--undo", "yjc/2")
    assert wrong.returncode == 1 and "yjc/2: it was not taken down" in wrong.stderr
    assert command("forget", "--undo", "yjc/1").returncode == 0
    assert count(query, "tombstones") == 0 and count(query, "articles") == 1
    store(database, with_page(1), Enqueue("yjc", 3, [request("1"), request("5")]))
    assert count(query, "articles") == 2


@on_both
def test_an_unknown_one_never_comes(command: Scrapy, query: Query, database: Database) -> None:
    done = command("forget", "yjc/77", *WHY)
    assert "nothing of it was stored, and nothing will be" in done.stdout
    store(database, article(77), article(78))
    assert [row["news_code"] for row in query("SELECT news_code FROM articles")] == ["78"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["yjc/1"], "--why: expected the reason"),
        (["yjc/1", "--why", " "], "--why: expected the reason"),
        (WHY, "expected SITE/CODE, SITE and an address, or an address"),
        (["yjc", *WHY], "got 'yjc'"),
        (["yjc", "asriran/1", *WHY], "'yjc' is followed by 'asriran/1'"),
        (["nosuch/1", *WHY], "unknown site 'nosuch'"),
        (["yjc/0", *WHY], "expected a news code"),
        (["https://nosuch.example/1", *WHY], "no site of the project is at 'nosuch.example'"),
        (["yjc", "https://asriran.com/fa/news/1", *WHY], "expected addresses on yjc.ir"),
        (["--list", "--undo"], "--list and --undo do not go together"),
        (["--undo", "yjc/1", *WHY], "--why is not for --undo"),
        (["--list", "nosuch"], "unknown site 'nosuch'"),
    ],
)
def test_wrong_arguments(
    filled: None, command: Scrapy, query: Query, arguments: list[str], error: str
) -> None:
    done = command("forget", *arguments)
    assert done.returncode == 2
    assert error in done.stderr and done.stderr.count("\n") == 1
    assert count(query, "articles") == 2 and count(query, "tombstones") == 0


@on_both
def test_pages_in_cold_files_go_too(
    filled: None, command: Scrapy, query: Query, tmp_path: Path
) -> None:
    cold = tmp_path / "cold"
    assert command("prune", "--cold", "-s", f"COLD_DIR={cold}").returncode == 0
    options = (*WHY, "-s", f"COLD_DIR={cold}")
    assert count(query, "cold_pages") == 3
    assert unpacked(cold).count(SECRET.encode()) == 2
    done = command("forget", "yjc/1", *options)
    assert "2 raw pages in cold files" in done.stdout, done.stderr
    assert [row["news_code"] for row in query("SELECT news_code FROM cold_pages")] == ["2"]
    assert SECRET.encode() not in unpacked(cold) and OTHER in unpacked(cold)

    file = next(cold.glob("*.warc.gz"))
    file.rename(tmp_path / "away")
    done = command("forget", "yjc/2", *options)
    assert done.returncode == 1 and "is missing" in done.stderr
    assert count(query, "articles") == 1 and count(query, "tombstones") == 1


def unpacked(folder: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in folder.glob("*.warc.gz"))


@on_both
def test_its_pictures_go_with_it(
    filled: None, command: Scrapy, tmp_path: Path, database: Database
) -> None:
    folder = tmp_path / "pictures"
    paths = [image_path("yjc", code, url) for code in ("1", "2") for url in ("a", "b")]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")
    store_of = ("-s", f"IMAGES_STORE={folder}")
    would = command("forget", "yjc/1", "--dry-run", *store_of)
    assert "2 pictures" in would.stdout
    assert all((folder / path).exists() for path in paths)
    done = command("forget", "yjc/1", *WHY, *store_of)
    assert (done.returncode, "2 pictures" in done.stdout) == (0, True), done.stderr
    assert [(folder / path).exists() for path in paths] == [False, False, True, True]
