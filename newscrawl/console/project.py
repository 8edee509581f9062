"""``newscrawl init``: a small project of one's own."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from newscrawl.cli.exits import FAILURE, fail
from newscrawl.cli.program import NAME

_USAGE = f"""\
Usage: {NAME} init DIR

Make a project in DIR, which is empty or not there yet: scrapy.cfg, settings that begin with
newscrawl's, the file of an example site, and the folder data/ for the archive."""
#: Of the files of the template: no tool is to take them for its own.
_SUFFIX = ".tmpl"


def init(arguments: list[str]) -> None:
    """Make a project in a folder; ends the program with one line if that cannot be."""
    if arguments in (["-h"], ["--help"]):
        print(_USAGE)
        return
    if len(arguments) != 1 or arguments[0].startswith("-"):
        fail(f"init: expected a folder, got {' '.join(arguments)!r}")
    folder = Path(arguments[0])
    try:
        if folder.is_dir() and any(folder.iterdir()):
            fail(f"init: {folder} is not empty")
        if folder.exists() and not folder.is_dir():
            fail(f"init: {folder} is no folder")
        make_project(folder)
    except OSError as error:
        fail(f"init: cannot make {folder}: {error.strerror}", FAILURE)
    print(
        f"A project is in {folder}. Next:\n"
        f"  cd {folder}\n"
        f"  {NAME} demo                 crawl the bundled demo newspaper, into data/news.db\n"
        f"  {NAME} list                 the sites; mysites/spiders/example.py is one of yours\n"
        f"  {NAME} check https://…      what a new site needs"
    )


def make_project(folder: Path) -> None:
    """Write a project: all of it, or nothing.

    Raises:
        OSError: if it cannot be written.
    """
    folder = folder.absolute()
    is_there = folder.is_dir()
    if not is_there:
        folder.parent.mkdir(parents=True, exist_ok=True)
    # First all of it beside its place, so that nothing half-written is left where that fails.
    with tempfile.TemporaryDirectory(dir=folder if is_there else folder.parent) as beside:
        made = Path(beside) / folder.name
        with as_file(files("newscrawl") / "templates" / "init") as template:
            shutil.copytree(template, made)
        for file in made.rglob(f"*{_SUFFIX}"):
            file.rename(file.with_suffix(""))
        (made / "data").mkdir()
        for part in made.iterdir() if is_there else [made]:
            part.rename((folder if is_there else folder.parent) / part.name)
