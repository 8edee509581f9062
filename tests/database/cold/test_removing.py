"""Taking pages out of cold files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.cold import taking_out
from newscrawl.database.schema import articles, cold_pages
from tests.builders import store
from tests.conftest import Database, Query, on_both
from tests.database.cold.cooling import (
    check_files,
    killed_at,
    lines_of,
    move_all,
    records,
    selected,
    text_of,
    with_page,
)


def take_out(url: str, folder: Path, *codes: int) -> None:
    """Forget articles of these news codes as a takedown does."""
    engine = open_engine(url)
    of = [str(code) for code in codes]
    try:
        with taking_out(engine, folder, cold_pages.c.news_code.in_(of)) as connection:
            connection.execute(articles.delete().where(articles.c.news_code.in_(of)))
    finally:
        engine.dispose()


def bytes_of(folder: Path) -> bytes:
    """All pages in a folder, whatever the database says of them."""
    return b"".join(body for path in folder.iterdir() for body in records(path))


@on_both
@pytest.mark.parametrize("codes", [(1,), (3,), (5,), (1, 2), (2, 4), (1, 3, 5), (1, 2, 3, 4)])
def test_nothing_is_left_of_them(
    url: str, tmp_path: Path, query: Query, codes: tuple[int, ...]
) -> None:
    folder = tmp_path / "cold"
    store(url, *(with_page(code) for code in range(1, 6)), with_page(6, 7))
    move_all(url, folder)
    before = selected(url, folder)
    take_out(url, folder, *codes)
    check_files(query, folder)
    left = [one for one in before if one.item_url[-1] not in {str(code) for code in codes}]
    assert selected(url, folder) == left
    found = bytes_of(folder)
    for code in range(1, 7):
        assert (text_of(code).encode("utf-16-le") in found) == (code not in codes)
    assert len(query("SELECT id FROM articles")) == 6 - len(codes)


@on_both
def test_a_file_of_which_nothing_is_left_goes(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2), with_page(3, 7))
    move_all(url, folder)
    take_out(url, folder, 1, 2)
    check_files(query, folder)
    assert [path.name for path in folder.iterdir()] == ["2021-07-000.warc.gz"]
    # Without any cold file there is nothing to do, and no folder to make.
    take_out(url, folder, 3)
    shutil.rmtree(folder)
    take_out(url, folder, 3)
    assert not folder.exists()


@on_both
def test_what_fails_changes_nothing(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2))
    move_all(url, folder)
    before = selected(url, folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    engine = open_engine(url)
    with (
        pytest.raises(ZeroDivisionError),
        taking_out(engine, folder, cold_pages.c.news_code == "1") as connection,
    ):
        connection.execute(articles.delete())
        _ = 1 / 0
    engine.dispose()
    assert selected(url, folder) == before
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    check_files(query, folder)
    assert len(query("SELECT id FROM articles")) == 2


@on_both
def test_a_missing_file_is_not_passed_over(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1), with_page(2))
    move_all(url, folder)
    path = folder / "2021-06-000.warc.gz"
    path.rename(tmp_path / path.name)
    with pytest.raises(DatabaseError, match=f"the cold file {path} is missing: put it back"):
        take_out(url, folder, 1)
    assert len(query("SELECT id FROM articles")) == 2
    # Lost for ever, as the message says.
    path.touch()
    take_out(url, folder, 1)
    assert [row["news_code"] for row in query("SELECT news_code FROM cold_pages")] == ["2"]
    lost: list[str] = []
    assert selected(url, folder, lost) == []
    assert lost == [f"the cold file {folder / '2021-06-001.warc.gz'} is damaged"]


@on_both
def test_what_a_killed_move_left_goes_too(url: str, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "cold"
    store(url, with_page(1))
    move_all(url, folder)
    # As a move leaves it that was killed before its transaction: pages without an index.
    path = folder / "2021-06-000.warc.gz"
    with path.open("ab") as file:
        file.write(path.read_bytes())
    query("DELETE FROM pages")
    take_out(url, folder)
    check_files(query, folder)
    assert len(records(path)) == 1


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_each_line(database: Database, url: str, tmp_path: Path, query: Query) -> None:
    folder, kept = tmp_path / "cold", tmp_path / "kept"
    store(url, *(with_page(code) for code in range(1, 6)), with_page(6, 7))
    move_all(url, folder)
    before = selected(url, folder)
    left = [one for one in before if one.item_url[-1] not in "24"]
    assert isinstance(database, Path)
    shutil.copytree(folder, kept / "cold")
    shutil.copy(database, kept)

    def reset() -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{database}{ending}").unlink(missing_ok=True)
        shutil.rmtree(folder)
        shutil.copytree(kept / "cold", folder)
        shutil.copy(kept / database.name, database)

    def work() -> None:
        take_out(url, folder, 2, 4)

    lines = lines_of(work)
    assert len(lines) > 40
    states: set[int] = set()
    for line in lines:
        reset()
        assert killed_at(work, line), line
        # All as it was, or all as it is to be.
        now = selected(url, folder)
        assert now in (before, left), line
        states.add(len(query("SELECT id FROM articles")))
        assert len(query("SELECT id FROM articles")) == len(now)
        work()
        check_files(query, folder)
        assert selected(url, folder) == left
        assert text_of(2).encode("utf-16-le") not in bytes_of(folder)
    assert states == {4, 6}
