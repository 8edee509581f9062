"""The outlet that an article was taken from: the last line of many bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import Block, blocks, is_hidden
from newscrawl.extraction.boilerplate import is_box, is_margin
from newscrawl.extraction.locate import Location
from newscrawl.extraction.outlets import OUTLETS
from newscrawl.persian.text import searchable

_OUTLETS = frozenset(map(searchable, OUTLETS))
_LABEL = re.compile(
    r"^(?:(?:منبع|منابع|مرجع|ماخذ|مأخذ)(?: خبر)?\s*[:：؛]+|(?:به نقل از|برگرفته از)\s*[:：]?)\s*"
)
_ALONE = re.compile(r"(?:منبع|منابع|مرجع|ماخذ|مأخذ)(?: خبر)?\s*[:：؛]*")
# A line that names what it is: «خبرگزاری مهر», «روزنامه شرق».
_KIND = re.compile(
    r"^(?:خبرگزاری|خبرگذاری|روزنامه|پایگاه خبری|وب‌?سایت|سایت|هفته‌?نامه|ماهنامه)\s+\S"
)
_SENTENCE = re.compile(r"[.!?؟؛:،…\d۰-۹]")
#: Texts behind the body among which a labelled source may stand.
BEHIND = 12
_EDGES = " \u200c.*-–—|/\\()[]«»\"'"


def split_agency(body: list[Block]) -> tuple[list[Block], str | None]:
    """Split the last line off a body if it names an outlet.

    A line is taken for an outlet if it is labelled («منبع: …»), is the name of a known outlet or
    says what it is («خبرگزاری …»), or if it is one to three words that the page marks as a source
    (a link, ``<cite>``, a class). Anything else stays in the body: a signature or the end of a poem
    is text.

    Returns:
        The body without that line, and the outlet's name; else the whole body and ``None``.

    >>> split_agency([Block("متن خبر همین است."), Block("ایسنا")])[1]
    'ایسنا'
    """
    if len(body) < 2:
        return body, None
    line = body[-1].text.strip(_EDGES)
    if _LABEL.match(line):
        name = _labelled(line)
        return (body[:-1], name) if name else (body, None)
    words = len(line.split())
    if searchable(line) in _OUTLETS:
        return body[:-1], line
    if not line or words > 6 or _SENTENCE.search(line):
        return body, None
    if (words <= 4 and _KIND.match(line)) or (words <= 3 and body[-1].marked):
        return body[:-1], line
    return body, None


def labelled_behind(at: Location) -> str | None:
    """The outlet that a labelled line right behind the body names: «منبع: مهر».

    Anything else there is no source: without its label it may be the name of a section or a tag.
    """
    return next(filter(None, map(_labelled, _lines_behind(at))), None)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, or says that it is one.

    >>> is_outlet("ایسنا"), is_outlet("خبرگزاری نمونه"), is_outlet("نمونه")
    (True, True, False)
    """
    return searchable(name) in _OUTLETS or _KIND.match(name) is not None


def _labelled(line: str) -> str | None:
    """The outlet's name in a line like «منبع: …»."""
    match = _LABEL.match(line)
    name = line[match.end() :].strip(_EDGES) if match else ""
    is_name = name and len(name.split()) <= 6 and not _SENTENCE.search(name)
    return name if is_name or searchable(name) in _OUTLETS else None


def _lines_behind(at: Location) -> Iterator[str]:
    """Lines that follow the body, up to the end of the element that holds the headline too."""
    element = at.body
    while element is not None and element is not at.center:
        yield (element.tail or "").strip()
        for sibling in element.itersiblings("*"):
            if not (_is_other(sibling) or at.tree.is_foreign_link(sibling)):
                yield from _lines_with_label(sibling)
            yield (sibling.tail or "").strip()
        element = element.getparent()


def _lines_with_label(element: Element) -> Iterator[str]:
    """The lines of an element, if one of its first texts is a label: most have none."""
    texts = (part.strip() for part in map(str, element.itertext()))
    first = islice(filter(None, texts), BEHIND)
    if any(_LABEL.match(part) or _ALONE.fullmatch(part) for part in first):
        lines = [block.text for block in blocks(element, skip=_is_other)]
        yield from lines
        # The name may stand in an element of its own.
        for label, name in pairwise(lines):
            if _ALONE.fullmatch(label):
                yield f"{label.rstrip(' :：؛')}: {name}"


def _is_other(element: Element) -> bool:
    return is_margin(element) or is_box(element) or is_hidden(element)
