"""``scrapy import``, as a user runs it: pages of WARC files become articles."""

from __future__ import annotations

import gzip
import json
import signal
import zlib
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from newscrawl.database import imports
from tests.conftest import Commands, Database, Query, on_both, rows_of, run_scrapy
from tests.importing.warcs import HTML, Answer, answer, page, paper, plain_codes, record, write

CODES = plain_codes(8)
ARTICLE = (
    "site, news_code, url, title, kicker, lead, body, published_at, published_jalali, "
    "published_text, modified_at, sections, tags, agency, author, images, fetched_at, revision, "
    "content_hash, problems"
)


def imported(command: Commands, *arguments: str, code: int = 0) -> Any:
    """The report of an import, which must end with this exit code."""
    done = command("import", "--jobs", "1", "--json", *arguments)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def titles(query: Query) -> dict[str, str]:
    rows = query("SELECT news_code, title FROM articles")
    return {row["news_code"]: row["title"] for row in rows}


@on_both
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_become_articles(command: Commands, tmp_path: Path, query: Query, name: str) -> None:
    info = Answer("https://yjc.ir/", b"", kind="warcinfo", headers=())
    others = [
        Answer("https://yjc.ir/fa/", b"<p>home</p>"),
        Answer("https://nobody.example/fa/news/1", b"<p>elsewhere</p>"),
        Answer(page(CODES[3])[0], b"<p>moved</p>", status="301 Moved"),
        Answer(page(CODES[3])[0], b"", kind="revisit"),
        Answer(page(CODES[3])[0], b"%PDF", headers=(("Content-Type", "application/pdf"),)),
    ]
    file = write(tmp_path / name, [info, *map(answer, CODES[:3]), *others])
    found = imported(command, str(file))
    assert (found["records"], found["articles"], found["sites"]) == (9, {"new": 3}, {"yjc": 3})
    assert found["skipped"] == {
        "warcinfo record": 1, "no article": 1, "of another site": 1, "HTTP 301": 1,
        "revisit record": 1, "no HTML": 1,
    }  # fmt: skip
    assert found["failures"] == {} and found["files"][0]["broken"] == 0
    expected = {str(one["news_code"]): one["title"] for one in paper().expected()}
    assert titles(query) == {code: expected[code] for code in CODES[:3]}
    moments = query("SELECT DISTINCT fetched_at FROM articles")
    assert moments == [{"fetched_at": "2021-07-13T14:38:00+00:00"}]
    assert query("SELECT count(*) AS n FROM pages") == [{"n": 3}]
    # Again: passed over; read again: nothing new.
    again = imported(command, str(file))
    assert (again["records"], again["files"][0]["already_imported"]) == (0, True)
    assert "1 file imported before" in command("import", str(file)).stdout
    assert imported(command, "--again", str(file))["articles"] == {"duplicate": 3}
    assert query("SELECT count(*) AS n FROM revisions") == [{"n": 0}]


@on_both
def test_an_archive_comes_back_from_its_export(
    base_url: str, tmp_path: Path, database: Database, command: Commands
) -> None:
    first = tmp_path / "first.db"
    assert run_scrapy(first, "crawl", "yjc", "-a", f"base_url={base_url}").returncode == 0
    file = tmp_path / "all.warc.gz"
    assert run_scrapy(first, "export", "-o", str(file)).returncode == 0
    report = imported(command, str(file))
    assert report["articles"]["new"] == 120
    assert command("export").stdout == run_scrapy(first, "export").stdout != ""
    of_pages = "SELECT url, status, encoding, size, rules, item_url FROM pages ORDER BY url"
    assert rows_of(database, of_pages) == rows_of(first, of_pages)
    failures = "SELECT url, reason, status FROM failures ORDER BY url"
    with_pages = (
        "SELECT url, reason, status FROM failures "
        "WHERE url IN (SELECT item_url FROM pages WHERE article_id IS NULL) ORDER BY url"
    )
    assert rows_of(database, failures) == rows_of(first, with_pages) != []
    # And once more: an export of the import is the same.
    again = tmp_path / "again.warc.gz"
    assert command("export", "-o", str(again)).returncode == 0
    assert sorted(bodies(again)) == sorted(bodies(file))


def bodies(path: Path) -> list[tuple[str, str, bytes]]:
    with path.open("rb") as file:
        return [
            (
                one.rec_headers.get_header("WARC-Target-URI"),
                one.rec_headers.get_header("WARC-Date"),
                one.content_stream().read(),
            )
            for one in ArchiveIterator(file)
            if one.rec_type == "response"
        ]


@on_both
def test_revisions_are_in_the_order_of_captures(
    command: Commands, tmp_path: Path, query: Query
) -> None:
    code = CODES[0]
    title = next(one["title"] for one in paper().expected() if one["news_code"] == code)
    (word, *_) = [word for word in title.split() if word.isalpha()]
    years = (2019, 2015, 2021, 2017)
    answers = [answer(code, f"{year}-01-01T00:00:00Z", word, f"سال{year}") for year in years]
    files = [write(tmp_path / f"{n}.warc.gz", [one]) for n, one in enumerate(answers)]
    found = imported(command, *map(str, files))
    assert found["articles"] == {"new": 1, "earlier": 2, "changed": 1}
    rows = "SELECT title, fetched_at, revision FROM {} ORDER BY revision"
    versions = [*query(rows.format("revisions")), *query(rows.format("articles"))]
    assert [row["revision"] for row in versions] == [1, 2, 3, 4]
    for row, year in zip(versions, sorted(years), strict=True):
        assert f"سال{year}" in row["title"]
        assert row["fetched_at"].startswith(f"{year}-01-01")
    # The same captures in one file, in one batch.
    file = write(tmp_path / "all.warc", answers)
    assert imported(command, str(file))["articles"] == {"duplicate": 4}
    assert len(query("SELECT id FROM revisions")) == 3


def test_what_the_wayback_machine_wrote_is_undone(
    command: Commands, tmp_path: Path, query: Query
) -> None:
    url, body = page(CODES[0])
    assert imported(command, str(write(tmp_path / "own.warc", [Answer(url, body)]))) is not None
    (own,) = query(f"SELECT {ARTICLE} FROM articles")
    query("DELETE FROM articles")
    query("DELETE FROM pages")
    prefix = b"/web/20170119081500"
    rewritten = (
        body.replace(b'href="/', b'href="' + prefix + b"/https://yjc.ir/")
        .replace(b'src="/', b'src="https://web.archive.org' + prefix + b"im_/https://yjc.ir/")
        .replace(b'"https://yjc.ir', b'"https://web.archive.org' + prefix + b"/https://yjc.ir")
        .replace(
            b"<body",
            b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><div><h1>Wayback Machine</h1></div>"
            b"<!-- END WAYBACK TOOLBAR INSERT --><body",
        )
    )
    assert rewritten.count(prefix) > 10
    replay = Answer(f"https://web.archive.org{prefix.decode()}/{url}", rewritten)
    raw = Answer(f"http://web.archive.org{prefix.decode()}id_/{url}", body)
    for one in (replay, raw):
        found = imported(command, "--again", str(write(tmp_path / "a.warc", [one])))
        assert sum(found["articles"].values()) == 1
    (row,) = query(f"SELECT {ARTICLE} FROM articles")
    assert row == own | {"fetched_at": "2017-01-19T08:15:00+00:00"}
    assert query("SELECT url FROM pages") == [{"url": url}]
    assert query("SELECT id FROM revisions") == []


@pytest.mark.parametrize(
    ("headers", "packed"),
    [
        (("Content-Encoding", "gzip"), gzip.compress),
        (("Content-Encoding", "deflate"), zlib.compress),
        (("Content-Encoding", "br"), brotli.compress),
        (("Transfer-Encoding", "chunked"), lambda body: chunked(body)),
        (("Content-Encoding", "gzip"), lambda body: body),  # unpacked by who wrote the file
        (("Transfer-Encoding", "chunked"), lambda body: body),
    ],
)
def test_answers_are_unpacked(
    command: Commands, tmp_path: Path, query: Query, headers: tuple[str, str], packed: Any
) -> None:
    url, body = page(CODES[0])
    file = write(tmp_path / "a.warc.gz", [Answer(url, packed(body), headers=(HTML, headers))])
    assert imported(command, str(file))["articles"] == {"new": 1}
    assert query("SELECT size FROM pages") == [{"size": len(body)}]
    assert headers[0] not in query("SELECT headers FROM pages")[0]["headers"]


def chunked(body: bytes) -> bytes:
    parts = [body[start : start + 5000] for start in range(0, len(body), 5000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_pages_that_cannot_be_read_are_failures(
    command: Commands, tmp_path: Path, query: Query
) -> None:
    urls = [page(code)[0] for code in CODES[:5]]
    packed = (HTML, ("Content-Encoding", "gzip"))
    file = write(
        tmp_path / "a.warc.gz",
        [
            answer(CODES[0], "2022-01-01T00:00:00Z"),
            Answer(urls[0], b"<html><p>x</p></html>"),  # of an article that is stored
            Answer(urls[1], b"<html><p>x</p></html>"),
            Answer(urls[2], gzip.compress(page(CODES[2])[1])[:-500], headers=packed),
            Answer(urls[3], gzip.compress(b"<p>" + b" " * 6 * 2**20), headers=packed),
            Answer(urls[4], page(CODES[4])[1], fields={"WARC-Truncated": "length"}),
        ],
    )
    found = imported(command, str(file))
    assert found["articles"] == {"new": 1}
    assert sum(found["failures"].values()) == 5
    rows = query("SELECT url, reason, at, is_missing FROM failures ORDER BY reason, url")
    assert {row["at"] for row in rows} == {"2021-07-13T14:38:00+00:00"}
    assert [row["reason"] for row in rows[-3:]] == [
        "the answer breaks off", "the answer breaks off", "the page is larger than 5 MB"
    ]  # fmt: skip
    assert len(rows) == 4
    # A later capture that can be read takes its place.
    imported(
        command, str(write(tmp_path / "b.warc.gz", [answer(CODES[1], "2021-08-01T00:00:00Z")]))
    )
    assert len(query("SELECT url FROM failures")) == 3


@on_both
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_broken_is_told_and_the_rest_goes_on(
    command: Commands, tmp_path: Path, query: Query, name: str
) -> None:
    is_packed = name.endswith("gz")
    parts = [record(answer(code), is_packed=is_packed) for code in CODES[:5]]
    (_, second, _, fourth, last) = parts
    parts[1] = second[:200] + bytes(200) + second[400:] if is_packed else second.replace(
        b"Content-Length: ", b"Content-Length: x", 1
    )  # fmt: skip
    parts[3] = fourth[:60] + b"\n"
    parts[4] = last[:-700]
    file = tmp_path / name
    file.write_bytes(b"".join(parts))
    found = imported(command, str(file), code=1)
    (of_file,) = found["files"]
    assert of_file["broken"] == len(of_file["problems"]) == 3
    places = [len(b"".join(parts[:n])) for n in (1, 3, 4)]
    assert [one["byte"] for one in of_file["problems"]] == places
    assert set(titles(query)) == {CODES[0], CODES[2]}
    # It is told again, and not read again.
    done = command("import", str(file))
    assert (done.returncode, done.stdout) == (
        1, "1 file imported before; --again reads such files again\n"
    )  # fmt: skip
    lines = done.stderr.splitlines()
    assert [line.partition(": byte ")[0] for line in lines] == [f"newscrawl: {file}"] * 3
    assert "breaks off" in lines[-1]


YJC = "https://yjc.ir/fa/news/1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>" * 50_000, "no WARC record begins here"),
        (b"", "it is empty"),
        (gzip.compress(b"no such thing"), "no WARC record begins here"),
        (record(Answer(YJC, b"x", at="yesterday")), "expected a moment"),
        (record(Answer(YJC, b"x", at="2990-01-01T00:00:00Z")), "in the future"),
    ],
    ids=["HTML", "empty", "gzip", "no moment", "future"],
)
def test_files_that_are_none(
    command: Commands, tmp_path: Path, content: bytes, reason: str
) -> None:
    good = write(tmp_path / "good.warc.gz", [answer(CODES[0])])
    (tmp_path / "bad").write_bytes(content)
    found = imported(command, str(tmp_path / "bad"), str(good), code=1)
    assert found["articles"] == {"new": 1}
    (problem,) = found["files"][0]["problems"]
    assert reason in problem["reason"]


def test_only_a_site_and_other_domains(command: Commands, tmp_path: Path, query: Query) -> None:
    code = str(paper("generic").stories[5].code)
    url, body = page(code, "generic", "khabar.example")
    other = [Answer(url, body), Answer("https://khabar.example/", b"<p>home</p>")]
    file = str(write(tmp_path / "a.warc.gz", [*map(answer, CODES[:2]), *other]))
    assert imported(command, "--site", "tabnak", file)["skipped"]["of another site"] == 4
    assert imported(command, "--site", "yjc", file)["sites"] == {"yjc": 2}
    found = imported(command, "--domain", "www.Khabar.example", file)
    assert found["sites"] == {"yjc": 2, "khabar.example": 1}
    assert found["articles"] == {"duplicate": 2, "new": 1}
    (row,) = query("SELECT title, url FROM articles WHERE site = 'khabar.example'")
    expected = {str(one["news_code"]): one["title"] for one in paper("generic").expected()}
    assert row["title"] == expected[code]
    assert row["url"].startswith("https://khabar.example/")


def test_a_family_is_recognised(command: Commands, tmp_path: Path, query: Query) -> None:
    url, body = page(CODES[0], domain="khabar.example")
    file = str(write(tmp_path / "a.warc.gz", [Answer(url, body), answer(CODES[0])]))
    assert imported(command, "--domain", "khabar.example", file)["articles"] == {"new": 2}
    one, other = query("SELECT news_code, title, lead, body, sections, tags FROM articles")
    assert one == other


@on_both
def test_a_dry_run_writes_nothing(command: Commands, tmp_path: Path, query: Query) -> None:
    first = write(tmp_path / "a.warc.gz", [answer(CODES[0])])
    imported(command, str(first))
    before = query("SELECT * FROM imports")
    file = write(tmp_path / "b.warc.gz", [answer(code) for code in CODES[:3]])
    found = imported(command, "--dry-run", str(file), str(first))
    assert (found["dry_run"], found["articles"]) == (True, {"known": 1, "new": 2})
    assert found["files"][1]["already_imported"]
    assert "(dry run)" in command("import", "--dry-run", str(file)).stdout
    assert set(titles(query)) == {CODES[0]}
    assert query("SELECT * FROM imports") == before
    assert imported(command, str(file))["articles"] == {"new": 2, "duplicate": 1}


def test_what_was_taken_down_stays_down(command: Commands, tmp_path: Path, query: Query) -> None:
    file = str(write(tmp_path / "a.warc.gz", [answer(CODES[0])]))
    imported(command, file)
    assert command("forget", f"yjc/{CODES[0]}", "--why", "خواست").returncode == 0
    assert imported(command, "--again", file)["articles"] == {"forgotten": 1}
    assert titles(query) == {}


@on_both
def test_a_kill_loses_nothing_and_doubles_nothing(
    tmp_path: Path, database: Database, query: Query, command: Commands
) -> None:
    codes, years = plain_codes(100), range(2000, 2004)
    file = write(
        tmp_path / "a.warc.gz",
        (answer(code, f"{year}-01-01T00:00:00Z") for year in years for code in codes),
    )
    place = 0
    for jobs in ("1", "2"):
        process = run_scrapy(database, "import", "--jobs", jobs, str(file), wait=False)
        until = monotonic() + 120
        while process.poll() is None and monotonic() < until:
            rows = query("SELECT place FROM imports") if is_made(query) else []
            if rows and rows[0]["place"] > place:
                place = rows[0]["place"]
                process.send_signal(signal.SIGKILL)
            sleep(0.005)
        process.communicate(timeout=60)
    assert place > 0
    imported(command, str(file))
    assert query("SELECT count(*) AS n FROM revisions") == [{"n": 0}]
    assert set(titles(query)) == set(codes)
    assert query("SELECT count(*) AS n FROM articles") == [{"n": len(codes)}]
    rows = query("SELECT DISTINCT fetched_at FROM articles")
    assert rows == [{"fetched_at": "2003-01-01T00:00:00+00:00"}]
    assert query("SELECT place FROM imports") == [{"place": file.stat().st_size}]


def is_made(query: Query) -> bool:
    try:
        return bool(query("SELECT 1 FROM alembic_version"))
    except Exception:  # its tables are being made
        return False


def test_interrupted_in_the_middle_it_goes_on_there(
    command: Commands, tmp_path: Path, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.importing.files.BATCH", 2)
    parts = [record(answer(code)) for code in CODES]
    file = tmp_path / "a.warc.gz"
    file.write_bytes(b"".join(parts))
    stored = []

    def store(connection: Any, items: Any, with_stories: bool) -> Any:
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(items)
        return real(connection, items, with_stories)

    real = imports.store
    monkeypatch.setattr(imports, "store", store)
    done = command("import", "--jobs", "1", str(file))
    assert (done.returncode, done.stderr) == (
        1, "newscrawl: error: interrupted after 4 articles; the same command goes on\n"
    )  # fmt: skip
    assert query("SELECT place FROM imports") == [{"place": len(b"".join(parts[:4]))}]
    monkeypatch.setattr(imports, "store", real)
    found = imported(command, str(file))
    assert (found["records"], found["articles"]) == (4, {"new": 4})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "expected FILE.warc.gz or FILE.warc, one or more"),
        (("no.warc",), "no file no.warc"),
        (("docs",), "docs: expected a WARC file, got a folder or a device"),
        (("README.md", "--site", "nobody"), "unknown site 'nobody'"),
        (("README.md", "--site", "generic"), "--site generic: it is no site"),
        (("README.md", "--jobs", "0"), "--jobs: expected 1 to 64, got 0"),
        (("README.md", "--domain", "yjc.ir"), "--domain yjc.ir: it is the site yjc"),
        (("README.md", "--domain", "nonsense"), "expected a domain like tabnak.ir"),
        (("README.md", "--domain", "ftp://a.ir"), "expected a domain like tabnak.ir"),
    ],
)
def test_wrong_arguments(command: Commands, arguments: tuple[str, ...], message: str) -> None:
    done = command("import", *arguments)
    assert done.returncode == 2
    assert message in done.stderr and done.stderr.count("\n") == 1
    assert not Path(command.url.removeprefix("sqlite:///")).exists()


def test_processes_read_the_same(
    tmp_path: Path, database: Database, query: Query, command: Commands
) -> None:
    file = write(tmp_path / "a.warc.gz", map(answer, plain_codes(100)))
    done = run_scrapy(database, "import", "--jobs", "2", "--json", str(file))
    assert json.loads(done.stdout)["articles"] == {"new": 100}, done.stderr
    rows = query(f"SELECT {ARTICLE} FROM articles ORDER BY news_code")
    query("DELETE FROM articles")
    query("DELETE FROM pages")
    imported(command, "--again", str(file))
    assert query(f"SELECT {ARTICLE} FROM articles ORDER BY news_code") == rows
