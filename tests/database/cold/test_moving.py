"""Moving raw pages of past months into cold files, and reading them there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.database.cold import moving
from tests.builders import store
from tests.conftest import Database, Query, on_both
from tests.database.cold.cooling import (
    check_files,
    failure,
    killed_at,
    lines_of,
    move_all,
    records,
    selected,
    with_page,
)


@on_both
def test_pages_are_the_same_in_cold_files(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    store(url, with_page(1), with_page(2, 7), failure(3), with_page(4, fetched_at=now))
    store(url, with_page(1, 8, content_hash="changed"), with_page(5, 6, "tabnak"))
    before = selected(url, folder)
    assert len(before) == 6
    columns = (
        "site, news_code, article_id, revision, item_url, url, status, encoding, size, fetched_at, "
        "rules"
    )
    rows = {row["id"]: row for row in query(f"SELECT id, {columns} FROM pages")}
    moved = move_all(url, folder)
    assert (moved.pages, moved.months) == (4, {"2021-06", "2021-07", "2021-08"})
    assert selected(url, folder) == before
    # Those of this month, and the one that could not be read, stay.
    stay = [row["id"] for row in query("SELECT id FROM pages ORDER BY id")]
    assert stay == [3, 4]
    for row in query(f"SELECT id, {columns} FROM cold_pages"):
        assert row == rows.pop(row["id"])
    assert list(rows) == stay
    check_files(query, folder)
    assert move_all(url, folder).pages == 0
    # By the same selections.
    for filters in ({"site": "tabnak"}, {"news_code": "1"}, {"site": "yjc", "news_code": "3"}):
        assert selected(url, folder, **filters) != []
        assert [one.id for one in selected(url, folder, **filters)] == [
            one.id
            for one in before
            if one.site == filters.get("site", one.site)
            and one.item_url.endswith(f"/{filters.get('news_code', one.item_url.split('/')[-1])}")
        ]


@on_both
def test_later_revisions_and_new_ids(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2))
    move_all(url, folder)
    assert query("SELECT id FROM pages") == []
    store(url, with_page(1, 7, content_hash="changed"), with_page(3))
    found = selected(url, folder)
    # No id twice, so that the order stays, and so that the pages can move, too.
    assert [(one.id, one.article_id, one.revision) for one in found] == [
        (1, 1, 1), (2, 2, 1), (3, 1, 2), (4, 3, 1)
    ]  # fmt: skip
    move_all(url, folder)
    assert selected(url, folder) == found
    check_files(query, folder)
    # The new page of June is in June's file.
    assert len(records(folder / "2021-06-000.warc.gz")) == 3


@on_both
def test_files_are_bounded(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, *(with_page(code) for code in range(1, 11)))
    before = selected(url, folder)
    moved = move_all(url, folder, max_size=2000)
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert len(sizes) == len(moved.files) > 2
    assert max(sizes) <= 2000
    assert sorted(moved.files)[:2] == ["2021-06-000.warc.gz", "2021-06-001.warc.gz"]
    assert selected(url, folder) == before
    check_files(query, folder)
    # A page that is larger has a file of its own.
    store(url, with_page(11), with_page(12))
    move_all(url, folder, max_size=100)
    check_files(query, folder)
    assert len(list(folder.iterdir())) == len(sizes) + 2


@on_both
def test_a_page_that_is_deleted_meanwhile(
    url: str, tmp_path: Path, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cold"
    store(url, *(with_page(code) for code in range(1, 5)))
    before = selected(url, folder)
    make_safe = moving.make_safe

    def before_index(stream: object) -> None:
        make_safe(stream)  # type: ignore[arg-type]
        monkeypatch.setattr(moving, "make_safe", make_safe)
        query("UPDATE pages SET rules = 'new' WHERE id = 3")
        query("DELETE FROM pages WHERE id = 2")

    monkeypatch.setattr(moving, "make_safe", before_index)
    assert move_all(url, folder).pages == 3
    check_files(query, folder)
    found = selected(url, folder)
    assert [one.id for one in found] == [1, 3, 4]
    # Read again meanwhile, too.
    page = replace(before[2], page=replace(before[2].page, rules="new"))
    assert found == [before[0], page, before[3]]


@on_both
def test_missing_and_damaged_files(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2), with_page(3, 7), with_page(4, 8))
    move_all(url, folder)
    june, july = folder / "2021-06-000.warc.gz", folder / "2021-07-000.warc.gz"
    content = bytearray(june.read_bytes())
    content[-20] ^= 1  # in the last page
    june.write_bytes(content)
    july.unlink()
    lost: list[str] = []
    assert [one.id for one in selected(url, folder, lost)] == [1, 4]
    assert lost == [f"the cold file {june} is damaged", f"the cold file {july} is missing"]
    # Nothing is added to a damaged file.
    store(url, with_page(5), with_page(6, 7))
    move_all(url, folder)
    assert june.read_bytes() == content
    assert len(records(folder / "2021-06-001.warc.gz")) == 1
    assert len(records(folder / "2021-07-001.warc.gz")) == 1


@on_both
def test_a_strange_file_is_not_touched(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "cold"
    folder.mkdir()
    (folder / "2021-06-007.warc.gz").write_bytes(b"of another archive")
    store(url, with_page(1))
    move_all(url, folder)
    assert (folder / "2021-06-007.warc.gz").read_bytes() == b"of another archive"
    assert len(records(folder / "2021-06-008.warc.gz")) == 1


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_each_line(
    database: Database, url: str, tmp_path: Path, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "BATCH", 3)
    folder, kept = tmp_path / "cold", tmp_path / "kept.db"
    store(url, *(with_page(code) for code in range(1, 6)), with_page(6, 7))
    before = selected(url, folder)
    assert isinstance(database, Path)
    shutil.copy(database, kept)

    def reset() -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{database}{ending}").unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copy(kept, database)

    def work() -> None:
        move_all(url, folder, max_size=1500)

    lines = lines_of(work)
    assert len(lines) > 60
    moved: set[int] = set()
    for line in lines:
        reset()
        assert killed_at(work, line), line
        assert selected(url, folder) == before, line
        moved.add(len(query("SELECT id FROM cold_pages")))
        work()
        assert selected(url, folder) == before, line
        check_files(query, folder)
    assert len(moved) > 1


@on_both
def test_two_moves_at_a_time(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, *(with_page(code) for code in range(1, 8)))
    with ThreadPoolExecutor(2) as pool:
        moves = list(pool.map(lambda _: move_all(url, folder), range(2)))
    assert sum(moved.pages for moved in moves) == 7
    check_files(query, folder)


@on_both
def test_other_tools_read_the_files(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2))
    move_all(url, folder)
    path = str(folder / "2021-06-000.warc.gz")

    def warcio(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "warcio.cli", *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout

    assert b"fail" not in warcio("check", "-v", path)
    fields = "offset,warc-type,warc-target-uri,warc-date,http:status,http:content-length"
    head, *found = map(json.loads, warcio("index", "-f", fields, path).splitlines())
    assert (head["offset"], head["warc-type"]) == ("0", "warcinfo")
    assert found == [
        {
            "offset": str(row["offset"]),
            "warc-type": "response",
            "warc-target-uri": row["url"],
            "warc-date": row["fetched_at"].replace("+00:00", "Z"),
            "http:status": "200",
            "http:content-length": str(row["size"]),
        }
        for row in query("SELECT * FROM cold_pages ORDER BY id")
    ]
    body = warcio("extract", "--payload", path, found[1]["offset"])
    assert body == selected(url, folder)[1].page.body
