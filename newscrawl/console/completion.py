"""What can follow on a command line: commands, options, sites, spider arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import NAMES
from newscrawl.cli.exits import fail
from newscrawl.cli.program import NAME, reworded
from newscrawl.console.shells import SHELLS
from newscrawl.discovery import WAYS

#: The commands of the console alone, with what they do.
OWN = {
    "init": "Make a small project of one's own in an empty folder",
    "completion": "Print a script by which a shell completes commands, sites and arguments",
}
_USAGE = f"""\
Usage: {NAME} completion {"|".join(SHELLS)}

{OWN["completion"]}. Run it in the project whose sites are to be completed.

  bash   {NAME} completion bash > ~/.local/share/bash-completion/completions/{NAME}
  zsh    {NAME} completion zsh > ~/.zfunc/_{NAME}, a folder of $fpath
  fish   {NAME} completion fish > ~/.config/fish/completions/{NAME}.fish"""
_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
#: Words of a command's syntax that are no verbs of it.
_NO_VERBS = ("options",)


@dataclass(frozen=True, slots=True)
class Words:
    """What can stand at one place."""

    #: Word → what it is, which may be empty.
    words: Mapping[str, str]
    takes_sites: bool = False
    takes_files: bool = False


@dataclass(frozen=True, slots=True)
class Completed:
    """What can follow a command."""

    name: str
    help: str
    #: Its verbs, sites or files.
    arguments: Words
    #: Option → what it does.
    options: Mapping[str, str]
    #: Option → its values; options without a value are not here.
    values: Mapping[str, Words]


def completion(
    arguments: list[str], commands: Mapping[str, ScrapyCommand], settings: Settings
) -> None:
    """Print the script of a shell; ends the program if the arguments are wrong."""
    if arguments in (["-h"], ["--help"]):
        print(_USAGE)
        return
    if len(arguments) != 1 or arguments[0] not in SHELLS:
        fail(f"completion: expected {' or '.join(SHELLS)}, got {' '.join(arguments)!r}")
    sites = sorted(get_spider_loader(settings).list())
    print(SHELLS[arguments[0]](list(completed(commands, settings)), sites), end="")


def completed(commands: Mapping[str, ScrapyCommand], settings: Settings) -> Iterator[Completed]:
    """What can follow each command, by its own parser and syntax."""
    for name, command in sorted(commands.items()):
        command.settings = settings
        parser = argparse.ArgumentParser(prog=NAME, conflict_handler="resolve")
        command.add_options(parser)
        options = [action for action in parser._actions if action.option_strings]
        yield Completed(
            name,
            reworded(command.short_desc()),
            _arguments(command.syntax()),
            {word: _first_line(one) for one in options for word in one.option_strings},
            {
                word: _values(one)
                for one in options
                if one.nargs != 0
                for word in one.option_strings
            },
        )
    yield Completed("init", OWN["init"], Words({}, takes_files=True), {}, {})
    yield Completed("completion", OWN["completion"], Words(dict.fromkeys(SHELLS, "")), {}, {})


def _arguments(syntax: str) -> Words:
    """By a syntax like ``list|retry SITE [options]``."""
    verbs = re.findall(r"(?<![\w<./-])[a-z]+(?![\w>])", re.sub(r"-\S+ \S+", "", syntax))
    return Words(
        {verb: "" for verb in verbs if verb not in (*_NO_VERBS, "url", "file")},
        takes_sites="SITE" in syntax or "<spider>" in syntax,
        takes_files="file" in syntax,
    )


def _values(action: argparse.Action) -> Words:
    names = (*action.option_strings, action.metavar)
    if action.choices is not None:
        return Words({str(choice): "" for choice in action.choices})
    if "-a" in names:
        spelled = [f"{name}=" for name in NAMES]
        return Words(dict.fromkeys([*spelled, *(f"discover={way}" for way in WAYS)], ""))
    if "--loglevel" in names:
        return Words(dict.fromkeys(_LEVELS, ""))
    is_file = any(name in names for name in ("FILE", "DIR", "--output", "--overwrite-output"))
    return Words({}, takes_sites="SITE" in names, takes_files=is_file)


def _first_line(action: argparse.Action) -> str:
    text = "" if action.help in (None, argparse.SUPPRESS) else str(action.help)
    return reworded(text.partition(";")[0] % {"default": action.default, "prog": NAME})
