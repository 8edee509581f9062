"""The option ``--jobs`` of commands that read in several processes."""

from __future__ import annotations

import argparse
from typing import Final

from newscrawl.cli.exits import fail
from newscrawl.processes import cores

MOST_JOBS: Final = 64


def add_jobs(group: argparse._ArgumentGroup) -> None:
    """Add the option to a group of a parser."""
    group.add_argument(
        "--jobs",
        metavar="N",
        type=int,
        help="how many processes read; default: as many as there are processors",
    )


def jobs_of(given: int | str | None) -> int:
    """How many processes are to read; ends the program if that is no number of them."""
    if given is None:
        return min(cores(), MOST_JOBS)
    text = str(given)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS):
        fail(f"--jobs: expected 1 to {MOST_JOBS}, got {given!r}")
    return int(text)
