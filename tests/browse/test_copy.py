"""The copy that Datasette serves of an archive on PostgreSQL."""

from pathlib import Path
from threading import Event

import pytest

from newscrawl.browse.copy import ArchiveCopy, default_file
from newscrawl.database import DatabaseError
from tests.builders import article, store
from tests.conftest import Query, on_postgresql, rows_of


def test_the_file_is_in_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    files = {
        default_file(f"postgresql://{user}@host/{name}")
        for user, name in (("u:secret", "a"), ("u:other", "a"), ("u", "b"))
    }
    assert len(files) == 2
    assert {file.parent for file in files} == {Path("/cache/newscrawl")}


@on_postgresql
def test_it_is_kept_fresh(url: str, tmp_path: Path) -> None:
    store(url, article("1"))
    copy = ArchiveCopy(url, tmp_path / "new" / "copy.db")
    copy.refresh()
    failures: list[str] = []
    with copy.kept_fresh(0.05, failures.append):
        store(url, article("2"))
        for _ in range(200):
            if len(rows_of(copy.file, "SELECT id FROM articles")) == 2:
                break
            Event().wait(0.05)
    assert len(rows_of(copy.file, "SELECT id FROM articles")) == 2
    assert failures == []
    copy.close()


@on_postgresql
def test_a_refresh_that_fails_is_told_and_tried_again(
    url: str, tmp_path: Path, query: Query
) -> None:
    copy = ArchiveCopy(url, tmp_path / "copy.db")
    copy.refresh()
    query("ALTER TABLE failures RENAME TO away")
    told = Event()
    lines: list[str] = []

    def failed(line: str) -> None:
        lines.append(line)
        told.set()

    with copy.kept_fresh(0.05, failed):
        assert told.wait(20)
    copy.close()
    assert "cannot refresh" in lines[0]
    assert "\n" not in lines[0]


@on_postgresql
def test_an_archive_of_its_own_is_not_overwritten(url: str, tmp_path: Path) -> None:
    store(url, article("1"))
    other = tmp_path / "other.db"
    store(other, article("1", site="tabnak"))
    with pytest.raises(DatabaseError, match="an archive of its own"):
        ArchiveCopy(url, other)
    assert rows_of(other, "SELECT site FROM articles") == [{"site": "tabnak"}]
