"""How a command ends."""

from __future__ import annotations

import sys
from typing import NoReturn

from newscrawl.cli.program import reworded

#: Exit codes.
DONE, FAILURE, WRONG_USAGE, ALARM = 0, 1, 2, 3


def warn(message: str) -> None:
    """Say something in one line on standard error."""
    print(f"newscrawl: {reworded(message)}", file=sys.stderr)


def fail(message: str, code: int = WRONG_USAGE) -> NoReturn:
    """End the program with one line on standard error."""
    print(f"newscrawl: error: {reworded(message)}", file=sys.stderr)
    sys.exit(code)
