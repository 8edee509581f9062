"""Text of HTML elements, as paragraphs. Pure functions over lxml trees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.persian.text import to_latin_digits

#: Elements that begin and end a paragraph. A table row is a paragraph: its cells are parts of one.
BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
CELLS = frozenset(("td", "th"))
#: Characters in a cell up to which its row is one of data; tables that lay out a page have longer.
LONGEST_CELL = 300
#: Characters from which a line is no verse and no title.
LONG_SENTENCE = 70
# Words with which no sentence ends.
_UNFINISHED = frozenset((
    "و", "که", "تا", "با", "از", "به", "در", "بر", "برای", "این", "آن", "یک", "باید", "نباید",
    "می‌تواند", "می‌توانند", "نمی‌تواند", "نمی‌توانند", "می‌توان", "نمی‌توان", "خواهد",
))  # fmt: skip
#: A cell of three paragraphs with more characters is a column of text.
LONG_LINE = 60
#: Elements whose text is never read by a visitor.
SILENT = frozenset((
    "audio", "button", "canvas", "figcaption", "head", "iframe", "input", "map", "math",
    "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
))  # fmt: skip
#: Elements of raised and lowered characters: their digits have characters of their own.
RAISED = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "sub": "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"}
_RAISABLE = re.compile(r"\s*[\d+\-−=()]+\s*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOME_PAGE = re.compile(r"(?:https?:)?//[^/]+/?$")
_SOURCE_CLASS = re.compile(r"(?:^|[\s_-])(?:source|agency|manba|resource)(?:$|[\s_-])")
_GAP = re.compile("([ \n]*(?:\u00a0[ \n]*){3,})")
# Not U+200C and its like: they are part of words.
_BLANKS = "\t\r\n\f\v\u00a0"


#: All text in an element, also what nobody reads. ``itertext()`` takes eight times as long.
all_text = cast("Callable[[Element], str]", etree.XPath("string()", smart_strings=False))


@dataclass(slots=True)
class Block:
    """One paragraph."""

    text: str
    #: What of it stands outside the links that the caller's ``is_link`` chose.
    unlinked: str = ""
    #: All of it is marked as a source: a link to another site's home page, a citation, a class.
    marked: bool = False
    #: The innermost paragraph element that holds it.
    holder: Element | None = None
    #: The element that its first words stand in, or behind.
    origin: Element | None = None


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that it is not shown."""
    names = element.keys()
    if not names:
        return False
    if "hidden" in names:
        return True
    return "style" in names and bool(_HIDDEN.search(element.get("style") or ""))


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
    """Split an element into paragraphs; blanks are collapsed, empty paragraphs left out.

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
    origin: Element | None = None
    unmarked = False  # some text so far stands outside of all marks
    row: Element | None = None  # an open row of data: it is one paragraph, whatever is in its cells
    broken: Block | None = None  # what a <br> has just ended in mid-sentence
    links: list[Element] = []  # open elements that are links of ``is_link``
    marks: list[Element] = []  # open elements that mark their text as a source
    high: list[Element] = []  # open elements of raised and lowered characters

    def add(value: str | None, element: Element) -> None:
        nonlocal unmarked, origin
        if value:
            if high:
                value = raised(value, high[-1].tag)
            if origin is None and not value.isspace():
                origin = element
            parts.append(value)
            if not links:
                unlinked.append(value)
            if not marks and not value.isspace():
                unmarked = True

    def flush(holder: Element, tag: str = "") -> None:
        nonlocal unmarked, origin, broken
        before, broken = broken, None
        if row is not None:
            parts.append(" ")
            return
        if not parts:
            return
        if joined := _join(parts):
            outside = joined if len(unlinked) == len(parts) else _join(unlinked)
            block = Block(joined, outside, not unmarked, holder, origin)
            if before is not None and before.holder is holder:
                before.text = f"{before.text} {joined}"
                before.unlinked = f"{before.unlinked} {outside}"
                before.marked, block = before.marked and block.marked, before
            else:
                found.append(block)
            broken = block if tag == "br" and _is_unfinished(block.text) else None
        parts.clear()
        unlinked.clear()
        unmarked = False
        origin = None

    # iterwalk and no recursion: hostile pages nest thousands of elements. Not its skip_subtree():
    # it loses the end event, and so the tail, of some elements.
    silent: Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if silent is not None:
            if event == "end" and element is silent:
                silent = None
                add(element.tail, element)
            continue
        tag = element.tag
        if event == "start":
            if element is not root and (tag in SILENT or is_hidden(element) or skip(element)):
                silent = element
                if tag in BREAKS:
                    flush(element.getparent())
                continue
            if tag in BREAKS:
                flush(element.getparent() if element is not root else root, tag)
                if tag == "tr" and row is None and _is_of_data(element):
                    row = element
            elif tag in CELLS:
                parts.append(" ")
            if tag == "a" and is_link(element.get("href") or ""):
                links.append(element)
            if _marks_source(element):
                marks.append(element)
            if tag in RAISED:
                high.append(element)
            add(element.text, element)
            continue
        if event == "end":
            if element is row:
                row = None
            if tag in BREAKS and tag != "br":
                flush(element)
            elif tag in CELLS:
                parts.append(" ")
            if links and links[-1] is element:
                links.pop()
            if marks and marks[-1] is element:
                marks.pop()
            if high and high[-1] is element:
                high.pop()
        if element is not root:
            add(element.tail, element)
    flush(root)
    return found


def _is_unfinished(line: str) -> bool:
    """Whether a ``<br>`` behind a line stands in the middle of a sentence.

    >>> _is_unfinished("این طرح با همکاری چند دانشگاه و شرکت دانش‌بنیان در سه استان کشور می‌تواند")
    True
    """
    return len(line) >= LONG_SENTENCE and line.rpartition(" ")[2] in _UNFINISHED


def raised(value: str, tag: str) -> str:
    """A number as it stands in ``<sup>`` or ``<sub>``; other text is left alone.

    >>> raised("-12", "sup"), raised("۲", "sub"), raised("th", "sup")
    ('⁻¹²', '₂', 'th')
    """
    if not _RAISABLE.fullmatch(value):
        return value
    signs = "+-=()"
    latin = to_latin_digits(value.strip()).replace("−", "-")
    return "".join(RAISED[tag][int(c) if c.isdigit() else 10 + signs.index(c)] for c in latin)


def _is_of_data(row: Element) -> bool:
    """Whether a table's row has words in several cells, all short, and no table in any: such a row
    is a line."""
    if next(row.iter("table"), None) is not None:
        return False
    found = [cell for cell in row if cell.tag in CELLS]
    cells = ["".join(map(str, cell.itertext())).strip() for cell in found]
    if len(list(filter(None, cells))) < 2:
        return False
    if any(sum(len(p.text or "") > LONG_LINE for p in cell.iter("p")) > 2 for cell in found):
        return False
    return max(map(len, cells)) <= LONGEST_CELL


def _join(parts: list[str]) -> str:
    value = "".join(parts)
    if "\u00a0" in value and _GAP.search(value):
        return "".join(_join_of_gaps(value))
    for blank in _BLANKS:  # a regular expression takes ten times as long
        value = value.replace(blank, " ")
    while "  " in value:
        value = value.replace("  ", " ")
    return value.strip()


def _join_of_gaps(value: str) -> Iterator[str]:
    """The same of a text with a gap that shows: verse has one in a line."""
    pieces = _GAP.split(value.strip())
    for piece in pieces:
        is_gap = _GAP.fullmatch(piece)
        yield "\u00a0" * piece.count("\u00a0") if is_gap else _join([piece])


def _marks_source(element: Element) -> bool:
    if element.tag == "a":
        return bool(_HOME_PAGE.match((element.get("href") or "").strip()))
    classes = element.get("class")
    return element.tag == "cite" or (classes is not None and bool(_SOURCE_CLASS.search(classes)))
