"""The command ``newscrawl``."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings, inside_project

from newscrawl import __version__, private
from newscrawl.cli.exits import fail
from newscrawl.cli.program import NAME, reworded
from newscrawl.console.completion import OWN, completion
from newscrawl.console.project import init
from newscrawl.crawling.addon import Addon

#: What Scrapy takes the settings from.
_MODULE = "SCRAPY_SETTINGS_MODULE"


def main() -> None:
    """Run the command of ``sys.argv``, and end the program with its exit code.

    In a Scrapy project all is as that project sets it, with the add-on if its settings do not have
    ours; elsewhere by our settings.
    """
    sys.argv[0] = NAME  # what was typed may be python -m newscrawl
    arguments = sys.argv[1:]
    if "--version" in arguments[:1]:
        print(f"newscrawl {__version__}")
        return
    settings = make_settings()
    commands = private.all_commands(settings)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview(commands))
        return
    name = next((one for one in arguments if not one.startswith("-")), "")
    if name == "init":
        init(arguments[1:])
    elif name == "completion":
        completion(arguments[1:], commands, settings)
    elif name not in commands:
        close = get_close_matches(name, [*commands, *OWN], 1)
        hint = f"did you mean {close[0]!r}?" if close else f"'{NAME} --help' shows them all"
        fail(f"unknown command {name!r}: {hint}")
    else:
        private.execute([NAME, *arguments], settings, reworded)


def make_settings() -> Settings:
    """The settings of the project that one stands in, or ours."""
    if not inside_project():
        # By the environment, so that crawls in processes of their own have them, too.
        os.environ[_MODULE] = "newscrawl.settings"
    settings = get_project_settings()
    if editor := os.environ.get("EDITOR"):
        settings["EDITOR"] = editor
    Addon.complete(settings)
    return settings


def overview(commands: dict[str, ScrapyCommand]) -> str:
    """What ``newscrawl --help`` prints."""
    texts = {name: command.short_desc() for name, command in commands.items()} | OWN
    width = max(map(len, texts))
    lines = [
        f"newscrawl {__version__}: Persian news sites as a clean, complete archive",
        "",
        f"Usage: {NAME} COMMAND [OPTIONS]",
        "",
        *(f"  {name:{width}}  {reworded(text)}" for name, text in sorted(texts.items())),
        "",
        f"'{NAME} COMMAND --help' says more of a command.",
    ]
    return "\n".join(lines)
