"""``scrapy copyarchive``; what it copies is tested in tests/database/test_copying.py."""

from pathlib import Path

import pytest

from newscrawl.database.lock import SiteLock
from tests.builders import article, store, writing
from tests.conftest import Commands, Query, on_both, rows_of


@pytest.fixture
def filled(url: str) -> str:
    """The URL of an archive with an article and a crawl."""
    with writing(url) as archive:
        archive.finish_crawl(archive.start_crawl("yjc", {}, "front"), "finished", {})
    store(url, article())
    return url


@on_both
def test_there_and_back(command: Commands, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    for _ in range(2):
        there = command("copyarchive", filled, f"sqlite:///{copy}")
        assert (there.returncode, "articles: 1 rows, the same" in there.stdout) == (0, True)
        assert [row["title"] for row in rows_of(copy, "SELECT title FROM articles")] == ["عنوان"]
    back = command("copyarchive", f"sqlite:///{copy}", filled)
    assert (back.returncode, back.stdout) == (0, there.stdout.replace(*_last(there, back)))


def _last(*results: object) -> tuple[str, str]:
    first, second = (result.stdout.splitlines()[-1] for result in results)  # type: ignore[attr-defined]
    return first, second


@on_both
def test_a_copy_that_differs_is_told(
    command: Commands, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.database.copying.replace_rows", lambda *args: None)
    result = command("copyarchive", filled, f"sqlite:///{tmp_path / 'copy.db'}")
    assert result.returncode == 1
    assert "articles: 1 rows, DIFFERENT" in result.stdout
    said = result.stderr.splitlines()[-1]
    assert said.endswith("the copy is not the same in crawls, articles, revisits")


def test_not_while_a_crawl_runs(command: Commands, filled: str, tmp_path: Path) -> None:
    lock = SiteLock(filled, "yjc")
    lock.acquire()
    result = command("copyarchive", filled, f"sqlite:///{tmp_path / 'copy.db'}")
    lock.release()
    assert (result.returncode, result.stdout) == (1, "")
    assert "another crawl of yjc is running" in result.stderr


def test_an_archive_of_its_own_is_left_alone(
    command: Commands, filled: str, tmp_path: Path, query: Query
) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with writing(other) as archive:
        archive.start_crawl("roozplus", {}, "front")
    result = command("copyarchive", other, filled)
    assert (result.returncode, result.stdout) == (1, "")
    assert "holds an archive of its own" in result.stderr
    assert len(query("SELECT * FROM articles")) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "expected two SQLAlchemy URLs"),
        (["sqlite:///a.db"], "expected two SQLAlchemy URLs"),
        (["sqlite:///a.db", "sqlite:///a.db"], "SOURCE and TARGET are the same"),
        (["sqlite:///nothing.db", "sqlite:///a.db"], "SOURCE: no file nothing.db"),
        (["a.db", "sqlite:///b.db"], "SOURCE: expected an SQLAlchemy URL"),
        (["sqlite:///a.db", "mysql://x/y"], "TARGET: only SQLite and PostgreSQL"),
    ],
)
def test_wrong_usage_is_one_line(command: Commands, arguments: list[str], says: str) -> None:
    result = command("copyarchive", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
