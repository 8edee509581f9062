"""Texts of news sites, as an assistant is given them. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newscrawl.changes.differences import Part

#: Characters that people do not see, and that a program reads: control characters, direction marks,
#: zero-width signs but for ZWNJ and ZWJ, tags, and halves of characters.
_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LINE_ENDS: Final = re.compile("\r\n?|\u0085|\u2028|\u2029")
#: A title, a name or a lead has at most so many characters; of a longer one the beginning is given.
LONGEST: Final = 2000


def quoted(text: str) -> str:
    """A text without what people would not see in it.

    >>> quoted("باران\\u202e آمد\\r\\nو می\\u200cرود\\U000e0041") == "باران آمد\\nو می\\u200cرود"
    True
    """
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def cut(text: str, most: int = LONGEST) -> str:
    """The beginning of a long text.

    >>> cut("باران آمد", 6), cut("باران", 6)
    ('باران…', 'باران')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def in_one_line(text: str, most: int = 200) -> str:
    """What is said of something that somebody wrote.

    >>> in_one_line("a\\nb")
    'a b'
    """
    return cut(" ".join(quoted(text).split()), most)


def condensed(parts: Sequence[Part], around: int) -> list[Part]:
    """Differences on one line, with only so many words of what is the same beside them.

    >>> condensed([Part("same", "یک دو سه چهار "), Part("new", "پنج شش")], 2)
    [Part(kind='same', text='… سه چهار'), Part(kind='new', text='پنج شش')]
    """
    found = []
    for place, part in enumerate(parts):
        words = part.text.split()
        if part.kind == "same":
            begin = words[:around] if place > 0 else []
            end = words[-around:] if place < len(parts) - 1 else []
            if len(words) > len(begin) + len(end):
                words = [*begin, "…", *end]
        if words:
            found.append(Part(part.kind, " ".join(words)))
    return found
