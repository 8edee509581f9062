"""A site with a new theme: most of its articles read differently at once, and nobody edited them.

Two things tell it. Many edits that one crawl found have the same words in them, which come or go in
many articles: a byline, a line below the text. These are taken away from each edit, and what is
left is what somebody changed. Or so many of the articles that a crawl looked at again differ, and
not only by such words, that no editor can have been at work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newscrawl.changes.differences import Part
from newscrawl.changes.edits import Edit
from newscrawl.changes.words import tokens

#: Words are common to the edits of a crawl if they are in so many of them, and in this share.
LEAST_ALIKE: Final = 10
SHARE_ALIKE: Final = 0.2
#: … and if they are a whole paragraph, or at least so many.
LEAST_WORDS: Final = 3
#: A crawl is a flood if so many articles read differently without that, and this share of those
#: that it looked at again.
LEAST_FLOOD: Final = 50
SHARE_FLOOD: Final = 0.5
#: How many edits of a crawl are looked at to judge it.
SAMPLE: Final = 200


@dataclass(frozen=True, slots=True)
class Flood:
    """What the edits of one crawl have in common; nothing, as nearly always."""

    #: See :func:`pieces`.
    common: frozenset[str] = frozenset()
    #: It is no edit either way.
    is_all: bool = False


def judge(sample: Sequence[Edit | None], found: int, looked_at: int | None) -> Flood:
    """Judge the edits of one crawl.

    Args:
        sample: up to :data:`SAMPLE` of the changes that it found; ``None`` for those that change
            no words.
        found: how many changes it found.
        looked_at: how many articles it looked at again; ``None`` if that is not known, as of a
            crawl that was killed.
    """
    edits = [edit for edit in sample if edit is not None]
    alike = Counter(piece for edit in edits for piece in {piece for piece, _ in pieces(edit)})
    least = max(LEAST_ALIKE, SHARE_ALIKE * len(edits))
    common = frozenset(piece for piece, count in alike.items() if count >= least)
    left = sum(without(edit, common) is not None for edit in edits)
    share = left / max(1, len(sample))
    return Flood(common, is_flood(round(found * share), looked_at))


def is_flood(count: int, looked_at: int | None) -> bool:
    """Whether so many articles that changed, of those that a crawl looked at, are too many."""
    return count >= LEAST_FLOOD and looked_at is not None and count >= SHARE_FLOOD * looked_at


def without(edit: Edit, common: Collection[str]) -> Edit | None:
    """An edit without what it has in common with others; ``None`` if nothing is left."""
    if not common:
        return edit
    words = round(max(edit.removed, edit.added) / edit.share) if edit.share else 1
    fields = {}
    for name, parts in edit.fields.items():
        kept = list(_without(parts, common))
        if any(part.kind != "same" for part in kept):
            fields[name] = kept
    return Edit.of(fields, words) if fields else None


def pieces(edit: Edit) -> Iterator[tuple[str, Part]]:
    """What of an edit others may have, too: each line of what was removed or added, in one form,
    and the line; numbers in it are of no matter."""
    for parts in edit.fields.values():
        for piece, line in _split(parts):
            if piece is not None:
                yield piece, line


def _without(parts: Sequence[Part], common: Collection[str]) -> Iterator[Part]:
    for piece, line in _split(parts):
        is_nothing = piece in common or (line.kind != "same" and not line.text.strip())
        if not is_nothing:
            yield line
        elif line.kind == "new":
            yield Part("same", line.text)


def _split(parts: Sequence[Part]) -> Iterator[tuple[str | None, Part]]:
    """Each part line by line, with what it is compared by if it may be common."""
    for place, part in enumerate(parts):
        if part.kind == "same":
            yield None, part
            continue
        lines = part.text.splitlines(keepends=True)
        for number, line in enumerate(lines):
            begins = number > 0 or _ends_line(parts, place - 1, part.kind)
            ends = line.endswith("\n") or (
                number == len(lines) - 1 and _begins_line(parts, place + 1, part.kind)
            )
            keys = [token.key for token in tokens(line) if token.is_word]
            if keys and ((begins and ends) or len(keys) >= LEAST_WORDS):
                words = re.sub(r"\d+", "0", " ".join(keys))
                yield f"{part.kind} {words}", Part(part.kind, line)
            else:
                yield None, Part(part.kind, line)


def _ends_line(parts: Sequence[Part], place: int, kind: str) -> bool:
    """Whether the text of a kind ends a line at a place, or begins there."""
    while place >= 0 and parts[place].kind not in ("same", kind):
        place -= 1
    return place < 0 or parts[place].text.endswith("\n")


def _begins_line(parts: Sequence[Part], place: int, kind: str) -> bool:
    while place < len(parts) and parts[place].kind not in ("same", kind):
        place += 1
    return place >= len(parts) or parts[place].text.startswith("\n")
