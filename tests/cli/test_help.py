"""What commands say of themselves, and of a wrong command line."""

from __future__ import annotations

import argparse
import pkgutil
from importlib import import_module

import pytest
from scrapy.commands import ScrapyHelpFormatter
from scrapy.settings import Settings

from newscrawl import arguments, commands, settings
from newscrawl.cms.families import FAMILIES

MODULES = [module.name for module in pkgutil.iter_modules(commands.__path__)]


def parser_of(module: str) -> argparse.ArgumentParser:
    command = import_module(f"newscrawl.commands.{module}").Command()
    command.settings = Settings()
    command.settings.setmodule(settings)
    parser = argparse.ArgumentParser(
        conflict_handler="resolve", formatter_class=ScrapyHelpFormatter
    )
    command.add_options(parser)
    return parser


@pytest.mark.parametrize("module", MODULES)
def test_own_options_come_before_scrapys(module: str) -> None:
    text = parser_of(module).format_help()
    titles = [
        before.strip()
        for before, line in zip(text.splitlines(), text.splitlines()[1:], strict=False)
        if line and set(line) <= {"=", "-"}
    ]
    assert titles[-1] == "Global Options"


@pytest.mark.parametrize("module", MODULES)
def test_a_wrong_option_is_told_in_one_line(
    module: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser_of(module).parse_known_args(["--logfile"])
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert said.startswith("newscrawl: error: argument --logfile: ")
    assert said.count("\n") == 1


def test_the_arguments_of_a_crawl() -> None:
    text = parser_of("crawl").format_help()
    named = [meaning.partition("=")[0] for meaning in arguments.MEANINGS]
    assert sorted(named) == sorted(arguments._PARSERS)
    for name, meaning in arguments.MEANINGS.items():
        (line,) = [line for line in text.splitlines() if line.strip().startswith(name)]
        assert line.endswith(meaning)


def test_genspider_names_the_families() -> None:
    text = " ".join(parser_of("genspider").format_help().split())
    for family in FAMILIES:
        assert family in text
