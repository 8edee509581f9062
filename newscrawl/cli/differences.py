"""Differences between texts, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newscrawl.changes.differences import Part

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.text import Text

#: Words around a difference that are shown.
AROUND = 6


def marked(parts: Sequence[Part], style: str = "", around: int | None = AROUND) -> Text:
    """One line with removed words as ``[-…]`` and added ones as ``[+…]``.

    Args:
        around: how many words of what is the same are shown beside a difference; ``None`` for all.
    """
    from rich.text import Text

    text = Text(style=style)
    for place, part in enumerate(parts):
        words = part.text.split()
        if part.kind != "same":
            if words:
                colour = "red strike" if part.kind == "old" else "green"
                sign = "-" if part.kind == "old" else "+"
                text.append(f"[{sign}{' '.join(words)}] ", style=colour)
            continue
        if around is not None:
            begin = words[:around] if place > 0 else []
            end = words[-around:] if place < len(parts) - 1 else []
            if len(words) > len(begin) + len(end):
                words = [*begin, "…", *end]
        text.append(f"{' '.join(words)} " if words else "")
    text.rstrip()
    return text
