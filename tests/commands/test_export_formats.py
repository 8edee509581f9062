"""What ``scrapy export`` writes, opened by the tools that people open it with."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import feedparser
import pandas as pd
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator

from newscrawl.export import parquet
from newscrawl.items import RawPage
from tests.builders import store
from tests.commands.test_export import ARTICLES, story
from tests.conftest import Database, Query, Scrapy, on_both


@pytest.fixture
def filled(database: Database) -> None:
    store(database, *ARTICLES)


# -- tables ----------------------------------------------------------------------------


@on_both
@pytest.mark.usefixtures("filled")
def test_parquet(command: Scrapy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    path = tmp_path / "all.parquet"
    assert command("export", "-o", str(path)).stdout == f"5 articles written to {path}\n"
    assert pq.ParquetFile(path).num_row_groups == 3
    frame = pd.read_parquet(path)
    assert list(frame["news_code"]) == [one.news_code for one in ARTICLES]
    first = frame.iloc[0]
    assert first["published_at"] == pd.Timestamp("2021-07-13T00:00:00+04:30")
    assert pd.isna(frame.iloc[1]["published_at"])
    assert list(first["tags"]) == ["ایران", "الف,ب"]
    assert list(first["images"]) == [{"url": "https://x.ir/1.jpg", "alt": None}]
    assert first["lead"] is None or pd.isna(first["lead"])
    assert first["body"] == "بند یک\nبند دو"


@on_both
def test_parquet_of_nothing(command: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    command("export", "-o", str(path))
    assert list(pd.read_parquet(path).columns) == list(asdict(ARTICLES[0]))


@on_both
@pytest.mark.usefixtures("filled")
def test_csv_for_excel(command: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    command("export", "-o", str(path))
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    command("export", "-o", str(path), "--bom")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsite,")
    frame = pd.read_csv(path, dtype=str)
    assert list(frame["news_code"]) == [one.news_code for one in ARTICLES]
    command("export", "-o", str(path), "--bom", "--site", "tabnak")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsite,")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_made_safe(
    database: Database, command: Scrapy, tmp_path: Path, sign: str
) -> None:
    store(database, story("yjc", "1", lead=f"{sign}HYPERLINK(1)", kicker=f"الف{sign}"))
    path = tmp_path / "all.csv"
    command("export", "-o", str(path))
    with path.open(newline="", encoding="utf-8") as file:
        row = pd.read_csv(file).iloc[0]
    assert row["lead"] == f"'{sign}HYPERLINK(1)"
    assert row["kicker"].strip() == f"الف{sign}".strip()
    line = command("export").stdout
    assert json.loads(line)["lead"] == f"{sign}HYPERLINK(1)"


DECOMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
    ".bz2": bz2.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read(),
}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("suffix", DECOMPRESSED)
def test_compressed_by_suffix(command: Scrapy, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.jsonl{suffix}"
    assert command("export", "-o", str(path)).stdout == f"5 articles written to {path}\n"
    text = DECOMPRESSED[suffix](path.read_bytes()).decode()
    assert [json.loads(line) for line in text.splitlines()] == [asdict(one) for one in ARTICLES]


# -- feeds -----------------------------------------------------------------------------


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("format", ["rss", "atom"])
def test_feeds(command: Scrapy, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"news.{format}"
    assert command("export", "-o", str(path), "--site", "yjc").returncode == 0
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[format]
    assert feed.feed.title == "newscrawl: yjc"
    assert feed.feed.link == "https://yjc.ir/"
    assert [entry.link for entry in feed.entries] == [
        f"https://yjc.ir/fa/news/{code}" for code in "3214"
    ]
    first = feed.entries[0]
    assert first.title == ARTICLES[0].title
    assert first.published_parsed[:5] == (2021, 7, 13, 19, 30)
    assert "<p>بند یک</p><p>بند دو</p>" in first.content[0].value
    assert {tag.term for tag in first.tags} == {"ایران", "الف,ب"}


@on_both
@pytest.mark.usefixtures("filled")
def test_a_feed_has_the_newest(command: Scrapy) -> None:
    text = command("export", "--format", "rss", "--limit", "2").stdout
    links = [entry.link for entry in feedparser.parse(text).entries]
    assert links == ["https://yjc.ir/fa/news/3", "https://yjc.ir/fa/news/2"]


@on_both
def test_a_feed_of_nothing(command: Scrapy) -> None:
    assert feedparser.parse(command("export", "--format", "atom").stdout).entries == []


# -- raw pages -------------------------------------------------------------------------


@pytest.fixture
def pages(database: Database) -> None:
    articles = []
    for code, text in (("1", "یک"), ("2", "دو")):
        one = story("yjc", code)
        headers = [
            ["Content-Type", "text/html; charset=utf-8"],
            ["Content-Length", "7"],
            ["Transfer-Encoding", "chunked"],
            ["Via", "a"],
        ]
        body = f"<p>{text}".encode()
        one.page = RawPage(f"{one.url}/slug", 200, headers, "utf-8", body, "1+a")
        articles.append(one)
    store(database, *articles)


@on_both
@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_warc(command: Scrapy, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    assert command("export", "-o", str(path)).stdout == f"2 pages written to {path}\n"
    with path.open("rb") as file:
        info, first, second = [
            (
                record.rec_type,
                record.rec_headers,
                record.http_headers,
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert info[0] == "warcinfo"
    kind, warc, http, body = first
    assert (kind, warc["WARC-Target-URI"]) == ("response", "https://yjc.ir/fa/news/1/slug")
    assert warc["WARC-Date"] == "2021-07-14T08:00:00Z"
    assert http.get_statuscode() == "200"
    assert (http["Content-Length"], http["Transfer-Encoding"], http["Via"]) == ("7", None, "a")
    assert body.decode() == "<p>یک"
    assert second[3].decode() == "<p>دو"


@on_both
@pytest.mark.usefixtures("pages")
def test_warc_by_the_same_filters(command: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "all.warc"
    options = ("--query", "قول", "--to-date", "1400/04/22", "--format", "warc")
    assert "2 pages" in command("export", "-o", str(path), *options).stdout
    assert "0 pages" in command("export", "-o", str(path), "--site", "tabnak").stdout


# -- named exports ---------------------------------------------------------------------


def codes(command: Scrapy, *options: str) -> str:
    result = command("export", *options)
    assert (result.returncode, result.stderr) == (0, "")
    return "".join(json.loads(line)["news_code"] for line in result.stdout.splitlines())


@on_both
def test_since_last(database: Database, command: Scrapy, query: Query) -> None:
    store(database, story("yjc", "1"), story("yjc", "2"))
    assert codes(command, "--name", "daily", "--since", "last") == "12"
    assert codes(command, "--name", "daily", "--since", "last") == ""
    changed = story("yjc", "1", lead="تازه")
    changed.content_hash = "1"
    store(database, changed, story("yjc", "3"), story("yjc", "2"))
    assert codes(command, "--name", "other", "--since", "last") == "123"
    assert codes(command) == "123"  # without a name nothing is remembered
    assert codes(command, "--name", "daily", "--since", "last") == "13"
    assert codes(command, "--name", "daily", "--since", "last") == ""
    assert codes(command, "--name", "daily") == "123"
    rows = query("SELECT name, article_id, revision_id, articles FROM exports ORDER BY name")
    assert [tuple(row.values()) for row in rows] == [("daily", 3, 1, 3), ("other", 3, 1, 3)]


@on_both
def test_since_last_does_not_look_at_clocks(database: Database, command: Scrapy) -> None:
    store(database, story("yjc", "1"))
    assert codes(command, "--name", "daily") == "1"
    old = story("yjc", "2", fetched_at="2001-01-01T00:00:00+00:00")
    store(database, old)
    assert codes(command, "--name", "daily", "--since", "last") == "2"


@on_both
def test_an_export_that_fails_is_not_remembered(
    database: Database, command: Scrapy, tmp_path: Path, query: Query
) -> None:
    store(database, story("yjc", "1"))
    options = ("--name", "daily", "--since", "last")
    assert command("export", *options, "-o", "/dev/full", "--format", "jsonl").returncode == 1
    assert command("export", *options, "-o", "/no/such/file.jsonl").returncode == 1
    assert query("SELECT * FROM exports") == []
    assert codes(command, *options) == "1"


@on_both
def test_a_kill_before_the_file_is_in_place_loses_nothing(
    database: Database,
    command: Scrapy,
    tmp_path: Path,
    query: Query,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store(database, story("yjc", "1"))
    path = tmp_path / "new.jsonl"
    path.write_text("old", encoding="utf-8")

    class Killed(BaseException):
        pass

    def kill(*_: Any) -> None:
        raise Killed

    options = ("--name", "daily", "--since", "last", "-o", str(path))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Path, "replace", kill)
        command("export", *options)
    assert path.read_text(encoding="utf-8") == "old"
    assert query("SELECT * FROM exports") == []
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("newscrawl.commands.export.exports.remember", kill)
        command("export", *options)
    assert codes(command, *options[:4]) == "1"  # twice rather than never


@on_both
def test_an_export_of_a_name_keeps_its_filters(database: Database, command: Scrapy) -> None:
    store(database, story("yjc", "1"), story("asriran", "2"))
    assert codes(command, "--name", "daily", "--site", "yjc") == "1"
    result = command("export", "--name", "daily", "--since", "last")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--name daily: its last export was of --site yjc: use the same" in result.stderr


# -- extras ----------------------------------------------------------------------------


@on_both
@pytest.mark.parametrize(
    ("format", "says"),
    [
        ("parquet", "parquet needs the package pyarrow: pip install 'newscrawl[parquet]'"),
        ("rss", "rss needs the package feedgen: pip install 'newscrawl[feeds]'"),
        ("warc", "warc needs the package warcio: pip install 'newscrawl[warc]'"),
    ],
)
def test_a_missing_extra(
    command: Scrapy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, says: str
) -> None:
    for name in ("pyarrow.parquet", "feedgen.feed", "warcio.warcwriter"):
        monkeypatch.setitem(sys.modules, name, None)
    path = tmp_path / f"all.{format}"
    result = command("export", "-o", str(path))
    assert (result.returncode, result.stderr) == (1, f"newscrawl: error: {says}\n")
    assert not path.exists()
