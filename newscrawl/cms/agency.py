"""The outlet an article was taken from: the last line of many bodies."""

from __future__ import annotations

import re

from newscrawl.cms.blocks import Block
from newscrawl.cms.outlets import OUTLETS
from newscrawl.persian.text import searchable

_OUTLETS = frozenset(map(searchable, OUTLETS))
_LABEL = re.compile(r"^(?:(?:منبع|منابع|ماخذ|مأخذ)(?: خبر)?\s*[:：؛]+|به نقل از|برگرفته از)\s*")
# A line that names what it is: «خبرگزاری مهر», «روزنامه شرق».
_KIND = re.compile(
    r"^(?:خبرگزاری|خبرگذاری|روزنامه|پایگاه خبری|وب‌?سایت|سایت|هفته‌?نامه|ماهنامه)\s+\S"
)
_SENTENCE = re.compile(r"[.!?؟؛:،…\d۰-۹]")
_EDGES = " \u200c.*-–—|/\\()[]«»\"'"


def split_agency(body: list[Block]) -> tuple[list[Block], str | None]:
    """The body without the last line, and the outlet, where the last line names one.

    A line is taken for an outlet if it is labelled («منبع: …»), is the name of a known outlet or
    says what it is («خبرگزاری …»), or if it is one to three words that the page marks as a source
    (a link, ``<cite>``, a class). Anything else stays in the body: a signature or the end of a poem
    is text.

    >>> split_agency([Block("متن خبر همین است."), Block("ایسنا")])[1]
    'ایسنا'
    """
    if len(body) < 2:
        return body, None
    line = body[-1].text.strip(_EDGES)
    if match := _LABEL.match(line):
        name = line[match.end() :].strip(_EDGES)
        is_name = name and len(name.split()) <= 6 and not _SENTENCE.search(name)
        return (body[:-1], name) if is_name or searchable(name) in _OUTLETS else (body, None)
    words = len(line.split())
    if searchable(line) in _OUTLETS:
        return body[:-1], line
    if not line or words > 6 or _SENTENCE.search(line):
        return body, None
    if (words <= 4 and _KIND.match(line)) or (words <= 3 and body[-1].marked):
        return body[:-1], line
    return body, None
