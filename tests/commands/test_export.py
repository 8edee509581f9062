"""``scrapy export``, as a user runs it."""

import asyncio
import csv
import io
import json
import resource
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database import Archive
from newscrawl.items import Article
from tests.conftest import ROOT, Scrapy, run_scrapy

FIELDS = [field.name for field in fields(Article)]
#: Twice 13 July 2021 in Tehran, its first and last minute; the day after; and no day.
MOMENTS = {
    "1": "2021-07-13T00:00:00+04:30",
    "2": "2021-07-13T23:59:00+04:30",
    "3": "2021-07-14T00:00:00+04:30",
    "4": None,
}


def article(site: str, code: str, **values: Any) -> Article:
    return Article(
        site=site,
        news_code=code,
        url=f"https://{site}.ir/fa/news/{code}",
        title='عنوان، «نقل» و "قول"',
        body="بند یک\nبند دو",
        published_at=MOMENTS.get(code),
        modified_at="2023-07-13T10:00:00+03:30",
        tags=["ایران", "الف,ب"],
        images=[{"url": "https://x.ir/1.jpg", "alt": None}],
        fetched_at="2021-07-14T08:00:00+00:00",
        content_hash="0",
        **values,
    )


#: In the order of export: undated ones of a site first.
ARTICLES = [article("asriran", "1"), *(article("yjc", code) for code in "4123")]


def fill(database: Path, articles: list[Article]) -> None:
    async def main() -> None:
        archive = Archive(f"sqlite:///{database}")
        await asyncio.gather(*(archive.submit(one) for one in articles))
        await archive.close()

    asyncio.run(main())


@pytest.fixture
def filled(database: Path) -> None:
    fill(database, ARTICLES)


def codes(text: str) -> list[str]:
    rows = [json.loads(line) for line in text.splitlines()]
    return [f"{row['site']} {row['news_code']}" for row in rows]


@pytest.mark.usefixtures("filled")
def test_every_article_once_with_all_fields(scrapy: Scrapy) -> None:
    result = scrapy("export")
    assert (result.returncode, result.stderr) == (0, "")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows == [asdict(one) for one in ARTICLES]
    assert list(rows[0]) == FIELDS
    assert "ایران" in result.stdout


@pytest.mark.usefixtures("filled")
def test_formats_by_suffix(scrapy: Scrapy, tmp_path: Path) -> None:
    texts = {}
    for suffix in ("json", "csv", "xml"):
        path = tmp_path / f"export.{suffix}"
        assert scrapy("export", "-o", str(path)).stdout == f"5 articles written to {path}\n"
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
    assert codes(scrapy("export", "--format", "jsonl").stdout) == codes(scrapy("export").stdout)


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
    ],
)
def test_filters(scrapy: Scrapy, options: str, expected: str) -> None:
    assert ",".join(codes(scrapy("export", *options.split()).stdout)) == expected


def test_the_same_as_the_feed_of_a_crawl(scrapy: Scrapy, base_url: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    assert scrapy("crawl", "yjc", "-a", f"base_url={base_url}", "-O", str(feed)).returncode == 0
    lines = feed.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 120
    assert sorted(scrapy("export").stdout.splitlines()) == sorted(lines)


def test_an_empty_archive(scrapy: Scrapy) -> None:
    result = scrapy("export")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert scrapy("export", "--format", "json").stdout.split() == ["[", "]"]
    assert scrapy("export", "--format", "csv").stdout == ",".join(FIELDS) + "\n"


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ("out.csv", 2, "export takes only options"),
        ("--sites yjc", 2, "export takes only options"),
        ("-o out.parquet", 2, "add --format jsonl, csv, json or xml"),
        ("--format yaml", 2, "expected jsonl, csv, json or xml"),
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
def test_errors_are_one_line(scrapy: Scrapy, options: str, code: int, says: str) -> None:
    result = scrapy("export", *options.split())
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["jsonl", "csv", "json", "xml"])
def test_a_full_disk_leaves_the_old_file(format: str, database: Path, tmp_path: Path) -> None:
    long = "متن " * 5000
    fill(database, [article("yjc", str(code), lead=long) for code in range(100, 150)])
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / f"all.{format}"
    path.write_text("old", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "scrapy", "export", "-o", str(path)],
        cwd=ROOT,
        env={"NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr == f"newscrawl: error: cannot write {path}: File too large\n"
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("format", ["jsonl", "csv", "json", "xml"])
def test_a_reader_that_goes_away(format: str, database: Path) -> None:
    fill(database, [article("yjc", str(code), lead="متن " * 5000) for code in range(100, 120)])
    process = run_scrapy(database, "export", "--format", format, wait=False)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 1
    process.stderr.close()
