"""Which program runs: our texts name ``scrapy``, which has our commands only in a project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NAME = "newscrawl"
_SCRAPY = re.compile(r"\bscrapy(?=\s+(?:[a-z]|COMMAND))")


def reworded(text: str) -> str:
    """A text that names commands, in words that can be typed: ``'scrapy list'`` becomes
    ``'newscrawl list'`` if that is the program that runs."""
    return _SCRAPY.sub(NAME, text) if Path(sys.argv[0]).stem == NAME else text
