"""What a command says of itself with ``--help``, and of a command line that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from scrapy.commands import ScrapyHelpFormatter

from newscrawl.cli.exits import fail


class Help(ScrapyHelpFormatter):
    """Scrapy's help, in which a text of several lines keeps them."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" not in text:
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in text.splitlines())


def speak_plainly(parser: argparse.ArgumentParser) -> None:
    """Have a parser of Scrapy tell its errors as all others are told: in one line."""
    parser.formatter_class = Help
    parser.error = fail  # type: ignore[method-assign]


def listed(meanings: Mapping[str, str]) -> str:
    """Words and what they mean, as lines of a help.

    >>> print(listed({"a=": "one", "bcd=": "two"}))
      a=    one
      bcd=  two
    """
    width = max(map(len, meanings))
    return "\n".join(f"  {word:<{width}}  {meaning}" for word, meaning in meanings.items())
