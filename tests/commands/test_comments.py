"""Readers' comments, from a crawl of the demo newspaper to what commands show of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from newscrawl import Archive, read_page
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from newscrawl.demo.site import Site
from tests.builders import article, store
from tests.conftest import Database, Query, Scrapy, on_both, run_scrapy, url_of
from tests.database.test_comments import comment, read

ON = ("-s", "COMMENTS_ENABLED=True")
HOSTILE = "<script>alert(1)</script>"


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["author"], row["text"], row["published_text"], row["likes"]


@on_both
def test_a_crawl_a_revisit_and_a_reparse(database: Database, query: Query) -> None:
    site = "roozplus"
    with running(articles=40) as url:
        crawl = ("crawl", site, "-a", f"base_url={url}")
        assert run_scrapy(database, *crawl).returncode == 0
    assert query("SELECT id FROM comments") == []
    articles = query("SELECT * FROM articles ORDER BY id")
    expected = Newspaper(40).expected_comments()

    # Raw pages are read again once they are to be read for comments, too.
    done = run_scrapy(database, "reparse", site, *ON, "--json")
    assert json.loads(done.stdout)["unchanged"] == len(articles) == 40
    assert query("SELECT * FROM articles ORDER BY id") == articles
    rows = query("SELECT * FROM comments ORDER BY article_id, id")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["news_code"], []).append(row)
    assert {code: [*map(told, some)] for code, some in found.items()} == {
        code: [*map(told, some)] for code, some in expected.items()
    }
    assert run_scrapy(database, "reparse", site, *ON, "--all").returncode == 0
    assert query("SELECT * FROM comments ORDER BY article_id, id") == rows

    with running(articles=40, edition=2) as url:
        crawl = ("crawl", site, "-a", f"base_url={url}", "-a", "revisit=8000d", *ON)
        assert run_scrapy(database, *crawl).returncode == 0
    later = query(f"SELECT * FROM comments WHERE id <= {rows[-1]['id']} ORDER BY article_id, id")
    before = {row["id"]: row for row in rows}
    seen = [
        (before[row["id"]], row) for row in later if row["seen_at"] > before[row["id"]]["seen_at"]
    ]
    assert len(seen) > len(rows) // 2
    for old, new in seen:
        if old["likes"] is not None:
            assert new["likes"] == old["likes"] + 1
    count = "SELECT count(*) AS n FROM comments GROUP BY site, news_code, comment_id"
    assert {row["n"] for row in query(count)} == {1}
    texts = " ".join(row["body"] for row in query("SELECT body FROM articles"))
    assert all(row["text"].split("\n")[0] not in texts for row in rows)


def test_a_line_in_the_file_of_a_site(
    command: Scrapy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrapy.settings import Settings

    from newscrawl.reparse import make_spider
    from newscrawl.spiders.roozplus import RoozplusSpider

    class OwnSpider(RoozplusSpider):
        custom_settings = {"COMMENTS_ENABLED": True}  # noqa: RUF012

    paper = Newspaper(40)
    story = next(story for story in paper.stories if story.comments)
    html = Site(paper).reply(story.path, "https://roozplus.com").body.decode()
    url = f"https://roozplus.com{story.path}"
    for spider_class, is_read in ((RoozplusSpider, False), (OwnSpider, True)):
        spider = make_spider(spider_class, Settings({"TEXT_DIGITS": "keep"}))
        from scrapy.http import HtmlResponse

        response = HtmlResponse(url, body=html.encode(), encoding="utf-8")
        found = spider.read_article(response).comments
        assert (found is not None) is is_read


def test_the_page_of_a_library_user() -> None:
    paper = Newspaper(40)
    story = next(story for story in paper.stories if story.comments)
    url = f"https://www.roozplus.com{story.path}"
    html = Site(paper).reply(story.path, "https://roozplus.com").body.decode()
    assert read_page(html, url=url).comments is None
    found = read_page(html, url=url, comments=True).comments
    assert [one.text for one in found or ()] == [
        one["text"] for one in paper.expected_comments()[str(story.code)]
    ]


# -- exports -----------------------------------------------------------------------------


@pytest.fixture
def filled(database: Database) -> None:
    store(
        database,
        read(
            0,
            comment("5", HOSTILE, likes=3),
            comment("6", parent_id="5", published_at="2021-07-13T19:08:00+04:30"),
        ),
        article(2, fetched_at="2021-07-13T14:38:00+00:00"),
    )


READERS: dict[str, Callable[[bytes], list[dict[str, Any]]]] = {
    "jsonl": lambda data: [json.loads(line) for line in data.splitlines()],
    "json": json.loads,
    "csv": lambda data: [
        {**row, "comments": json.loads(row["comments"])}
        for row in csv.DictReader(io.StringIO(data.decode()))
    ],
}


@on_both
@pytest.mark.parametrize("format", READERS)
@pytest.mark.usefixtures("filled")
def test_an_export_has_them_as_a_list(command: Scrapy, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    done = command("export", "--with-comments", "-o", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    first, second = READERS[format](path.read_bytes())
    assert list(first)[-1] == "comments"
    assert second["comments"] == []
    five, six = first["comments"]
    assert five == {
        "id": "5", "parent_id": None, "author": "علی", "text": HOSTILE, "published_at": None,
        "published_text": None, "likes": 3, "dislikes": None,
        "first_seen_at": "2021-07-10T12:00:00+00:00", "seen_at": "2021-07-10T12:00:00+00:00",
        "vanished_at": None,
    }  # fmt: skip
    assert (six["parent_id"], six["published_at"]) == ("5", "2021-07-13T19:08:00+04:30")
    command("export", "-o", str(path))
    assert "comments" not in READERS["jsonl"](path.read_bytes())[0] if format == "jsonl" else True


@on_both
@pytest.mark.usefixtures("filled")
def test_parquet_and_xml_have_them(command: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    assert command("export", "--with-comments", "-o", str(path)).returncode == 0
    table = pq.read_table(path)
    first, second = table["comments"].to_pylist()
    assert (first[0]["likes"], first[0]["text"], second) == (3, HOSTILE, [])
    assert first[1]["published_at"].isoformat() == "2021-07-13T14:38:00+00:00"
    path = tmp_path / "a.xml"
    assert command("export", "--with-comments", "-o", str(path)).returncode == 0
    assert "&lt;script&gt;" in path.read_text("utf-8")
    assert "None" not in path.read_text("utf-8")


@pytest.mark.parametrize("format", ["rss", "atom", "warc"])
def test_formats_without_them_refuse(command: Scrapy, format: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    done = command("export", "--with-comments", "--format", format, "-o", str(path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"--with-comments is not for {format}" in done.stderr
    assert not path.exists()


@on_both
@pytest.mark.usefixtures("filled")
def test_the_library(database: Database) -> None:
    archive = Archive(url_of(database))
    assert [one.id for one in archive.comments("yjc", "۱")] == ["5", "6"]
    assert archive.comments("yjc", 9) == []
    assert [one.comments for one in archive.articles()] == [None, None]
    assert [len(one.comments or ()) for one in archive.articles(comments=True)] == [2, 0]


@on_both
@pytest.mark.usefixtures("filled")
def test_status_counts_them(command: Scrapy) -> None:
    assert "yjc: 2 comments\n" in command("status", "yjc").stdout
    (one,) = json.loads(command("status", "yjc", "--json").stdout)
    assert one["comments"] == 2


# -- what goes ----------------------------------------------------------------------------


@on_both
def test_forget_removes_them(database: Database, command: Scrapy, query: Query) -> None:
    secret = "ژرفاسنجیدگی"
    store(database, read(0, comment("5", secret), comment("6")), read(0, comment("5"), code=2))
    store(database, read(0, comment("7", secret), code=None, url="https://yjc.ir/fa/news/9"))
    (would,) = json.loads(command("forget", "yjc/1", "--dry-run", "--json").stdout)
    assert would["comments"] == 2
    done = command("forget", "yjc/1", "yjc", "https://yjc.ir/fa/news/9", "--why", "x")
    assert done.returncode == 0, done.stderr
    assert "1 article, 2 comments" in done.stdout
    assert [row["news_code"] for row in query("SELECT news_code FROM comments")] == ["2"]
    if isinstance(database, Path):
        assert secret.encode() not in database.read_bytes()
    store(database, read(3, comment("5", secret)))
    assert len(query("SELECT id FROM comments")) == 1


@on_both
@pytest.mark.usefixtures("filled")
def test_copies_have_them(command: Scrapy, tmp_path: Path, database: Database) -> None:
    target = tmp_path / "copy.db"
    copy = command("copyarchive", url_of(database), f"sqlite:///{target}")
    assert copy.returncode == 0, copy.stderr
    assert [one.id for one in Archive(target).comments("yjc", 1)] == ["5", "6"]
    assert command("prune").returncode == 0
    assert len(Archive(url_of(database)).comments("yjc", 1)) == 2
    if isinstance(database, Path):
        assert command("backup", "-o", str(tmp_path / "backup.db")).returncode == 0
        assert len(Archive(tmp_path / "backup.db").comments("yjc", 1)) == 2
