import importlib
import re
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from newscrawl.cms.asam import Asam
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import version
from newscrawl.extraction.tree import Tree
from newscrawl.extraction.version import rules_version

FAMILY = IranSamaneh()


def test_it_is_the_same_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rules_version(FAMILY, [], "keep")
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", first)
    assert rules_version(IranSamaneh(), [], "keep") == first
    others = {
        rules_version(FAMILY, [], "latin"),
        rules_version(FAMILY, [Tree], "keep"),
        rules_version(Asam(), [], "keep"),
        rules_version(IranSamaneh(lead=(".lid",)), [], "keep"),
    }
    monkeypatch.setattr(version, "_code_of_package", lambda: b"other code")
    others.add(rules_version(FAMILY, [], "keep"))
    assert len(others | {first}) == 6


def test_a_family_in_a_module_of_its_own_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that somebody wrote for a site of theirs, outside of this package."""
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "ours_of_a_test.py"
    text = "from newscrawl.cms import Family\nclass Ours(Family):\n    name = 'ours'\n"
    found = set()
    for more in ("", "    def is_album(self, url): return True\n"):
        module.write_text(text + more)
        sys.modules.pop("ours_of_a_test", None)
        importlib.invalidate_caches()
        ours = importlib.import_module("ours_of_a_test").Ours()
        found.add(rules_version(ours, [], "keep"))
    assert len(found) == 2


def test_all_that_decides_how_a_page_reads_is_there() -> None:
    root = files("newscrawl")
    missing = [
        name for name in version._SOURCES if not ((root / name).is_file() or (root / name).is_dir())
    ]
    assert missing == []
