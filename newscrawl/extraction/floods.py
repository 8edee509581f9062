"""Sources that are made to be hard to read: floods of attributes, and of elements.

The parser compares each attribute of an element with all before it: 100,000 take half a minute, in
which the whole crawl stands still. No page means them; such an element is kept without attributes.

An element takes half a kilobyte of memory, and 9 µs to look at: 5 MB of nothing but ``<p>`` take
600 MB and 11 seconds. Real pages have some thousands of elements.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: An element may have names of attributes of so many bytes in all: some thousands of attributes,
#: which take a hundredth of a second. Values in quotes do not count: pictures stand in them.
MOST = 2**14
#: So many tags of a page are parsed, and no more.
MOST_TAGS = 400_000
#: The parser goes so deep, and leaves out all that follows.
DEEPEST = 2_047
#: Beyond so many open elements, their tags are left out where a page is deeper than that.
MOST_LEVELS = 1_000
_TAG = re.compile(
    rb"<(/?)(div|span|section|article|main|center|blockquote|font|b|i|u|em|strong|small|big|a|"
    rb"table|tbody|tr|td|ul|ol|dl|dd|form|label|abbr|ins|del|sup|sub)\b[^<>]*>",
    re.IGNORECASE,
)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_NAME = re.compile(rb"[a-zA-Z][a-zA-Z0-9:-]{0,50}")


def without_floods(html: bytes) -> bytes:
    """A source without the attributes of elements that have far too many.

    >>> without_floods(b"<p a=b>" + b"<p " + b" ".join(b"a%d" % n for n in range(9999)) + b">x</p>")
    b'<p a=b><p>x</p>'
    """
    # Where there is a "<" every now and then, there is no such element. That costs nearly nothing.
    marks = range(0, len(html) + 1, MOST // 2)
    if all(html.find(b"<", start, end) >= 0 for start, end in pairwise(marks)):
        return html
    first, *parts = html.split(b"<")
    return b"<".join([first, *(part if len(part) < MOST else _tamed(part) for part in parts)])


def _tamed(part: bytes) -> bytes:
    """What follows a ``<`` until the next one."""
    name = _NAME.match(part)
    if name is None:
        return part
    bare = _QUOTED.sub(b"", part)
    inside, end, text = bare.partition(b">")
    return part if len(inside) < MOST else name[0] + end + text


def without_depths(html: bytes) -> bytes:
    """A source in which no element is nested too deep: the tags beyond are breaks of lines.

    >>> without_depths(b"<div>" * 1002 + b"x" + b"</div>" * 1002).count(b"<div>")
    1000
    """
    level = 0

    def flat(tag: re.Match[bytes]) -> bytes:
        nonlocal level
        level += -1 if tag[1] else 1
        is_deep = level >= MOST_LEVELS if tag[1] else level > MOST_LEVELS
        level = max(level, 0)
        return b"<br>" if is_deep else tag[0]

    return _TAG.sub(flat, html)


def without_the_rest(html: bytes) -> bytes:
    """A source up to :data:`MOST_TAGS` tags.

    >>> without_the_rest(b"<p>" * (MOST_TAGS + 1)) == b"<p>" * MOST_TAGS
    True
    """
    if len(html) < 2 * MOST_TAGS or html.count(b"<") <= MOST_TAGS:
        return html
    *_, rest = html.split(b"<", MOST_TAGS + 1)
    return html[: -len(rest) - 1]
