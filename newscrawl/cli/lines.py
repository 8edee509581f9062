"""Lines of several crawls in one place: each begins with the name of its site."""

from __future__ import annotations

import io
import sys
from typing import TextIO


class NamedLines(io.TextIOBase):
    """A stream that writes each line to another one, behind a name."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name = name
        self.stream = stream
        self._begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        if lines:  # at once: other crawls write between two writes
            self.stream.write("".join(f"{self.name} | {line}\n" for line in lines))
            self.stream.flush()
        return len(text)

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        """No live view among the lines of others."""
        return False

    def fileno(self) -> int:
        return self.stream.fileno()


def name_lines(name: str) -> None:
    """From here on, put a name before each line on standard error."""
    sys.stderr = NamedLines(name, sys.stderr)
