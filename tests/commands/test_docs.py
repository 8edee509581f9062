"""That docs/commands.md has every command with its options."""

import argparse
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from scrapy.settings import Settings

from newscrawl import commands
from tests.conftest import ROOT

MODULES = [module.name for module in pkgutil.iter_modules(commands.__path__)]


def options(module: str) -> Iterator[str]:
    """The options of a command that are not Scrapy's."""
    command = import_module(f"newscrawl.commands.{module}").Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve", add_help=False)
    command.add_options(parser)
    for group in parser._action_groups:
        if group.title not in ("Global Options", "options"):
            for action in group._group_actions:
                yield from action.option_strings


@pytest.mark.parametrize("module", MODULES)
def test_every_command_is_documented_with_its_options(module: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## scrapy {module}$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert section is not None
    assert f"\n$ scrapy {module}" in section[1]
    assert [option for option in options(module) if f"`{option}" not in section[1]] == []


@pytest.mark.parametrize("module", MODULES)
def test_help_shows_an_example(module: str) -> None:
    command = import_module(f"newscrawl.commands.{module}").Command()
    assert f"Example: scrapy {module}" in command.long_desc()
