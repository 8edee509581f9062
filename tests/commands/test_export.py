"""``scrapy export``, as a user runs it."""

import csv
import io
import json
import random
import resource
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import asdict, fields
from pathlib import Path
from random import Random
from typing import Any

import pytest

from newscrawl.items import Article
from tests.builders import article, store
from tests.conftest import ROOT, Database, Scrapy, on_both, run_scrapy, url_of

FIELDS = [field.name for field in fields(Article)]
#: Twice 13 July 2021 in Tehran, its first and last minute; the day after; and no day.
MOMENTS = {
    "1": "2021-07-13T00:00:00+04:30",
    "2": "2021-07-13T23:59:00+04:30",
    "3": "2021-07-14T00:00:00+04:30",
    "4": None,
}


def story(site: str, code: str, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "title": 'عنوان، «نقل» و "قول"',
        "body": "بند یک\nبند دو",
        "published_at": MOMENTS.get(code),
        "modified_at": "2023-07-13T10:00:00+03:30",
        "tags": ["ایران", "الف,ب"],
        "images": [{"url": "https://x.ir/1.jpg", "alt": None}],
        "fetched_at": "2021-07-14T08:00:00+00:00",
        "content_hash": "0",
    }
    return article(code, site, **{**values, **fields})


#: In the order of export: undated ones of a site first.
ARTICLES = [story("asriran", "1"), *(story("yjc", code) for code in "4123")]


@pytest.fixture
def filled(database: Database) -> None:
    store(database, *ARTICLES)


def codes(text: str) -> list[str]:
    rows = [json.loads(line) for line in text.splitlines()]
    return [f"{row['site']} {row['news_code']}" for row in rows]


@on_both
@pytest.mark.usefixtures("filled")
def test_every_article_once_with_all_fields(command: Scrapy) -> None:
    result = command("export")
    assert (result.returncode, result.stderr) == (0, "")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows == [asdict(one) for one in ARTICLES]
    assert list(rows[0]) == FIELDS
    assert "ایران" in result.stdout


@on_both
@pytest.mark.usefixtures("filled")
def test_formats_by_suffix(command: Scrapy, tmp_path: Path) -> None:
    texts = {}
    for suffix in ("json", "csv", "xml"):
        path = tmp_path / f"export.{suffix}"
        assert command("export", "-o", str(path)).stdout == f"5 articles written to {path}\n"
        texts[suffix] = path.read_text(encoding="utf-8")
    assert json.loads(texts["json"]) == [asdict(one) for one in ARTICLES]
    first, *_ = csv.DictReader(io.StringIO(texts["csv"], newline=""))
    assert list(first) == FIELDS
    assert (first["body"], first["lead"]) == (ARTICLES[0].body, "")
    assert json.loads(first["tags"]) == ARTICLES[0].tags
    element = ET.fromstring(texts["xml"])[0]
    assert element.findtext("body") == ARTICLES[0].body
    assert element.find("lead") is None
    assert [tag.text for tag in element.findall("tags/value")] == ARTICLES[0].tags
    assert codes(command("export", "--format", "jsonl").stdout) == codes(command("export").stdout)


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--site asriran", "asriran 1"),
        ("--site tabnak", ""),
        ("--site yjc --from-date 1400/04/22 --to-date 1400/04/22", "yjc 1,yjc 2"),
        ("--from-date ۱۴۰۰-۴-۲۳", "yjc 3"),
        ("--to-date 2021-07-13", "asriran 1,yjc 1,yjc 2"),
        ("--site yjc --from-date 2021/7/13 --to-date 1400/04/23", "yjc 1,yjc 2,yjc 3"),
        ("--tag الف,ب --site asriran", "asriran 1"),
        ("--tag الف", ""),
        ("--section ایران", ""),
        ("--query «بندها»", ""),
        ("--query قول --to-date 1400/04/22 --site yjc", "yjc 1,yjc 2"),
        ("--limit 2", "yjc 3,yjc 2"),
        ("--limit 0 --site asriran", "asriran 1"),
    ],
)
def test_filters(command: Scrapy, options: str, expected: str) -> None:
    assert ",".join(codes(command("export", *options.split()).stdout)) == expected


def test_the_same_as_the_feed_of_a_crawl(scrapy: Scrapy, base_url: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    assert scrapy("crawl", "yjc", "-a", f"base_url={base_url}", "-O", str(feed)).returncode == 0
    lines = feed.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 120
    assert sorted(scrapy("export").stdout.splitlines()) == sorted(lines)


@on_both
def test_an_empty_archive(command: Scrapy) -> None:
    result = command("export")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.startswith("newscrawl: a new archive: ")
    assert command("export", "--format", "json").stdout.split() == ["[", "]"]
    assert command("export", "--format", "csv").stdout.splitlines() == [",".join(FIELDS)]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ("out.csv", 2, "export takes only options"),
        ("--sites yjc", 2, "export takes only options"),
        (
            "-o out.xlsx",
            2,
            "add --format jsonl, csv, json, xml, parquet, rss, atom, warc or corpus",
        ),
        ("-o out.gz", 2, "add --format jsonl, csv"),
        ("--format yaml", 2, "expected jsonl, csv, json, xml, parquet, rss, atom, warc or corpus"),
        ("-o out.warc.xz", 2, "compressed with .gz or not at all"),
        ("--format jsonl --bom", 2, "--bom is for csv, not for jsonl"),
        ("--format rss --limit 0", 2, "--limit: expected 1 to 1000 for rss, got 0"),
        ("--limit x", 2, "--limit: expected a number"),
        ("-o a.parquet.gz", 2, "-o a.parquet.gz: a Parquet file is compressed inside"),
        ("-o a.gz --format parquet", 2, "leave out .gz"),
        ("--format warc --limit 3", 2, "--limit is not for warc"),
        ("--since last", 2, "needs a --name"),
        ("--since yesterday --name a", 2, "--since: expected last, got 'yesterday'"),
        ("--name a --limit 3", 2, "--limit is not for a --name"),
        ("--name a --format atom", 2, "atom is not for a --name"),
        ("--query ،", 2, "query: expected words to look for"),
        ("--site yjcc", 2, "unknown site"),
        ("--from-date 1402/12/30", 2, "there is no day 1402/12/30"),
        ("--to-date 2021-02-29", 2, "there is no day 2021-02-29"),
        ("--to-date 1400/04", 2, "expected a day like 1400/04/22 or 2021-07-13"),
        ("--from-date 1400/04/23 --to-date 2021-07-13", 2, "is after"),
        ("-o /no/such/out.csv", 1, "cannot write /no/such/out.csv: No such file or directory"),
        ("-o / --format csv", 1, "cannot write /: Is a directory"),
        ("-o /dev/full --format csv", 1, "cannot write /dev/full: No space left on device"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_errors_are_one_line(command: Scrapy, options: str, code: int, says: str) -> None:
    result = command("export", *options.split())
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


@on_both
@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "xml.gz", "csv.zst"])
def test_a_full_disk_leaves_the_old_file(format: str, database: Database, tmp_path: Path) -> None:
    chance = random.Random(1)  # what can be compressed needs no disk
    leads = (chance.randbytes(15_000).hex() for _ in range(60))
    store(database, *(story("yjc", str(code), lead=lead) for code, lead in enumerate(leads)))
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / f"all.{format}"
    path.write_text("old", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "scrapy", "export", "-o", str(path)],
        cwd=ROOT,
        env={"NEWSCRAWL_DATABASE_URL": url_of(database)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr == f"newscrawl: error: cannot write {path}: File too large\n"
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == "old"


@on_both
@pytest.mark.parametrize("format", ["jsonl", "xml", "parquet"])
def test_a_reader_that_goes_away(format: str, database: Database) -> None:
    # More than a pipe takes, however well it is compressed.
    leads = {code: Random(code).randbytes(10_000).hex() for code in range(100, 120)}
    store(database, *(story("yjc", code, lead=lead) for code, lead in leads.items()))
    process = run_scrapy(database, "export", "--format", format, wait=False)
    process.stdout.buffer.read(10)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
    process.stderr.close()
