"""The archive that a command uses: where it is, said when it is new."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from newscrawl.database.default import prepare
from newscrawl.database.engine import exists, shown


@contextmanager
def said_if_new(url: str) -> Iterator[None]:
    """Say on standard error which archive a block has made: one may stand in a wrong folder. Not
    where it fails: an error is one line.

    Raises:
        DatabaseError: as :func:`newscrawl.database.default.prepare`.
    """
    was_missing = prepare(url)
    yield
    if was_missing and exists(url):
        print(f"newscrawl: a new archive: {shown(url)}", file=sys.stderr)
