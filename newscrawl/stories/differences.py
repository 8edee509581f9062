"""Differences between two versions of an article, by words. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

#: Compared fields, in the order in which they are shown.
FIELDS = ("kicker", "title", "lead", "body", "author", "agency", "published_at", "sections", "tags")
#: Longer texts are compared by lines, because by words it would take too long.
MOST_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: ``same`` in both, or only in the ``old`` or the ``new`` one."""

    kind: str
    text: str


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Part]]:
    """The fields that differ, with their differences marked."""
    found = {}
    for name in FIELDS:
        before, after = _text(old[name]), _text(new[name])
        if before != after:
            found[name] = differences(before, after)
    return found


def differences(old: str, new: str) -> list[Part]:
    """Two texts merged into one, with removed and added parts marked.

    >>> differences("یک دو سه", "یک چهار سه")
    [Part(kind='same', text='یک '), Part(kind='old', text='دو'), Part(kind='new', text='چهار'), \
Part(kind='same', text=' سه')]
    """
    pattern = r"\n|[^\S\n]+|\S+"
    before, after = re.findall(pattern, old), re.findall(pattern, new)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    parts: list[Part] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(before[a:b])))
            continue
        if a < b:
            parts.append(Part("old", "".join(before[a:b])))
        if c < d:
            parts.append(Part("new", "".join(after[c:d])))
    return parts


def condensed(parts: Sequence[Part], around: int) -> list[Part]:
    """The same on one line, with only so many words of what is the same on either side of what is
    not.

    >>> condensed(differences("یک دو سه چهار پنج شش", "یک دو سه چهار پنج هفت"), 1)
    [Part(kind='same', text='یک … پنج'), Part(kind='old', text='شش'), Part(kind='new', text='هفت')]
    """
    found = []
    for part in parts:
        words = part.text.split()
        if part.kind == "same" and len(words) > 2 * around:
            words = [*words[:around], "…", *words[-around:]]
        if words:
            found.append(Part(part.kind, " ".join(words)))
    return found


def _text(value: Any) -> str:
    return "، ".join(map(str, value)) if isinstance(value, list) else str(value or "")
