"""The project as a wheel: all that it needs at run time is in it."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT, packed


def sources() -> set[str]:
    """The files of the package that git knows, all but what new migrations are written from."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "newscrawl"]
    known = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    there = (name for name in known.split("\0") if name and (ROOT / name).is_file())
    return {name for name in there if not name.endswith(".mako")}


READ_PAGE = """
from newscrawl import read_page
page = "<h1 class=title>باران</h1><div class=body><p>باران از بامداد در شمال آغاز شد.</p></div>"
article = read_page(page, url="https://www.roozplus.com/fa/news/206356")
print(article.news_code, article.title)
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip would make."""
    wheel = packed(tmp_path_factory.mktemp("project"), "bdist_wheel")
    assert wheel.suffix == ".whl"
    return wheel


def test_it_has_every_file_and_the_command(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        names = {*file.namelist()}
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "newscrawl = newscrawl.console.main:main" in file.read(entry_points).decode()
    wanted = sources()
    assert {name for name in names if name.startswith("newscrawl/")} == wanted
    # Templates, styles, pictures, lists and the mark of typed packages are among them.
    kinds = {Path(name).suffix for name in wanted}
    assert kinds >= {".css", ".html", ".py", ".svg", ".tmpl", ".toml", ".txt", ".typed"}


@pytest.mark.slow
def test_it_works_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    packages, folder = tmp_path / "packages", tmp_path / "empty"
    with ZipFile(wheel) as file:
        file.extractall(packages)
    folder.mkdir()

    def python(*arguments: str) -> str:
        known = {k: v for k, v in os.environ.items() if k != "SCRAPY_SETTINGS_MODULE"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env={**known, "PYTHONPATH": str(packages), "XDG_DATA_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=200,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run = partial(python, "-m", "newscrawl")
    assert "The demo newspaper" in run("demo", "--articles", "20")
    assert "demo" in run("status")
    assert run("export").count("\n") >= 15
    assert run("search", "تهران", "--json").startswith("[")
    assert run("report", "-o", "report.html") is not None
    run("init", "my")
    assert (folder / "my" / "scrapy.cfg").is_file()
    assert python("-c", READ_PAGE).split() == ["206356", "باران"]
