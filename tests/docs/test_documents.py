"""The documents say what holds, and say the same in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.make.families import pages
from tests.conftest import ROOT

DOCS = ROOT / "docs"
TUTORIALS = sorted((DOCS / "tutorials").glob("*.fa.md"))
PERSIAN = [ROOT / "README.fa.md", *TUTORIALS]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def commands(path: Path) -> list[str]:
    return re.findall(r"```\w*\n.*?```", path.read_text("utf-8"), re.DOTALL)


def named(nav: list[Any]) -> list[str]:
    found = []
    for one in nav:
        value = next(iter(one.values())) if isinstance(one, dict) else one
        found += named(value) if isinstance(value, list) else [value]
    return found


@pytest.mark.parametrize("path, text", list(pages()), ids=lambda value: getattr(value, "stem", ""))
def test_the_page_of_a_family_says_what_its_code_says(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run: python docs/make/families.py"


@pytest.mark.parametrize("path", PERSIAN, ids=lambda path: path.stem)
def test_the_same_commands_are_shown_in_persian(path: Path) -> None:
    english = path.with_name(path.name.replace(".fa.md", ".md"))
    assert commands(path) == commands(english) != []


def test_there_is_a_tutorial_for_each_kind_of_user_in_both_languages() -> None:
    names = {path.name.removesuffix(".fa.md") for path in TUTORIALS}
    assert names == {"first-steps", "journalist", "corpus", "operator"}


def test_every_page_is_in_the_menu() -> None:
    menu = named(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert sorted(menu) == sorted(there)


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (path.parent / link).exists()] == []
