"""``scrapy copyarchive``; what it copies is tested in tests/database/test_copying.py."""

import asyncio
from pathlib import Path

import pytest

from newscrawl.database import Archive
from newscrawl.database.lock import SiteLock
from newscrawl.items import Article
from tests.commands.inprocess import Commands
from tests.conftest import Query, on_both, rows_of


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str) -> Commands:
    return Commands(monkeypatch, capsys, url)


@pytest.fixture
def filled(url: str) -> str:
    """The URL of an archive with an article and a crawl."""

    async def fill() -> None:
        archive = Archive(url)
        archive.finish_crawl(archive.start_crawl("yjc", {}, "front"), "finished", {})
        await archive.submit(
            Article("yjc", "1", "https://yjc.ir/fa/news/1", "عنوان", body="متن", content_hash="0",
                    fetched_at="2021-07-13T19:08:00+04:30")
        )  # fmt: skip
        await archive.close()

    asyncio.run(fill())
    return url


@on_both
def test_there_and_back(run: Commands, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    for _ in range(2):
        there = run("copyarchive", filled, f"sqlite:///{copy}")
        assert (there.returncode, "articles: 1 rows, the same" in there.stdout) == (0, True)
        assert [row["title"] for row in rows_of(copy, "SELECT title FROM articles")] == ["عنوان"]
    back = run("copyarchive", f"sqlite:///{copy}", filled)
    assert (back.returncode, back.stdout) == (0, there.stdout.replace(*_last(there, back)))


def _last(*results: object) -> tuple[str, str]:
    first, second = (result.stdout.splitlines()[-1] for result in results)  # type: ignore[attr-defined]
    return first, second


def test_a_copy_that_differs_is_told(
    run: Commands, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.database.copying._copy_block", lambda *args: None)
    result = run("copyarchive", filled, f"sqlite:///{tmp_path / 'copy.db'}")
    assert result.returncode == 1
    assert "articles: 1 rows, DIFFERENT" in result.stdout
    assert result.stderr.splitlines()[-1].endswith("the copy is not the same in crawls, articles")


def test_not_while_a_crawl_runs(run: Commands, filled: str, tmp_path: Path) -> None:
    lock = SiteLock(filled, "yjc")
    lock.acquire()
    result = run("copyarchive", filled, f"sqlite:///{tmp_path / 'copy.db'}")
    lock.release()
    assert (result.returncode, result.stdout) == (1, "")
    assert "another crawl of yjc is running" in result.stderr


def test_an_archive_of_its_own_is_left_alone(
    run: Commands, filled: str, tmp_path: Path, query: Query
) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    archive = Archive(other)
    archive.start_crawl("roozplus", {}, "front")
    asyncio.run(archive.close())
    result = run("copyarchive", other, filled)
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
def test_wrong_usage_is_one_line(run: Commands, arguments: list[str], says: str) -> None:
    result = run("copyarchive", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
