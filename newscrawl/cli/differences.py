"""Differences between texts, on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newscrawl.changes.differences import Part

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.text import Text

_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
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
        words = plain(part.text).split()
        if not words:
            text.append(" " if part.text and part.kind == "same" else "")
            continue
        before, behind = (" " if part.text[end].isspace() else "" for end in (0, -1))
        if part.kind != "same":
            is_beside = place > 0 and parts[place - 1].kind != "same"
            text.append(" " if before or is_beside else "")
            sign, colour = ("-", "red strike") if part.kind == "old" else ("+", "green")
            text.append(f"[{sign}{' '.join(words)}]", style=colour)
        else:
            if around is not None:
                begin = words[:around] if place > 0 else []
                end = words[-around:] if place < len(parts) - 1 else []
                if len(words) > len(begin) + len(end):
                    words = [*begin, "…", *end]
            text.append(before + " ".join(words))
        text.append(behind)
    text.rstrip()
    return text


def plain(text: str) -> str:
    """A text without what turns the direction of the text around it."""
    return _TURNING.sub("", text)
