"""Cold files on the command line: moved by ``prune --cold``, found by all that reads raw pages."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.database import open_engine
from newscrawl.database.backup import back_up, cold_beside
from newscrawl.database.cold import move, taking_out
from newscrawl.database.schema import cold_pages
from newscrawl.items import RawPage
from tests.builders import article, store
from tests.conftest import (
    Commands,
    Database,
    Query,
    fresh_schema,
    needs_postgresql,
    on_both,
)
from tests.database.cold.cooling import check_files, records, selected, with_page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cold files of the test's archive are."""
    return tmp_path / "cold"


@pytest.fixture
def at(folder: Path) -> tuple[str, str]:
    return "-s", f"COLD_DIR={folder}"


@on_both
def test_pages_move_and_are_exported(
    command: Commands, url: str, tmp_path: Path, folder: Path, at: tuple[str, str], query: Query
) -> None:
    store(url, *(with_page(code) for code in range(1, 6)), with_page(6, 7, "tabnak"))
    warm = tmp_path / "warm.warc"
    assert command("export", "-o", str(warm), *at).returncode == 0
    done = command("prune", "--cold", *at)
    assert (done.returncode, done.stdout.partition(" (")[0]) == (
        0, f"6 pages of 2021-06 to 2021-07 moved into 2 files in {folder}"
    )  # fmt: skip
    assert query("SELECT id FROM pages") == []
    check_files(query, folder)
    done = command("prune", "--cold", *at)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0, "No raw page of a past month is in the database."
    )  # fmt: skip
    exported = tmp_path / "cold.warc"
    assert command("export", "-o", str(exported), *at).stdout == f"6 pages written to {exported}\n"
    assert records(exported) == records(warm)
    assert len(records(exported)) == 6
    done = command("export", "-o", str(exported), "--site", "tabnak", *at)
    assert done.stdout == f"1 page written to {exported}\n"


@on_both
def test_an_export_without_all_its_pages_says_so(
    command: Commands, url: str, tmp_path: Path, folder: Path, at: tuple[str, str], query: Query
) -> None:
    store(url, with_page(1), with_page(2, 7), with_page(3, 7))
    command("prune", "--cold", *at)
    july = folder / "2021-07-000.warc.gz"
    july.unlink()
    path = tmp_path / "all.warc.gz"
    done = command("export", "-o", str(path), "--name", "daily", *at)
    assert done.returncode == 1
    assert done.stderr == f"newscrawl: error: not read: 2 pages: the cold file {july} is missing\n"
    assert done.stdout == f"1 page written to {path}\n"
    # The next export with this name has to have them.
    assert query("SELECT * FROM exports") == []


@on_both
def test_reparse_reads_cold_pages(
    command: Commands, url: str, folder: Path, at: tuple[str, str], query: Query
) -> None:
    for code in (1, 2):
        made = article(code, "roozplus", url=f"https://www.roozplus.com/fa/news/{code}")
        made.fetched_at = f"2021-0{5 + code}-13T14:38:00+00:00"
        body = f"<html><body><h1>عنوان تازه {code}</h1><p>متن</p></body></html>".encode()
        made.page = RawPage(
            str(made.url), 200, [["Content-Type", "text/html"]], "utf-8", body, "old"
        )
        store(url, made)
    before = command("reparse", "roozplus", "--dry-run", "--json", *at)
    assert json.loads(before.stdout)["pages"] == 2
    command("prune", "--cold", *at)
    assert query("SELECT id FROM pages") == []
    done = command("reparse", "roozplus", "--dry-run", "--json", *at)
    assert (done.returncode, done.stdout) == (0, before.stdout)
    assert {row["rules"] for row in query("SELECT rules FROM cold_pages")} == {"old"}
    # One that cannot be read is not counted as read, and read when it is there again.
    july = folder / "2021-07-000.warc.gz"
    july.rename(folder / "away")
    done = command("reparse", *at)
    assert done.returncode == 1
    assert f"error: not read: 1 page: the cold file {july} is missing" in done.stderr
    assert "1 pages read again" in done.stdout
    rules = [row["rules"] for row in query("SELECT rules FROM cold_pages ORDER BY id")]
    assert rules[0] != "old"
    assert rules[1] == "old"
    (folder / "away").rename(july)
    done = command("reparse", *at)
    assert (done.returncode, "1 pages read again" in done.stdout) == (0, True)
    assert {row["rules"] for row in query("SELECT rules FROM cold_pages")} == {rules[0]}
    assert "No page to read" in command("reparse", *at).stdout


COLD = ["prune", "--cold"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([*COLD, "x"], 2, "prune takes only options, got 'x'"),
        ([*COLD, "-s", "COLD_DIR=LICENSE"], 1, "COLD_DIR: expected a folder, got the file LICENSE"),
        ([*COLD, "-s", "COLD_DIR=no/such"], 1, "COLD_DIR: no folder no"),
        ([*COLD, "-s", "COLD_FILE_MAXSIZE=0"], 2, "COLD_FILE_MAXSIZE: expected bytes, got '0'"),
        ([*COLD, "-s", "COLD_FILE_MAXSIZE=x"], 2, "COLD_FILE_MAXSIZE: expected bytes, got 'x'"),
    ],
)  # fmt: skip
def test_wrong_usage(command: Commands, arguments: list[str], code: int, says: str) -> None:
    done = command(*arguments)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, f"newscrawl: error: {says}")


def test_without_warcio_nothing_moves(
    command: Commands, url: str, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(url, with_page(1))
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    done = command("prune", "--cold")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1, "newscrawl: error: cold files need the package warcio: pip install 'newscrawl[warc]'"
    )  # fmt: skip
    assert len(query("SELECT id FROM pages")) == 1


def test_a_backup_has_the_cold_files(
    command: Commands, database: Path, url: str, tmp_path: Path, query: Query
) -> None:
    """By default they are beside the archive, and beside its copy."""
    store(url, with_page(1), with_page(2), with_page(3, 7))
    command("prune", "--cold")
    before = selected(url, Path(f"{database}.cold"))
    copy = tmp_path / "back up" / "news.db"
    copy.parent.mkdir()
    done = command("backup", "-o", str(copy))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"2 cold files in {copy}.cold (0.0 MB, 0 already there), verified" in done.stdout
    assert selected(f"sqlite:///{copy}", Path(f"{copy}.cold")) == before
    # The next one copies only what is new, and drops what was taken down.
    engine = open_engine(url)
    with taking_out(engine, Path(f"{database}.cold"), cold_pages.c.news_code == "1"):
        pass
    engine.dispose()
    done = command("backup", "-o", str(copy))
    assert f"2 cold files in {copy}.cold (0.0 MB, 1 already there), verified" in done.stdout
    names = sorted(path.name for path in Path(f"{copy}.cold").iterdir())
    assert names == ["2021-06-001.warc.gz", "2021-07-000.warc.gz"]
    # The line that it says restores both.
    restore = done.stdout.partition("no crawl running: ")[2]
    database.write_bytes(b"broken")
    shutil.rmtree(f"{database}.cold")
    subprocess.run(["sh", "-c", restore], check=True)
    assert selected(url, Path(f"{database}.cold")) == before[1:]
    assert shlex.quote(f"{copy}.cold") in restore
    # A damaged one keeps nothing else from being copied, and the copy has the sound one still.
    july = Path(f"{database}.cold") / "2021-07-000.warc.gz"
    july.write_bytes(b"damaged")
    assert command("backup", "-o", str(copy)).returncode == 0
    done = command("backup", "-o", str(tmp_path / "other.db"))
    assert done.returncode == 1
    assert done.stderr == f"newscrawl: error: not in the copy: the cold file {july} is damaged\n"
    assert [path.name for path in (tmp_path / "other.db.cold").iterdir()] == names[:1]


def test_a_backup_while_files_are_replaced(
    database: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newscrawl.database import backup

    folder = Path(f"{database}.cold")
    store(url, with_page(1), with_page(2))
    engine = open_engine(url)
    list(move(engine, folder, 2**30))
    copy_files = backup.copy_files

    def replaced_before(*arguments: object) -> object:
        monkeypatch.setattr(backup, "copy_files", copy_files)
        with taking_out(engine, folder, cold_pages.c.news_code == "1"):
            pass
        return copy_files(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "copy_files", replaced_before)
    copy = tmp_path / "copy.db"
    done = back_up(database, copy, folder)
    assert (done.cold.files, done.cold.problems) == (1, {})
    assert selected(f"sqlite:///{copy}", cold_beside(copy)) == selected(url, folder)
    engine.dispose()


def test_a_backup_onto_the_cold_files(command: Commands, url: str, tmp_path: Path) -> None:
    store(url, with_page(1))
    done = command("backup", "-o", str(tmp_path / "x"), "-s", f"COLD_DIR={tmp_path / 'x.cold'}")
    assert done.returncode == 2
    assert "has the cold files of the archive itself" in done.stderr


@needs_postgresql
def test_a_copy_in_another_database(
    command: Commands, url: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(url, with_page(1), with_page(2, 7))
    command("prune", "--cold")
    before = selected(url, Path(f"{database}.cold"))
    there = tmp_path / "copied.db"
    with fresh_schema() as shared:
        of_server = tmp_path / "of-server"
        monkeypatch.setattr("newscrawl.commands.copyarchive.cold_folder", lambda url: of_server)
        done = command("copyarchive", url, shared)
        assert (done.returncode, done.stderr.count("error")) == (0, 0)
        assert f"cold files: 2 (0.0 MB) in {of_server}, verified" in done.stdout
        assert selected(shared, of_server) == before
        # New pages do not get the numbers of cold ones.
        store(shared, with_page(3))
        assert [one.id for one in selected(shared, of_server)] == [1, 2, 3]
    monkeypatch.undo()
    shutil.rmtree(f"{database}.cold")
    monkeypatch.chdir(tmp_path)
    done = command("copyarchive", url, f"sqlite:///{there}")
    assert done.returncode == 1
    assert "the copy is not the same in its cold files" in done.stderr
    assert (
        f"cold files: the cold file {database}.cold/2021-06-000.warc.gz is missing" in done.stdout
    )


@needs_postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_of_postgresql_it_names_the_folder(
    command: Commands, url: str, folder: Path, at: tuple[str, str], database: Database
) -> None:
    store(url, with_page(1))
    command("prune", "--cold", *at)
    done = command("backup", "-o", "news.dump", *at)
    assert done.returncode == 2
    assert f" -f news.dump && rsync -a --delete {folder}/ news.dump.cold/\n" in done.stderr
