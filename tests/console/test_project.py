"""``newscrawl init``."""

import json
from pathlib import Path

import pytest

from newscrawl.console.project import make_project
from tests.console.test_main import run_in

FILES = {
    "scrapy.cfg", "mysites/__init__.py", "mysites/settings.py", "mysites/spiders/__init__.py",
    "mysites/spiders/example.py",
}  # fmt: skip


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ["news", "a/b/news", "آرشیو"])
def test_a_project_is_made(name: str, tmp_path: Path) -> None:
    done = run_in(tmp_path, "init", name)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / name) == FILES
    assert (tmp_path / name / "data").is_dir()
    assert [one.name for one in tmp_path.iterdir()] == [name.partition("/")[0]]


def test_in_an_empty_folder_that_one_stands_in(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    assert run_in(folder, "init", ".").returncode == 0
    assert files(folder) == FILES


@pytest.mark.parametrize("there", ["news/notes.txt", "news"])
def test_what_is_there_is_left_alone(there: str, tmp_path: Path) -> None:
    file = tmp_path / there
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    done = run_in(tmp_path, "init", "news")
    assert done.returncode == 2
    assert done.stderr.startswith("newscrawl: error: init: news is ")
    assert done.stderr.count("\n") == 1
    assert files(tmp_path) == {there}


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no room"):
        make_project(tmp_path / "news")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_its_example_site_is_crawled_into_its_own_archive(tmp_path: Path, base_url: str) -> None:
    make_project(tmp_path / "news")
    inside = tmp_path / "news" / "mysites"
    crawl = ("crawl", "example", "-a", f"base_url={base_url}", "-a", "discover=rss")
    done = run_in(inside, *crawl, "-s", "CLOSESPIDER_ITEMCOUNT=3")
    assert done.returncode == 0, done.stderr
    database = tmp_path / "news" / "data" / "news.db"
    assert done.stderr.count(f"newscrawl: a new archive: sqlite:///{database}\n") == 1
    (status,) = json.loads(run_in(inside, "status", "--json").stdout)
    assert status["site"] == "example" and status["articles"] >= 3
    assert {"example", "isna", "demo"} <= {*run_in(inside, "list").stdout.split()}
    made = run_in(inside, "genspider", "-t", "wordpress", "mine", "mine.example")
    assert made.returncode == 0, made.stderr
    assert (inside / "spiders" / "mine.py").is_file()
