"""The pictures of the documents are made by one command, and are small."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browse.test_browser import unavailable
from tests.conftest import ROOT

SCRIPT = ROOT / "docs" / "make" / "pictures.py"
NAMES = {"live.png", "report.png", "article.png", "edit.png"}


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_pictures_are_small(name: str) -> None:
    picture = ROOT / "docs" / "pictures" / name
    assert picture.stat().st_size < 150_000
    width, height = size_of(picture)
    assert width <= 1000
    assert height > 150


def test_there_are_no_others() -> None:
    assert {file.name for file in (ROOT / "docs" / "pictures").iterdir()} == NAMES
    assert re.search(r"python docs/make/pictures\.py", SCRIPT.read_text(encoding="utf-8"))


def test_they_are_made_anew(tmp_path: Path) -> None:
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        unavailable("no chromium: apt-get install -y chromium")
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "import pictures; pictures.main(Path(sys.argv[2]), articles=60)"
    )
    command = [sys.executable, "-c", code, str(SCRIPT.parent), str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=300, capture_output=True)
    assert {file.name for file in tmp_path.iterdir()} == NAMES
    assert size_of(tmp_path / "live.png")[0] == 760
