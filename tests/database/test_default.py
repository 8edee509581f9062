"""Where the archive is if nothing says so."""

import os
from pathlib import Path

import pytest

from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.default import default_url, prepare
from newscrawl.database.engine import exists
from tests.conftest import on_both


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user."""
    folder = tmp_path / "user data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setattr("platformdirs.unix.Unix.user_data_dir", f"{folder}/newscrawl")
    return folder


@pytest.mark.parametrize("folder", [".", "data", "own/spiders"])
def test_in_a_project_it_is_the_projects(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / "scrapy.cfg").touch()
    monkeypatch.chdir(tmp_path / folder)
    assert default_url() == f"sqlite:///{tmp_path}/data/news.db"


@pytest.mark.parametrize("folder", ["one", "other"])
def test_elsewhere_it_is_the_users(
    folder: str, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path / folder)
    url = default_url()
    assert url == f"sqlite:///{data}/newscrawl/news.db"
    assert prepare(url)
    open_engine(url).dispose()
    assert not prepare(url)


def test_a_working_directory_that_is_gone(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert default_url() == f"sqlite:///{data}/newscrawl/news.db"
    os.chdir(tmp_path)


def test_only_the_default_gets_a_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mistaken/news.db"
    assert prepare(url)
    with pytest.raises(DatabaseError, match="no directory"):
        open_engine(url)


@on_both
def test_it_is_there_when_it_was_opened(url: str) -> None:
    assert not exists(url)
    open_engine(url).dispose()
    assert exists(url)
