"""The house: which room imports which, how long modules are, and what the documents say of it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter

from tests.conftest import ROOT

PACKAGE = ROOT / "newscrawl"
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
#: The three doors of a Scrapy user, beside which few loose modules stand.
DOORS = {"__init__", "__main__", "items", "settings", "spider"}
#: Folders that the table of rooms names as a whole.
WHOLE = ("demo", "spiders", "templates", "database/migrations")
MODULES = sorted(
    path
    for file in PACKAGE.rglob("*.py")
    if not (path := file.relative_to(PACKAGE).as_posix()).startswith(WHOLE)
    and file.name != "__init__.py"
)


def test_no_room_imports_one_above_it() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout


def test_modules_are_short_and_few_are_loose() -> None:
    lengths = {
        file.relative_to(PACKAGE): len(file.read_text(encoding="utf-8").splitlines())
        for file in PACKAGE.rglob("*.py")
    }
    assert {str(file): length for file, length in lengths.items() if length > 400} == {}
    loose = {file.stem for file in PACKAGE.glob("*.py")} - DOORS
    assert len(loose) <= 8, sorted(loose)


def test_no_name_of_a_class_has_two_meanings() -> None:
    names = Counter(
        node.name
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    del names["Command"]  # as Scrapy wants it
    assert [name for name, count in names.items() if count > 1] == []


def test_the_rooms_and_their_modules_are_documented() -> None:
    _, _, rooms = DOCUMENT.partition("\n## Rooms\n")
    rooms, _, _ = rooms.partition("\n## ")
    named = set()
    for part in rooms.split("\n### ")[1:]:
        title, _, text = part.partition("\n")
        folder = title.strip("`") if title.startswith("`") else ""
        assert (PACKAGE / folder).is_dir(), folder
        named |= {folder + name for name in re.findall(r"`(\w+\.py)`", text)}
    assert named == set(MODULES)


def test_every_file_that_the_document_names_is_there() -> None:
    files = set(re.findall(r"`((?:newscrawl|tests|docs|bench)/[\w/]+(?:\.\w+|/))`", DOCUMENT))
    assert files
    assert [file for file in files if not (ROOT / file).exists()] == []
