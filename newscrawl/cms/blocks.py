"""Text of HTML elements, as paragraphs. Pure functions over lxml trees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

#: Elements that begin and end a paragraph. A table row is one: its cells are parts of a sentence.
BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
CELLS = frozenset(("td", "th"))
#: Elements whose text is never read by a visitor.
SILENT = frozenset((
    "audio", "button", "canvas", "figcaption", "head", "iframe", "input", "map", "math",
    "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOME_PAGE = re.compile(r"(?:https?:)?//[^/]+/?$")
_SOURCE_CLASS = re.compile(r"(?:^|[\s_-])(?:source|agency|manba|resource)(?:$|[\s_-])")
# Not U+200C and its like: they are part of words.
_BLANKS = "\t\r\n\f\v\u00a0"


@dataclass(slots=True)
class Block:
    """One paragraph."""

    text: str
    #: What of it stands outside the links that the caller's ``is_link`` chose.
    unlinked: str = ""
    #: All of it is marked as a source: a link to another site's home page, a citation, a class.
    marked: bool = False
    #: The element that holds it.
    holder: Element | None = None


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(_HIDDEN.search(style))


def text(element: Element) -> str:
    """All that a visitor reads in an element, on one line.

    >>> from lxml.html import fromstring
    >>> text(fromstring("<h1> one<br>two <!-- x --><i>three</i><script>no</script> </h1>"))
    'one two three'
    """
    if len(element) == 0:
        return _join([element.text or ""])
    return " ".join(block.text for block in blocks(element))


def blocks(
    root: Element,
    skip: Callable[[Element], bool] = lambda element: False,
    is_link: Callable[[str], bool] = lambda href: False,
) -> list[Block]:
    """The paragraphs of an element, blanks collapsed, empty ones left out.

    Args:
        root: an element.
        skip: says which descendants to leave out.
        is_link: says of a ``href`` whether its text is left out of ``unlinked``.

    >>> from lxml.html import fromstring
    >>> [b.text for b in blocks(fromstring("<div>a<p>b <b>c</b></p>d<br><br>e<li>f</li></div>"))]
    ['a', 'b c', 'd', 'e', 'f']
    """
    found: list[Block] = []
    parts: list[str] = []
    unlinked: list[str] = []
    unmarked = False  # some text so far stands outside of all marks
    links: list[Element] = []  # open elements that are links of ``is_link``
    marks: list[Element] = []  # open elements that mark their text as a source

    def add(value: str | None) -> None:
        nonlocal unmarked
        if value:
            parts.append(value)
            if not links:
                unlinked.append(value)
            if not marks and not value.isspace():
                unmarked = True

    def flush(holder: Element) -> None:
        nonlocal unmarked
        if not parts:
            return
        if joined := _join(parts):
            outside = joined if len(unlinked) == len(parts) else _join(unlinked)
            found.append(Block(joined, outside, not unmarked, holder))
        parts.clear()
        unlinked.clear()
        unmarked = False

    # iterwalk and no recursion: hostile pages nest thousands of elements. Not its skip_subtree():
    # it loses the end event, and so the tail, of some elements.
    silent: Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if silent is not None:
            if event == "end" and element is silent:
                silent = None
                add(element.tail)
            continue
        tag = element.tag
        if event == "start":
            if element is not root and (tag in SILENT or is_hidden(element) or skip(element)):
                silent = element
                if tag in BREAKS:
                    flush(element.getparent())
                continue
            if tag in BREAKS:
                flush(element.getparent() if element is not root else root)
            elif tag in CELLS:
                parts.append(" ")
            if tag == "a" and is_link(element.get("href") or ""):
                links.append(element)
            if _marks_source(element):
                marks.append(element)
            add(element.text)
            continue
        if event == "end":
            if tag in BREAKS:
                flush(element)
            elif tag in CELLS:
                parts.append(" ")
            if links and links[-1] is element:
                links.pop()
            if marks and marks[-1] is element:
                marks.pop()
        if element is not root:
            add(element.tail)
    flush(root)
    return found


def _join(parts: list[str]) -> str:
    value = "".join(parts)
    for blank in _BLANKS:  # a regular expression takes ten times as long
        value = value.replace(blank, " ")
    while "  " in value:
        value = value.replace("  ", " ")
    return value.strip()


def _marks_source(element: Element) -> bool:
    if element.tag == "a":
        return bool(_HOME_PAGE.match((element.get("href") or "").strip()))
    classes = element.get("class")
    return element.tag == "cite" or (classes is not None and bool(_SOURCE_CLASS.search(classes)))
