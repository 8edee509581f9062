"""Differences between two versions of an article, by words. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

from newscrawl.changes.words import Token, same_words, tokens, with_half_space

#: Compared fields, in the order in which they are shown.
FIELDS: Final = (
    "kicker", "title", "lead", "body", "author", "agency", "published_at", "sections", "tags",
)  # fmt: skip
#: Longer texts are compared by lines, because by words it would take too long.
MOST_WORDS: Final = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: ``same`` in both, or only in the ``old`` or the ``new`` one."""

    kind: str
    text: str

    @property
    def words(self) -> int:
        """How many words it has; signs are none."""
        return sum(token.is_word for token in tokens(self.text))


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Part]]:
    """The fields that differ in more than their spelling, with their differences marked."""
    found = {}
    for name in FIELDS:
        before, after = _text(old[name]), _text(new[name])
        if not same_words(before, after):
            found[name] = differences(before, after)
    return found


def differences(old: str, new: str) -> list[Part]:
    """Two texts merged into one, with removed and added parts marked.

    Signs are apart from words, and a half-space is within one. What is only spelt or broken into
    lines in another way is the same, and stands as in the new text: that can be read from the parts
    letter by letter, the old one word by word.

    >>> differences("یک دو سه", "یک چهار سه")
    [Part(kind='same', text='یک '), Part(kind='old', text='دو'), Part(kind='new', text='چهار'), \
Part(kind='same', text=' سه')]
    """
    joined = with_half_space(old) | with_half_space(new)
    before, after = tokens(old, joined), tokens(new, joined)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = _lines(before, old), _lines(after, new)
    return list(_merged(_parts(old, new, before, after)))


def _lines(words: Sequence[Token], text: str) -> list[Token]:
    """The lines of a text as tokens."""
    found: list[list[Token]] = []
    for token in words:
        if found and "\n" not in text[found[-1][-1].end : token.start]:
            found[-1].append(token)
        else:
            found.append([token])
    return [
        Token(" ".join(one.key for one in line), line[0].start, line[-1].end, is_word=True)
        for line in found
    ]


def _parts(old: str, new: str, before: list[Token], after: list[Token]) -> Iterator[Part]:
    """The parts, of which several of a kind may follow each other."""
    done = 0  # so much of the new text is there
    for kind, a, b, c, d in _opcodes(before, after):
        if kind == "equal":
            yield Part("same", new[done : after[d - 1].end])
            done = after[d - 1].end
            continue
        if a < b and c < d:
            place = after[c].start
            yield Part("same", new[done:place])
            begin = before[a].start if place > done or a == 0 else before[a - 1].end
            yield Part("old", old[begin : before[b - 1].end])
            yield Part("new", new[place : after[d - 1].end])
            done = after[d - 1].end
        elif a < b:
            begin, end = _alone(before, a, b)
            if begin == before[a].start and end > before[b - 1].end:
                yield Part("same", new[done : after[c].start])
                done = after[c].start
            yield Part("old", old[begin:end])
        else:
            begin, end = _alone(after, c, d)
            yield Part("same", new[done:begin])
            yield Part("new", new[begin:end])
            done = end
    yield Part("same", new[done:])


def _alone(found: Sequence[Token], first: int, behind: int) -> tuple[int, int]:
    """From where to where words go that only one text has: with the blanks that part them from the
    next one, or else from the one before; a sign behind a word comes without."""
    begin, end = found[first].start, found[behind - 1].end
    if first > 0 and behind == len(found):
        return found[first - 1].end, end
    if behind < len(found) and (first == 0 or found[first - 1].end < begin):
        return begin, found[behind].start
    return begin, end


def _opcodes(
    before: Sequence[Token], after: Sequence[Token]
) -> Iterator[tuple[str, int, int, int, int]]:
    """As those of :class:`difflib.SequenceMatcher`; what both begin and end with is found first,
    which is most of nearly all texts."""
    old, new = [one.key for one in before], [one.key for one in after]
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    if head:
        yield "equal", 0, head, 0, head
    ends = len(old) - tail, len(new) - tail
    matcher = SequenceMatcher(None, old[head : ends[0]], new[head : ends[1]], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind, head + a, head + b, head + c, head + d
    if tail:
        yield "equal", ends[0], len(old), ends[1], len(new)


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    for kind, some in groupby((part for part in parts if part.text), key=lambda part: part.kind):
        yield Part(kind, "".join(part.text for part in some))


def _text(value: Any) -> str:
    return "، ".join(map(str, value)) if isinstance(value, list) else str(value or "")
